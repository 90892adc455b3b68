import {describe, expect, it} from "vitest";
import {stepsOf} from "./instruction.ts";

const types = (instruction: string) => stepsOf(instruction).map((step) => (step.type === "way" ? step.way : step.type));

describe("an instruction for a change", () => {
    it.each([
        ["firmer, and offer Tuesday", ["firmer", "add"]],
        ["make it shorter; warmer", ["shorter", "warmer"]],
        ["kürzer und herzlicher", ["shorter", "warmer"]],
        ["bestimmter, und biete Dienstag an", ["firmer", "add"]],
        ["leave out the part about the dog", ["drop"]],
        ["no exclamation marks", ["rule"]],
        ["replace Tuesday with Friday and ask whether he can come", ["exchange", "add"]],
        ["make it rhyme", ["ask"]],
        ["", []]
    ])("has steps: %s", (instruction, wanted) => {
        expect(types(instruction)).toEqual(wanted);
    });

    it("is split only where another step begins", () => {
        expect(stepsOf("offer Tuesday, and Friday")).toEqual([
            {type: "add", note: "offer Tuesday, and Friday", words: "offer Tuesday, and Friday"}
        ]);
    });

    it("names what replaces what", () => {
        expect(stepsOf("Monday instead of “Tuesday”")[0]).toMatchObject({from: "Tuesday", to: "Monday"});
        expect(stepsOf("ersetze Dienstag durch Freitag")[0]).toMatchObject({from: "Dienstag", to: "Freitag"});
        expect(stepsOf("add that the key is under the mat")[0]).toMatchObject({note: "the key is under the mat"});
    });
});
