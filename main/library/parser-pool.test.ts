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

it.each([
    ["computed all the while", 21_000, 20_000, true],
    ["computed, but not longer than its limit", 19_000, 19_000, false],
    ["waited for the processor on a busy machine", 60_000, 2_000, false],
    ["waits for something that does not come", 121_000, 100, true]
])("ends a parser by its own time: %s", (_, waited, computed, isOver) => {
    expect(hadItsTime({waited, computed}, 20_000)).toBe(isOver);
});
