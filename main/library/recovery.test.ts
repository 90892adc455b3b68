import {
    cpSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    renameSync,
    rmSync,
    statSync,
    truncateSync,
    writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {learnedDraft} from "./learned-drafts.ts";
import type {Library} from "./library.ts";
import {openLibrary} from "./open-library.ts";
import {recoverySentence} from "./index/recovery.ts";
import {textEncoder} from "./testing/snapshot.ts";
import {pattern} from "../../app/text/pattern.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

let base: string, folder: string, home: string, index: string;
beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), "idiolect-recovery-"));
    folder = join(base, "writing");
    home = join(base, "made");
    mkdirSync(folder);
    await fill();
});
beforeEach(() => {
    home = join(base, "home");
    index = join(home, "library.sqlite");
    cpSync(join(base, "made"), home, {recursive: true});
});
afterEach(() => rmSync(home, {recursive: true, force: true}));
afterAll(() => rmSync(base, {recursive: true, force: true}));

async function withLibrary<T>(work: (library: Library) => Promise<T>): Promise<T> {
    const library = await openLibrary({home, encoder: textEncoder});
    try {
        return await work(library);
    } finally {
        await library.close();
    }
}

/** A library of two files and an accepted draft, closed again. */
async function fill(): Promise<void> {
    writeFileSync(join(folder, "a.txt"), "The ferry leaves from the second pier on Sundays.");
    writeFileSync(join(folder, "b.txt"), "Bring the long rope and both of the small anchors.");
    await withLibrary(async (library) => {
        await library.addSource(folder);
        await library.scan();
        const {drafts} = library.store;
        const saved = await drafts.save({kind: "email", to: "Ines", subject: "Pier"}, "As a model wrote it.");
        await drafts.addVersion(saved.id, "I shall be at the pier by nine.", "edit");
        const {brief, changed} = await drafts.accept(saved.id, true);
        await library.learn(learnedDraft(saved.id, brief, "I shall be at the pier by nine.", changed));
        // saved, but never accepted
        await drafts.save({kind: "email"}, "Nobody took this one.");
    });
}

const all = [
    "Bring the long rope and both of the small anchors.",
    "I shall be at the pier by nine.",
    "The ferry leaves from the second pier on Sundays."
];

async function textsAfterScan(): Promise<{texts: readonly string[]; recovered: string | null}> {
    return withLibrary(async (library) => {
        await library.history.items();
        await library.scan();
        const texts = (await library.history.items()).map(({text}) => text).toSorted();
        await library.history.vectors();
        return {texts, recovered: (await library.status()).recovered?.text ?? null};
    });
}

/** Modifies the index with SQLite, as a half-written page might (a bad disk would damage pages). */
function change(sql: string): void {
    const database = new DatabaseSync(index);
    database.enableDefensive(false);
    database.exec("PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON");
    database.exec(sql);
    database.close();
}

describe("learned drafts", () => {
    it.each([
        ["gone", () => rmSync(index)],
        ["empty", () => truncateSync(index, 0)],
        ["noise", () => writeFileSync(index, Buffer.alloc(20_000, 7))],
        ["half", () => truncateSync(index, statSync(index).size / 2)],
        ["without its drafts", () => change("DELETE FROM documents WHERE source = 'drafts'")],
        [
            "without the drafts' passages",
            () => change("DELETE FROM passages WHERE document IN (SELECT id FROM documents WHERE source = 'drafts')")
        ]
    ])("comes back when the index is %s", async (_, damage) => {
        damage();
        expect((await textsAfterScan()).texts).toEqual(all);
    });

    it("are not restored if they were unlearned or the draft was deleted", async () => {
        await withLibrary(async (library) => {
            for (const {id, accepted} of library.store.drafts.list()) {
                if (!accepted) continue;
                await library.store.drafts.accept(id, false);
                await library.unlearn(id);
            }
        });
        rmSync(index);
        expect((await textsAfterScan()).texts).not.toContain(all[1]);
    });
});

describe("a damaged index causes no raw error", () => {
    it.each([
        ["a text that is cut", "UPDATE items SET payload = substr(payload, 1, 9) WHERE id = 1"],
        ["a passage that is no JSON", "UPDATE passages SET payload = '{' "],
        ["a text of which one letter is another", "UPDATE items SET payload = replace(payload, 'ferry', 'fermy')"],
        ["a passage without its text", "DELETE FROM items WHERE payload LIKE '%ferry%'; DELETE FROM buckets; DELETE FROM vectors"],
        ["an item without a passage", "DELETE FROM passages WHERE item = 2"],
        ["no table of items", "DELETE FROM sqlite_schema WHERE name = 'items'"],
        ["no table of facts about itself", "DELETE FROM sqlite_schema WHERE name = 'meta'"],
        ["a schema that is no SQL", "UPDATE sqlite_schema SET sql = 'CREATE TABLE' WHERE name = 'passages'"],
        [
            "a sketch of odd length",
            "UPDATE items SET sketch = x'0102030405', dirty = 1; INSERT OR IGNORE INTO dirty_buckets SELECT bucket FROM buckets"
        ],
        ["a vector of odd length", "UPDATE vectors SET vector = x'010203'"],
        ["a vector of another length", "UPDATE vectors SET vector = x'01020304' WHERE item = 2"],
        ["a vector that is no number", "UPDATE vectors SET vector = CAST(x'0000c07f' || substr(vector, 5) AS BLOB) WHERE item = 1"],
        ["a weight beyond all others", "UPDATE items SET weight = 1e300 WHERE id = 1"],
        ["a text that does not count, for no reason", "UPDATE items SET counts = 0 WHERE payload LIKE '%ferry%'"],
        ["a text whose file is said to be gone", "UPDATE items SET live = 0, counts = 0 WHERE payload LIKE '%ferry%'"],
        ["a text that nobody took out", "UPDATE items SET excluded = 1, counts = 0 WHERE payload LIKE '%ferry%'"],
        ["a duplicate of nothing", "UPDATE items SET duplicate_of = 99, counts = 0 WHERE payload LIKE '%ferry%'"],
        [
            "a duplicate of another text",
            "UPDATE items SET duplicate_of = (SELECT id FROM items WHERE payload LIKE '%rope%'), counts = 0 WHERE payload LIKE '%ferry%'"
        ],
        [
            "a file without its passage and its text",
            "DELETE FROM passages WHERE item = (SELECT id FROM items WHERE payload LIKE '%ferry%'); " +
                "DELETE FROM buckets; DELETE FROM vectors; DELETE FROM items WHERE payload LIKE '%ferry%'"
        ],
        ["version 0 of its own tables", "PRAGMA user_version = 0"]
    ])("%s", async (_, sql) => {
        change(sql);
        const {texts, recovered} = await textsAfterScan();
        expect(texts).toEqual(all);
        expect(recovered).toMatch(/^The library's index was damaged; .* the damaged file is kept as .*\.$/);
    });

    it.each([44, 47, 56, 18, 100])("with byte %i of its header damaged", async (at) => {
        const bytes = readFileSync(index);
        bytes[at] = 0xee;
        writeFileSync(index, bytes);
        rmSync(`${index}-wal`, {force: true});
        const error = await textsAfterScan().then(
            ({texts}) => {
                expect(texts).toEqual(all);
            },
            (thrown: unknown) => thrown
        );
        if (error !== undefined) expect(error).toBeInstanceOf(UserError);
    });
});

describe("an index that another program holds", () => {
    it("is neither damaged nor replaced, and usable again afterwards", async () => {
        const other = new DatabaseSync(index);
        other.exec("BEGIN EXCLUSIVE");
        try {
            await expect(openLibrary({home, encoder: textEncoder})).rejects.toThrow(/library\.sqlite is in use by another program/);
        } finally {
            other.close();
        }
        expect(await textsAfterScan()).toEqual({texts: all, recovered: null});
    });
});

describe("a recovery", () => {
    it("reports what was learned again, salvaged and lost", async () => {
        renameSync(folder, join(base, "elsewhere"));
        change("UPDATE items SET payload = '{' WHERE payload LIKE '%ferry%'");
        const recovered = await withLibrary(async (library) => {
            await library.history.items();
            return (await library.status()).recovered?.text;
        });
        expect(recovered).toMatch(
            pattern("")`
                one accepted draft was learned again; the texts of one file that cannot be reached now were saved;
                [ ]the texts of .*a\.txt could not be brought back`
        );
        renameSync(join(base, "elsewhere"), folder);
        expect(readdirSync(join(home, "backups")).some((name) => name.startsWith("library.sqlite.damaged"))).toBe(true);
    });

    it("says when it does not know what was lost", () => {
        expect(recoverySentence({aside: "/x", saved: 0, lost: null, learned: 0}).text).toMatch(
            /if there were any, could not be brought back/
        );
        expect(recoverySentence({aside: "/x", saved: 2, lost: ["/a", "/b", "/c", "/d"], learned: 4}).text).toMatch(
            /4 accepted drafts were .*2 files .*\/a, \/b, \/c and 1 more/
        );
    });
});
