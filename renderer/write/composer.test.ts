import {describe, expect, it} from "vitest";
import {briefOf, emptyComposer, isReady} from "./composer.ts";

const filled = {
    ...emptyComposer,
    to: "Ann",
    subject: "Lunch",
    notes: "Thursday",
    message: "When?",
    texts: {reply: "yes", subject: "mail", headline: "article", continue: "Once"}
};

describe("the composer", () => {
    it("builds a brief with the fields of its kind only", () => {
        expect(briefOf({...filled, kind: "email"})).toEqual({kind: "email", to: "Ann", subject: "Lunch", notes: "Thursday"});
        expect(briefOf({...filled, kind: "reply"})).toEqual({kind: "reply", to: "Ann", subject: "Lunch", notes: "yes", message: "When?"});
        expect(briefOf({...filled, kind: "subject"})).toEqual({kind: "subject", text: "mail"});
        expect(briefOf({...filled, kind: "headline"})).toEqual({kind: "headline", text: "article"});
        expect(briefOf({...filled, kind: "continue"})).toEqual({kind: "continue", subject: "Lunch", text: "Once"});
    });

    it("keeps the notes of an e-mail out of a reply", () => {
        expect(briefOf({...emptyComposer, kind: "reply", notes: "cancel the order", message: "When?"})).toEqual({
            kind: "reply",
            message: "When?"
        });
    });

    it("leaves out empty fields, and reports when there is too little", () => {
        expect(briefOf({...emptyComposer, to: "Ann", notes: "  "})).toEqual({kind: "email", to: "Ann"});
        expect(isReady(briefOf({...emptyComposer, to: "Ann"}))).toBe(false);
        expect(isReady(briefOf(filled))).toBe(true);
    });
});
