import {expect, it} from "vitest";
import {pattern} from "./pattern.ts";

it("is the same regular expression as the literal in one line", () => {
    const end = "(?!\\p{L})";
    const long = pattern("iu")`
        (?<!\p{L})(?:pears?|green plums?
        |\p{N}+\/\n)${end}`;
    expect(long).toEqual(/(?<!\p{L})(?:pears?|green plums?|\p{N}+\/\n)(?!\p{L})/iu);
    expect(long.test("two green plums")).toBe(true);
});
