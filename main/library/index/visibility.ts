import {duplicateSimilarity, similarity} from "../../../app/history/near-duplicate.ts";
import type {IndexDatabase} from "./index-database.ts";
import {copyRank} from "./index-schema.ts";

/** Which items count: those with a live document that are not excluded by the user and not a near duplicate of a fuller text. */
export class Visibility {
    readonly #database: IndexDatabase;

    constructor(database: IndexDatabase) {
        this.#database = database;
    }

    /**
     * Recomputes, for everything that changed, which items count. The result depends only on the content of the index, not on the order of
     * changes. True if there was anything to recompute: dirty items, or buckets that lost an item.
     */
    recompute(): boolean {
        const database = this.#database;
        const members = database
            .prepare(`SELECT DISTINCT b.item AS id
            FROM (SELECT bucket FROM dirty_buckets UNION SELECT bucket FROM items i JOIN buckets ON item = i.id WHERE i.dirty = 1) d
            JOIN buckets b ON b.bucket = d.bucket`)
            .all() as {id: number}[];
        if (members.length === 0 && database.prepare("SELECT 1 FROM dirty_buckets LIMIT 1").get() === undefined) return false;
        database
            .prepare(`UPDATE items SET dirty = 0,
            live = EXISTS (SELECT 1 FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = items.id AND d.state = 'live'),
            weight = coalesce((
                SELECT max(p.weight) FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = items.id AND d.state = 'live'
            ), 0)
            WHERE dirty = 1`)
            .run();
        const heads: Heads = {ofBucket: new Map(), members: new Map()};
        for (const {id} of members) {
            const me = this.#member(id);
            const duplicateOf = me.live === 1 ? this.#duplicateOf(me, heads) : null;
            const counts = me.live === 1 && me.excluded === 0 && duplicateOf === null ? 1 : 0;
            if (counts !== me.counts || duplicateOf !== me.duplicateOf)
                database.prepare("UPDATE items SET duplicate_of = ?, counts = ? WHERE id = ?").run(duplicateOf, counts, id);
        }
        database.prepare("DELETE FROM dirty_buckets").run();
        database.countUpRevision();
        return true;
    }

    /** Excludes exactly the items with these keys, also if they are added later. Takes effect at the next `recompute`. */
    setExclusions(keys: readonly string[]): void {
        const database = this.#database;
        const wanted = new Set(keys);
        const had = new Set((database.prepare("SELECT key FROM exclusions").all() as {key: string}[]).map(({key}) => key));
        for (const key of [...wanted, ...had]) {
            if (wanted.has(key) === had.has(key)) continue;
            if (wanted.has(key)) database.prepare("INSERT INTO exclusions (key) VALUES (?)").run(key);
            else database.prepare("DELETE FROM exclusions WHERE key = ?").run(key);
            database.prepare("UPDATE items SET excluded = ?, dirty = 1 WHERE key = ?").run(wanted.has(key) ? 1 : 0, key);
        }
    }

    #duplicateOf(me: Member, heads: Heads): number | null {
        let best: Member | null = null;
        // nearly all buckets hold one item alone
        const shared = this.#database
            .prepare(`SELECT bucket FROM buckets b WHERE item = ?
            AND EXISTS (SELECT 1 FROM buckets o WHERE o.bucket = b.bucket AND o.item <> b.item) ORDER BY bucket`)
            .all(me.id) as {bucket: number}[];
        for (const {bucket} of shared) {
            const id = this.#headOf(bucket, heads);
            if (id === null || id === me.id) continue;
            let head = heads.members.get(id);
            if (head === undefined) heads.members.set(id, (head = this.#member(id)));
            if (similarity(head.sketch, me.sketch) >= duplicateSimilarity && (best === null || isBefore(head, best))) best = head;
        }
        return best?.id ?? null;
    }

    #headOf(bucket: number, heads: Heads): number | null {
        let head = heads.ofBucket.get(bucket);
        if (head === undefined) {
            const row = this.#database
                .prepare(`SELECT i.id FROM buckets b JOIN items i ON i.id = b.item WHERE b.bucket = ? AND i.live = 1
                ORDER BY i.weight DESC, ${isCopy}, i.length DESC, i.key LIMIT 1`)
                .get(bucket) as {id: number} | undefined;
            heads.ofBucket.set(bucket, (head = row?.id ?? null));
        }
        return head;
    }

    #member(id: number): Member {
        const row = this.#database
            .prepare(`SELECT id, key, length, weight, live, excluded, counts, duplicate_of AS duplicateOf, sketch, ${isCopy} AS copy
            FROM items i WHERE id = ?`)
            .get(id) as unknown as Omit<Member, "sketch"> & {sketch: Uint8Array};
        return {...row, sketch: new Uint32Array(row.sketch.slice().buffer)};
    }
}

/** Look-ups cached during one `recompute`: the head of each bucket, and the heads that others were compared with. */
interface Heads {
    readonly ofBucket: Map<number, number | null>;
    readonly members: Map<number, Member>;
}

interface Member {
    readonly id: number;
    readonly key: string;
    readonly length: number;
    readonly weight: number;
    readonly live: number;
    readonly excluded: number;
    readonly counts: number;
    readonly duplicateOf: number | null;
    readonly sketch: Uint32Array;
    /** 1: it is only in conflict copies */
    readonly copy: number;
}

/** Of two similar texts the original counts, and among equals the fuller one. */
function isBefore(a: Member, b: Member): boolean {
    return a.copy !== b.copy ? a.copy < b.copy : a.length !== b.length ? a.length > b.length : a.key < b.key;
}

/** 1 when all live documents with the item `i` are conflict copies, else 0 (SQL) */
const isCopy = `coalesce((SELECT min(p.rank) FROM passages p JOIN documents d ON d.id = p.document
    WHERE p.item = i.id AND d.state = 'live'), 0) >= ${copyRank}`;
