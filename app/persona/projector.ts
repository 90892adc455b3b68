import {normalised} from "../vectors.ts";
import {gelu} from "./gelu.ts";
import type {Plug} from "./plug.ts";
import {Rows} from "./rows.ts";

/** A plug's matrices, ready to multiply. */
interface PlugRows {
    /** W_0 (H, E) */
    readonly weight0: Rows;
    /** W_2 (K·D, H) */
    readonly weight2: Rows;
    /** W_q (E, E) */
    readonly query: Rows;
}

const prepared = new WeakMap<Plug, PlugRows>();

/**
 * The projector's first layer, gelu(W_0 h_i + b_0), for one encoded item. The second layer is linear, so it can be applied after the
 * weighted sum over the items: the result here depends on an item alone and is cached with it, which makes a persona for a new brief cheap.
 * @param encoded h_i, shape (E)
 * @param into shape (H)
 */
export function projectHidden(plug: Plug, encoded: Float32Array, into: Float32Array): void {
    const {bias0} = plug.projector;
    const sums = rowsOf(plug).weight0.products(encoded);
    for (let unit = 0; unit < sums.length; unit++) into[unit] = gelu((sums[unit] as number) + (bias0[unit] as number));
}

/**
 * The projector's second layer with the scale: s · (W_2 a + b_2).
 * @param activation Σ w_i gelu(W_0 h_i + b_0), shape (H), with Σ w_i = 1
 * @returns P, shape (K, D), row-major
 */
export function projectPersona(plug: Plug, activation: Float32Array): Float32Array {
    const sums = rowsOf(plug).weight2.products(activation);
    return plug.projector.bias2.map((bias, out) => plug.embeddingNorm * ((sums[out] as number) + bias));
}

/** q = norm(W_q · Enc(x)), shape (E) */
export function queryVector(plug: Plug, brief: Float32Array): Float32Array {
    return normalised(rowsOf(plug).query.products(brief));
}

function rowsOf(plug: Plug): PlugRows {
    const known = prepared.get(plug);
    if (known !== undefined) return known;
    const rows = {
        weight0: Rows.from(plug.projector.weight0, plug.encoder.size),
        weight2: Rows.from(plug.projector.weight2, plug.hidden),
        query: Rows.from(plug.query, plug.encoder.size)
    };
    prepared.set(plug, rows);
    return rows;
}
