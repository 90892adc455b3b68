import {describe, expect, it, vi} from "vitest";
import {ownText} from "./own-text.ts";

vi.setConfig({testTimeout: 60_000});

/** Kinds of mail that public bug reports of mail parsers describe, with texts of our own. */
const own = (text: string): string => ownText(text).text;
const quote = "\n\n> Shall we pick the pears on Sunday?\n";

describe("attributions", () => {
    it.each([
        "On Mon, Jun 2, 2025 at 8:05 AM, Emil Rother <emil@rother.example> wrote:",
        "Am 02.06.2025 um 08:05 schrieb Emil Rother:",
        "Le lun. 2 juin 2025 à 08:05, Emil Rother <emil@rother.example> a écrit :",
        "2025-06-02 8:05 GMT+02:00 Emil Rother <emil@rother.example>:",
        "вт, 2 июн. 2025 г. в 08:05, Emil Rother <emil@rother.example>:"
    ])("right below the reply take no line of it: %s", (attribution) => {
        expect(own(`Sunday is fine\nand I bring the ladder\n${attribution}${quote}`)).toBe("Sunday is fine\nand I bring the ladder");
        expect(own(`Sunday is fine.\n${attribution}\n\nShall we pick the pears?\n`)).toBe("Sunday is fine.");
    });

    it.each([
        "On Mon, Jun 2, 2025 at 8:05 AM Emil Rother <emil.rother@rother.example\n> wrote:",
        "Den man. 2. jun. 2025 kl. 08.05 skrev Emil Rother <emil@rother.example\n>:",
        "On Mon, Jun 2, 2025 at 8:05 AM Emil Rother <\nemil@rother.example> wrote:",
        "On Mon, Jun 2,\n2025 at 8:05 AM Emil Rother <emil@rother.example>\nwrote:",
        "Emil Rother\n<emil@rother.example> schrieb am Mo., 2. Juni 2025, 08:05:",
        "On Monday,\nJune 2, 2025 at 8:05 AM\nEmil Rother of the Society\n<emil@rother.example\n>\nwrote:",
        "Le lun. 2 juin 2025 à 08:05, Emil Rother <emil@rother.example> a écrit\n:",
        "Emil Rother <emil@rother.example>, 2 Haz 2025 Pzt, 08:05\ntarihinde şunu yazdı:",
        "On Mon, Jun 2, 2025 at 8:05 AM Emil Rother <emil@rother.example>\n\nwrote:"
    ])("wrapped: %j", (attribution) => {
        expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
    });

    it.each([
        "On Mon, 2 Jun 2025 08:05:00 +0200 Emil Rother <emil@rother.example> wrote",
        "Am Mo, 2 Juni 2025 08:05 Emil Rother <emil@rother.example> schrieb",
        "On Mon, 2 Jun 2025 08:05:00 +0200 Emil Rother <emil@rother.example> wrote ---"
    ])("without a colon: %s", (attribution) => {
        expect(own(`Sunday is fine.\n\n${attribution}\n\nShall we pick the pears?`)).toBe("Sunday is fine.");
        expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
    });

    it.each(["2025/6/2 Emil Rother <emil@rother.example>", "2 июн. 2025 г., 8:05, Emil Rother <emil@rother.example>"])(
        "without a verb and a colon, before a quote: %s",
        (attribution) => {
            expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
        }
    );

    it.each(["On 02/06/2025 08:05, Emil Rother wrote", "[Emil Rother]"])(
        "without an address and a colon, right above a quote alone: %s",
        (attribution) => {
            expect(own(`Sunday is fine.\n\n${attribution}\n> Shall we pick the pears?`)).toBe("Sunday is fine.");
            expect(own(`Sunday is fine.\n\n${attribution}\n\nShall we pick the pears?`)).toContain("Shall we pick");
        }
    );

    it.each(["?s 08:05 de 02/06/2025, Emil Rother escreveu:", "Le 02/06/2025 ? 08:05, Emil Rother a ?crit :"])(
        "with a letter lost on the way decide nothing without quote marks: %s",
        (attribution) => {
            expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
            expect(own(`Sunday is fine.\n\n${attribution}\n`)).toBe("Sunday is fine.");
            expect(own(`${attribution}\nThe pears are ripe.\n\nNora`)).toContain("The pears are ripe.");
        }
    );

    it("end a mail whose quote was taken off", () => {
        expect(own("Sunday is fine.\n\nOn 2 June 2025 Emil Rother wrote:\n\n")).toBe("Sunday is fine.");
    });

    it("with direction marks around names and addresses", () => {
        expect(
            own(
                "יום ראשון מתאים.\n\n\u202b\u202aבתאריך יום ב׳, 2 ביוני 2025 ב-8:05 מאת \u202aEmil Rother\u202c\u200f " +
                    `<\u202a\u200eemil@rother.example\u202c\u200f>:\u202c${quote}`
            )
        ).toBe("יום ראשון מתאים.");
        expect(
            own(`الأحد مناسب.\n\nفي الاثنين، ٢ يونيو ٢٠٢٥ في ٨:٠٥ ص كتب \u2068Emil Rother\u2069 <\u2066emil@rother.example\u2069>:${quote}`)
        ).toBe("الأحد مناسب.");
    });

    it.each([
        "On\nMonday,\nJune 2, 2025\nat 8:05 AM\nEmil Rother\n<emil@rother.example>\nwrote:",
        "Am Montag, den\n2. Juni 2025\num 08:05 Uhr\nschrieb Emil Rother von der\nGartengesellschaft <\nemil@rother.example>:"
    ])("over more than five lines: %j", (attribution) => {
        expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
    });

    it("directly below a line that begins like one", () => {
        expect(own(`Passt.\nAm Montag komme ich um 8:05\nAm 02.06.2025 um 08:05 schrieb Emil Rother:${quote}`)).toBe(
            "Passt.\nAm Montag komme ich um 8:05"
        );
        expect(own(`Yes, on 3 June\nEmil Rother <emil@rother.example> schrieb am Mo., 2. Juni 2025, 08:05:${quote}`)).toBe(
            "Yes, on 3 June"
        );
    });

    it.each([
        "I sent this on 2 June 2025 to emil@rother.example:\n\nWe accept the offer.",
        "On Monday, June 2, 2025 at 8:05 I wrote to Emil <emil@rother.example>:\n\nWe accept.",
        "Am 2. Juni 2025 um 8:05 schrieb ich an emil@rother.example:\n\nWir nehmen an."
    ])("are not what the user says they wrote: %j", (text) => {
        expect(own(text)).toBe(text);
    });

    it("cut off before the address are one line and no more", () => {
        expect(own("On Mon, Jun 2, 2025 at 8:05 AM, Emil Rother <\n\nSunday is fine, and I bring the ladder.")).toBe(
            "Sunday is fine, and I bring the ladder."
        );
    });

    it.each([
        "On 2 June 2025 she wrote:\n\nthe pears are ripe",
        "We meet on 3 May at 10.30:\n\nfirst the barn,\nthen the hall",
        "On Monday at 8:05 we begin:\n\n1. pears\n2. plums",
        "This is what he wrote to me at the time:\n\nthe pears are ripe",
        "My address is nora@lind.example",
        "Write to emil@rother.example before 2 June 2025",
        "On 2 June 2025 I wrote to emil@rother.example"
    ])("are not sentences of one's own: %j", (text) => {
        expect(own(`Dear Emil,\n\n${text}\n\nNora`)).toBe(`Dear Emil,\n\n${text}\n\nNora`);
    });

    it("end before a link that a program left unmarked in a quote", () => {
        expect(
            own(
                "Emil Rother wrote:\n> Look here\n" +
                    "https://pears.example/a/very/long/address/that/no/program/wraps/or/marks?with=queries&and=more\n" +
                    "> and there\n\nI did."
            )
        ).toBe("I did.");
    });
});
