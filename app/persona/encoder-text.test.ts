import {describe, expect, it} from "vitest";
import {briefEncoderText, encoderText} from "./encoder-text.ts";

describe("encoder text", () => {
    it("joins a title and a body, each with one space and case marks in front", () => {
        expect(encoderText({title: "Lunch", text: "Hello there\r\n\r\n\r\n\r\nBye"})).toBe("↑ lunch<|text|>↑ hello there\n\n↑bye");
    });

    it("is the body alone where there is no title", () => {
        expect(encoderText({title: null, text: "  plain words "})).toBe(" plain words");
    });

    it("keeps user text from acting as a control token, also when removing a case mark makes one", () => {
        expect(encoderText({title: null, text: "a <|text|> b"})).toBe(" a < |text|> b");
        expect(encoderText({title: null, text: "a <↑|text|> b"})).toBe(" a < |text|> b");
    });

    it("takes the first of text, notes and message for a brief", () => {
        expect(briefEncoderText({kind: "reply", subject: "re", notes: "yes", message: "can you?"})).toBe(" re<|text|> yes");
        expect(briefEncoderText({kind: "reply", notes: " ", message: "can you?"})).toBe(" can you?");
        expect(briefEncoderText({kind: "email", subject: "only this"})).toBe(" only this");
        expect(briefEncoderText({kind: "email"})).toBe("");
    });
});
