import {describe, expect, it, vi} from "vitest";
import {noQuoteMark, ownText} from "./own-text.ts";

vi.setConfig({testTimeout: 60_000});

/** Kinds of mail that public bug reports of mail parsers describe, with texts of our own. */
const own = (text: string): string => ownText(text).text;

describe("quotes by their marks", () => {
    it.each([
        "»Sind sie reif?«, fragte er.\n»Ja«, sagte sie.\n»Dann los.«",
        "›Reif‹, sagte er.\nUnd ging.",
        "» Sont-elles mûres ? «\nOui."
    ])("are not direct speech: %j", (text) => {
        expect(own(text)).toBe(text);
    });

    it("go on in the rest of a link that was cut", () => {
        const link = "> https://pears.example/catalogue/of/all/sorts/that/we/know/\nautumn/list?sort=early&page=2\n> and others";
        expect(own(`Sunday is fine.\n\n> See the list:\n${link}`)).toBe("Sunday is fine.");
        expect(own("> See the list?\nSunday.\n> And then?")).toBe("Sunday.");
    });

    it("are not before what a program marked as the user's", () => {
        expect(own(`The pears weigh more than\n${noQuoteMark}>5 kilograms are too many.\n> Really?`)).toBe(
            "The pears weigh more than\n>5 kilograms are too many."
        );
    });

    it("by » before a space", () => {
        expect(own("Yes.\n\n» Shall we?\n» Or not?\n\nNo.")).toBe("Yes.\n\nNo.");
    });

    it("by a bar below who is quoted, and only there", () => {
        expect(own("Yes.\n\nEmil Rother wrote:\n| Shall we?\n| Or not?\n\nNo.")).toBe("Yes.\n\nNo.");
        expect(own("Here it is.\n\n| pears\n| plums\n\nAnna")).toBe("Here it is.\n\n| pears\n| plums\n\nAnna");
    });

    it("by initials, set in as Gnus does", () => {
        expect(own('>>>>> "ER" == Emil Rother <emil@rother.example> writes:\n\n    ER> Shall we?\n    ER> Or not?\n\nNo.')).toBe("No.");
    });

    it("by initials, which prompts are not", () => {
        const text = "Do this:\n\nshell> mount /dev/x\nshell> ls\n\nSQL> select 1\nSQL> exit\n\nNora";
        expect(own(text)).toBe(text);
    });

    it("below a forwarded message's header that alone is marked, as Gmail's HTML comes out", () => {
        expect(
            own(
                "For you.\n\n> ---------- Forwarded message ---------\n> From: Emil Rother <emil@rother.example>\n" +
                    "> Date: Mon, Jun 2\n> Subject: pears\n\nShall we go?"
            )
        ).toBe("For you.");
        expect(
            own(
                "> ---------- Forwarded message ---------\n> From: Emil Rother\n> Date: Mon, Jun 2\n> Subject: pears\n>\n" +
                    "> Shall we go?\n\nYes, let us."
            )
        ).toBe("Yes, let us.");
    });

    it.each([
        "##- Please type your reply above this line -##",
        "--- Reply above this line ---",
        "Bitte antworten Sie oberhalb dieser Zeile",
        "Répondre au-dessus de cette ligne"
    ])("below a help desk's line: %s", (line) => {
        expect(own(`Sunday is fine.\n\n${line}\n\nEmil Rother, Jun 2, 8:05 AM:\n\nShall we?`)).toBe("Sunday is fine.");
        expect(own(`Do not forget to reply above this line of mine in the list.\n\nAnna`)).toBe(
            "Do not forget to reply above this line of mine in the list.\n\nAnna"
        );
    });

    it.each([
        [
            "Outlook's appointments",
            "-----Original Appointment-----\nFrom: Emil Rother\nSent: Monday\nTo: Nora\nSubject: pears\nWhen: Tuesday 8:05"
        ],
        ["Notes", "-----Emil Rother <emil@rother.example> wrote: -----\nTo: nora@lind.example\nFrom: Emil Rother\nSubject: pears"],
        ["GroupWise", ">>> Emil Rother <emil@rother.example> 6/2/2025 8:05 AM >>>"]
    ])("as %s opens them", (_, opening) => {
        expect(own(`Sunday is fine.\n\n${opening}\n\nShall we pick the pears?`)).toBe("Sunday is fine.");
    });

    it("with the ruler above them", () => {
        expect(own("Yes.\n\n________________________________\n\n> From: emil@rother.example\n> Subject: pears\n>\n> Shall we?")).toBe(
            "Yes."
        );
    });
});

describe("quotes between tags", () => {
    it("end where they are closed, and are text where they are not", () => {
        expect(own("Greetings,\n\n[quote from the manual]\nPears keep until May.\n[unquote]\n\nIs that so?")).toBe(
            "Greetings,\n\nIs that so?"
        );
        expect(own("Greetings,\n\n[quote from the manual] pears keep until May.\n\nIs that so?")).toBe(
            "Greetings,\n\n[quote from the manual] pears keep until May.\n\nIs that so?"
        );
    });
});
