import {describe, expect, it} from "vitest";
import type {DraftResult} from "../../app/contract/index.ts";
import {say} from "../../app/sentences/sentence.ts";
import {stretchesOf, withFactConfirmed, withoutFact} from "./facts-in-text.ts";

const text = "Hi Otto,\n\nThe ferry leaves at 9:40. Bring the oars. We are twelve people.\n\nIda";
const at = (words: string) => ({kind: "other", text: words, from: text.indexOf(words), to: text.indexOf(words) + words.length});
const result: DraftResult = {
    text,
    matchScore: null,
    influences: [],
    strategy: "none",
    strategyReason: say("strategy.no-texts"),
    truncated: [],
    withheld: [],
    seed: 1,
    tokens: 1,
    firstTokenMs: 1,
    tokensPerSecond: 1,
    reason: "stop",
    brokenRules: [],
    unsupported: [at("Otto"), at("9:40"), at("twelve")],
    missingNotes: []
};

describe("facts in a draft's text", () => {
    it("are marked at their offsets, and the segments add up to the text", () => {
        const stretches = stretchesOf(text, result.unsupported);
        expect(stretches.map((each) => each.text).join("")).toBe(text);
        expect(stretches.filter(({fact}) => fact !== null).map((each) => each.text)).toEqual(["Otto", "9:40", "twelve"]);
        expect(stretchesOf("short", [at("9:40")])).toEqual([{text: "short", fact: null}]);
        expect(
            stretchesOf("abcd", [
                {kind: "x", text: "abc", from: 0, to: 3},
                {kind: "x", text: "bcd", from: 1, to: 4}
            ])
                .map((each) => each.text)
                .join("|")
        ).toBe("abc|d");
    });

    it("are removed with their sentence, and the others keep their places", () => {
        const cut = withoutFact(result, 1);
        expect(cut.text).toBe("Hi Otto,\n\nBring the oars. We are twelve people.\n\nIda");
        expect(cut.unsupported.map(({from, to}) => cut.text.slice(from, to))).toEqual(["Otto", "twelve"]);
        expect(withoutFact(result, 2).text).toBe("Hi Otto,\n\nThe ferry leaves at 9:40. Bring the oars.\n\nIda");
    });

    it("are removed without the greeting, and leave no empty line", () => {
        expect(withoutFact(result, 0).text.startsWith("Hi,\n\nThe ferry")).toBe(true);
        const only = {
            ...result,
            text: "Hi,\n\nwe meet at the old mill at 7.\n\nIda",
            unsupported: [{kind: "time", text: "7", from: 32, to: 33}]
        };
        expect(only.text.slice(32, 33)).toBe("7");
        expect(withoutFact(only, 0).text).toBe("Hi,\n\nIda");
    });

    it("are no longer marked once confirmed", () => {
        expect(withFactConfirmed(result, 0).unsupported.map((each) => each.text)).toEqual(["9:40", "twelve"]);
        expect(withFactConfirmed(result, 0).text).toBe(text);
    });
});
