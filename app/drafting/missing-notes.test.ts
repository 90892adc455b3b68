import {describe, expect, it} from "vitest";
import {letterHabits} from "../persona/testing/letters.ts";
import {framed} from "./letter-frame.ts";
import {asNoted} from "./misspelt-notes.ts";
import {withMissingNotes} from "./missing-notes.ts";
import {contradictedBy, saidNotes} from "./note-coverage.ts";

const habitsOf = (text: string) => letterHabits(Array.from({length: 6}, () => text));
const jude = habitsOf("hi tom,\n\nthe kettle's dead. i've a new one. it comes soon.\n\n- J");
const bodo = habitsOf("Moin Ole!\n\nDas Dach hält! Komm gucken! Es gibt Waffeln!\n\nBis denn dann\nBodo");
const sources = (notes: string, rules: readonly string[] = []) => ({
    brief: {kind: "email" as const, to: "Tom", notes},
    habits: null,
    known: [],
    rules
});

describe("what the recipient is asked to do", () => {
    it.each([
        [
            "Hi Tom,\n\nThe van is here. Bring the saw on Monday.",
            "ask him to bring the saw on Monday",
            "Hi Tom,\n\nThe van is here. Please bring the saw on Monday."
        ],
        ["hi tom,\n\nbring the saw on monday.", "ask tom to bring the saw on Monday", "hi tom,\n\nplease bring the saw on monday."],
        ["Hi Tom,\n\nCould you bring the saw?", "ask him to bring the saw", "Hi Tom,\n\nCould you bring the saw?"],
        ["Hi Tom,\n\nBring the saw.", "bring the saw", "Hi Tom,\n\nBring the saw."]
    ])("%j for %j is a request", (text, notes, polite) => expect(withMissingNotes(text, sources(notes), null)).toBe(polite));
});

describe("notes that a draft omits", () => {
    it("are the recipient's where they name the recipient", () => {
        const added = (notes: string) => withMissingNotes("Hi Tom,\n\nThe van is here.", sources(`van is here; ${notes}`), null);
        expect(added("tell Tom the saw needs oil")).toBe("Hi Tom,\n\nThe van is here. The saw needs oil.");
        expect(added("ask tom for two hinges")).toBe("Hi Tom,\n\nThe van is here. Could I have two hinges?");
        expect(added("ask Ines for two hinges")).toBe("Hi Tom,\n\nThe van is here.");
    });

    it("are added as separate sentences in the author's form", () => {
        expect(
            withMissingNotes("hi tom,\n\nthe van's here.\n\n- J", sources("van is here; offer Tuesday; ask him to bring the saw"), jude)
        ).toBe("hi tom,\n\nthe van's here. how about tuesday? could you bring the saw?\n\n- J");
        expect(
            withMissingNotes("Moin Ole!\n\nFür zwei Tage!\n\nBis denn dann\nBodo", sources("für zwei Tage; ab dem 14. Juni"), bodo)
        ).toBe("Moin Ole!\n\nFür zwei Tage! Ab dem 14. Juni!\n\nBis denn dann\nBodo");
    });

    it("are added first if they are noted first, and no statement becomes a question", () => {
        expect(
            withMissingNotes(
                "Moin Ole!\n\nZwei Tische! Kann am Samstag helfen?\n\nBis denn dann\nBodo",
                sources("ja; zwei Tische; kann am Samstag helfen"),
                bodo
            )
        ).toBe("Moin Ole!\n\nJa! Zwei Tische! Kann am Samstag helfen!\n\nBis denn dann\nBodo");
        expect(withMissingNotes("hi tom,\n\nsunday at 10?\n\n- J", sources("sunday at 10?"), jude)).toBe("hi tom,\n\nsunday at 10?\n\n- J");
    });

    it("stay missing if no rule knows the sentence, or it would break a rule", () => {
        const text = "hi tom,\n\nthe van's here.\n\n- J";
        expect(withMissingNotes(text, sources("van is here; ask marcus what it costs"), jude)).toBe(text);
        expect(withMissingNotes(text, sources("van is here; offer Tuesday", ["no more than 6 words"]), jude)).toBe(text);
    });

    it("replace a sentence that says the opposite", () => {
        const text = "tom,\n\ni can't come on saturday. can't do sunday at 10. bring the saw.\n\n- J";
        expect(withMissingNotes(text, sources("can't come on saturday; could do sunday at 10; bring the saw"), jude)).toBe(
            "tom,\n\ni can't come on saturday. could do sunday at 10. bring the saw.\n\n- J"
        );
        const both = (body: string) => `Hi Tom,\n\n${body}\n\nBest,\nMo`;
        expect(
            withMissingNotes(both("I can paint on Sunday and I will bring tar."), sources("can't paint on Sunday; bringing tar"), null)
        ).toBe(both("Can't paint on Sunday. I will bring tar."));
        expect(withMissingNotes(both("We have plenty of tar."), sources("no tar"), null)).toBe(both("No tar."));
    });
});

describe("a note that is turned round", () => {
    const mended = (body: string, notes: string, to = "Tom") =>
        withMissingNotes(`Hi Tom,\n\n${body}\n\nBest,\nMo`, {...sources(notes), brief: {kind: "email", to, notes}}, null).slice(
            "Hi Tom,\n\n".length,
            -"\n\nBest,\nMo".length
        );

    it.each([
        [
            "The barn is dry by Monday. Bring tar.",
            "ask whether the barn is dry by Monday; bring tar",
            "Could you tell me whether the barn is dry by Monday? Bring tar."
        ],
        ["Can you have a second ladder?", "ask for a second ladder", "Could I have a second ladder?"],
        ["Will it paint the gate on Sunday?", "will paint the gate on Sunday", "Will paint the gate on Sunday."],
        ["Yes please. No, I'll not take the stove.", "yes please", "Yes please."],
        [
            "Ask him whether the barn is dry. Bring tar.",
            "ask him whether the barn is dry; bring tar",
            "Could you tell me whether the barn is dry? Bring tar."
        ]
    ])("%j of %j", (body, notes, wanted) => expect(mended(body, notes)).toBe(wanted));

    it("leaves no part of it said twice", () => {
        expect(mended("I'm sorry. Bring tar.", "sorry for the late answer; bring tar")).toBe("Sorry for the late answer. Bring tar.");
    });

    it("costs only the part of its sentence that says so, where the rest says another note", () => {
        expect(
            mended("The roof is open, and I'm afraid that I can't offer you Sunday at 10.", "the roof is open; offer Sunday at 10")
        ).toBe("The roof is open. How about Sunday at 10?");
    });

    it("is asked of somebody spoken to formally in their form", () => {
        expect(
            mended(
                "Das Dach ist dicht. Fragen, ob der Strom wieder geht.",
                "Dach ist dicht; fragen, ob der Strom wieder geht",
                "Frau Prill"
            )
        ).toBe("Das Dach ist dicht. Können Sie mir sagen, ob der Strom wieder geht?");
    });
});

describe("a note with a word misspelt", () => {
    const said = (body: string, ...notes: string[]) => asNoted(`Hi Tom,\n\n${body}\n\nBest,\nMo`, notes, null).split("\n\n")[1];

    it.each([
        ["Lampf fürs Zimmer fehlt.", "Lampe fürs Zimmer fehlt", "Lampe fürs Zimmer fehlt."],
        ["Brecht eine Leiter. Bis bald.", "brauche eine Leiter", "Brauche eine Leiter. Bis bald."],
        ["En Zimmtern kommt am Montag.", "Zimmer kommt am Montag", "Zimmer kommt am Montag."],
        ["En kommt am Montag um neun.", "Zimmer kommt am Montag um neun", "Zimmer kommt am Montag um neun."],
        ["Sie eine Leiter für zwei Tage.", "brauche eine Leiter für zwei Tage", "Brauche eine Leiter für zwei Tage."]
    ])("%j", (body, note, wanted) => expect(said(body, note)).toBe(wanted));

    it.each([
        ["Bringing the kettle on Monday.", "bring the kettle on Monday"],
        ["You need a ladder.", "we need a ladder"],
        ["Repair the old barn.", "paint the old barn"],
        ["Ask them for tar.", "ask her for tar"],
        ["Meine Lampe für das Zimmer fehlt.", "Lampe für das Zimmer fehlt"],
        ["Ich brauche eine Leiter für zwei Tage.", "brauche eine Leiter für zwei Tage"]
    ])("%j is another way to say %j", (body, note) => expect(said(body, note)).toBe(body));
});

describe("a sentence that says the opposite of a note", () => {
    it.each([
        ["could do sunday at 10", "I can't do Sunday at 10.", "I can't do Sunday at 10."],
        ["no rowing on Friday morning", "There is rowing on Friday morning.", "There is rowing on Friday morning."],
        ["could do sunday at 10", "I can't do Saturday, but I could do Sunday at 10.", null],
        ["sunday at 10 works", "Sunday at 10 is no problem.", null],
        ["can't come on saturday", "I'll have to pass on Saturday.", null],
        ["ask whether Sunday at 10 works", "Sunday at 10 does not work for me?", null],
        ["bring the key on Friday", "Please don't forget to bring the key on Friday.", null],
        ["hello", "not hello", null]
    ])("%s / %s", (note, draft, sentence) => {
        expect(contradictedBy(draft, note)).toBe(sentence);
        if (sentence !== null) expect(saidNotes(draft, note)[0]?.said).toBe(false);
    });
});

describe("greeting and sign-off of a letter", () => {
    it("contain the sign-off once, in the author's lines", () => {
        expect(framed("Moin Ole!\n\nBis denn dann!\n\nDas Dach hält!\n\nBis denn dann Bodo", bodo, true)).toBe(
            "Moin Ole!\n\nDas Dach hält!\n\nBis denn dann\nBodo"
        );
    });

    it("has no sign-off within, whatever its lines, and is not signed by whom it greets", () => {
        expect(framed("Moin Ole!\n\nDas Dach hält!\n\nBis denn\nDann\n\nKomm gucken!\n\nBis denn dann Bodo", bodo, true)).toBe(
            "Moin Ole!\n\nDas Dach hält!\n\nKomm gucken!\n\nBis denn dann\nBodo"
        );
        expect(framed("hi tom,\n\nit rains.\n\ncheers,\ntom", jude, true)).toBe("hi tom,\n\nit rains.\n\ncheers,");
    });

    it("greets nobody where nobody is named", () => {
        expect(framed("My dear Ever,\n\nIt rains.\n\n- J", jude, false)).toBe("It rains.\n\n- J");
        expect(framed("hi,\n\nit rains.\n\n- J", jude, false)).toBe("hi,\n\nit rains.\n\n- J");
    });
});
