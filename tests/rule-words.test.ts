import {describe, expect, it} from "vitest";
import {isUnderstood} from "../app/drafting/rules.ts";
import {pages as german} from "../renderer/language/de-pages.ts";
import {pages as english} from "../renderer/language/en-pages.ts";

/** Rules that the window words itself must be rules that the program checks. */
describe("rules that the window words itself", () => {
    for (const [
        language,
        {
            learned: {rules}
        }
    ] of [
        ["English", english],
        ["German", german]
    ] as const) {
        it(`are understood in ${language}`, () => {
            const words = [
                rules.longest("12"),
                rules.start("hi"),
                rules.start("Morning"),
                rules.sign("- J"),
                rules.sign("Onwards, Maren"),
                rules.ban("frankly"),
                rules.ban("at the end of the day"),
                rules.noCapitals,
                ...Object.values(rules.spelling),
                ...Object.values(rules.never)
            ];
            expect(words.filter((rule) => !isUnderstood(rule))).toEqual([]);
        });
    }
});
