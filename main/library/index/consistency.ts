import {duplicateSimilarity, similarity} from "../../../app/history/near-duplicate.ts";
import {DamagedIndexError} from "./index-damage.ts";
import type {IndexDatabase} from "./index-database.ts";

/*
 * Damage that SQLite does not notice and that would hide a text for good, as a file that is in the index is not read again: a flag of one
 * bit in a row, or rows that are gone together with those that refer to them.
 */

const passageCount = "passages";

/** Adds to the number of passages that the index should have; within the transaction that adds or removes them. */
export function countPassages(database: IndexDatabase, added: number): void {
    if (added === 0) return;
    database.prepare("UPDATE meta SET value = CAST(value AS INTEGER) + CAST(? AS INTEGER) WHERE key = ?").run(added, passageCount);
}

/** @throws DamagedIndexError when an item is hidden without a reason, or passages are gone */
export function checkConsistency(database: IndexDatabase): void {
    checkPassageCount(database);
    checkFlags(database);
    checkDuplicates(database);
    checkVectors(database);
}

function checkPassageCount(database: IndexDatabase): void {
    const {found} = database.prepare("SELECT count(*) AS found FROM passages").get() as {found: number};
    const stored = database.prepare("SELECT value FROM meta WHERE key = ?").get(passageCount) as {value: string} | undefined;
    // an index of an earlier version, or a new one
    if (stored === undefined) database.prepare("INSERT INTO meta (key, value) VALUES (?, ?)").run(passageCount, String(found));
    else if (Number(stored.value) !== found) throw new DamagedIndexError(`The index has ${found} passages of ${stored.value}`);
}

/** The rules of `Visibility.recompute`, for items that it has seen. */
function checkFlags(database: IndexDatabase): void {
    const wrong = database
        .prepare(`SELECT id FROM items WHERE dirty = 0 AND (
            counts <> (live = 1 AND excluded = 0 AND duplicate_of IS NULL)
            OR NOT coalesce(weight BETWEEN 0 AND 1, 0)
            OR excluded <> EXISTS (SELECT 1 FROM exclusions e WHERE e.key = items.key)
            OR live <> EXISTS (SELECT 1 FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = items.id AND d.state = 'live')
        ) LIMIT 1`)
        .get() as {id: number} | undefined;
    if (wrong !== undefined) throw new DamagedIndexError(`The flags of item ${wrong.id} contradict the index`);
}

/** What an item is said to be a near duplicate of has to be there, and similar. */
function checkDuplicates(database: IndexDatabase): void {
    const duplicates = database
        .prepare(`SELECT i.id, i.sketch AS own, o.sketch AS other FROM items i LEFT JOIN items o ON o.id = i.duplicate_of AND o.live = 1
            WHERE i.dirty = 0 AND i.duplicate_of IS NOT NULL`)
        .iterate() as Iterable<{id: number; own: Uint8Array; other: Uint8Array | null}>;
    for (const {id, own, other} of duplicates)
        if (other === null || similarity(numbers(own), numbers(other)) < duplicateSimilarity)
            throw new DamagedIndexError(`The item ${id} is a duplicate of nothing`);
}

function checkVectors(database: IndexDatabase): void {
    const odd = database.prepare("SELECT encoder FROM vectors GROUP BY encoder HAVING min(length(vector)) <> max(length(vector))").get();
    if (odd !== undefined) throw new DamagedIndexError("The vectors of one encoder differ in length");
}

const numbers = (sketch: Uint8Array): Uint32Array => new Uint32Array(sketch.slice().buffer);
