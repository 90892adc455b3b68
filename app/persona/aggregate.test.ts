import {describe, expect, it} from "vitest";
import {splitMix} from "../text/random.ts";
import {attentionWeights, encodeHistory, personaVectors, type EncodedHistory} from "./aggregate.ts";
import {gelu} from "./gelu.ts";
import {topInfluences} from "./influences.ts";
import {parsePlug, type Plug} from "./plug.ts";
import {Rows} from "./rows.ts";
import {tinyPlug} from "./testing/tiny-plug.ts";

const [D, E, H, K] = [6, 4, 7, 3];
const plug = parsePlug(
    tinyPlug({
        model: {name: "m", architecture: "llama", nEmbd: D, sha256: "a", embeddingNorm: 1.25},
        encoder: {name: "e", size: E, sha256: "b"},
        hidden: H,
        personaVectors: K,
        temperature: 3
    }),
    "p"
);

const random = splitMix(11);

function unitRow(): number[] {
    const row = Array.from({length: E}, () => random() * 2 - 1);
    const norm = Math.hypot(...row);
    return row.map((value) => value / norm);
}

function history(n: number, weights?: readonly number[]): EncodedHistory {
    const matrix = Float32Array.from(Array.from({length: n}, unitRow).flat());
    const ids = Array.from({length: n}, (_, i) => `item${i}`);
    return encodeHistory(plug, ids, Float32Array.from(weights ?? new Array<number>(n).fill(1)), Rows.from(matrix, E));
}

/** The paper's formulas literally in doubles: the projector is applied to each item before the weighted sum. */
function reference(of: Plug, {matrix, weights, ids}: EncodedHistory, brief: readonly number[] | null, strength: number) {
    const rows = ids.map((_, i) => Array.from(matrix.row(i)));
    const product = (m: Float32Array, v: readonly number[], out: number) =>
        Array.from({length: out}, (_, o) => v.reduce((sum, value, j) => sum + value * (m[o * v.length + j] as number), 0));
    const q = brief === null ? null : product(of.query, brief, E);
    const norm = q === null ? 1 : Math.hypot(...q);
    const scores = rows.map((row) =>
        q === null ? 0 : of.temperature * row.reduce((sum, value, j) => sum + (value * (q[j] as number)) / norm, 0)
    );
    const shares = scores.map((score, i) => (weights[i] as number) * Math.exp(score));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const w = shares.map((share) => share / total);
    const projected = rows.map((row) => {
        const hidden = product(of.projector.weight0, row, H).map((value, u) => gelu(value + (of.projector.bias0[u] as number)));
        return product(of.projector.weight2, hidden, K * D).map((value, o) => value + (of.projector.bias2[o] as number));
    });
    const persona = Array.from(
        {length: K * D},
        (_, o) => of.embeddingNorm * projected.reduce((sum, row, i) => sum + (w[i] as number) * (row[o] as number), 0)
    );
    const mean = Array.from(of.meanPersona);
    return {w, persona: persona.map((value, o) => (mean[o] as number) + strength * (value - (mean[o] as number)))};
}

describe("the persona's arithmetic", () => {
    // sizes around the four rows that are summed at once
    it.each([1, 2, 3, 4, 5, 9, 50])("follows the paper's formulas for %i items", (n) => {
        const items = history(
            n,
            Array.from({length: n}, (_, i) => (i % 3 === 0 ? 0.5 : 1))
        );
        const brief = unitRow();
        for (const strength of [0, 0.5, 1, 1.5]) {
            const wanted = reference(plug, items, brief, strength);
            const weights = attentionWeights(plug, items, Float32Array.from(brief));
            const vectors = personaVectors(plug, items, weights, strength);
            for (const [i, weight] of wanted.w.entries()) expect(weights[i]).toBeCloseTo(weight, 6);
            for (const [o, value] of wanted.persona.entries()) expect(vectors[o]).toBeCloseTo(value, 5);
        }
    });

    it("weighs every item only by its own weight without a brief", () => {
        const weights = attentionWeights(plug, history(4, [1, 1, 0.5, 0.5]), null);
        expect([...weights].map((weight) => Math.round(weight * 1e6) / 1e6)).toEqual([0.333333, 0.333333, 0.166667, 0.166667]);
    });

    it("is the mean persona at strength 0, and for an empty history at any strength", () => {
        const items = history(5);
        expect(personaVectors(plug, items, attentionWeights(plug, items, null), 0)).toEqual(plug.meanPersona);
        const empty = history(0);
        expect(personaVectors(plug, empty, attentionWeights(plug, empty, Float32Array.from(unitRow())), 1.5)).toEqual(plug.meanPersona);
    });

    it("does not overflow at a very sharp temperature", () => {
        const sharp: Plug = {...plug, temperature: 5000};
        const items = history(6);
        const weights = attentionWeights(sharp, items, items.matrix.row(1).slice());
        expect([...weights].every(Number.isFinite)).toBe(true);
        expect([...weights].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
    });

    it("differs for another author's history", () => {
        const [mine, theirs] = [history(8), history(8)];
        const vectors = [mine, theirs].map((items) => personaVectors(plug, items, attentionWeights(plug, items, null), 1));
        expect(vectors[0]).not.toEqual(vectors[1]);
    });
});

describe("influences", () => {
    it("are the heaviest items, heaviest first", () => {
        const ids = ["a", "b", "c", "d", "e"];
        const weights = Float32Array.of(0.1, 0.4, 0.05, 0.25, 0.2);
        expect(topInfluences(ids, weights, 3).map(({id}) => id)).toEqual(["b", "d", "e"]);
        expect(topInfluences(ids, weights, 10)).toHaveLength(5);
        expect(topInfluences([], new Float32Array(0), 3)).toEqual([]);
    });
});
