import {describe, expect, it} from "vitest";
import {brokenRules, expandContractions, isUnderstood, keepRules, streamRules} from "./rules.ts";

describe("the user's rules", () => {
    it.each([
        ["Never use exclamation marks.", "Great! Really?! See you!!", "Great. Really? See you."],
        ["no em-dashes", "We came — and went. 1914–1918. Late -- as ever.", "We came, and went. 1914-1918. Late, as ever."],
        ["don't use emoji", "Nice 🎉 work :) today", "Nice work today"],
        ["Avoid semicolons", "One; two", "One, two"],
        ["no contractions please", "I'm sure we can't, it's late and they've gone. Let's see.", "I am sure we cannot, it is late and they have gone. Let us see."],
        ["no ellipses", "Well… maybe...", "Well. maybe."],
        ["never write in all caps", "This is URGENT for the BBC", "This is Urgent for the BBC"],
        ['Never say "synergy"', "We need synergy now. Synergy, again.", "We need now. Again."],
        ["Don't use 'touch base' or 'circle back'", "Let me touch base and circle back soon.", "Let me and soon."],
        ["Keine Ausrufezeichen", "Hallo!", "Hallo."],
    ])("keep %j", (rule, text, kept) => {
        expect(brokenRules(text, [rule])).toEqual([rule]);
        expect(keepRules(text, [rule])).toBe(kept);
        expect(brokenRules(kept, [rule])).toEqual([]);
    });

    it("leave a text alone that keeps them", () => {
        const text = "Hi Ann,\n\nAll good here.\n\nBest,\nMo";
        expect(keepRules(text, ["never use exclamation marks", "no dashes", "no emoji", 'never say "synergy"'])).toBe(text);
    });

    it("do not turn a wish into a ban", () => {
        expect(isUnderstood("Use exclamation marks freely")).toBe(false);
        expect(keepRules("Great!", ["Use exclamation marks freely"])).toBe("Great!");
    });

    it("that are not understood are neither kept nor said to be broken", () => {
        expect(isUnderstood("Never be boring")).toBe(false);
        expect(brokenRules("zzz", ["Never be boring"])).toEqual([]);
    });

    it("hold while a text streams, as far as single characters go", () => {
        const filter = streamRules(["no exclamation marks", "no em dashes"]);
        expect(["Oh", " —", " well", "!"].map(filter).join("")).toBe("Oh , well.");
        expect(streamRules([])("!")).toBe("!");
    });

    it("keep capitals when a contraction is written out", () => {
        expect(expandContractions("Can't say. It's late. Won't do. Don’t.")).toBe("Cannot say. It is late. Will not do. Do not.");
    });
});
