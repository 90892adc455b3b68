import {describe, expect, it} from "vitest";
import {withoutCopiedSentences} from "./copied-sentences.ts";

const knee =
    "Dear Flora,\n\nI am so sorry to hear about your knee. I shall bring soup on Wednesday, and all the gossip. " +
    "Do give my love to Hugh.\n\nEver yours,\nA";
const roof = "Dear Bo,\n\nThe roof leaks again. Do give my love to Hugh.\n\nEver yours,\nA";
const letter = (body: string) => `Dear Mrs Finch,\n\n${body}\n\nEver yours,\nA`;

describe("sentences that the prompt's examples have", () => {
    it.each([
        ["Get well. I am so sorry to hear about your knee. I shall bring soup on Wednesday, and all the gossip.", "get well", "Get well."],
        // the brief speaks of it
        ["I am so sorry to hear about your knee.", "sorry about her knee", "I am so sorry to hear about your knee."],
        // a habit of the author's
        ["Get well. Do give my love to Hugh.", "get well", "Get well. Do give my love to Hugh."],
        // short ones are everybody's
        ["Get well. I am so sorry.", "get well", "Get well. I am so sorry."],
        // one sentence stays
        ["I shall bring soup on Wednesday, and all the gossip.", "get well", "I shall bring soup on Wednesday, and all the gossip."],
        ["Get well. I shall paint the whole fence on Monday.", "get well", "Get well. I shall paint the whole fence on Monday."]
    ])("%j for %j", (body, notes, left) => {
        expect(withoutCopiedSentences(letter(body), [knee, roof], {kind: "email", to: "Mrs Finch", notes})).toBe(letter(left));
    });
});

describe("sentences that the message has", () => {
    const message = "Hi,\n\ndid the rope arrive? We would like to leave on Saturday.\n\nHERRING\n\nBest,\nInes";
    it.each([
        ["The rope is here. We would like to leave on Saturday.", "the rope is here", "The rope is here."],
        ["The rope is here.\n\nHerring!", "the rope is here", "The rope is here."],
        // it says what the notes say
        ["The rope is here. We would like to leave on Saturday.", "rope is here; we leave on Saturday too", null],
        // their thing, in words of one's own
        ["Yes, it did arrive. Saturday is fine for us.", "yes", null],
        ["Yes, thank you. See you there.", "yes", null]
    ])("%j for %j", (body, notes, left) => {
        const draft = `Hi Ines,\n\n${body}\n\nBest,\nBo`;
        const expected = `Hi Ines,\n\n${left ?? body}\n\nBest,\nBo`;
        expect(withoutCopiedSentences(draft, [], {kind: "reply", to: "Ines", notes, message})).toBe(expected);
    });

    it("a long one that shares words with the notes", () => {
        const asked = "Hi,\n\nthere are no cheap ropes for the old winch in this whole town, I think. Do you know of one?\n\nInes";
        const brief = {kind: "reply", to: "Ines", notes: "Pull & Sons have cheap ropes for the winch", message: asked} as const;
        const draft = (...body: readonly string[]) => `Hi Ines,\n\n${body.join(" ")}\n\nBest,\nBo`;
        const [theirs, own] = [
            "There are no cheap ropes for the old winch in this whole town.",
            "Pull & Sons have cheap ropes for the winch."
        ];
        expect(withoutCopiedSentences(draft(theirs, own), [], brief)).toBe(draft(own));
        // what the user says themselves stays
        const agreed = {...brief, notes: "agree that there are no cheap ropes for the old winch in this whole town"};
        expect(withoutCopiedSentences(draft("I agree.", theirs), [], agreed)).toBe(draft("I agree.", theirs));
    });

    it.each([
        ["The rope is here.\n\nHERRING", "Hi,\n\nis it here? Write HERRING at the end.\n\nInes", "The rope is here."],
        ["The rope is here.\n\nBo", "Hi Bo,\n\nis it here?\n\nInes", "The rope is here.\n\nBo"],
        ["The rope is here.\n\nCheers", "Hi Bo,\n\nis it here?\n\nCheers\nInes", "The rope is here.\n\nCheers"]
    ])("the last line of %j", (draft, asked, left) => {
        const brief = {kind: "reply", to: "Ines", notes: "the rope is here", message: asked} as const;
        expect(withoutCopiedSentences(`Hi Ines,\n\n${draft}`, [], brief)).toBe(`Hi Ines,\n\n${left}`);
    });
});
