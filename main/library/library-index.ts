import {basename, sep} from "node:path";
import {DatabaseSync} from "node:sqlite";
import type {StatementSync} from "node:sqlite";
import {UserError} from "../../app/errors.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import {isConflictCopy} from "../../app/history/conflict-copy.ts";
import {duplicateSimilarity, similarity} from "../../app/history/near-duplicate.ts";
import {makePrivateSync} from "../store/file-rights.ts";
import {NewerFileError} from "../store/json-store.ts";
import type {Seal} from "../store/sealing.ts";
import {DamagedIndexError} from "./index-damage.ts";
import {matchExpression, searchable} from "./full-text.ts";
import {createFullText, indexSchema, indexVersion} from "./index-schema.ts";
import type {ListPage, ListQuery} from "./library.ts";
import type {FileStamp, ParsedPart, PreparedItem} from "./parsers/parse-file.ts";
import {VoiceTexts} from "./voice-texts.ts";

export interface DocumentRow extends FileStamp {
    /** device of the folder it was in */
    readonly dev: number;
    readonly id: number;
    readonly path: string;
    readonly source: string;
    readonly hash: string;
    readonly stamp: string;
    readonly readAt: number;
    readonly refusal: string | null;
}

export interface DocumentRecord {
    readonly path: string;
    readonly source: string;
    readonly format: string;
    readonly stat: FileStamp;
    readonly dev: number;
    readonly hash: string;
    readonly stamp: string;
    readonly readAt: number;
    readonly refusal: string | null;
    readonly leftOut: Readonly<Record<string, number>>;
}

interface ItemPayload {
    readonly title: string | null;
    readonly text: string;
}

interface PassagePayload {
    readonly to: readonly string[];
    readonly quoted: string | null;
    readonly answers: readonly string[];
}

/** Two vectors of one item are never kept: `encoder` says whose it is. */
export interface TextToEncode extends ItemPayload {
    readonly item: number;
}

/** The SQLite index. Synchronous, for one thread that owns it; see index-schema.ts for what the tables mean. */
export class LibraryIndex {
    /** what the voice meter keeps of each item */
    readonly voiceTexts: VoiceTexts;
    readonly #database: DatabaseSync;
    readonly #statements = new Map<string, StatementSync>();
    #seal: Seal | null = null;
    #fullText: "main" | "fulltext" | null = null;

    private constructor(database: DatabaseSync) {
        this.#database = database;
        this.voiceTexts = new VoiceTexts(database, () => this.#seal);
    }

    /**
     * Opens or makes the index at `path`. With a seal, text and vectors are encrypted; an index that is still plain is encrypted now.
     *
     * @throws NewerFileError, WrongKeyError, UserError; SQLite's own error when the file is damaged
     */
    static open(path: string, seal: Seal | null): LibraryIndex {
        // its journals get the rights of the database
        makePrivateSync(path);
        const database = new DatabaseSync(path);
        try {
            database.exec("PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 2000");
            const {user_version: version} = database.prepare("PRAGMA user_version").get() as {user_version: number};
            if (version > indexVersion)
                throw new NewerFileError(path, version, indexVersion);
            if (version === 0)
                database.exec(`BEGIN IMMEDIATE; ${indexSchema} PRAGMA user_version = ${indexVersion}; COMMIT`);
            const index = new LibraryIndex(database);
            index.#openSeal(path, seal);
            return index;
        } catch (error) {
            database.close();
            throw error;
        }
    }

    close(): void {
        this.#database.close();
    }

    /** Looks at every page and row. Takes seconds for a large library: for when something is wrong already. */
    isDamaged(): boolean {
        try {
            const {quick_check: found} = this.#prepare("PRAGMA quick_check(1)").get() as {quick_check: string};
            if (found !== "ok")
                return true;
            for (const row of this.#prepare("SELECT payload, sketch FROM items").iterate() as Iterable<{payload: string | Uint8Array; sketch: Uint8Array}>) {
                JSON.parse(this.#open(row.payload, "item"));
                if (row.sketch.byteLength % 4 !== 0)
                    return true;
            }
            for (const row of this.#prepare("SELECT payload FROM passages").iterate() as Iterable<{payload: string | Uint8Array}>)
                JSON.parse(this.#open(row.payload, "passage"));
            const sizes = new Set<number>();
            for (const row of this.#prepare("SELECT vector FROM vectors").iterate() as Iterable<{vector: Uint8Array}>)
                sizes.add(this.#openBytes(row.vector, "vector").byteLength % 4);
            const orphan = this.#prepare("SELECT 1 FROM items WHERE counts = 1 AND NOT EXISTS (SELECT 1 FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = items.id AND d.state = 'live') LIMIT 1").get();
            return orphan !== undefined || [...sizes].some((rest) => rest !== 0);
        } catch {
            return true;
        }
    }

    /** Paths of the documents of a source that have a passage whose item is there. */
    wholeDocuments(source: string): Set<string> {
        const rows = this.#prepare("SELECT DISTINCT d.path FROM documents d JOIN passages p ON p.document = d.id JOIN items i ON i.id = p.item WHERE d.source = ? AND d.state = 'live'").all(source) as {path: string}[];
        return new Set(rows.map(({path}) => path));
    }

    get encrypted(): boolean {
        return this.#seal !== null;
    }

    /** Runs `work` in one transaction that is durable when this returns. */
    transaction<T>(work: () => T): T {
        this.#database.exec("BEGIN IMMEDIATE");
        try {
            const result = work();
            this.#database.exec("COMMIT");
            return result;
        } catch (error) {
            // SQLite has rolled back by itself after some errors, e.g. a full disk.
            if (this.#database.isTransaction)
                this.#database.exec("ROLLBACK");
            throw error;
        }
    }

    /** Removed text leaves the write-ahead log too. */
    forgetRemoved(): void {
        this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    // --- documents

    * documents(): Generator<DocumentRow> {
        for (const row of this.#prepare("SELECT id, path, source, size, mtime, ctime, dev, hash, stamp, read_at AS readAt, refusal FROM documents WHERE state = 'live'").iterate())
            yield row as unknown as DocumentRow;
    }

    /** Documents in a folder and below it. */
    documentsIn(folder: string): DocumentRow[] {
        const from = folder.endsWith(sep) ? folder : folder + sep;
        const to = from.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1);
        return this.#prepare("SELECT id, path, source, size, mtime, ctime, dev, hash, stamp, read_at AS readAt, refusal FROM documents WHERE state = 'live' AND path >= ? AND path < ?").all(from, to) as unknown as DocumentRow[];
    }

    document(path: string): DocumentRow | null {
        return (this.#prepare("SELECT id, path, source, size, mtime, ctime, dev, hash, stamp, read_at AS readAt, refusal FROM documents WHERE state = 'live' AND path = ?").get(path) ?? null) as DocumentRow | null;
    }

    documentCounts(): {source: string; files: number; failed: number}[] {
        return this.#prepare("SELECT source, count(*) AS files, sum(refusal IS NOT NULL) AS failed FROM documents WHERE state = 'live' GROUP BY source").all() as {source: string; files: number; failed: number}[];
    }

    /** A document whose passages follow; it is nowhere to be seen before `finishDocument`. */
    beginDocument(path: string, source: string): number {
        return Number(this.#prepare("INSERT INTO documents (path, source, state, format, size, mtime, ctime, dev, hash, stamp, read_at, refusal, left_out) VALUES (?, ?, 'pending', '', 0, 0, 0, 0, '', '', 0, NULL, '{}')").run(path, source).lastInsertRowid);
    }

    addPart(document: number, ordinal: number, part: ParsedPart, weight = 1): void {
        const {path} = this.#prepare("SELECT path FROM documents WHERE id = ?").get(document) as {path: string};
        const rank = isConflictCopy(basename(path)) ? copyRank : 0;
        for (const [offset, item] of part.items.entries())
            this.#addPassage(document, ordinal + offset, item, weight, rank);
        for (const [offset, message] of part.messages.entries())
            this.#prepare("INSERT OR IGNORE INTO messages (message_id, document, ordinal, payload) VALUES (?, ?, ?, ?)")
                .run(message.messageId, document, ordinal + offset, this.#close(message.text, "message"));
    }

    /** Makes a pending document the live one for its path; only now the old one and what only it held goes. */
    finishDocument(document: number, record: DocumentRecord): void {
        const old = this.document(record.path);
        if (old !== null)
            this.removeDocument(old.id);
        const {size, mtime, ctime} = record.stat;
        this.#prepare("UPDATE documents SET state = 'live', source = ?, format = ?, size = ?, mtime = ?, ctime = ?, dev = ?, hash = ?, stamp = ?, read_at = ?, refusal = ?, left_out = ? WHERE id = ?")
            .run(record.source, record.format, size, mtime, ctime, record.dev, record.hash, record.stamp, record.readAt, record.refusal, JSON.stringify(record.leftOut), document);
        this.#touchItemsOf(document);
    }

    /** The file is as it was, only looked at again. */
    refreshDocument(id: number, source: string, stat: FileStamp, dev: number, readAt: number): void {
        this.#prepare("UPDATE documents SET source = ?, size = ?, mtime = ?, ctime = ?, dev = ?, read_at = ? WHERE id = ?").run(source, stat.size, stat.mtime, stat.ctime, dev, readAt, id);
    }

    removeDocument(id: number): void {
        this.#touchItemsOf(id);
        const items = this.#prepare("SELECT DISTINCT item FROM passages WHERE document = ?").all(id) as {item: number}[];
        this.#prepare("DELETE FROM documents WHERE id = ?").run(id);
        for (const {item} of items) {
            if (this.#prepare("SELECT 1 FROM passages WHERE item = ? LIMIT 1").get(item) === undefined)
                this.#removeItem(item);
        }
    }

    /** Documents that were being written when the program ended. */
    removePending(): void {
        for (const {id} of this.#prepare("SELECT id FROM documents WHERE state = 'pending'").all() as {id: number}[])
            this.removeDocument(id);
    }

    #addPassage(document: number, ordinal: number, item: PreparedItem, weight: number, rank: number): void {
        const {id} = this.#prepare("SELECT id FROM items WHERE key = ?").get(item.key) as {id: number} | undefined ?? {id: this.#addItem(item)};
        const payload: PassagePayload = {to: item.to, quoted: item.quoted, answers: item.answers};
        this.#prepare("INSERT INTO passages (document, ordinal, item, kind, date, weight, rank, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .run(document, ordinal, id, item.kind, item.date, weight, item.kind === "email" || item.kind === "reply" ? rank : rank + 1, this.#close(JSON.stringify(payload), "passage"));
    }

    #addItem(item: PreparedItem): number {
        const payload: ItemPayload = {title: item.title, text: item.text};
        const id = Number(this.#prepare("INSERT INTO items (key, payload, length, sketch, excluded) VALUES (?, ?, ?, ?, EXISTS (SELECT 1 FROM exclusions WHERE key = ?))")
            .run(item.key, this.#close(JSON.stringify(payload), "item"), item.text.length, Buffer.from(item.sketch, "latin1"), item.key).lastInsertRowid);
        for (const bucket of item.bands)
            this.#prepare("INSERT OR IGNORE INTO buckets (bucket, item) VALUES (?, ?)").run(bucket, id);
        if (this.#fullText !== null)
            this.#prepare(`INSERT INTO ${this.#fullText}.full_text (rowid, text) VALUES (?, ?)`).run(id, searchable(item.title, item.text));
        return id;
    }

    #removeItem(id: number): void {
        if (this.#fullText !== null) {
            const {title, text} = this.#itemPayload(id);
            this.#prepare(`INSERT INTO ${this.#fullText}.full_text (full_text, rowid, text) VALUES ('delete', ?, ?)`).run(id, searchable(title, text));
        }
        // The buckets were marked by #touchItemsOf, as long as the item was in them.
        this.#prepare("DELETE FROM items WHERE id = ?").run(id);
    }

    /** The document's items, and those that share a bucket with them, are weighed anew at the next `settle`. */
    #touchItemsOf(document: number): void {
        this.#prepare("UPDATE items SET dirty = 1 WHERE id IN (SELECT item FROM passages WHERE document = ?)").run(document);
        this.#prepare("INSERT OR IGNORE INTO dirty_buckets SELECT bucket FROM buckets WHERE item IN (SELECT item FROM passages WHERE document = ?)").run(document);
    }

    // --- what counts

    /**
     * Decides anew, for everything that changed, which items count: those with a live document, not excluded, and no near
     * duplicate of a fuller one. Depends only on what is in the index, not on the order in which it came. True when anything changed.
     */
    settle(): boolean {
        this.#prepare(`UPDATE items SET dirty = 0,
            live = EXISTS (SELECT 1 FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = items.id AND d.state = 'live'),
            weight = coalesce((SELECT max(p.weight) FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = items.id AND d.state = 'live'), 0)
            WHERE dirty = 1`).run();
        const members = this.#prepare("SELECT DISTINCT b.item AS id FROM dirty_buckets d JOIN buckets b ON b.bucket = d.bucket").all() as {id: number}[];
        const heads: Heads = {ofBucket: new Map(), members: new Map()};
        let changed = false;
        for (const {id} of members) {
            const me = this.#member(id);
            const duplicateOf = me.live === 1 ? this.#duplicateOf(me, heads) : null;
            const counts = me.live === 1 && me.excluded === 0 && duplicateOf === null ? 1 : 0;
            if (counts !== me.counts || duplicateOf !== me.duplicateOf) {
                this.#prepare("UPDATE items SET duplicate_of = ?, counts = ? WHERE id = ?").run(duplicateOf, counts, id);
                changed = true;
            }
        }
        changed = this.#prepare("DELETE FROM dirty_buckets").run().changes > 0 || changed;
        if (changed)
            this.#bump();
        return changed;
    }

    #duplicateOf(me: Member, heads: Heads): number | null {
        let best: Member | null = null;
        for (const {bucket} of this.#prepare("SELECT bucket FROM buckets WHERE item = ? ORDER BY bucket").all(me.id) as {bucket: number}[]) {
            const id = this.#headOf(bucket, heads);
            if (id === null || id === me.id)
                continue;
            let head = heads.members.get(id);
            if (head === undefined)
                heads.members.set(id, head = this.#member(id));
            if (similarity(head.sketch, me.sketch) >= duplicateSimilarity && (best === null || isBefore(head, best)))
                best = head;
        }
        return best?.id ?? null;
    }

    #headOf(bucket: number, heads: Heads): number | null {
        let head = heads.ofBucket.get(bucket);
        if (head === undefined) {
            const row = this.#prepare(`SELECT i.id FROM buckets b JOIN items i ON i.id = b.item WHERE b.bucket = ? AND i.live = 1 ORDER BY i.weight DESC, ${isCopy}, i.length DESC, i.key LIMIT 1`).get(bucket) as {id: number} | undefined;
            heads.ofBucket.set(bucket, head = row?.id ?? null);
        }
        return head;
    }

    #member(id: number): Member {
        const row = this.#prepare(`SELECT id, key, length, weight, live, excluded, counts, duplicate_of AS duplicateOf, sketch, ${isCopy} AS copy FROM items i WHERE id = ?`).get(id) as unknown as Omit<Member, "sketch"> & {sketch: Uint8Array};
        return {...row, sketch: new Uint32Array(row.sketch.slice().buffer)};
    }

    setExclusions(keys: readonly string[]): void {
        const wanted = new Set(keys);
        const had = new Set((this.#prepare("SELECT key FROM exclusions").all() as {key: string}[]).map(({key}) => key));
        for (const key of [...wanted, ...had]) {
            if (wanted.has(key) === had.has(key))
                continue;
            if (wanted.has(key))
                this.#prepare("INSERT INTO exclusions (key) VALUES (?)").run(key);
            else
                this.#prepare("DELETE FROM exclusions WHERE key = ?").run(key);
            this.#prepare("UPDATE items SET excluded = ?, dirty = 1 WHERE key = ?").run(wanted.has(key) ? 1 : 0, key);
            this.#prepare("INSERT OR IGNORE INTO dirty_buckets SELECT bucket FROM buckets WHERE item = (SELECT id FROM items WHERE key = ?)").run(key);
        }
    }

    // --- vectors

    /** Items behind `after` that count and have no vector of this encoder. */
    toEncode(encoder: string, after: number, limit: number): TextToEncode[] {
        const rows = this.#prepare("SELECT i.id AS item, i.payload FROM items i LEFT JOIN vectors v ON v.item = i.id WHERE i.counts = 1 AND i.id > ? AND (v.encoder IS NULL OR v.encoder <> ?) ORDER BY i.id LIMIT ?")
            .all(after, encoder, limit) as {item: number; payload: string | Uint8Array}[];
        return rows.map(({item, payload}) => ({item, ...JSON.parse(this.#open(payload, "item")) as ItemPayload}));
    }

    countToEncode(encoder: string): number {
        return (this.#prepare("SELECT count(*) AS n FROM items i LEFT JOIN vectors v ON v.item = i.id WHERE i.counts = 1 AND (v.encoder IS NULL OR v.encoder <> ?)").get(encoder) as {n: number}).n;
    }

    /** `rows`: shape (items.length, size). Items that went meanwhile are passed over. */
    putVectors(encoder: string, items: readonly number[], rows: Float32Array): void {
        const size = rows.length / items.length;
        for (const [index, item] of items.entries()) {
            if (this.#prepare("SELECT 1 FROM items WHERE id = ?").get(item) !== undefined)
                this.#prepare("INSERT OR REPLACE INTO vectors (item, encoder, vector) VALUES (?, ?, ?)").run(item, encoder, this.#closeBytes(bytesOf(rows.subarray(index * size, (index + 1) * size)), "vector"));
        }
        this.#bump();
    }

    vectors(encoder: string): {ids: string[]; weights: Float32Array; matrix: Float32Array} {
        const {n} = this.#prepare("SELECT count(*) AS n FROM items i JOIN vectors v ON v.item = i.id WHERE i.counts = 1 AND v.encoder = ?").get(encoder) as {n: number};
        const ids: string[] = [], weights = new Float32Array(n);
        let matrix = new Float32Array(0), row = 0;
        for (const found of this.#prepare("SELECT i.key, i.weight, v.vector FROM items i JOIN vectors v ON v.item = i.id WHERE i.counts = 1 AND v.encoder = ? ORDER BY i.id").iterate(encoder)) {
            const {key, weight, vector: sealed} = found as {key: string; weight: number; vector: Uint8Array};
            const vector = this.#openBytes(sealed, "vector");
            if (row === 0)
                matrix = new Float32Array(n * (vector.byteLength / 4));
            ids.push(key);
            weights[row] = weight;
            new Uint8Array(matrix.buffer, row * vector.byteLength, vector.byteLength).set(vector);
            row++;
        }
        return {ids, weights, matrix};
    }

    // --- reading

    get revision(): number {
        const row = this.#prepare("SELECT value FROM meta WHERE key = 'revision'").get() as {value: string} | undefined;
        return Number(row?.value ?? 0);
    }

    get size(): number {
        return (this.#prepare("SELECT count(*) AS n FROM items WHERE counts = 1").get() as {n: number}).n;
    }

    counts(encoder: string | null): {files: number; items: number; encoded: number; duplicates: number; excluded: number} {
        return this.#prepare(`SELECT
            (SELECT count(*) FROM documents WHERE state = 'live') AS files,
            (SELECT count(*) FROM items WHERE counts = 1) AS items,
            (SELECT count(*) FROM items i JOIN vectors v ON v.item = i.id WHERE i.counts = 1 AND v.encoder = ?) AS encoded,
            (SELECT count(*) FROM items WHERE live = 1 AND duplicate_of IS NOT NULL) AS duplicates,
            (SELECT count(*) FROM items WHERE live = 1 AND excluded = 1) AS excluded`).get(encoder ?? "") as {files: number; items: number; encoded: number; duplicates: number; excluded: number};
    }

    /** Items that count, in pages: `after` is the last one's `row` of the page before, 0 at first. */
    items(after: number, limit: number): {row: number; item: HistoryItem}[] {
        const rows = this.#prepare("SELECT id FROM items WHERE counts = 1 AND id > ? ORDER BY id LIMIT ?").all(after, limit) as {id: number}[];
        return rows.map(({id}) => ({row: id, item: this.#historyItem(id)}));
    }

    item(key: string): HistoryItem | null {
        const row = this.#prepare("SELECT id FROM items WHERE key = ? AND live = 1").get(key) as {id: number} | undefined;
        return row === undefined ? null : this.#historyItem(row.id);
    }

    /** Whether an item counts, and if not, why. */
    silence(key: string): string | null {
        const row = this.#prepare("SELECT counts, excluded, duplicate_of AS duplicateOf FROM items WHERE key = ?").get(key) as {counts: number; excluded: number; duplicateOf: number | null} | undefined;
        if (row === undefined || row.counts === 1)
            return null;
        return row.excluded === 1 ? "you took it out" : row.duplicateOf !== null ? `nearly the same text is in ${this.#historyItem(row.duplicateOf).path}` : null;
    }

    search(query: string, k: number): {id: string; score: number}[] {
        const expression = matchExpression(query);
        if (expression === null || k <= 0)
            return [];
        const schema = this.#openFullText();
        return (this.#prepare(`SELECT i.key AS id, -bm25(full_text) AS score FROM ${schema}.full_text JOIN items i ON i.id = full_text.rowid WHERE full_text MATCH ? AND i.counts = 1 ORDER BY bm25(full_text), i.key LIMIT ?`)
            .all(expression, k) as {id: string; score: number}[]).map(({id, score}) => ({id, score}));
    }

    list(query: ListQuery): ListPage {
        const limit = Math.min(500, Math.max(1, query.limit ?? 50)), offset = Math.max(0, query.offset ?? 0);
        const first = `(SELECT p.document FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = i.id AND d.state = 'live' ORDER BY p.rank, d.path, p.ordinal LIMIT 1)`;
        const conditions = [query.all === true ? "i.live = 1" : "i.counts = 1"], values: (string | number)[] = [];
        const expression = query.search === undefined || query.search.trim() === "" ? null : matchExpression(query.search);
        if (expression !== null) {
            conditions.push(`i.id IN (SELECT rowid FROM ${this.#openFullText()}.full_text WHERE full_text MATCH ?)`);
            values.push(expression.replaceAll(" OR ", " AND "));
        }
        if (query.source !== undefined) {
            conditions.push("EXISTS (SELECT 1 FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = i.id AND d.state = 'live' AND d.source = ?)");
            values.push(query.source);
        }
        if (query.kind !== undefined) {
            conditions.push(`(SELECT kind FROM passages WHERE item = i.id AND document = ${first} LIMIT 1) = ?`);
            values.push(query.kind);
        }
        const where = conditions.join(" AND ");
        const {n} = this.#database.prepare(`SELECT count(*) AS n FROM items i WHERE ${where}`).get(...values) as {n: number};
        const rows = this.#database.prepare(`SELECT i.id, i.excluded, i.duplicate_of AS duplicateOf FROM items i WHERE ${where} ORDER BY (SELECT max(date) FROM passages WHERE item = i.id) DESC, i.id LIMIT ? OFFSET ?`)
            .all(...values, limit, offset) as {id: number; excluded: number; duplicateOf: number | null}[];
        return {
            total: n,
            items: rows.map(({id, excluded, duplicateOf}) => ({...this.#historyItem(id), excluded: excluded === 1, duplicateOf: duplicateOf === null ? null : this.#keyOf(duplicateOf)}))
        };
    }

    /** Distinct items that count among the passages of these documents. */
    countingItemsOf(documents: readonly number[]): number {
        const items = new Set<number>();
        for (const document of documents) {
            for (const {item} of this.#prepare("SELECT p.item FROM passages p JOIN items i ON i.id = p.item WHERE p.document = ? AND i.counts = 1").all(document) as {item: number}[])
                items.add(item);
        }
        return items.size;
    }

    itemsPerSource(): Map<string, number> {
        const rows = this.#prepare("SELECT d.source, count(DISTINCT p.item) AS n FROM passages p JOIN documents d ON d.id = p.document JOIN items i ON i.id = p.item WHERE d.state = 'live' AND i.counts = 1 GROUP BY d.source").all() as {source: string; n: number}[];
        return new Map(rows.map(({source, n}) => [source, n]));
    }

    #historyItem(id: number): HistoryItem {
        const row = this.#prepare(`SELECT i.key, i.payload AS item, i.weight, p.kind, p.date, p.payload AS passage, d.path
            FROM items i JOIN passages p ON p.item = i.id JOIN documents d ON d.id = p.document
            WHERE i.id = ? AND d.state = 'live' ORDER BY p.rank, d.path, p.ordinal LIMIT 1`).get(id) as {key: string; item: string | Uint8Array; weight: number; kind: HistoryItem["kind"]; date: string | null; passage: string | Uint8Array; path: string} | undefined;
        if (row === undefined)
            throw new DamagedIndexError(`The item ${id} has no passage`);
        const {title, text} = JSON.parse(this.#open(row.item, "item")) as ItemPayload;
        const {to, quoted, answers} = JSON.parse(this.#open(row.passage, "passage")) as PassagePayload;
        return {id: row.key, kind: row.kind, title, text, message: row.kind === "reply" ? this.#answered(answers) ?? quoted : null, to, date: row.date, path: row.path, weight: row.weight};
    }

    /** The message that was answered, if it is in the library; else what the reply quotes has to do. */
    #answered(ids: readonly string[]): string | null {
        for (const id of ids) {
            const row = this.#prepare("SELECT m.payload FROM messages m JOIN documents d ON d.id = m.document WHERE m.message_id = ? AND d.state = 'live' ORDER BY d.path, m.ordinal LIMIT 1").get(id) as {payload: string | Uint8Array} | undefined;
            if (row !== undefined)
                return this.#open(row.payload, "message");
        }
        return null;
    }

    #keyOf(id: number): string | null {
        return (this.#prepare("SELECT key FROM items WHERE id = ?").get(id) as {key: string} | undefined)?.key ?? null;
    }

    #itemPayload(id: number): ItemPayload {
        const {payload} = this.#prepare("SELECT payload FROM items WHERE id = ?").get(id) as {payload: string | Uint8Array};
        return JSON.parse(this.#open(payload, "item")) as ItemPayload;
    }

    // --- full text and encryption

    #openFullText(): "main" | "fulltext" {
        if (this.#fullText !== null)
            return this.#fullText;
        this.#database.exec("ATTACH ':memory:' AS fulltext");
        createFullText(this.#database, "fulltext");
        this.#fullText = "fulltext";
        for (const row of this.#prepare("SELECT id, payload FROM items").all() as {id: number; payload: Uint8Array}[]) {
            const {title, text} = JSON.parse(this.#open(row.payload, "item")) as ItemPayload;
            this.#prepare("INSERT INTO fulltext.full_text (rowid, text) VALUES (?, ?)").run(row.id, searchable(title, text));
        }
        return "fulltext";
    }

    #openSeal(path: string, seal: Seal | null): void {
        const meta = this.#prepare("SELECT value FROM meta WHERE key = 'sealed'").get() as {value: string} | undefined;
        if (meta !== undefined) {
            if (seal === null)
                throw new UserError(`${path} is encrypted and this program has no access to the key; open it with the Idiolect window, or choose another folder with --home.`);
            seal.open(Buffer.from(meta.value, "base64"), "meta");
            this.#seal = seal;
            return;
        }
        const hasFullText = this.#prepare("SELECT 1 FROM sqlite_schema WHERE name = 'full_text'").get() !== undefined;
        if (seal === null) {
            if (!hasFullText)
                createFullText(this.#database, "main");
            this.#fullText = "main";
            return;
        }
        this.transaction(() => this.#encrypt(seal, hasFullText));
        this.#statements.clear();
        this.#database.exec("VACUUM");
        this.forgetRemoved();
    }

    #encrypt(seal: Seal, hasFullText: boolean): void {
        if (hasFullText)
            this.#database.exec("DROP TABLE full_text");
        this.voiceTexts.clear();
        for (const [table, key, column, about] of [["items", "id", "payload", "item"], ["vectors", "item", "vector", "vector"]] as const) {
            const update = this.#database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`);
            for (const row of this.#database.prepare(`SELECT ${key} AS key, ${column} AS value FROM ${table}`).all() as {key: number; value: string | Uint8Array}[])
                update.run(seal.close(typeof row.value === "string" ? Buffer.from(row.value) : row.value, about), row.key);
        }
        const passages = this.#database.prepare("UPDATE passages SET payload = ? WHERE document = ? AND ordinal = ?");
        for (const row of this.#database.prepare("SELECT document, ordinal, payload FROM passages").all() as {document: number; ordinal: number; payload: string}[])
            passages.run(seal.close(Buffer.from(row.payload), "passage"), row.document, row.ordinal);
        const messages = this.#database.prepare("UPDATE messages SET payload = ? WHERE message_id = ? AND document = ? AND ordinal = ?");
        for (const row of this.#database.prepare("SELECT message_id, document, ordinal, payload FROM messages").all() as {message_id: string; document: number; ordinal: number; payload: string}[])
            messages.run(seal.close(Buffer.from(row.payload), "message"), row.message_id, row.document, row.ordinal);
        this.#prepare("INSERT INTO meta (key, value) VALUES ('sealed', ?)").run(Buffer.from(seal.close(Buffer.from("idiolect"), "meta")).toString("base64"));
        this.#seal = seal;
    }

    #close(text: string, about: string): string | Uint8Array {
        return this.#seal === null ? text : this.#seal.close(Buffer.from(text), about);
    }

    #open(payload: string | Uint8Array, about: string): string {
        return typeof payload === "string" ? payload : this.#seal === null ? "" : Buffer.from(this.#seal.open(payload, about)).toString("utf8");
    }

    #closeBytes(bytes: Uint8Array, about: string): Uint8Array {
        return this.#seal === null ? bytes : this.#seal.close(bytes, about);
    }

    #openBytes(bytes: Uint8Array, about: string): Uint8Array {
        return this.#seal === null ? bytes : this.#seal.open(bytes, about);
    }

    /** For an index that takes another one's place. */
    countRevisionsFrom(revision: number): void {
        this.#prepare("INSERT INTO meta (key, value) VALUES ('revision', ?) ON CONFLICT (key) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))").run(String(revision));
    }

    #bump(): void {
        this.#prepare("INSERT INTO meta (key, value) VALUES ('revision', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1").run();
    }

    #prepare(sql: string): StatementSync {
        let statement = this.#statements.get(sql);
        if (statement === undefined)
            this.#statements.set(sql, statement = this.#database.prepare(sql));
        return statement;
    }
}

/** What one `settle` has looked up: the head of each bucket, and the heads that others were compared with. */
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
    /** 1: it stands in conflict copies only */
    readonly copy: number;
}

/** Of two texts that are alike the original, then the fuller one counts. */
function isBefore(a: Member, b: Member): boolean {
    return a.copy !== b.copy ? a.copy < b.copy : a.length !== b.length ? a.length > b.length : a.key < b.key;
}

/** added to the rank of a passage from a conflict copy */
const copyRank = 2;
/** 1 when all live documents with the item `i` are conflict copies, else 0 (SQL) */
const isCopy = `coalesce((SELECT min(p.rank) FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = i.id AND d.state = 'live'), 0) >= ${copyRank}`;

function bytesOf(array: Float32Array): Uint8Array {
    return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
