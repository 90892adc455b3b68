import {describe, expect, it} from "vitest";
import {measureTilt, tiltScores} from "./tilt.ts";

const items = [
    {text: "No."},
    {text: "The report is late. Send it. The board meets on Friday and the figures are missing from the second table."},
    {text: "Hi Ann,\n\nThank you so much, that was lovely! I hope you had a great trip and I look forward to Monday!\n\nWarmly,\nMo"},
    {text: "The crane is broken. Call the yard."}
];

describe("the sliders", () => {
    const measures = measureTilt(items);
    const best = (tilt: {length: number; warmth: number}) => {
        const scores = tiltScores(measures, tilt);
        return scores.indexOf(Math.max(...scores));
    };

    it("move the persona to the warmest, the longest or the shortest of the user's own texts", () => {
        expect(best({length: 0, warmth: 1})).toBe(2);
        expect(best({length: -1, warmth: 0})).toBe(0);
        expect([1, 2]).toContain(best({length: 1, warmth: 0}));
        expect(best({length: 1, warmth: -1})).toBe(1);
    });

    it("change nothing in the middle, and do not let one text dominate", () => {
        expect([...tiltScores(measures, {length: 0, warmth: 0})].every((score) => score === 0)).toBe(true);
        const odd = measureTilt([...items, {text: "word ".repeat(100_000)}]);
        expect(Math.max(...tiltScores(odd, {length: 1, warmth: 0}))).toBeLessThanOrEqual(3);
    });

    it("have no effect if all texts are alike, or there are none", () => {
        expect([...tiltScores(measureTilt([items[0]!, items[0]!]), {length: 1, warmth: 1})]).toEqual([0, 0]);
        expect(tiltScores(measureTilt([]), {length: 1, warmth: 1})).toHaveLength(0);
    });
});
