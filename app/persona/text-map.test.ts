import {describe, expect, it} from "vitest";
import {mean} from "../statistics.ts";
import {mapTexts} from "./text-map.ts";

const numbers = (seed: number): (() => number) => {
    let state = seed;
    return () => (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
};

/** Points spread by `wide` along one direction, `less` along another and hardly along the rest. */
function cloud(n: number, size: number, wide: number, less: number): {matrix: Float32Array; wideAlong: number[]; lessAlong: number[]} {
    const random = numbers(7);
    const matrix = new Float32Array(n * size);
    const wideAlong: number[] = [],
        lessAlong: number[] = [];
    for (let row = 0; row < n; row++) {
        const a = random() * wide,
            b = random() * less;
        wideAlong.push(a);
        lessAlong.push(b);
        for (let j = 0; j < size; j++) matrix[row * size + j] = 3 + 0.01 * random() + (j === 2 ? a : 0) + (j === 5 ? b : 0);
    }
    return {matrix, wideAlong, lessAlong};
}

function correlation(a: readonly number[], b: readonly number[]): number {
    const [ma, mb] = [mean(a), mean(b)];
    const top = a.reduce((sum, value, i) => sum + (value - ma) * ((b[i] as number) - mb), 0);
    const spread = (values: readonly number[], m: number) => Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0));
    return top / (spread(a, ma) * spread(b, mb));
}

describe("the map of texts", () => {
    it("finds the two directions in which the texts differ most", () => {
        const {matrix, wideAlong, lessAlong} = cloud(200, 16, 4, 1.5);
        const places = mapTexts(matrix, 16);
        const x = wideAlong.map((_, i) => places[2 * i] as number);
        const y = wideAlong.map((_, i) => places[2 * i + 1] as number);
        expect(Math.abs(correlation(x, wideAlong))).toBeGreaterThan(0.999);
        expect(Math.abs(correlation(y, lessAlong))).toBeGreaterThan(0.99);
        expect(Math.max(...x.map(Math.abs))).toBeCloseTo(1, 6);
        expect(Math.max(...y.map(Math.abs))).toBeCloseTo(1, 6);
    });

    it("puts equal texts in one place, and accepts none", () => {
        expect([...mapTexts(new Float32Array(12).fill(0.5), 4)]).toEqual([0, 0, 0, 0, 0, 0]);
        expect(mapTexts(new Float32Array(0), 4)).toHaveLength(0);
    });
});
