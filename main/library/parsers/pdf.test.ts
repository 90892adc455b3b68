import {describe, expect, it, vi} from "vitest";
import {madePdf, pdfOf} from "../testing/made-files.ts";
import {joined, spellingsIn} from "./line-breaks.ts";
import {linesInOrder} from "./pdf-layout.ts";
import type {PlacedText} from "./pdf-layout.ts";
import {parsePdf} from "./pdf.ts";
import {say} from "../../../app/sentences/sentence.ts";

vi.setConfig({testTimeout: 60_000});

/** A line of ten-point text, five points a character. */
const at = (x: number, y: number, text: string): PlacedText => ({text, x, y, width: 5 * text.length, height: 10});
const left = ["The boat was tarred in April,", "which took us two days and", "a good part of the night."],
    right = ["In May we took it out. The", "sea was calm, and the gulls", "came along for the bread."];
const rows = left.map((line, index) => [at(50, 700 - 14 * index, line), at(300, 700 - 14 * index, right[index] ?? "")]);

describe("the lines of a page", () => {
    it("are read column by column, also if the file has them row by row", () => {
        expect(linesInOrder(rows.flat())).toEqual([...left, ...right]);
        expect(linesInOrder([...rows.map(([first]) => first!), ...rows.map(([, second]) => second!)])).toEqual([...left, ...right]);
    });

    it("of three columns are read in their order", () => {
        const three = rows.flatMap((row, index) => [...row, at(550, 700 - 14 * index, `and the third column, line ${index}`)]);
        expect(linesInOrder(three)).toEqual(
            [...left, ...right, 0, 1, 2].map((line) => (typeof line === "number" ? `and the third column, line ${line}` : line))
        );
    });

    it("below and above a heading across the columns stay on their side of it", () => {
        const below = rows.flat().map((piece) => ({...piece, y: piece.y - 100, text: piece.text.toUpperCase()}));
        const heading = at(100, 650, "A heading that goes across both of the columns");
        expect(linesInOrder([...rows.flat(), heading, ...below]).filter((line) => line !== "")).toEqual([
            ...left,
            ...right,
            heading.text,
            ...left.map((line) => line.toUpperCase()),
            ...right.map((line) => line.toUpperCase())
        ]);
    });

    it("without columns keep the file's order, and a table's short cells their rows", () => {
        const table = [0, 1, 2, 3].flatMap((row) => [at(50, 700 - 14 * row, `Oar ${row}`), at(300, 700 - 14 * row, `${row} marks`)]);
        expect(linesInOrder(table)).toEqual([0, 1, 2, 3].map((row) => `Oar ${row} ${row} marks`));
        expect(linesInOrder(left.map((line, index) => at(50, 100 + 14 * index, line)))).toHaveLength(3);
    });

    it("are separated where more than a line's height is between them", () => {
        expect(linesInOrder([at(50, 700, "One."), at(50, 660, "Two.")])).toEqual(["One.", "", "Two."]);
    });
});

describe("a word at a line's end", () => {
    it.each([
        ["the her-", "self was", "the herself was"],
        ["a well-", "known man", "a well-known man"],
        ["the E-", "Mail came", "the E-Mail came"],
        ["in 1990-", "2000 it", "in 1990-2000 it"],
        ["a so-", "cial man", "a social man"],
        ["mother-in-", "law came", "mother-in-law came"],
        ["Haus-", "und Garten", "Haus- und Garten"],
        ["two-", "and threefold", "two- and threefold"],
        ["he came -", "and went", "he came - and went"],
        ["co\u00ad", "operation", "cooperation"],
        ["no hyphen", "here", "no hyphen here"],
        ["the new-", "est boat", "the newest boat"]
    ])("%s | %s", (line, next, text) => {
        expect(joined(line, next, new Set()) + next).toBe(text);
    });

    it("is joined as the text spells it elsewhere", () => {
        const spellings = spellingsIn(["A rowing-boat and a sailboat.", "the longboat"]);
        expect(joined("rowing-", "boat", spellings)).toBe("rowing-");
        expect(joined("long-", "boat", spellings)).toBe("long");
    });
});

describe("a PDF", () => {
    it("in two columns written row by row is read column by column", async () => {
        const placed = (x: number, row: number, text: string | undefined) => `1 0 0 1 ${x} ${700 - 14 * row} Tm (${text}) Tj`;
        const content =
            "BT /F1 10 Tf " + left.map((line, index) => `${placed(50, index, line)} ${placed(300, index, right[index])}`).join(" ") + " ET";
        expect((await parsePdf(pdfOf([content]), 9, () => {})).text.replace(/\s+/g, " ")).toBe([...left, ...right].join(" "));
    });

    it("loses its soft hyphens and keeps its hyphens", async () => {
        const {text} = await parsePdf(
            madePdf([["We rowed out in cooper\u00adation with the old har\u00ad", "bour master, a well-", "known man of sixty."]]),
            9,
            () => {}
        );
        expect(text).toBe("We rowed out in cooperation with the old harbour master, a well-known man of sixty.");
    });

    it("of two pages loses the head that stands on both, and of one page none", async () => {
        const [first = "", second = ""] = ["We rowed out with the old harbour master.", "He is a well known man of sixty."];
        const two = await parsePdf(
            madePdf([
                ["Boats and harbours", "", first, "", "1"],
                ["Boats and harbours", "", second, "", "2"]
            ]),
            9,
            () => {}
        );
        expect(two.text.replace(/\s+/g, " ")).toBe(`${first} ${second}`);
        // Head and foot may both stand before the text in the file, and one of them may have two lines.
        const headFirst = await parsePdf(
            madePdf([
                ["Boats and harbours", "1", "", first],
                ["Boats and harbours", "2", "", second]
            ]),
            9,
            () => {}
        );
        expect(headFirst.text.replace(/\s+/g, " ")).toBe(`${first} ${second}`);
        const one = await parsePdf(madePdf([["Boats and harbours", "", first]]), 9, () => {});
        expect(one.text.replace(/\s+/g, " ")).toBe(`Boats and harbours ${first}`);
    });

    it("that is scanned is reported as scanned", async () => {
        await expect(parsePdf(pdfOf(["/I Do", "/I Do"]), 9, () => {})).rejects.toThrow(/scanned pictures without text/);
        const mixed = await parsePdf(pdfOf(["BT /F1 12 Tf 72 720 Td (The boat was tarred in April.) Tj ET", "/I Do"]), 9, () => {});
        expect(mixed.leftOut).toEqual([{what: "pages", reason: say("part.scanned"), excerpt: say("excerpt.pages", {empty: 1, pages: 2})}]);
    });

    it("leaves out text at an angle", async () => {
        expect(
            (
                await parsePdf(
                    pdfOf(["BT /F1 12 Tf 0 1 -1 0 20 300 Tm (A stamp) Tj 1 0 0 1 72 720 Tm (The boat was tarred.) Tj ET"]),
                    9,
                    () => {}
                )
            ).text
        ).toBe("The boat was tarred.");
    });
});
