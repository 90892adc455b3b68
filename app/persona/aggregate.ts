import type {Plug} from "./plug.ts";
import {projectHidden, projectPersona, queryVector} from "./projector.ts";
import {Rows} from "./rows.ts";

/** An encoded history with the projector's hidden activations of its items. */
export interface EncodedHistory {
    readonly ids: readonly string[];
    /** (n): 1 for own writing, below 1 for texts learned from accepted drafts */
    readonly weights: Float32Array;
    /** h_i, (n, E), each row L2-normalised */
    readonly matrix: Rows;
    /** gelu(W_0 h_i + b_0), (n, H) */
    readonly hidden: Rows;
}

/** Builds an encoded history from its vectors, projecting every item at once. `Persona` does the same incrementally. */
export function encodeHistory(plug: Plug, ids: readonly string[], weights: Float32Array, matrix: Rows): EncodedHistory {
    const hidden = new Rows(ids.length, plug.hidden);
    for (let i = 0; i < ids.length; i++) projectHidden(plug, matrix.row(i), hidden.row(i));
    return {ids, weights, matrix, hidden};
}

/**
 * The input-aware weights: q = norm(W_q · Enc(x)), w_i = softmax_i(τ · qᵀ h_i) (PPlug eq. 3), each item's own weight as a factor.
 * Without a brief (null) every item counts by its own weight alone: the variant `mean`.
 * @param brief Enc(x), shape (E), or null
 * @param tilt added to the scores, shape (n): moves the persona towards some of the items
 * @returns w, shape (n), sums to 1; empty for an empty history
 */
export function attentionWeights(
    plug: Plug,
    history: EncodedHistory,
    brief: Float32Array | null,
    tilt: Float32Array | null = null
): Float32Array {
    const scores = new Float64Array(history.ids.length);
    if (brief !== null && scores.length > 0) {
        const products = history.matrix.products(queryVector(plug, brief));
        for (let i = 0; i < scores.length; i++) scores[i] = plug.temperature * (products[i] as number);
    }
    if (tilt !== null) for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) + (tilt[i] as number);
    return softmax(scores, history.weights);
}

/**
 * P for an encoded history and the weights of its items, moved between the average author and this one:
 * P = s · Σ w_i Proj(h_i), P_α = P̄ + α (P − P̄).
 * @param strength α: 0 the average author, 1 this author, above 1 exaggerated
 * @returns shape (K, D), row-major; P̄ where the history is empty
 */
export function personaVectors(plug: Plug, history: EncodedHistory, weights: Float32Array, strength: number): Float32Array {
    const mean = plug.meanPersona;
    if (history.ids.length === 0) return mean.slice();
    const persona = projectPersona(plug, history.hidden.weightedSum(weights));
    return persona.map((value, j) => (mean[j] as number) + strength * (value - (mean[j] as number)));
}

/** w_i = v_i e^{s_i} / Σ v_j e^{s_j}; the largest score is taken off first, so that nothing overflows. */
function softmax(scores: Float64Array, priors: Float32Array): Float32Array {
    let largest = -Infinity;
    for (const score of scores) largest = Math.max(largest, score);
    let sum = 0;
    for (let i = 0; i < scores.length; i++) {
        const share = (priors[i] as number) * Math.exp((scores[i] as number) - largest);
        scores[i] = share;
        sum += share;
    }
    const weights = new Float32Array(scores.length);
    for (let i = 0; i < scores.length; i++) weights[i] = (scores[i] as number) / sum;
    return weights;
}
