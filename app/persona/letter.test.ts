import {describe, expect, it} from "vitest";
import {framedAs} from "../drafting/recipient-frame.ts";
import {splitLetter} from "./letter.ts";

describe("a letter's parts", () => {
    it.each([
        ["Hi Ines,\n\nfine.\n\nSee you at 7.\n\nBest,\nMo", "Hi Ines,", "fine.\n\nSee you at 7.", "Best,\nMo"],
        ["Hallo Ines,\n\nDanke für das Seil.\n\nBis Freitag!", "Hallo Ines,", "Danke für das Seil.\n\nBis Freitag!", null],
        ["Hi Ines,\n\nfine.\n\nThanks for your help.", "Hi Ines,", "fine.", "Thanks for your help."],
        ["Hi Ines, can you bring tar?\n\nBest,\nMo", null, "Hi Ines, can you bring tar?", "Best,\nMo"],
        ["Morning is best for me.\nI can do 9.", null, "Morning is best for me.\nI can do 9.", null],
        ["Morning all,\n\nfine.\n\n- J", "Morning all,", "fine.", "- J"]
    ])("%j", (text, greeting, body, signOff) => expect(splitLetter(text)).toEqual({greeting, body, signOff}));

    it("keep a postscript whatever sign-off is set", () => {
        const text = "Hi Ines,\n\nfine.\n\nBest,\nMo\n\nPS: bring tar";
        expect(framedAs(text, {greeting: undefined, signOff: "- J"}, [])).toBe(text);
    });
});
