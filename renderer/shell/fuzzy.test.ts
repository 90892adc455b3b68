import {describe, expect, it} from "vitest";
import {fuzzyScore} from "./fuzzy.ts";

const titles = ["Draft", "Go to Drafts", "Go to Privacy", "Edit the rules", "Copy draft 1", "Light theme"];
const best = (query: string): string | undefined =>
    titles
        .map((title) => ({title, score: fuzzyScore(title, query)}))
        .filter(({score}) => score !== null)
        .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]?.title;

describe("fuzzyScore", () => {
    it("finds a title by letters in order, by parts of words, and in any order of the words", () => {
        expect(best("gtp")).toBe("Go to Privacy");
        expect(best("prvcy")).toBe("Go to Privacy");
        expect(best("rules edit")).toBe("Edit the rules");
        expect(best("cd1")).toBe("Copy draft 1");
    });

    it("puts a whole run of letters before scattered ones", () => {
        expect(fuzzyScore("Draft", "draft")!).toBeGreaterThan(fuzzyScore("do rest after tea", "draft")!);
        expect(fuzzyScore("Light theme", "the")!).toBeGreaterThan(fuzzyScore("Breathe", "the")!);
    });

    it("refuses what is not there, and takes everything for an empty query", () => {
        expect(fuzzyScore("Draft", "xylophone")).toBeNull();
        expect(fuzzyScore("Draft", "tfard")).toBeNull();
        expect(fuzzyScore("Draft", "  ")).toBe(0);
    });
});
