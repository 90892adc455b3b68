import {describe, expect, it} from "vitest";
import {fuzzyScore} from "./fuzzy.ts";

const titles = ["Draft", "Go to Drafts", "Go to Privacy", "Edit the rules", "Copy draft 1", "Light theme"];
const best = (query: string): string | undefined =>
    titles
        .map((title) => ({title, score: fuzzyScore(title, query)}))
        .filter(({score}) => score !== null)
        .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]?.title;

describe("fuzzyScore", () => {
    it("matches letters in order, parts of words, and words in any order", () => {
        expect(best("gtp")).toBe("Go to Privacy");
        expect(best("prvcy")).toBe("Go to Privacy");
        expect(best("rules edit")).toBe("Edit the rules");
        expect(best("cd1")).toBe("Copy draft 1");
    });

    it("ranks a contiguous run of letters before scattered ones", () => {
        expect(fuzzyScore("Draft", "draft")!).toBeGreaterThan(fuzzyScore("do rest after tea", "draft")!);
        expect(fuzzyScore("Light theme", "the")!).toBeGreaterThan(fuzzyScore("Breathe", "the")!);
    });

    it("rejects what does not match, and accepts everything for an empty query", () => {
        expect(fuzzyScore("Draft", "xylophone")).toBeNull();
        expect(fuzzyScore("Draft", "tfard")).toBeNull();
        expect(fuzzyScore("Draft", "  ")).toBe(0);
    });
});
