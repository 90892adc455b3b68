import type {Rows} from "./rows.ts";

/**
 * The rows most like a vector, by cosine, best first.
 * @param matrix (ids.length, vector.length), L2-normalised
 */
export function nearestRows(ids: readonly string[], matrix: Rows, vector: Float32Array, k: number): readonly string[] {
    if (ids.length === 0) return [];
    const scores = matrix.products(vector);
    return ids
        .map((_, row) => row)
        .toSorted((a, b) => (scores[b] as number) - (scores[a] as number))
        .slice(0, k)
        .map((row) => ids[row] as string);
}
