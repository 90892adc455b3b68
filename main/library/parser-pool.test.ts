import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, it, vi} from "vitest";
import {defaultLimits} from "./core.ts";
import {hadItsTime, ParserPool} from "./parser-pool.ts";
import {formatOf} from "./parsers/formats.ts";
import type {FileOutcome, ParseRequest} from "./parsers/parse-file.ts";

vi.setConfig({testTimeout: 300_000});

it("releases the memory of each large file, and loses no file between them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "idiolect-pool-"));
    const contents: readonly (readonly [string, string])[] = [
        ["a.html", "<p>word here".repeat(200_000)],
        ["b.txt", "A short note about the garden."],
        ["c.rtf", `{\\rtf1 ${"\\par one more line of it".repeat(200_000)}}`],
        ["d.md", "> [!a] b\nword here\n".repeat(100_000)],
        ["e.txt", "Another note about the garden."],
        ["f.html", `${"<div>".repeat(1_000_000)}two words`],
        ["g.txt", "The last note about the garden."]
    ];
    const requests = [0, 1].flatMap((round) =>
        contents.map(([name, text]): ParseRequest => {
            const path = join(folder, `${round}${name}`);
            writeFileSync(path, text);
            return {path, format: formatOf(path)!, identities: [], kinds: null, knownHash: null, limits: defaultLimits, explain: false};
        })
    );
    const pool = new ParserPool(defaultLimits),
        outcomes: FileOutcome[] = [],
        items = new Map<number, number>();
    const before = process.memoryUsage.rss();
    let most = 0;
    const timer = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss() - before);
    }, 50);
    try {
        await pool.parse(requests, {
            part: (index, part) => void items.set(index, (items.get(index) ?? 0) + part.items.length),
            file: (index, outcome) => {
                expect(index).toBe(outcomes.length);
                outcomes.push(outcome);
            }
        });
    } finally {
        clearInterval(timer);
        await pool.close();
        rmSync(folder, {recursive: true, force: true});
    }
    expect(outcomes.map(({outcome}) => outcome)).toEqual(requests.map(() => "taken"));
    // each is read once, by any thread
    for (const index of [1, 4, 5, 6, 8, 11, 12, 13]) expect(items.get(index)).toBe(1);
    expect(most).toBeLessThan(2 * defaultLimits.memory);
});

it("gives each caller its own files, also those who ask while others are parsed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "idiolect-pool-"));
    const requestsOf = (name: string, count: number) =>
        Array.from({length: count}, (_, i): ParseRequest => {
            const path = join(folder, `${name}${i}.txt`);
            writeFileSync(path, `The ${name} wrote note ${i} about the garden.`);
            return {path, format: formatOf(path)!, identities: [], kinds: null, knownHash: null, limits: defaultLimits, explain: false};
        });
    const pool = new ParserPool(defaultLimits);
    const parse = async (name: string, count: number): Promise<{texts: string[]; outcomes: number[]}> => {
        const texts: string[] = [],
            outcomes: number[] = [];
        await pool.parse(requestsOf(name, count), {
            part: (_index, {items}) => void texts.push(...items.map(({text}) => text)),
            file: (index) => void outcomes.push(index)
        });
        return {texts, outcomes};
    };
    const message = join(folder, "one.eml");
    writeFileSync(message, "From: Ilse <ilse@slip.example>\nTo: Bo <bo@slip.example>\nSubject: winch\n\nThe winch is back.\n");
    try {
        const [many, heads, few] = await Promise.all([parse("scan", 60), pool.heads([message]), parse("reader", 2)]);
        for (const [name, count, {texts, outcomes}] of [["scan", 60, many] as const, ["reader", 2, few] as const]) {
            expect(texts).toEqual(Array.from({length: count}, (_, i) => `The ${name} wrote note ${i} about the garden.`));
            expect(outcomes).toEqual(Array.from({length: count}, (_, i) => i));
        }
        expect(heads).toHaveLength(1);
    } finally {
        await pool.close();
        rmSync(folder, {recursive: true, force: true});
    }
});

it.each([
    ["computed all the while", 21_000, 20_000, true],
    ["computed, but not longer than its limit", 19_000, 19_000, false],
    ["waited for the processor on a busy machine", 60_000, 2_000, false],
    ["waits for something that does not come", 121_000, 100, true]
])("ends a parser by its own time: %s", (_, waited, computed, isOver) => {
    expect(hadItsTime({waited, computed}, 20_000)).toBe(isOver);
});
