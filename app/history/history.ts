import type {HistoryItem} from "./item.ts";

/** The user's history as persona and drafting see it. Implemented in `main/library` over SQLite. */
export interface History {
    /** number of items that count (not excluded by the user) */
    readonly size: number;
    /** grows with every change, so that what was computed from the items can be cached */
    readonly revision: number;
    items(): Promise<readonly HistoryItem[]>;
    item(id: string): Promise<HistoryItem | null>;
    /** all encoded items: ids, weights and vectors, shape (ids.length, encoderSize), row-major; items without a vector yet are absent */
    vectors(): Promise<{readonly ids: readonly string[]; readonly weights: Float32Array; readonly matrix: Float32Array}>;
    /** the k best items by BM25, best first */
    search(query: string, k: number): Promise<readonly {readonly id: string; readonly score: number}[]>;
}
