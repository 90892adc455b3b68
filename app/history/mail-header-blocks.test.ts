import {describe, expect, it, vi} from "vitest";
import {mailLanguages} from "./mail-languages.ts";
import {ownText} from "./own-text.ts";

vi.setConfig({testTimeout: 60_000});

/** Kinds of mail that public bug reports of mail parsers describe, with texts of our own. */
const own = (text: string): string => ownText(text).text;

describe("header blocks", () => {
    const block = (labels: readonly string[]): string =>
        `${labels[0]}: Emil Rother <emil@rother.example>\n${labels[1]}: 2025-06-02 08:05\n${labels[2]}: Nora Lind\n${labels[3]}: pears`;

    it.each(mailLanguages.map((row) => [row.code, row] as const))("with every label of the table, in any order: %s", (_code, row) => {
        for (const from of row.from.split("|")) {
            for (const sent of [...row.sent.split("|"), ...row.date.split("|")]) {
                for (const subject of row.subject.split("|"))
                    expect(
                        own(
                            `Sunday is fine.\n\n${block([from, sent, row.to.split("|").at(-1) ?? "", subject])}\n\nShall we pick the pears?`
                        ),
                        `${from} ${sent} ${subject}`
                    ).toBe("Sunday is fine.");
            }
        }
        for (const separator of [...row.original.split("|"), ...row.forwarded.split("|")])
            expect(
                own(`For you.\n\n-------- ${separator} --------\n${block(["From", "Date", "To", "Subject"])}\n\nShall we?`),
                separator
            ).toBe("For you.");
    });

    it("have a source for each language, and there are at least thirty", () => {
        expect(mailLanguages.length).toBeGreaterThanOrEqual(30);
        expect(mailLanguages.filter(({source}) => !/^[TFRDCGO](?: [TFRDCGO])*$/.test(source))).toEqual([]);
        expect(new Set(mailLanguages.map(({code}) => code)).size).toBe(mailLanguages.length);
    });

    it("in bold, behind marks, with blank lines between, with long subjects and recipients", () => {
        expect(
            own("Yes.\n\n*From:* Emil Rother\n*Sent:* Monday, June 2, 2025 8:05 AM\n*To:* Nora Lind\n*Subject:* pears\n\nShall we?")
        ).toBe("Yes.");
        expect(
            own("Yes.\n\nVon: Rother, Emil\n\nGesendet: Montag, 2. Juni 2025 08:05\n\nAn: Nora Lind\n\nBetreff: Birnen\n\nWollen wir?")
        ).toBe("Yes.");
        expect(
            own(
                "Yes.\n\nFrom: Emil Rother\nSent: Monday\nTo: Lind, Nora; Brandt, Lena; Holt, Marcus;\n" +
                    "   Hill, Robert; Kask, Mart\nSubject: the pears behind the barn and the\nladder\n\nShall we?"
            )
        ).toBe("Yes.");
    });

    it.each(["---- Emil Rother wrote ----", "---- Emil Rother schrieb ----"])("with a name alone between rulers: %s", (line) => {
        expect(own(`Sunday is fine.\n\n${line}\n\nShall we pick the pears?`)).toBe("Sunday is fine.");
        expect(own("Sunday is fine.\n\n---- what I wrote ----\n\nThe pears.")).toContain("The pears.");
    });

    it("of telephones, in one line", () => {
        const line = "From: Emil Rother <emil@rother.example> Date: 02/06/2025  08:05  (GMT+01:00) To: nora@lind.example Subject: pears ";
        expect(own(`Sunday is fine.\n-------- Original message --------${line}\nShall we pick them?`)).toBe("Sunday is fine.");
        expect(
            own(
                "Sonntag passt.\n\nVon: Emil Rother <emil@rother.example> Datum: 02.06.25 08:05 (GMT+01:00) An: " +
                    "nora@lind.example Betreff: Birnen\n\nWollen wir?"
            )
        ).toBe("Sonntag passt.");
    });

    it.each([
        "Date: Monday, 2 June\nTime: 8:05\nPlace: the barn",
        "From: the barn\nTo: the hall\nDate: 2 June, at eight",
        "Subject: pears\nDate: Monday",
        "To: do\nSubject: to change\nDate: open",
        "From: Berlin\nTo: Paris\nVia: Liège"
    ])("are not lists of one's own: %j", (list) => {
        expect(own(`Dear Emil,\n\nhere is the plan.\n\n${list}\n\nNora`)).toBe(`Dear Emil,\n\nhere is the plan.\n\n${list}\n\nNora`);
    });
});
