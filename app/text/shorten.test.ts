import {describe, expect, it} from "vitest";
import {shorten} from "./shorten.ts";

describe("a text in one line", () => {
    it.each([
        ["short enough", 20, "short enough"],
        ["  two\n\nlines ", 20, "two lines"],
        ["exactly ten", 11, "exactly ten"],
        ["exactly ten", 10, "exactly t…"],
        ["cut after the word", 11, "cut after…"],
        ["", 5, ""]
    ])("%j in %i characters", (text, most, expected) => {
        expect(shorten(text, most)).toBe(expected);
    });

    it("cuts no character in two", () => {
        expect(shorten("🙂🙂🙂", 4)).toBe("🙂…");
    });
});
