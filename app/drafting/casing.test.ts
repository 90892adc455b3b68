import {describe, expect, it} from "vitest";
import {letterHabits} from "../persona/testing/letters.ts";
import {withGivenCapitals, applyCasing, inUsualCasing, isLowerCaseVoice, writesSmallI} from "./casing.ts";
import {withEndMarks} from "./end-marks.ts";

const small = letterHabits([
    "hi tom\n\nthe rope's here. i'll send the PDF on friday.\n\n- J",
    "marcus,\n\nno. not on monday. i think not.\n\n- J",
    "hi ines\n\ni saw it on the BBC. nice.\n\n- J"
]);
const plain = letterHabits(["Hi Tom,\n\nThe rope is here. I'll send it.\n\nBest,\nMo", "Hi Tom,\n\nNo. I cannot.\n\nBest,\nMo"]);
const named = letterHabits(["the rope for Tom is here. i asked Ines.", "we meet in Leeds. then Marcus goes.", "Anna says no. ok."]);

describe("casing", () => {
    it("is detected", () => {
        expect([small, plain, named].map(isLowerCaseVoice)).toEqual([true, false, true]);
        // German goes on in a small letter behind the greeting's comma
        expect(isLowerCaseVoice(letterHabits(["Ole", "Ines"].map((name) => `Hallo ${name},\n\ndas Seil ist da.\n\nGruß\nMo`)))).toBe(false);
        expect([small, plain].map(writesSmallI)).toEqual([true, false]);
        expect(small.capitals).toEqual(["PDF", "BBC"]);
    });

    it("of an author who writes capitals changes nothing", () => {
        const text = "Hi Tom,\n\nI'm in. The BBC said so.\n\nBest,\nMo";
        expect(applyCasing(text, plain)).toBe(text);
    });

    it("of such an author makes a small pronoun large", () => {
        expect(applyCasing("Sorry i missed it. i'll come, i.e. on Friday.", plain)).toBe("Sorry I missed it. I'll come, i.e. on Friday.");
        expect(applyCasing("Questa sera i libri sono tutti sul tavolo.", plain)).toBe("Questa sera i libri sono tutti sul tavolo.");
    });

    it("of one who writes none is applied, except to acronyms, links and initials", () => {
        expect(
            applyCasing("Hi Tom,\n\nI'm in, I think. The 12th is OK for NATO and Ines. See https://Example.org/Plan.\n\n- J", small)
        ).toBe("hi tom,\n\ni'm in, i think. the 12th is OK for NATO and ines. see https://Example.org/Plan.\n\n- J");
    });

    it("lowers acronyms for an author who writes none", () => {
        expect(applyCasing("Send the PDF.", letterHabits(["no. send it.", "ok then. fine."]))).toBe("send the pdf.");
    });

    it("keeps names for an author who capitalises them", () => {
        expect(applyCasing("Tell Priya that it works. Great.", named)).toBe("tell Priya that it works. great.");
    });

    it("is idempotent", () => {
        const once = applyCasing("Hi Tom,\n\nI'm in.\n\n- J", small);
        expect(applyCasing(once, small)).toBe(once);
    });
});

describe("words that the brief gives a capital", () => {
    const cased = (text: string, notes: string, message = "") => withGivenCapitals(text, {kind: "reply", notes, message});

    it.each([
        [
            "Hi Bo,\n\nthe ice-house is lovely.\n\nBest,\nMo",
            "title is lovely",
            "It is called The Ice-House now.",
            "the Ice-House is lovely."
        ],
        ["Moin!\n\nkann am samstagabend helfen.\n\nGruß\nMo", "kann am Samstagabend helfen", "", "kann am Samstagabend helfen."]
    ])("%j", (text, notes, message, wanted) => expect(cased(text, notes, message)).toContain(wanted));

    it.each([
        ["Hi Bo,\n\nthe act is long, thanks.\n\nBest,\nMo", "the act is long", "Did you read Second Act? Thanks.\n\nKind Regards,\nBo"],
        ["Hi Bo,\n\nich sage ihnen das.\n\nGruß\nMo", "ja", "Kann ich Ihnen helfen?"],
        ["Hi Bo,\n\nwrite to rope@quay.example or see quay.example/rope.\n\nBest,\nMo", "the Rope", ""]
    ])("%j stays", (text, notes, message) => expect(cased(text, notes, message)).toBe(text));
});

describe("a letter by somebody of whom nothing is known", () => {
    it.each([
        ["please check the pump. it leaks", "Please check the pump. It leaks."],
        ["sorry, i made a typo. i asked the wrong person", "Sorry, I made a typo. I asked the wrong person."],
        [
            "Hi Bo,\n\nthe roof is tight (all of it)\n\nshould we meet, i.e. on Monday?",
            "Hi Bo,\n\nThe roof is tight (all of it).\n\nShould we meet, i.e. on Monday?"
        ],
        [
            "- two hinges for the old door\n- paint for the door of the shed",
            "- two hinges for the old door\n- paint for the door of the shed"
        ],
        ["you will find all of it at example.org", "You will find all of it at example.org"],
        ["questa sera i libri sono tutti sul tavolo", "Questa sera i libri sono tutti sul tavolo."],
        ["The rope is here.\n\nBest,\nbo", "The rope is here.\n\nBest,\nbo"]
    ])("%j", (text, usual) => expect(withEndMarks(inUsualCasing(text), null)).toBe(usual));
});
