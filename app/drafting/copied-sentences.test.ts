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
