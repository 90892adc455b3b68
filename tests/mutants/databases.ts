import {cp, mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import {learnedDraft} from "../../main/library/learned-drafts.ts";
import {openLibrary} from "../../main/library/open-library.ts";
import type {KeyProvider} from "../../main/library/library.ts";
import {textEncoder} from "../../main/library/testing/snapshot.ts";
import {Mutator} from "./mutate.ts";
import {Report} from "./report.ts";

/** Damaged indexes: opened, read, scanned; whatever was learned has to be there again, or a sentence has to say what is not. */
export async function databaseMutants(folder: string, seed: number, count: number): Promise<Report> {
    const report = new Report("library indexes", 60_000);
    const made = join(folder, "database-made"),
        home = join(folder, "database-home"),
        texts = join(folder, "database-texts");
    await mkdir(texts, {recursive: true});
    for (let i = 0; i < 30; i++)
        await writeFile(join(texts, `${i}.txt`), `Text number ${i} is about the rope, the ferry and the ${"harbour ".repeat(i)}.`);
    const wanted = await make(made, texts, null);
    await make(`${made}-encrypted`, texts, keyProvider);
    for (let i = 0; i < count; i++) {
        const mutator = new Mutator(seed + i);
        await rm(home, {recursive: true, force: true, maxRetries: 3});
        const isEncrypted = mutator.below(3) === 0;
        await cp(isEncrypted ? `${made}-encrypted` : made, home, {recursive: true});
        await damage(mutator, join(home, "library.sqlite"));
        await report.run(seed + i, async () => {
            const library = await openLibrary({home, encoder: textEncoder, keyProvider: isEncrypted ? keyProvider : null});
            try {
                await library.history.items();
                await library.history.vectors();
                await library.history.search("rope", 5);
                await library.list({all: true});
                await library.scan();
                const found = (await library.history.items()).map(({text}) => text).toSorted();
                const {recovered} = await library.status();
                const missing = wanted.filter((text) => !found.includes(text));
                if (missing.length > 0)
                    throw new Error(
                        `${missing.length} of ${wanted.length} texts did not come back (${missing[0]?.slice(0, 40)}), ` +
                            `recovered: ${recovered}`
                    );
            } finally {
                await library.close();
            }
        });
    }
    return report;
}

const flags = ["counts = 0", "live = 0, counts = 0", "excluded = 1, counts = 0", "duplicate_of = 1, counts = 0"] as const;
const keyProvider: KeyProvider = {name: "a mutant", key: async () => new Uint8Array(32).fill(7)};

async function make(home: string, texts: string, provider: KeyProvider | null): Promise<readonly string[]> {
    const library = await openLibrary({home, encoder: textEncoder, keyProvider: provider});
    await library.addSource(texts);
    await library.scan();
    const {drafts} = library.store;
    const {id} = await drafts.save({kind: "email", to: "Ines"}, "I shall be at the pier by nine.");
    const {brief, changed} = await drafts.accept(id, true);
    await library.learn(learnedDraft(id, brief, "I shall be at the pier by nine.", changed));
    const found = (await library.history.items()).map(({text}) => text).toSorted();
    await library.close();
    return found;
}

async function damage(mutator: Mutator, path: string): Promise<void> {
    if (mutator.below(3) > 0) {
        const bytes = await readFile(path);
        await writeFile(path, mutator.bytes(bytes, mutator.below(2) === 0 ? 4096 : bytes.length));
        await rm(`${path}-wal`, {force: true});
        return;
    }
    const database = new DatabaseSync(path);
    database.enableDefensive(false);
    database.exec("PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON");
    const table = mutator.pick(["items", "passages", "documents", "vectors", "buckets", "meta", "full_text"]);
    try {
        database.exec(
            mutator.pick([
                `DELETE FROM ${table} WHERE rowid % 3 = 0`,
                `DELETE FROM ${table}`,
                `DROP TABLE ${table}`,
                `DELETE FROM sqlite_schema WHERE name = '${table}'`,
                `UPDATE sqlite_schema SET rootpage = ${mutator.below(60)} WHERE name = '${table}'`,
                "UPDATE items SET payload = substr(payload, 1, 20)",
                "UPDATE passages SET payload = x'00ff'",
                "UPDATE items SET sketch = x'01'",
                "UPDATE vectors SET vector = x'0102'",
                // flags of a bit each, which nothing else in a row contradicts
                `UPDATE items SET ${mutator.pick(flags)} WHERE rowid % 5 = 1`,
                "DELETE FROM passages WHERE item = 3; DELETE FROM buckets WHERE item = 3; " +
                    "DELETE FROM vectors WHERE item = 3; DELETE FROM items WHERE id = 3",
                "UPDATE documents SET state = 'live', hash = hash WHERE id = 2; UPDATE passages SET document = 2 WHERE document = 5",
                `PRAGMA user_version = ${mutator.below(2)}`
            ])
        );
    } catch {
        // this table has no such column: the index stays whole, which is a mutant as well
    }
    database.close();
}
