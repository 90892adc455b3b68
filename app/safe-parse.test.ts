import {describe, expect, it} from "vitest";
import {z} from "zod";
import {parseOr, safeParse} from "./safe-parse.ts";

describe("validating a value", () => {
    const schema = z.object({text: z.string().max(5)});

    it("reports a mismatch where zod itself throws", () => {
        const value = JSON.parse('{"text": {"length": {"toString": 0}}}') as unknown;
        expect(() => schema.safeParse(value)).toThrow(TypeError);
        const {success, error} = safeParse(schema, value);
        expect(success).toBe(false);
        expect(error?.issues[0]?.message).toBe("it is of no known kind");
    });

    it("or returns the fallback", () => {
        expect(parseOr(schema, {text: {length: {toString: 0}}}, {text: "else"})).toEqual({text: "else"});
        expect(parseOr(schema, {text: "abc"}, {text: "else"})).toEqual({text: "abc"});
    });

    it("behaves like zod otherwise", () => {
        expect(safeParse(schema, {text: "abc", more: 1})).toEqual({success: true, data: {text: "abc"}});
        expect(safeParse(schema, {text: "abcdef"}).success).toBe(false);
    });
});
