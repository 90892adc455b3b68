import {basename, sep} from "node:path";
import {storedSentence} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";
import {isConflictCopy} from "../../../app/history/conflict-copy.ts";
import type {FileStamp, ParsedPart} from "../parsers/parse-file.ts";
import type {PreparedItem} from "../parsers/prepared-item.ts";
import {countPassages} from "./consistency.ts";
import type {FullText} from "./full-text.ts";
import type {IndexDatabase} from "./index-database.ts";
import {copyRank} from "./index-schema.ts";
import type {ItemPayload, PassagePayload} from "./index-schema.ts";

export interface DocumentRow extends FileStamp {
    /** device of the folder it was in */
    readonly dev: number;
    readonly id: number;
    readonly path: string;
    readonly source: string;
    readonly hash: string;
    readonly stamp: string;
    /** ms since 1970 */
    readonly readAt: number;
    readonly refusal: Sentence | null;
}

export interface DocumentRecord {
    readonly path: string;
    readonly source: string;
    readonly format: string;
    readonly stat: FileStamp;
    readonly dev: number;
    readonly hash: string;
    readonly stamp: string;
    /** ms since 1970 */
    readonly readAt: number;
    readonly refusal: Sentence | null;
    readonly leftOut: Readonly<Record<string, number>>;
}

const columns = "id, path, source, size, mtime, ctime, dev, hash, stamp, read_at AS readAt, refusal";

/** A row as SQLite gives it, with the sentence that is stored as text. */
function toRow(row: object): DocumentRow {
    const {refusal, ...rest} = row as Omit<DocumentRow, "refusal"> & {readonly refusal: string | null};
    return {...rest, refusal: refusal === null ? null : storedSentence(refusal)};
}

/** Documents with their passages and messages; the items that only they hold come and go with them. */
export class DocumentTable {
    readonly #database: IndexDatabase;
    readonly #fullText: FullText;

    constructor(database: IndexDatabase, fullText: FullText) {
        this.#database = database;
        this.#fullText = fullText;
    }

    *all(): Generator<DocumentRow> {
        for (const row of this.#database.prepare(`SELECT ${columns} FROM documents WHERE state = 'live'`).iterate()) yield toRow(row);
    }

    /** Documents in a folder and below it. */
    in(folder: string): DocumentRow[] {
        const from = folder.endsWith(sep) ? folder : folder + sep;
        const to = from.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1);
        return this.#database
            .prepare(`SELECT ${columns} FROM documents WHERE state = 'live' AND path >= ? AND path < ?`)
            .all(from, to)
            .map(toRow);
    }

    at(path: string): DocumentRow | null {
        const row = this.#database.prepare(`SELECT ${columns} FROM documents WHERE state = 'live' AND path = ?`).get(path);
        return row === undefined ? null : toRow(row);
    }

    /** Documents of each source, and how many of them were refused. */
    counts(): {source: string; files: number; failed: number}[] {
        return this.#database
            .prepare(
                "SELECT source, count(*) AS files, sum(refusal IS NOT NULL) AS failed FROM documents WHERE state = 'live' GROUP BY source"
            )
            .all() as {source: string; files: number; failed: number}[];
    }

    /** Paths of the documents of a source that have a passage with an existing item. */
    wholePaths(source: string): Set<string> {
        const rows = this.#database
            .prepare(`SELECT DISTINCT d.path FROM documents d
            JOIN passages p ON p.document = d.id JOIN items i ON i.id = p.item
            WHERE d.source = ? AND d.state = 'live'`)
            .all(source) as {path: string}[];
        return new Set(rows.map(({path}) => path));
    }

    /** Begins a document whose passages follow; it is invisible until `finish`. Returns its id. */
    begin(path: string, source: string): number {
        const inserted = this.#database
            .prepare(`INSERT INTO documents
            (path, source, state, format, size, mtime, ctime, dev, hash, stamp, read_at, refusal, left_out)
            VALUES (?, ?, 'pending', '', 0, 0, 0, 0, '', '', 0, NULL, '{}')`)
            .run(path, source);
        return Number(inserted.lastInsertRowid);
    }

    /** `ordinal`: place of the part's first item in the document; `weight`: 0 < weight ≤ 1 */
    addPart(document: number, ordinal: number, part: ParsedPart, weight = 1): void {
        const {path} = this.#database.prepare("SELECT path FROM documents WHERE id = ?").get(document) as {path: string};
        const rank = isConflictCopy(basename(path)) ? copyRank : 0;
        for (const [offset, item] of part.items.entries()) this.#addPassage(document, ordinal + offset, item, weight, rank);
        countPassages(this.#database, part.items.length);
        for (const [offset, message] of part.messages.entries())
            this.#database
                .prepare("INSERT OR IGNORE INTO messages (message_id, document, ordinal, payload) VALUES (?, ?, ?, ?)")
                .run(message.messageId, document, ordinal + offset, this.#database.encryptText(message.text, "message"));
    }

    /** Makes a pending document the live one for its path; only now the old one and its exclusive items are removed. */
    finish(document: number, record: DocumentRecord): void {
        const old = this.at(record.path);
        if (old !== null) this.remove(old.id);
        const {size, mtime, ctime} = record.stat;
        this.#database
            .prepare(`UPDATE documents SET state = 'live', source = ?, format = ?, size = ?, mtime = ?, ctime = ?, dev = ?,
            hash = ?, stamp = ?, read_at = ?, refusal = ?, left_out = ? WHERE id = ?`)
            .run(
                record.source,
                record.format,
                size,
                mtime,
                ctime,
                record.dev,
                record.hash,
                record.stamp,
                record.readAt,
                record.refusal === null ? null : JSON.stringify(record.refusal),
                JSON.stringify(record.leftOut),
                document
            );
        this.#markItemsDirty(document);
    }

    /** The file is unchanged and was only checked again. `readAt`: ms since 1970 */
    refresh(id: number, source: string, stat: FileStamp, dev: number, readAt: number): void {
        this.#database
            .prepare("UPDATE documents SET source = ?, size = ?, mtime = ?, ctime = ?, dev = ?, read_at = ? WHERE id = ?")
            .run(source, stat.size, stat.mtime, stat.ctime, dev, readAt, id);
    }

    remove(id: number): void {
        this.#markItemsDirty(id);
        // an item that is removed with it takes its buckets along; the others in them may count from now on
        this.#database
            .prepare(
                "INSERT OR IGNORE INTO dirty_buckets SELECT bucket FROM buckets WHERE item IN (SELECT item FROM passages WHERE " +
                    "document = ?)"
            )
            .run(id);
        const items = this.#database.prepare("SELECT DISTINCT item FROM passages WHERE document = ?").all(id) as {item: number}[];
        const {passages} = this.#database.prepare("SELECT count(*) AS passages FROM passages WHERE document = ?").get(id) as {
            passages: number;
        };
        this.#database.prepare("DELETE FROM documents WHERE id = ?").run(id);
        countPassages(this.#database, -passages);
        for (const {item} of items) {
            if (this.#database.prepare("SELECT 1 FROM passages WHERE item = ? LIMIT 1").get(item) === undefined) this.#removeItem(item);
        }
    }

    /** Removes documents that were being written when the program ended. */
    removePending(): void {
        for (const {id} of this.#database.prepare("SELECT id FROM documents WHERE state = 'pending'").all() as {id: number}[])
            this.remove(id);
    }

    #addPassage(document: number, ordinal: number, item: PreparedItem, weight: number, rank: number): void {
        const {id} = (this.#database.prepare("SELECT id FROM items WHERE key = ?").get(item.key) as {id: number} | undefined) ?? {
            id: this.#addItem(item)
        };
        const payload: PassagePayload = {to: item.to, quoted: item.quoted, answers: item.answers};
        this.#database
            .prepare("INSERT INTO passages (document, ordinal, item, kind, date, weight, rank, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .run(
                document,
                ordinal,
                id,
                item.kind,
                item.date,
                weight,
                item.kind === "email" || item.kind === "reply" ? rank : rank + 1,
                this.#database.encryptText(JSON.stringify(payload), "passage")
            );
    }

    #addItem(item: PreparedItem): number {
        const payload: ItemPayload = {title: item.title, text: item.text};
        const inserted = this.#database
            .prepare(`INSERT INTO items (key, payload, length, sketch, excluded)
            VALUES (?, ?, ?, ?, EXISTS (SELECT 1 FROM exclusions WHERE key = ?))`)
            .run(
                item.key,
                this.#database.encryptText(JSON.stringify(payload), "item"),
                item.text.length,
                Buffer.from(item.sketch, "latin1"),
                item.key
            );
        const id = Number(inserted.lastInsertRowid);
        for (const bucket of item.bands)
            this.#database.prepare("INSERT OR IGNORE INTO buckets (bucket, item) VALUES (?, ?)").run(bucket, id);
        this.#fullText.add(id, payload);
        return id;
    }

    #removeItem(id: number): void {
        this.#fullText.remove(id, () => {
            const {payload} = this.#database.prepare("SELECT payload FROM items WHERE id = ?").get(id) as {payload: string | Uint8Array};
            return JSON.parse(this.#database.decryptText(payload, "item")) as ItemPayload;
        });
        // Its buckets were marked by `remove`, as long as the item was in them.
        this.#database.prepare("DELETE FROM items WHERE id = ?").run(id);
    }

    /** Marks the document's items, and those that share a bucket with them, for `Visibility.recompute`. */
    #markItemsDirty(document: number): void {
        this.#database
            .prepare("UPDATE items SET dirty = 1 WHERE dirty = 0 AND id IN (SELECT item FROM passages WHERE document = ?)")
            .run(document);
    }
}
