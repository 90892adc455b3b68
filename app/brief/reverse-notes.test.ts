import {describe, expect, test} from "vitest";
import {splitMix} from "../text/random.ts";
import {fromWritersSide, noteOf, reverseNotes, sentencesIn} from "./reverse-notes.ts";

describe("a note for a sentence", () => {
    test.each([
        ["Thanks for lending me the projector.", "thank them for lending me the projector"],
        ["Thank you so much for your patience!", "thank them for their patience"],
        ["Could you send me the floor plan by Friday?", "ask them to send me the floor plan by Friday"],
        ["Please don't tell Ravi about the cake.", "ask them not to tell Ravi about the cake"],
        ["I'm sorry for the late answer.", "apologise for the late answer"],
        ["Sorry, I can't come on Tuesday.", "say sorry, I can't come on Tuesday"],
        ["Unfortunately we have run out of chairs.", "say that unfortunately we have run out of chairs"],
        ["I'll bring two bottles of water.", "say I'll bring two bottles of water"],
        ["Let's meet at the harbour at 7.", "suggest we meet at the harbour at 7"],
        ["How about lunch on Thursday?", "suggest lunch on Thursday"],
        ["You should ask Leon first.", "tell them to ask Leon first"],
        ["Did you get the parcel?", "ask if they did get the parcel"],
        ["Is it still raining in Bergen?", "ask if it is still raining in Bergen"],
        ["When can we see the flat?", "ask when we can see the flat"],
        ["Do you have the keys?", "ask if they have the keys"],
        ["Congratulations on the new job!", "congratulate them on the new job"],
        ["The gate code is 4417 now.", "tell them the gate code is 4417 now"],
        ["Leave me a message if you need a lift.", "tell them to leave me a message if they need a lift"]
    ])("%s", (sentence, note) => expect(noteOf(sentence)).toBe(note));

    test("politeness alone needs no note", () => {
        expect(noteOf("Hope this helps!")).toBeNull();
        expect(reverseNotes("How are you? The rope is too stiff.")).toEqual(["tell them the rope is too stiff"]);
    });

    test("numbers, dates and names stay in every style", () => {
        for (const style of ["asked", "phrase", "keywords", "clause"] as const) {
            const note = noteOf("Could you tell Ines that the 250 euros are due on 3 May?", {style, random: splitMix(5)}) ?? "";
            for (const fact of ["Ines", "250", "3 May"]) expect(note).toContain(fact);
        }
    });

    test("a known name can replace them", () => {
        const notes = Array.from({length: 40}, (_, seed) => noteOf("Please call the landlord.", {name: "Ines", random: splitMix(seed)}));
        expect(notes).toContain("ask Ines to call the landlord");
        expect(notes).toContain("ask them to call the landlord");
    });
});

test.each([
    ["I will send you the slides", "I will send them the slides"],
    ["I know you like your tea cold", "I know they like their tea cold"],
    ["when you are ready, call me", "when they are ready, call me"],
    ["I wanted to let you know", "I wanted to let them know"],
    ["it is up to you", "it is up to them"],
    ["you've got mail and you'll love it", "they've got mail and they'll love it"],
    ["do it yourself", "do it themselves"]
])("you, told about them: %s", (text, told) => expect(fromWritersSide(text)).toBe(told));

test("sentences can end before a lower-case letter, but not after abbreviations", () => {
    expect(sentencesIn("no bus today. i'll walk. see you at 7")).toEqual(["no bus today.", "i'll walk.", "see you at 7"]);
    expect(sentencesIn("We met Dr. Patel, i.e. the dentist. It went well.")).toEqual([
        "We met Dr. Patel, i.e. the dentist.",
        "It went well."
    ]);
});
