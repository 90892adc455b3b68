import {readdirSync, readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import type {Brief} from "../app/brief/brief.ts";
import {applyCasing} from "../app/drafting/casing.ts";
import {greetingFor} from "../app/drafting/greeting.ts";
import {saidNotes} from "../app/drafting/note-coverage.ts";
import {applyHabits, plainer, shorter, warmer} from "../app/drafting/rewording.ts";
import {unsupportedFacts} from "../app/drafting/unsupported-facts.ts";
import {letterHabits} from "../app/persona/testing/letters.ts";
import {splitLetter} from "../app/persona/letter.ts";
import {spellingVariant} from "../app/text/spelling.ts";

const folder = new URL("fixtures/authors/", import.meta.url);

function read(author: string) {
    const files = readdirSync(new URL(author, folder)).filter((file) => /\.(?:txt|eml)$/.test(file));
    const texts = files.map((file) => {
        const text = readFileSync(new URL(`${author}/${file}`, folder), "utf8");
        return (file.endsWith(".eml") ? text.slice(text.indexOf("\n\n")) : text).trim();
    });
    const habits = letterHabits(texts);
    const {briefs} = JSON.parse(readFileSync(new URL(`${author}/briefs.json`, folder), "utf8")) as {briefs: readonly Brief[]};
    return {texts, habits, briefs};
}

describe.each(["jude", "agatha", "bodo"])("%s", (author) => {
    const {texts, habits, briefs} = read(author);

    it("has enough letters and ten briefs", () => {
        expect(texts.length).toBeGreaterThanOrEqual(30);
        expect(briefs).toHaveLength(10);
    });

    it("uses only facts of a letter's own notes", () => {
        for (const text of texts) expect(unsupportedFacts(text, {brief: {notes: text.toLowerCase()}, habits})).toEqual([]);
    });

    it("uses no name without a source in any letter to a person", () => {
        for (const text of texts.filter((each) => !/(?:all|zusammen|Committee)[,!]/.test(each))) {
            expect(
                unsupportedFacts(text, {brief: {notes: "x"}, habits}).map(({kind}) => kind),
                text
            ).toContain("name");
        }
    });

    it("keeps its own casing, and says its own sentences", () => {
        for (const text of texts) {
            expect(applyCasing(text, habits)).toBe(text);
            expect(saidNotes(text, splitLetter(text).body).filter(({said}) => !said)).toEqual([]);
        }
    });

    it("keeps names, numbers and casing in every change of a letter", () => {
        for (const text of texts) {
            for (const changed of [applyHabits(text, habits, true), plainer(text), shorter(text), warmer(text, habits, true)]) {
                expect(unsupportedFacts(changed, {brief: {text}, habits})).toEqual([]);
                expect(unsupportedFacts(text, {brief: {text: changed}, habits})).toEqual([]);
                expect(/\p{Lu}/u.test(changed.replace(/- J$|BBC/gu, ""))).toBe(author !== "jude");
            }
        }
    });
});

describe("greetings for the briefs", () => {
    it.each([
        [
            "jude",
            ["hi dad,", "hi,", "hi tom,", "hi priya,", "hi marcus,", "hi nora,", "hi helen,", "hi sam,", "hi ms albright,", "hi tom,"]
        ],
        [
            "agatha",
            [
                "My dear Rosalind,",
                "Dear Mr Pettifer,",
                "My dear Conrad,",
                null,
                "Dear Miss Okonjo,",
                "My dear Beatrix,",
                "My dear Rosalind,",
                "Dear Committee,",
                "Dear Dr Lindqvist,",
                "My dear Conrad,"
            ]
        ],
        [
            "bodo",
            [
                "Moin Heike!",
                "Moin Ole!",
                "Moin Frau Petersen!",
                "Moin!",
                "Moin Jette!",
                "Moin Herr Tamm!",
                "Moin Heike!",
                "Moin Ole!",
                "Moin Marieke!",
                "Moin Jette!"
            ]
        ]
    ])("of %s name the recipient or nobody", (author, greetings) => {
        const {habits, briefs} = read(author);
        expect(briefs.map(({to}) => greetingFor({to, habits, addressFor: () => null}))).toEqual(greetings);
    });
});

it("jude's sentences are short and British", () => {
    const {habits, texts} = read("jude");
    expect(habits.measures.find(({habit}) => habit === "sentenceLength")?.mean).toBeCloseTo(4.5, 1);
    expect(spellingVariant(texts).variant).toBe("british");
});
