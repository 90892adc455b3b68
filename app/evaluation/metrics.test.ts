import {describe, expect, it} from "vitest";
import {splitMix} from "../text/random.ts";
import {bootstrapInterval, pairedDifference} from "./bootstrap.ts";
import {bm25} from "./bm25.ts";
import {accuracy, macroF1, ratingError} from "./labels.ts";
import {mean} from "../statistics.ts";
import fixture from "./rouge.fixture.json" with {type: "json"};
import {rouge} from "./rouge.ts";

describe("ROUGE", () => {
    it.each(fixture as [string, string, number, number][])(
        "is rouge_score's without stemming for %j against %j",
        (prediction, reference, rouge1, rougeL) => {
            const score = rouge(prediction, reference);
            expect(score.rouge1).toBeCloseTo(rouge1, 12);
            expect(score.rougeL).toBeCloseTo(rougeL, 12);
        }
    );
});

describe("label metrics", () => {
    it("count hits, white space aside", () => {
        expect(accuracy(["a ", "b", "c"], ["a", "b", "b"])).toBeCloseTo(2 / 3);
    });

    it("average F1 over all labels of the task, as scikit-learn does", () => {
        // sklearn.metrics.f1_score([0,0,1,2],[0,1,1,1], labels=[0,1,2,3], average="macro", zero_division=0) = (2/3 + 1/2 + 0 + 0) / 4
        expect(macroF1(["x", "y", "y", "y"], ["x", "x", "y", "z"], ["x", "y", "z", "w"])).toBeCloseTo((2 / 3 + 1 / 2) / 4);
    });

    it("treat what is not a number as the farther end of the scale, as LaMP does", () => {
        expect(ratingError("4", "2")).toBe(2);
        expect(ratingError("great", "2")).toBe(3);
        expect(ratingError("", "5")).toBe(4);
        // equally far from both ends: LaMP's comparison takes 5
        expect(ratingError("?", "3")).toBe(2);
    });
});

describe("intervals", () => {
    const random = splitMix(3);
    const groups = Array.from({length: 400}, (_, i) => `author${Math.floor(i / 10)}`);

    it("contain the mean, are the same for the same seed, and widen when texts of an author are similar", () => {
        const independent = groups.map(() => random());
        const alike = groups.map((group) => (Number(group.slice(6)) % 7) / 7);
        const interval = (values: readonly number[]) =>
            bootstrapInterval(groups, 5, (indices) => mean(indices.map((i) => values[i] as number)));
        const [low, high] = interval(independent);
        expect(low).toBeLessThan(mean(independent));
        expect(high).toBeGreaterThan(mean(independent));
        expect(interval(independent)).toEqual([low, high]);
        const [alikeLow, alikeHigh] = interval(alike);
        expect(alikeHigh - alikeLow).toBeGreaterThan(1.5 * (high - low));
    });

    it("find an existing difference and no other", () => {
        const base = groups.map(() => random());
        const better = base.map((value) => value + 0.05 + 0.1 * random());
        const found = pairedDifference(better, base, groups, 1);
        expect(found.groups).toBe(40);
        expect(found.p).toBeLessThan(0.001);
        expect(found.ci95[0]).toBeGreaterThan(0.05);
        const noise = base.map((value) => value + 0.2 * (random() - 0.5));
        expect(pairedDifference(noise, base, groups, 1).p).toBeGreaterThan(0.01);
        expect(pairedDifference(base, base, groups, 1)).toMatchObject({mean: 0, p: 1});
    });
});

describe("BM25", () => {
    it("ranks the document first that shares the rare words", () => {
        const documents = ["the harbour and the sea", "the budget of the county", "the harbour budget vote", "nothing of the kind"];
        expect(bm25(documents, "harbour budget", 2)).toEqual([2, 0]);
        expect(bm25(documents, "county", 1)).toEqual([1]);
        expect(bm25([], "county", 3)).toEqual([]);
    });
});
