import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {learnHabits} from "./habits.ts";
import {learnedFacts} from "./learned.ts";
import {Recipients} from "./recipients.ts";

let next = 0;
const letter = (text: string, to = "tom@x.example"): HistoryItem => ({
    id: `i${next++}`,
    kind: "email",
    title: `matter ${next}`,
    text,
    message: null,
    to: [to],
    date: null,
    path: `/${next}`,
    weight: 1
});
const factsOf = (items: readonly HistoryItem[]) => learnedFacts(items, learnHabits(items, null), new Recipients(items).list());

describe("what was learned", () => {
    const jude = [
        "the kettle's dead again. i've ordered a grey one.",
        "train's late. start without me.",
        "paint's the wrong colour. taking it back.",
        "bins are tuesday now. told the neighbours."
    ].map((body) => letter(`hi tom,\n\n${body}\n\n- J`));

    it("describes an author without capitals: short sentences, sign-off, forms of address", () => {
        const facts = factsOf(jude);
        expect(facts.map(({type}) => type)).toEqual(["sentences", "noCapitals", "opening", "closing", "person", "spelling"]);
        expect(facts[0]).toMatchObject({length: "short"});
        expect(facts.find(({type}) => type === "closing")).toMatchObject({text: "- J", share: 1});
        expect(facts.find(({type}) => type === "person")).toMatchObject({
            name: "tom@x.example",
            greeting: "hi tom,",
            signOff: null,
            items: 4
        });
        expect(facts.find(({type}) => type === "spelling")).toMatchObject({variant: "british", telling: 3, words: 3});
    });

    it("makes only true statements about capitals and marks", () => {
        const formal = Array.from({length: 4}, (_, n) =>
            letter(
                "Dear Ms Hale,\n\n" +
                    `${(
                        "The committee has considered the application of the harbour board in the light of what was said at its " +
                        "last meeting, and it will, with some regret, not grant it in the present form. "
                    ).repeat(4)}Number ${n}.\n\nSincerely,\nRoy Dent`,
                "hale@x.example"
            )
        );
        const types = factsOf(formal);
        expect(types.find(({type}) => type === "noCapitals")).toBeUndefined();
        expect(types.filter(({type}) => type === "never")).toEqual([
            {type: "never", what: "exclamationMarks"},
            {type: "never", what: "emoji"}
        ]);
        expect(types[0]).toMatchObject({type: "sentences", length: "long"});
        expect(
            factsOf(jude).filter(({type}) => type === "never"),
            "too little was written to say never"
        ).toEqual([]);
    });

    it("is empty for too few texts", () => {
        expect(factsOf(jude.slice(0, 2))).toEqual([]);
    });
});
