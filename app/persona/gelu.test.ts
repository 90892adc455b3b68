import {describe, expect, it} from "vitest";
import {erf, gelu} from "./gelu.ts";

/** erf by its Taylor series with enough terms; exact to double precision for |x| ≤ 3. */
function series(x: number): number {
    let [term, sum] = [x, x];
    for (let n = 1; n < 200; n++) {
        term *= (-x * x) / n;
        sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
}

describe("erf and gelu", () => {
    it("follows the series over every branch of the approximation", () => {
        for (let x = -3; x <= 3; x += 0.0137) expect(Math.abs(erf(x) - series(x)), `x = ${x}`).toBeLessThan(1e-12);
    });

    it("joins its branches without a step", () => {
        for (const edge of [0.84375, 1.25, 1 / 0.35, 6]) expect(Math.abs(erf(edge - 1e-9) - erf(edge + 1e-9))).toBeLessThan(1e-8);
    });

    it("is odd, and reaches ±1", () => {
        expect(erf(-1.7)).toBe(-erf(1.7));
        expect(erf(10)).toBe(1);
        expect(erf(-10)).toBe(-1);
        expect(erf(0)).toBe(0);
    });

    it("is PyTorch's gelu, not the tanh approximation", () => {
        // torch.nn.functional.gelu in float64
        const known = [
            [-3, -0.00404969409489031],
            [-1, -0.15865525393145707],
            [0.5, 0.34573123063700656],
            [1, 0.8413447460685429],
            [2, 1.9544997361036416]
        ];
        for (const [x, y] of known) expect(gelu(x as number)).toBeCloseTo(y as number, 12);
    });
});
