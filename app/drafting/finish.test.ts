import {describe, expect, it} from "vitest";
import {finishDraft} from "./finish.ts";

describe("a finished draft", () => {
    it("is one line for a headline or a subject, and as many as it has for a letter", () => {
        expect(finishDraft(" On paint \nSecond line", "headline", [])).toBe("On paint");
        expect(finishDraft("Hi Ann,\n\nyes.\n\n", "email", [])).toBe("Hi Ann,\n\nyes.");
        expect(finishDraft("  \n", "subject", [])).toBe("");
    });

    it("has places to fill in where the model learned masks", () => {
        expect(finishDraft("Write to <email> or see <url>, tel. <phone>", "email", [])).toBe("Write to [e-mail address] or see [link], tel. [telephone number]");
    });

    it("keeps the user's rules", () => expect(finishDraft("Yes!", "email", ["no exclamation marks"])).toBe("Yes."));
});
