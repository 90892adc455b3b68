import {describe, expect, it} from "vitest";
import {unwrapLines} from "./unwrap.ts";

const wrapped = (...lines: readonly string[]): string => lines.join("\n");

describe("unwrapLines", () => {
    it("joins what was broken at a fixed width, within sentences and between them", () => {
        const text = wrapped(
            "Dear Ines,",
            "",
            "the rope came yesterday and it is far too stiff for the small winch, so I",
            "sent it back with the carrier this morning. The shop says that a softer",
            "one will be here by Friday. Could you be at the shed at nine to take it in?",
            "It is heavy.",
            "",
            "Best,",
            "Maren"
        );
        expect(unwrapLines(text)).toBe(
            wrapped(
                "Dear Ines,",
                "",
                "the rope came yesterday and it is far too stiff for the small winch, so I sent it back with the carrier this morning. " +
                    "The shop says that a softer one will be here by Friday. Could you be at the shed at nine to take it in? It is heavy.",
                "",
                "Best,",
                "Maren"
            )
        );
    });

    it("joins a wrapped item of a list, and keeps its items apart", () => {
        const text = wrapped(
            "What is left:",
            "- the varnish for the second boat, which nobody has ordered since the spring",
            "  although it was on the list",
            "- new fenders",
            "1. a lamp"
        );
        expect(unwrapLines(text)).toBe(
            wrapped(
                "What is left:",
                "- the varnish for the second boat, which nobody has ordered since the spring although it was on the list",
                "- new fenders",
                "1. a lamp"
            )
        );
    });

    it.each([
        ["a paragraph of one line", "A letter without any break in it, however long the line that it stands on may be."],
        [
            "a sentence to a line",
            wrapped(
                "The shop opens at nine in the morning on weekdays and Saturdays.",
                "The ferry leaves at ten past nine from the pier.",
                "Bring a coat."
            )
        ],
        ["verse", "the tide goes out\nand takes the evening with it\nand leaves the boats"],
        ["an address", "Maren Holt\nBoatyard Holt and Sons\nHarbour Road 4\n25980 Westerland"],
        ["code", 'for (i in seq_along(names)) result[[i]] <- read.csv(names[i], sep = ";")\nresult <- do.call(rbind, result)'],
        [
            "quotes",
            wrapped(
                "> the rope came yesterday and it is far too stiff for the small winch, so I",
                "> sent it back",
                "JL> and then the shop closed for the winter, so that nobody could tell me why",
                "JL> it had"
            )
        ],
        ["lines too long for a program's width", `${"word ".repeat(30)}and\nthen the next`]
    ])("keeps %s", (_, text) => {
        expect(unwrapLines(text)).toBe(text);
    });

    it("keeps a name below a long last line", () => {
        const text = wrapped(
            "I have put the papers for the insurance into the drawer of the desk, and the",
            "key is with Tomas. Looking forward to seeing all of you there on the weekend,",
            "Maren"
        );
        expect(unwrapLines(text)).toMatch(/and the key is .* weekend,\nMaren$/);
    });

    it("takes a text of 200,000 lines", () => {
        const text = `${"word ".repeat(12)}\n`.repeat(200_000);
        expect(unwrapLines(text)).toHaveLength(text.length - 1 - 200_000 + 1);
    });

    it("changes nothing but white space", () => {
        const text = wrapped(
            "a ".repeat(30) + "line that is broken in the middle of  ",
            "its sentence, twice as it happens, and then again in this place where",
            "  it ends"
        );
        const flat = (value: string): string => value.replace(/\s+/g, " ");
        expect(flat(unwrapLines(text))).toBe(flat(text));
    });
});
