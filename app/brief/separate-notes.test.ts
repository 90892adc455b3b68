import {describe, expect, it} from "vitest";
import {withSeparateNotes} from "./separate-notes.ts";

describe("notes that are several sentences", () => {
    it.each([
        [
            "Lily off today, tummy bug. back Thurs if no more sick. lunch refund?",
            ["Lily off today, tummy bug", "back Thurs if no more sick", "lunch refund?"]
        ],
        ["thank her; Ask for the key. It is for the shed.", ["thank her", "Ask for the key", "It is for the shed"]]
    ])("%j", (notes, lines) => {
        expect(withSeparateNotes({kind: "email", notes}).notes?.split("\n")).toEqual(lines);
    });

    it.each([
        "accounts go to Mr. Qureshi; thanks for 9 years",
        "yes. the blue one",
        "see you at 3 p.m. on Friday",
        "ok",
        "",
        "rope is here\nit is stiff",
        "I run it often ... and it fails"
    ])("%j stays as it is", (notes) => {
        expect(withSeparateNotes({kind: "email", notes})).toEqual({kind: "email", notes});
    });

    it("a brief without notes stays as it is", () => {
        expect(withSeparateNotes({kind: "headline", text: "One. Two three."})).toEqual({kind: "headline", text: "One. Two three."});
    });
});
