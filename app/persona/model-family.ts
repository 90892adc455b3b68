import {mean} from "../statistics.ts";

/*
 * Recognises the same weights in other quantisations, whose files have nothing in common: by the norms of some rows of their embedding
 * matrix, which quantisation hardly changes, and which differ between models that were not trained from one another.
 */

/** rows of the matrix, evenly spread from the first on, whose norms are compared */
export const fingerprintRows = 64;
/**
 * root mean square of the norms' relative differences. A matrix in four bits differs by some 0.005 from the same in sixteen, other models
 * by 0.1 and more.
 */
const tolerance = 0.02;

/** Whether these are norms of the same rows of one matrix, apart from its quantisation; false if one of them is unknown. */
export function sameEmbedding(some: readonly number[], others: readonly number[]): boolean {
    if (some.length !== fingerprintRows || others.length !== fingerprintRows) return false;
    const squares = some.map((norm, row) => ((norm - (others[row] ?? NaN)) / Math.max(norm, others[row] ?? 0, Number.MIN_VALUE)) ** 2);
    return Math.sqrt(mean(squares)) <= tolerance;
}
