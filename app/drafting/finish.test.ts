import {describe, expect, it} from "vitest";
import {finishDraft} from "./finish.ts";

describe("a finished draft", () => {
    it("is one line for a headline or a subject, and as many as it has for a letter", () => {
        expect(finishDraft(" On paint \nSecond line", "headline")).toBe("On paint");
        expect(finishDraft("Hi Ann,\n\nyes.\n\n", "email")).toBe("Hi Ann,\n\nyes.");
        expect(finishDraft("  \n", "subject")).toBe("");
    });

    it("quotes nobody", () => {
        const own = "Hi Ann,\n\nOn Monday I can come. She wrote: yes.\n\nBest,\nMo";
        for (const rest of ["\n\nOn Sun, Jan 23, 2010 at 10:36 AM, Raj <", "\n\nOn 3 May 2010, Raj\n<r@x.example> wrote:\n> hello", "\nRaj wrote:\n> hello", "\n_______________\nlist footer"]) {
            expect(finishDraft(own + rest, "email")).toBe(own);
        }
    });

    it("has places to fill in where the model learned masks", () => {
        expect(finishDraft("Write to <email> or see <url>, tel. <phone>", "email")).toBe("Write to [e-mail address] or see [link], tel. [telephone number]");
    });

    it("has no full stop where it is a title", () => {
        expect(finishDraft("The ladder has been replaced.", "headline")).toBe("The ladder has been replaced");
        for (const title of ["Senators of the U.S.", "Ladders, ropes etc.", "And then ...", "What now?"]) expect(finishDraft(title, "subject")).toBe(title);
        expect(finishDraft("It is replaced.", "email")).toBe("It is replaced.");
    });
});
