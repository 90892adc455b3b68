import {describe, expect, it, vi} from "vitest";
import {ownText} from "./own-text.ts";

vi.setConfig({testTimeout: 60_000});

/** Kinds of mail that public bug reports of mail parsers describe, with texts of our own. */
const own = (text: string): string => ownText(text).text;

describe("hostile input", () => {
    it.each([
        "> ".repeat(20_000),
        "<".repeat(50_000),
        " ".repeat(50_000),
        ": ".repeat(20_000),
        "\n".repeat(50_000),
        "From: a@b.c ".repeat(5_000),
        "On Mon, 2 Jun 2025 ".repeat(3_000),
        "-".repeat(5_000),
        "Best,\n".repeat(5_000),
        "a@b.c\n".repeat(5_000),
        "wrote:\n".repeat(5_000),
        "From: x\n".repeat(5_000),
        "P.S.\n".repeat(5_000),
        "-- \n".repeat(5_000)
    ])("ends: %#", (text) => {
        expect(typeof own(`${text}\n\n${text}`)).toBe("string");
    });
});
