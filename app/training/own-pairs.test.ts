import {describe, expect, test} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {cutAtSentence, ownPairs} from "./own-pairs.ts";
import {splitPairs} from "./split.ts";

const now = Date.parse("2026-06-01");

function mail(id: string, text: string, more: Partial<HistoryItem> = {}): HistoryItem {
    return {
        id,
        kind: "email",
        title: `About ${id}`,
        text,
        message: null,
        to: [],
        date: "2026-05-01",
        path: `/mail/${id}.eml`,
        weight: 1,
        ...more
    };
}

const letter = (n: number): string =>
    `Hi Ines,\n\nCould you send me order number ${n}${"abcdefgh"[n % 8]}? The ${["rope", "winch", "ladder", "sail"][n % 4]} is ` +
    "late again.\n\nCheers,\nSara";

describe("pairs from the history", () => {
    test("a letter with its recipient, signature and notes", () => {
        const pair = ownPairs([mail("x", letter(5))], now)[0];
        expect(pair?.brief).toMatchObject({kind: "email", to: "Ines", subject: "About x"});
        expect(pair?.brief.notes?.split("\n")).toHaveLength(2);
        expect(pair?.options.signature).toBe("Cheers, Sara");
        expect(pair?.answer.startsWith("Hi Ines,\n\nCould you")).toBe(true);
    });

    test("names whom a greeting names, without the greeting's own words", () => {
        const to = (greeting: string) => ownPairs([mail("x", letter(5).replace("Hi Ines,", greeting))], now)[0]?.brief;
        expect(to("Morning Ines,")).toMatchObject({to: "Ines"});
        expect(to("Liebe Anna,")).toMatchObject({to: "Anna"});
        expect(to("Hi all,")).not.toHaveProperty("to");
        expect(to("Morning Ines,")?.notes).not.toContain("Morning");
    });

    test("a text that is cut has no end token to learn", () => {
        const long = mail("x", `Hi Ines,\n\n${"The rope is late again, and so is the winch. ".repeat(60)}\n\nCheers,\nSara`);
        expect(
            ownPairs([long, mail("y", letter(5))], now)
                .filter(({brief}) => brief.kind === "email")
                .map(({isWhole}) => isWhole)
        ).toEqual([false, true]);
    });

    test("texts learned from accepted drafts are not trained on", () =>
        expect(ownPairs([mail("x", letter(1), {weight: 0.5})], now)).toEqual([]));

    test("older texts have less weight", () => {
        const [recent, old] = ownPairs([mail("a", letter(1)), mail("b", letter(2), {date: "2016-01-01"})], now).filter(
            ({brief}) => brief.kind === "email"
        );
        expect(recent?.weight).toBeGreaterThan(0.9);
        expect(old?.weight).toBeLessThan(0.5);
    });
});

test("a long text is cut after a sentence", () => {
    const text = "One sentence here. ".repeat(30);
    const cut = cutAtSentence(text, 100);
    expect(cut.length).toBeLessThanOrEqual(100);
    expect(cut.endsWith(".")).toBe(true);
});

describe("the split", () => {
    const items = Array.from({length: 40}, (_, n) =>
        mail(`m${n}`, `${letter(n)} ${"word".repeat(n % 3)} unlike text ${n * 7919} and ${n * 104729}`, {
            date: new Date(Date.parse("2025-01-01") + n * 86_400_000).toISOString(),
            title: `Thread ${Math.floor(n / 2)}`
        })
    );

    test("holds out the newest threads, whole", () => {
        const {train, keptOut} = splitPairs(ownPairs(items, now));
        expect(keptOut.length).toBeGreaterThanOrEqual(4);
        const groups = new Set(keptOut.map(({group}) => group));
        expect(train.some(({group}) => groups.has(group))).toBe(false);
        expect(Math.min(...keptOut.map(({time}) => time ?? 0))).toBeGreaterThan(Math.max(...train.map(({time}) => time ?? 0)));
    });

    test("near-duplicates of held-out texts are not trained on", () => {
        const copy = mail("copy", (items[39] as HistoryItem).text.replace("late", "very late"), {
            title: "Something else",
            date: "2020-01-01"
        });
        const {train} = splitPairs(ownPairs([copy, ...items], now));
        expect(train.some(({id}) => id === "copy")).toBe(false);
    });
});
