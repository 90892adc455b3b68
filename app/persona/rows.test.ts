import {describe, expect, it} from "vitest";
import {splitMix} from "../text/random.ts";
import {rowsWasm} from "./rows.wasm.ts";
import {Rows} from "./rows.ts";
import {assembleRows} from "./testing/assemble-rows.ts";

const random = splitMix(2);
const numbers = (count: number) => Float32Array.from({length: count}, () => random() * 2 - 1);

describe("rows in WebAssembly", () => {
    it("are what rows.wat says", async () => expect(await assembleRows()).toBe(rowsWasm));

    // counts and sizes around the fours and the 256 that the loops work in
    it.each([
        [1, 1],
        [1, 4],
        [2, 3],
        [3, 5],
        [4, 4],
        [5, 8],
        [7, 31],
        [255, 6],
        [257, 16],
        [600, 33]
    ])("multiply as plain loops do: %i rows of %i", (count, size) => {
        const [data, vector, weights] = [numbers(count * size), numbers(size), numbers(count)];
        const rows = Rows.from(data, size);
        const products = rows.products(vector).slice();
        expect(products).toHaveLength(count);
        for (let i = 0; i < count; i++) {
            let sum = 0;
            for (let j = 0; j < size; j++) sum += (data[i * size + j] as number) * (vector[j] as number);
            expect(products[i]).toBeCloseTo(sum, 5);
        }
        const sums = rows.weightedSum(weights);
        expect(sums).toHaveLength(size);
        for (let j = 0; j < size; j++) {
            let sum = 0;
            for (let i = 0; i < count; i++) sum += (weights[i] as number) * (data[i * size + j] as number);
            expect(sums[j]).toBeCloseTo(sum, 4);
        }
    });

    it("have nothing to say without rows", () => {
        const none = new Rows(0, 3);
        expect(none.products(numbers(3))).toHaveLength(0);
        expect([...none.weightedSum(new Float32Array(0))]).toEqual([0, 0, 0]);
    });

    it("can be written one by one, and give back what was written", () => {
        const rows = new Rows(3, 5);
        rows.row(1).set([1, 2, 3, 4, 5]);
        expect([...rows.products(Float32Array.of(1, 0, 0, 0, 1))]).toEqual([0, 6, 0]);
        expect([...rows.row(1)]).toEqual([1, 2, 3, 4, 5]);
    });
});
