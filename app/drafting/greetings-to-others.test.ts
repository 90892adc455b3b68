import {describe, expect, it} from "vitest";
import {contradictedBy} from "./note-coverage.ts";
import {sentenceOfNote} from "./note-sentence.ts";

describe("a note that greets a third person", () => {
    it.each([
        ["say hi to Lena", "Say hi to Lena from me."],
        ["say hello to your mum from us", "Say hello to your mum from us."],
        ["tell Lena hi", "Say hi to Lena from me."],
        ["love to Hugh", "Give my love to Hugh."],
        ["send our regards to the team from us", "Give our regards to the team."],
        ["grüß Lena von mir", "Liebe Grüße an Lena."],
        ["Grüße an die Familie", "Liebe Grüße an die Familie."]
    ])("%j is the sentence %j", (note, sentence) => expect(sentenceOfNote(note)).toBe(sentence));

    it.each(["say hi to her", "best to come early", "thanks to Bob we are done", "greet the guests at nine", "give a hand to Bob"])(
        "is not %j",
        (note) => expect(sentenceOfNote(note) ?? "").not.toMatch(/from me|my best/)
    );

    it.each([
        ["I can't come. You can come to the talk with Lena.", true],
        ["I can't come.\n\nHi to Lena,", true],
        ["I can't come. Say hi to Lena!", false],
        ["I can't come. My best to Lena and you.", false],
        ["I can't come.", false]
    ])("in %j is turned round: %j", (body, isTurned) => {
        expect(contradictedBy(`Hi Jo,\n\n${body}\n\nIsabel`, "say hi to Lena") !== null).toBe(isTurned);
    });
});
