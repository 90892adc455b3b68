import {expect, it} from "vitest";
import {mean, median, quantile} from "./statistics.ts";
import {meanDirection, normalised} from "./vectors.ts";

it("mean and median of no values are 0, a quantile is none", () => {
    expect([mean([]), median([]), quantile([], 0.5)]).toEqual([0, 0, Number.NaN]);
});

it("the median of an even number of values lies between the two in the middle, a quantile is one of the values", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
    expect([0, 0.25, 0.5, 1].map((share) => quantile([4, 1, 2, 3], share))).toEqual([1, 2, 3, 4]);
});

it("vectors are brought to length 1, and those without a direction are left as they are", () => {
    expect([...normalised(Float32Array.of(3, 4))]).toEqual([...Float32Array.of(0.6, 0.8)]);
    expect([...meanDirection([Float32Array.of(1, 0), Float32Array.of(-1, 0)])]).toEqual([0, 0]);
    expect([...meanDirection([Float32Array.of(2, 0), Float32Array.of(4, 8)])]).toEqual([...Float32Array.of(0.6, 0.8)]);
    expect([...meanDirection([])]).toEqual([]);
});
