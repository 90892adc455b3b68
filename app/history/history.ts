import type {HistoryItem} from "./item.ts";

/** The user's history as a port of persona and drafting. Implemented in `main/library` over SQLite. */
export interface History {
    /** number of items that count (not excluded by the user) */
    readonly size: number;
    /** incremented with every change, as a cache key for what was computed from the items */
    readonly revision: number;
    items(): Promise<readonly HistoryItem[]>;
    item(id: string): Promise<HistoryItem | null>;
    /** all encoded items: ids, weights and vectors, shape (ids.length, encoderSize), row-major; items without a vector yet are absent */
    vectors(): Promise<{readonly ids: readonly string[]; readonly weights: Float32Array; readonly matrix: Float32Array}>;
    /** the k best items by BM25, best first */
    search(query: string, k: number): Promise<readonly {readonly id: string; readonly score: number}[]>;
}
