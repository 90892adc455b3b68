import {describe, expect, it} from "vitest";
import {withRightForms} from "./grammar.ts";

describe("forms that are wrong in every letter", () => {
    it.each([
        ["When does the lease be due?", "", "When is the lease due?"],
        ["why do the two pumps be so loud", "", "why are the two pumps so loud"],
        ["Could you be able to look at it?", "", "Would you be able to look at it?"],
        ["Thanks. Can you find the form attached?", "find the form attached", "Thanks. Please find the form attached."],
        [
            "the pump is in. not to touch the red tap",
            "the pump is in; tell him not to touch the red tap",
            "the pump is in. don't touch the red tap"
        ],
        ["Not to park there.", "remind them not to park there", "Don't park there."]
    ])("%j of %j", (body, notes, right) => {
        expect(withRightForms(`Hi Bo,\n\n${body}\n\nBest,\nMo`, notes)).toBe(`Hi Bo,\n\n${right}\n\nBest,\nMo`);
    });

    it.each([
        ["Could you find the form? It was attached to my last letter.", ""],
        ["What does it have to be like?", ""],
        ["Does he want to be asked?", ""],
        ["You will be able to look at it.", ""],
        ["I decided not to go.", "tell him not to wait"],
        ["Not to worry.", "the pump is in"]
    ])("%j stays", (body, notes) => {
        expect(withRightForms(`Hi Bo,\n\n${body}\n\nBest,\nMo`, notes)).toBe(`Hi Bo,\n\n${body}\n\nBest,\nMo`);
    });
});
