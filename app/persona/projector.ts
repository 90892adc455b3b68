import {gelu} from "./gelu.ts";
import type {Plug} from "./plug.ts";
import {productRows} from "./product.ts";

/**
 * The projector's first layer, gelu(W_0 h_i + b_0), for one encoded item.
 *
 * The second layer is linear, so it may come after the weighted sum over the items: what is computed here depends on an item
 * alone, is cached with it, and makes a persona for a new brief cheap.
 * @param encoded h_i, shape (E)
 * @param into shape (H)
 */
export function projectHidden(plug: Plug, encoded: Float32Array, into: Float32Array): void {
    const {weight0, bias0} = plug.projector;
    const sums = productRows(weight0, encoded);
    for (let unit = 0; unit < sums.length; unit++) into[unit] = gelu((sums[unit] as number) + (bias0[unit] as number));
}

/**
 * The projector's second layer with the scale: s · (W_2 a + b_2).
 * @param activation Σ w_i gelu(W_0 h_i + b_0), shape (H), with Σ w_i = 1
 * @returns P, shape (K, D), row-major
 */
export function projectPersona(plug: Plug, activation: Float32Array): Float32Array {
    const {weight2, bias2} = plug.projector;
    const sums = productRows(weight2, activation);
    return bias2.map((bias, out) => plug.embeddingNorm * ((sums[out] as number) + bias));
}
