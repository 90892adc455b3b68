import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {Recipients, greetingOf} from "./recipients.ts";

let count = 0;
const letter = (to: string | readonly string[], text: string): HistoryItem => ({
    id: `${++count}`, kind: "email", title: null, text, message: null, to: typeof to === "string" ? [to] : to, date: null, path: "/m/x.eml", weight: 1
});
const body = "\n\nthe boat is in the water again.\n\n";

describe("recipients", () => {
    const known = new Recipients([
        letter("Paul Marsh <paul@marsh.example>", `Dear Paul,${body}Best regards,\nAnna`),
        letter("Paul Marsh <paul@marsh.example>", `Dear Paul,${body}Best regards,\nAnna`),
        letter("Paul Marsh <paul@marsh.example>", `Hi Paul,${body}Cheers\nAnna`),
        letter("Marcus Holt", `marcus,${body}a.`),
        letter("lena.brandt@heron.example", `Liebe Lena,${body}Liebe Grüße\nAnna`)
    ]);

    it.each([
        ["Paul Marsh", "Dear Paul,", "Best regards, Anna"], ["PAUL@MARSH.EXAMPLE", "Dear Paul,", "Best regards, Anna"], ["paul", "Dear Paul,", "Best regards, Anna"],
        ["Marsh, Paul", "Dear Paul,", "Best regards, Anna"], ["Paul Marsh <PAUL@marsh.example>", "Dear Paul,", "Best regards, Anna"],
        ["MARCUS", "marcus,", "a."], ["marcus holt", "marcus,", "a."], ["Lena.Brandt@heron.example", "Liebe Lena,", "Liebe Grüße Anna"], ["lena", "Liebe Lena,", "Liebe Grüße Anna"]
    ])("are found whatever the case and the form: %s", (to, greeting, signOff) => {
        expect(known.addressFor(to)).toMatchObject({greeting, signOff, corrected: false});
    });

    it.each(["", "nobody@else.example", "Paul Reed <reed@else.example>", "Paul Marsh; Marcus Holt", "paul@marsh.example, lena.brandt@heron.example", "Nora", ", ;"])("are nobody: %j", (to) => {
        expect(known.addressFor(to)).toBeNull();
    });

    it("are found by an address that spells their name, where the letters show none", () => {
        const named = new Recipients([letter("Paul Marsh", `Dear Paul,${body}Anna`), letter("Lena Brandt <lb@heron.example>", `Liebe Lena,${body}Anna`)]);
        expect(named.addressFor("paul.marsh@new.example")?.greeting).toBe("Dear Paul,");
        for (const to of ["paul@new.example", "marsh.anna@new.example", "lena.brandt@new.example", "Lena Brandt <lena@new.example>"])
            expect(named.addressFor(to), to).toBeNull();
    });

    it("count their letters", () => {
        expect(known.addressFor("paul")).toMatchObject({items: 3, greetingItems: 2, signOffItems: 2});
        expect(known.list().map(({name, items}) => [name, items])).toEqual([["Paul Marsh", 3], ["Marcus Holt", 1], ["lena.brandt@heron.example", 1]]);
    });

    it("never carry somebody else's name", () => {
        const mixed = new Recipients([
            letter("Paul Marsh", `Hi Lena,${body}Anna`), letter("Paul Marsh", `Hi Lena,${body}Anna`), letter("Paul Marsh", `Hi Stranger,${body}Anna`),
            letter("Lena Brandt", `Hi Lena,${body}Anna`)
        ]);
        expect(mixed.addressFor("Paul Marsh")?.greeting).toBeNull();
        expect(mixed.addressFor("Lena Brandt")?.greeting).toBe("Hi Lena,");
    });

    it("are not guessed between two of the same first name, nor by a name's address that is another's", () => {
        const two = new Recipients([letter("Paul Marsh", `Hi Paul,${body}Anna`), letter("Paul Reed", `Dear Mr Reed,${body}Anna`)]);
        expect(two.addressFor("paul")).toBeNull();
        expect(two.addressFor("paul reed")?.greeting).toBe("Dear Mr Reed,");
        const namesakes = new Recipients([letter("Paul Marsh <paul@marsh.example>", `Hi Paul,${body}Anna`), letter("Paul Marsh <pm@other.example>", `Sir,${body}Anna`)]);
        expect(namesakes.addressFor("pm@other.example")?.greeting).toBeNull();
        expect(namesakes.addressFor("paul@marsh.example")?.greeting).toBe("Hi Paul,");
    });

    it("have nicknames when letters show them more than once", () => {
        const once = [letter("Robert Hill", `Hi Bob,${body}Anna`)];
        expect(new Recipients(once).addressFor("Robert Hill")?.greeting).toBeNull();
        expect(new Recipients([...once, letter("Robert Hill", `Hi Bob,${body}Anna`)]).addressFor("Robert Hill")?.greeting).toBe("Hi Bob,");
    });

    it("take a letter to several for the one it names only", () => {
        const several = new Recipients([letter(["Paul Marsh", "Lena Brandt"], `Paul, can you come?${body}Anna`), letter(["Paul Marsh", "Lena Brandt"], `Hi all,${body}Anna`)]);
        expect(several.addressFor("Paul Marsh")).toMatchObject({greeting: "Paul,", items: 1});
        expect(several.addressFor("Lena Brandt")).toBeNull();
    });

    it("are corrected by the user, part by part", () => {
        const corrected = new Recipients([letter("Paul Marsh", `Dear Paul,${body}Cheers\nAnna`)], [
            {recipient: "paul marsh", greeting: "Paulchen,", signOff: null}, {recipient: "New Person", greeting: "Hi you,", signOff: ""}
        ]);
        expect(corrected.addressFor("Paul Marsh")).toMatchObject({greeting: "Paulchen,", signOff: "Cheers Anna", corrected: true});
        expect(corrected.addressFor("new person")).toMatchObject({greeting: "Hi you,", signOff: null, corrected: true, items: 0});
    });

    it("do not come from articles and notes", () => {
        expect(new Recipients([{...letter("Paul Marsh", `Dear Paul,${body}Anna`), kind: "headline"}]).list()).toEqual([]);
    });
});

describe("a greeting", () => {
    it.each([
        ["marcus,\nthe boat", ["marcus", "holt"], "marcus,"], ["marcus -\nthe boat", ["marcus"], "marcus -"], ["Hi Paul, the boat is in the water.", [], "Hi Paul,"], ["Hallo Frau Brandt\n\ndas Boot", [], "Hallo Frau Brandt"],
        ["Marcus\n\nthe boat", ["marcus"], "Marcus"], ["Boats, all of them, leak.", ["marcus"], null], ["Hi there is a leak in the boat and it grows", [], null], ["the boat is in the water, marcus", ["marcus"], null], ["", [], null]
    ] as const)("%j", (text, names, greeting) => {
        expect(greetingOf(text, names)).toBe(greeting);
    });
});
