import {productRows} from "./product.ts";

/**
 * The rows most like a vector, by cosine, best first.
 * @param matrix (ids.length, vector.length), rows L2-normalised
 */
export function nearestRows(ids: readonly string[], matrix: Float32Array, vector: Float32Array, k: number): readonly string[] {
    if (ids.length === 0) return [];
    const scores = productRows(matrix, vector);
    return ids.map((_, row) => row).toSorted((a, b) => (scores[b] as number) - (scores[a] as number)).slice(0, k).map((row) => ids[row] as string);
}
