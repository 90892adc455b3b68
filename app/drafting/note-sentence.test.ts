import {describe, expect, it} from "vitest";
import {letterHabits} from "../persona/testing/letters.ts";
import {inOwnMarks, sentenceOfNote, withSentence} from "./note-sentence.ts";

describe("a note as a sentence", () => {
    it.each([
        ["offer 2 November instead", "How about 2 November instead?"],
        ["thank her for the plum jam", "Thank you for the plum jam."],
        ["ask how her knee is", "Could you tell me how your knee is?"],
        ["ask whether he has the key", "Could you tell me whether you have the key?"],
        ["ask him to bring the saw", "Could you bring the saw?"],
        ["tell him the sail is ready", "The sail is ready."],
        ["down with influenza", "Down with influenza."],
        ["fragen, ob der Strom wieder geht", "Kannst du mir sagen, ob der Strom wieder geht?"],
        ["biete Dienstag an", "Passt Dienstag?"],
        ["ab dem 14. Juni", "Ab dem 14. Juni."],
        ["£1,450 for the boiler", "£1,450 for the boiler."],
        ["2nd coat is still wet", "2nd coat is still wet."],
        ["https://quay.example/map", "https://quay.example/map."],
        ["ines@quay.example has the list", "ines@quay.example has the list."],
        ["ask if she isn't tired", "Could you tell me whether you aren't tired?"],
        ["ask whether he's driving", "Could you tell me whether you're driving?"],
        ["ask if she needs a lift", "Could you tell me whether you need a lift?"],
        ["ask if he still carries his tent", "Could you tell me whether you still carry your tent?"],
        ["ask when he was here and has his bag back", "Could you tell me when you were here and have your bag back?"],
        ["ask them to bring their boots", "Could you bring your boots?"],
        ["ask where is the ladder", "Where is the ladder?"],
        ["offer her Sunday", "How about Sunday?"],
        ["offer open until 3 May", "Offer open until 3 May."]
    ])("%s", (note, sentence) => {
        expect(sentenceOfNote(note)).toBe(sentence);
    });

    it.each([
        "ask marcus what it costs",
        "ask him to tea on Thursday",
        "he only worked 7",
        "say no to running the tombola",
        "decline politely",
        "tell him about the dog",
        "offer to drive",
        "explain how the stove works",
        "entschuldigen für den Lärm",
        "um Rückruf bitten",
        " "
    ])("is none where it does not say by itself what is to be written: %s", (note) => {
        expect(sentenceOfNote(note)).toBeNull();
    });

    it("addresses strangers formally", () => {
        expect(sentenceOfNote("fragen, wann er kommt", true)).toBe("Können Sie mir sagen, wann er kommt?");
    });

    it("is inserted before the sign-off, in the existing paragraph", () => {
        expect(withSentence("hi tom,\n\nthe van's here.\n\n- J", "how about tuesday?")).toBe(
            "hi tom,\n\nthe van's here. how about tuesday?\n\n- J"
        );
        expect(withSentence("Dear Ann,\n\nBest,\nBo", "Yes.")).toBe("Dear Ann,\n\nYes.\n\nBest,\nBo");
        expect(withSentence("It rains.", "Bring a coat.")).toBe("It rains. Bring a coat.");
    });

    it("has the author's marks and casing", () => {
        const habits = (text: string) => letterHabits(Array.from({length: 6}, () => text));
        expect(inOwnMarks("Ab Freitag.", habits("Moin Ole!\n\nDas Dach hält! Komm gucken! Es gibt Waffeln!\n\nBis denn\nBodo"))).toBe(
            "Ab Freitag!"
        );
        expect(inOwnMarks("How about Tuesday?", habits("hi tom,\n\nthe kettle's dead. i've a new one. it comes soon.\n\n- J"))).toBe(
            "how about tuesday?"
        );
    });
});
