import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {Recipients, greetingOf} from "./recipients.ts";

let count = 0;
const letter = (to: string | readonly string[], text: string): HistoryItem => ({
    id: `${++count}`,
    kind: "email",
    title: null,
    text,
    message: null,
    to: typeof to === "string" ? [to] : to,
    date: null,
    path: "/m/x.eml",
    weight: 1
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
        ["Paul Marsh", "Dear Paul,", "Best regards, Anna"],
        ["PAUL@MARSH.EXAMPLE", "Dear Paul,", "Best regards, Anna"],
        ["paul", "Dear Paul,", "Best regards, Anna"],
        ["Marsh, Paul", "Dear Paul,", "Best regards, Anna"],
        ["Paul Marsh <PAUL@marsh.example>", "Dear Paul,", "Best regards, Anna"],
        ["MARCUS", "marcus,", "a."],
        ["marcus holt", "marcus,", "a."],
        ["Lena.Brandt@heron.example", "Liebe Lena,", "Liebe Grüße Anna"],
        ["lena", "Liebe Lena,", "Liebe Grüße Anna"]
    ])("are found whatever the case and the form: %s", (to, greeting, signOff) => {
        expect(known.addressFor(to)).toMatchObject({greeting, signOff, corrected: false});
    });

    it("keep a greeting whose name comes first", () => {
        const named = new Recipients([
            letter("Marta Ruiz", `Marta, hello,${body}Pavel`),
            letter("Marta Ruiz", `Marta, hello,${body}Pavel`)
        ]);
        expect(named.addressFor("Marta")).toMatchObject({greeting: "Marta, hello,", greetingItems: 2});
    });

    it.each([
        "",
        "nobody@else.example",
        "Paul Reed <reed@else.example>",
        "Paul Marsh; Marcus Holt",
        "paul@marsh.example, lena.brandt@heron.example",
        "Nora",
        ", ;"
    ])("are nobody: %j", (to) => {
        expect(known.addressFor(to)).toBeNull();
    });

    it("are found by an address that spells their name, where the letters show none", () => {
        const named = new Recipients([
            letter("Paul Marsh", `Dear Paul,${body}Anna`),
            letter("Lena Brandt <lb@heron.example>", `Liebe Lena,${body}Anna`)
        ]);
        expect(named.addressFor("paul.marsh@new.example")?.greeting).toBe("Dear Paul,");
        for (const to of ["paul@new.example", "marsh.anna@new.example", "lena.brandt@new.example", "Lena Brandt <lena@new.example>"])
            expect(named.addressFor(to), to).toBeNull();
    });

    it("count their letters", () => {
        expect(known.addressFor("paul")).toMatchObject({items: 3, greetingItems: 2, signOffItems: 2});
        expect(known.list().map(({name, items}) => [name, items])).toEqual([
            ["Paul Marsh", 3],
            ["Marcus Holt", 1],
            ["lena.brandt@heron.example", 1]
        ]);
    });

    it("never contain somebody else's name", () => {
        const mixed = new Recipients([
            letter("Paul Marsh", `Hi Lena,${body}Anna`),
            letter("Paul Marsh", `Hi Lena,${body}Anna`),
            letter("Paul Marsh", `Hi Stranger,${body}Anna`),
            letter("Lena Brandt", `Hi Lena,${body}Anna`)
        ]);
        expect(mixed.addressFor("Paul Marsh")?.greeting).toBeNull();
        expect(mixed.addressFor("Lena Brandt")?.greeting).toBe("Hi Lena,");
    });

    it("are not called by the name of one of several who share an address", () => {
        const shared = (...greetings: readonly string[]) =>
            new Recipients(greetings.map((greeting) => letter("Boatyard <office@yard.example>", `${greeting}${body}Anna`)));
        const mixed = shared("Hi Luke,", "Hi Nora,", "Hi Luke,", "Hello,", "Hi Nora,", "Hi Luke,", "Hi Tess,");
        expect(mixed.addressFor("office@yard.example")?.greeting).toBe("Hello,");
        expect(shared("Hi Luke,", "Hi Nora,", "Hi Luke,", "Hi Nora,").addressFor("Boatyard")?.greeting).toBeNull();
        // a nickname, and a slip
        expect(shared("Hi Bob,", "Hi Bob,", "Hi Nora,", "Hi Bob,").addressFor("Boatyard")?.greeting).toBe("Hi Bob,");
    });

    it("are not guessed between two of the same first name, nor by a name's address that is another's", () => {
        const two = new Recipients([letter("Paul Marsh", `Hi Paul,${body}Anna`), letter("Paul Reed", `Dear Mr Reed,${body}Anna`)]);
        expect(two.addressFor("paul")).toBeNull();
        expect(two.addressFor("paul reed")?.greeting).toBe("Dear Mr Reed,");
        const namesakes = new Recipients([
            letter("Paul Marsh <paul@marsh.example>", `Hi Paul,${body}Anna`),
            letter("Paul Marsh <pm@other.example>", `Sir,${body}Anna`)
        ]);
        expect(namesakes.addressFor("pm@other.example")?.greeting).toBeNull();
        expect(namesakes.addressFor("paul@marsh.example")?.greeting).toBe("Hi Paul,");
    });

    it("have nicknames when letters show them more than once", () => {
        const once = [letter("Robert Hill", `Hi Bob,${body}Anna`)];
        expect(new Recipients(once).addressFor("Robert Hill")?.greeting).toBeNull();
        expect(new Recipients([...once, letter("Robert Hill", `Hi Bob,${body}Anna`)]).addressFor("Robert Hill")?.greeting).toBe("Hi Bob,");
    });

    it("take a letter to several for the one it names only", () => {
        const several = new Recipients([
            letter(["Paul Marsh", "Lena Brandt"], `Paul, can you come?${body}Anna`),
            letter(["Paul Marsh", "Lena Brandt"], `Hi all,${body}Anna`)
        ]);
        expect(several.addressFor("Paul Marsh")).toMatchObject({greeting: "Paul,", items: 1});
        expect(several.addressFor("Lena Brandt")).toBeNull();
    });

    it("are corrected by the user, part by part", () => {
        const corrected = new Recipients(
            [letter("Paul Marsh", `Dear Paul,${body}Cheers\nAnna`)],
            [
                {recipient: "paul marsh", greeting: "Paulchen,", signOff: null},
                {recipient: "New Person", greeting: "Hi you,", signOff: ""}
            ]
        );
        expect(corrected.addressFor("Paul Marsh")).toMatchObject({greeting: "Paulchen,", signOff: "Cheers Anna", corrected: true});
        expect(corrected.addressFor("new person")).toMatchObject({greeting: "Hi you,", signOff: null, corrected: true, items: 0});
    });

    it("are one person under all addresses of a full name, and each address has its own letters first", () => {
        const both = new Recipients([
            letter("Paul Marsh <paul@marsh.example>", `Hi Paul,${body}Anna`),
            letter("Paul Marsh <p.marsh@office.example>", `Dear Mr Marsh,${body}Regards\nAnna`),
            letter("Paul Marsh <paul@marsh.example>", `Hi Paul,${body}Anna`),
            letter("Lena Brandt <lena@heron.example>", `Liebe Lena,${body}Anna`)
        ]);
        expect(both.list().map(({name, items, greeting}) => [name, items, greeting])).toEqual([
            ["Paul Marsh", 3, "Hi Paul,"],
            ["Lena Brandt", 1, "Liebe Lena,"]
        ]);
        expect(both.addressFor("paul")?.greeting).toBe("Hi Paul,");
        expect(both.addressFor("p.marsh@office.example")?.greeting).toBe("Dear Mr Marsh,");
        const corrected = new Recipients(
            [
                letter("Paul Marsh <paul@marsh.example>", `Hi Paul,${body}Anna`),
                letter("Paul Marsh <p.marsh@office.example>", `Dear Paul,${body}Anna`)
            ],
            [{recipient: "Paul Marsh", greeting: "Paulchen,", signOff: null}]
        );
        expect(["paul", "p.marsh@office.example", "paul@marsh.example"].map((to) => corrected.addressFor(to)?.greeting)).toEqual([
            "Paulchen,",
            "Paulchen,",
            "Paulchen,"
        ]);
    });

    it("are called as in the newest letters, whatever the order in which letters come", () => {
        const dated = (year: number, greeting: string) => ({
            ...letter("Lena Brandt <lena@heron.example>", `${greeting}${body}Anna`),
            date: `${year}-01-01T00:00:00.000Z`
        });
        const letters = [
            ...Array.from({length: 10}, () => dated(2021, "Liebe Lena,")),
            ...Array.from({length: 40}, () => dated(2015, "Liebe Frau Brandt,"))
        ];
        expect(new Recipients(letters).addressFor("lena")).toMatchObject({greeting: "Liebe Lena,", greetingItems: 10, items: 50});
        expect(new Recipients(letters.toReversed()).addressFor("lena")?.greeting).toBe("Liebe Lena,");
    });

    it("are greeted by the form that most letters have, whatever its case and punctuation", () => {
        const forms = ["Hi Paul,", "Hi Paul", "hi Paul!", "Dear Paul,", "Dear Paul,", "Hi Paul,"].map((greeting) =>
            letter("Paul Marsh", `${greeting}${body}Anna`)
        );
        expect(new Recipients(forms).addressFor("paul")).toMatchObject({greeting: "Hi Paul,", greetingItems: 4});
    });

    it("are found in mailboxes with many people in a time that grows with the letters", () => {
        const many = Array.from({length: 4000}, (_, index) =>
            letter(`Person${index} Name${index} <p${index}@x.example>`, `Hi Stranger${index},${body}Anna`)
        );
        expect(new Recipients(many).list().length).toBe(4000);
    });

    it("are found by a title and a name, and by the name in their address", () => {
        const known = new Recipients([
            letter("Petra Müller <mueller@amt.example>", `Sehr geehrte Frau Müller,${body}Mit freundlichen Grüßen\nAnna`),
            letter("Robert Hill <bob@hill.example>", `Hey Bob -${body}a.`)
        ]);
        expect(known.addressFor("Frau Müller")?.greeting).toBe("Sehr geehrte Frau Müller,");
        expect(known.addressFor("bob")?.greeting).toBe("Hey Bob -");
        expect(known.addressFor("Frau")).toBeNull();
    });

    it.each([
        ["Lena Brandt", "Hej Lena,", "Vänliga hälsningar\nAnna"],
        ["Ola Nowak", "Cześć Ola,", "Pozdrawiam\nAnna"],
        ["Иван Петров", "Здравствуйте, Иван!", "С уважением\nАнна"],
        ["田中 太郎", "田中様", "よろしくお願いします。\nアンナ"],
        ["Ayşe Kaya", "Merhaba Ayşe,", "Saygılarımla\nAnna"]
    ])("are greeted and closed to in other languages: %s", (to, greeting, signOff) => {
        const known = new Recipients([letter(to, `${greeting}${body}${signOff}`)]).addressFor(to);
        expect(known?.greeting?.startsWith(greeting.split(",")[0] ?? "")).toBe(true);
        expect(known?.signOff).toBe(signOff.replace("\n", " "));
    });

    it("do not come from articles and notes", () => {
        expect(new Recipients([{...letter("Paul Marsh", `Dear Paul,${body}Anna`), kind: "headline"}]).list()).toEqual([]);
    });
});

describe("a greeting", () => {
    it.each([
        ["marcus,\nthe boat", ["marcus", "holt"], "marcus,"],
        ["marcus -\nthe boat", ["marcus"], "marcus -"],
        ["Hi Paul, the boat is in the water.", [], "Hi Paul,"],
        ["Hallo Frau Brandt\n\ndas Boot", [], "Hallo Frau Brandt"],
        ["Marcus\n\nthe boat", ["marcus"], "Marcus"],
        ["田中様\n\n本文です。", ["田中", "太郎"], "田中様"],
        ["Boats, all of them, leak.", ["marcus"], null],
        ["Hi there is a leak in the boat and it grows", [], null],
        ["the boat is in the water, marcus", ["marcus"], null],
        ["", [], null]
    ] as const)("%j", (text, names, greeting) => {
        expect(greetingOf(text, names)).toBe(greeting);
    });
});
