import {describe, expect, it} from "vitest";
import {bestCandidate} from "./review.ts";
import {titleFaults, titleReviewer} from "./title-review.ts";

const text =
    "The ferry was out of service for three weeks in March, as its winch had failed. New rope was too stiff for the old winch, so the " +
    "winch was replaced. The ferry runs again since Monday, and the winch is said to last twenty years.";
const best = async (...titles: string[]): Promise<string> => {
    const candidates = titles.map((title, seed) => ({text: title, seed}));
    const {index} = await bestCandidate(candidates, [titleReviewer], {brief: {kind: "headline", text}, others: []});
    return titles[index] as string;
};

describe("faults of a title", () => {
    it.each([
        ["Ferry runs again with a new winch", 0],
        // words that the text does not have, or none of content, or one
        ["Airport closed", 1],
        ["In it", 2],
        ["The ferry", 1],
        // the same twice
        ["New winch for the ferry, new winch for the ferry", 5],
        // a sentence of the text
        ["New rope was too stiff for the old winch", 1]
    ])("%j has %d", (title, faults) => {
        expect(titleFaults(title, text)).toBeCloseTo(faults, 1);
    });

    it("grow with a title's length", () => {
        const words = (count: number): string =>
            Array.from({length: count}, (_, i) => `${"abcdefghijklmnopqrstuvwxyz"[i] ?? ""}winch`).join(" ");
        expect(titleFaults(words(24), words(24).split(" ").toReversed().join(" "))).toBeCloseTo(1);
        expect(titleFaults(words(14), words(14).split(" ").toReversed().join(" "))).toBe(0);
    });
});

describe("the best of several titles", () => {
    it("has most in common with the others", async () => {
        expect(await best("Twenty years", "Ferry runs again with new winch", "New winch: ferry runs again")).not.toBe("Twenty years");
    });

    it("counts a title that came twice", async () => {
        expect(await best("March failed", "Rope stiff", "Rope stiff")).toBe("Rope stiff");
    });

    it("is about what the text speaks of", async () => {
        expect(await best("Three weeks", "Ferry winch")).toBe("Ferry winch");
    });

    it("is no loop, whatever it has in common", async () => {
        expect(await best("Ferry winch ferry winch ferry winch ferry winch", "Ferry winch replaced")).toBe("Ferry winch replaced");
    });

    it("is a matter of titles alone", async () => {
        expect(await titleReviewer.penalty({text: "x", seed: 1}, {brief: {kind: "email", notes: "x"}, others: [], pool: ["x", "y"]})).toBe(
            0
        );
    });
});
