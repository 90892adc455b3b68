import type {HistoryItem} from "../../../app/history/item.ts";
import {unwrapLines} from "../../../app/text/unwrap.ts";
import {itemKey} from "../item-key.ts";
import type {ListPage, ListQuery} from "../library.ts";
import {matchExpression} from "./full-text.ts";
import type {FullText} from "./full-text.ts";
import {DamagedIndexError} from "./index-damage.ts";
import type {IndexDatabase} from "./index-database.ts";
import type {ItemPayload, PassagePayload} from "./index-schema.ts";

/** Reads history items. */
export class ItemTable {
    readonly #database: IndexDatabase;
    readonly #fullText: FullText;

    constructor(database: IndexDatabase, fullText: FullText) {
        this.#database = database;
        this.#fullText = fullText;
    }

    /** items that count */
    get size(): number {
        return (this.#database.prepare("SELECT count(*) AS n FROM items WHERE counts = 1").get() as {n: number}).n;
    }

    /** Items that count, in pages: `after` is the `row` of the previous page's last item, 0 at first. */
    page(after: number, limit: number): {row: number; item: HistoryItem}[] {
        const rows = this.#database.prepare("SELECT id FROM items WHERE counts = 1 AND id > ? ORDER BY id LIMIT ?").all(after, limit) as {
            id: number;
        }[];
        return rows.map(({id}) => ({row: id, item: this.#historyItem(id)}));
    }

    /** The item with this key, whether it counts or not. */
    get(key: string): HistoryItem | null {
        const row = this.#database.prepare("SELECT id FROM items WHERE key = ? AND live = 1").get(key) as {id: number} | undefined;
        return row === undefined ? null : this.#historyItem(row.id);
    }

    /** Why an item does not count; null if it does. */
    exclusionReason(key: string): string | null {
        const row = this.#database.prepare("SELECT counts, excluded, duplicate_of AS duplicateOf FROM items WHERE key = ?").get(key) as
            | {counts: number; excluded: number; duplicateOf: number | null}
            | undefined;
        if (row === undefined || row.counts === 1) return null;
        if (row.excluded === 1) return "you took it out";
        return row.duplicateOf === null ? null : `nearly the same text is in ${this.#historyItem(row.duplicateOf).path}`;
    }

    /** One page for display, newest first. */
    list(query: ListQuery): ListPage {
        const limit = Math.min(500, Math.max(1, query.limit ?? 50)),
            offset = Math.max(0, query.offset ?? 0);
        const conditions = [query.all === true ? "i.live = 1" : "i.counts = 1"],
            values: (string | number)[] = [];
        const expression = query.search === undefined || query.search.trim() === "" ? null : matchExpression(query.search);
        if (expression !== null) {
            conditions.push(`i.id IN (SELECT rowid FROM ${this.#fullText.schema()}.full_text WHERE full_text MATCH ?)`);
            values.push(expression.replaceAll(" OR ", " AND "));
        }
        if (query.source !== undefined) {
            conditions.push(`EXISTS (SELECT 1 FROM passages p JOIN documents d ON d.id = p.document
                WHERE p.item = i.id AND d.state = 'live' AND d.source = ?)`);
            values.push(query.source);
        }
        if (query.kind !== undefined) {
            conditions.push(`(SELECT kind FROM passages WHERE item = i.id AND document = ${firstDocument} LIMIT 1) = ?`);
            values.push(query.kind);
        }
        const where = conditions.join(" AND ");
        // Not cached as prepared statements: there are too many combinations.
        const {connection} = this.#database;
        const {n} = connection.prepare(`SELECT count(*) AS n FROM items i WHERE ${where}`).get(...values) as {n: number};
        const rows = connection
            .prepare(`SELECT i.id, i.excluded, i.duplicate_of AS duplicateOf FROM items i WHERE ${where}
            ORDER BY (SELECT max(date) FROM passages WHERE item = i.id) DESC, i.id LIMIT ? OFFSET ?`)
            .all(...values, limit, offset) as {id: number; excluded: number; duplicateOf: number | null}[];
        return {
            total: n,
            items: rows.map(({id, excluded, duplicateOf}) => ({
                ...this.#historyItem(id),
                excluded: excluded === 1,
                duplicateOf: duplicateOf === null ? null : this.#keyOf(duplicateOf)
            }))
        };
    }

    /** Distinct items that count among the passages of these documents. */
    countIn(documents: readonly number[]): number {
        const items = new Set<number>();
        for (const document of documents) {
            const rows = this.#database
                .prepare("SELECT p.item FROM passages p JOIN items i ON i.id = p.item WHERE p.document = ? AND i.counts = 1")
                .all(document);
            for (const {item} of rows as {item: number}[]) items.add(item);
        }
        return items.size;
    }

    /** Items that count, for each source. */
    countBySource(): Map<string, number> {
        const rows = this.#database
            .prepare(`SELECT d.source, count(DISTINCT p.item) AS n
            FROM passages p JOIN documents d ON d.id = p.document JOIN items i ON i.id = p.item
            WHERE d.state = 'live' AND i.counts = 1 GROUP BY d.source`)
            .all() as {source: string; n: number}[];
        return new Map(rows.map(({source, n}) => [source, n]));
    }

    /** The item as it is drafted from and shown; what is stored, and named by its hash, has the lines of the file. */
    #historyItem(id: number): HistoryItem {
        const row = this.#database
            .prepare(`SELECT i.key, i.payload AS item, i.weight, p.kind, p.date, p.payload AS passage, d.path
            FROM items i JOIN passages p ON p.item = i.id JOIN documents d ON d.id = p.document
            WHERE i.id = ? AND d.state = 'live' ORDER BY p.rank, d.path, p.ordinal LIMIT 1`)
            .get(id) as ItemRow | undefined;
        if (row === undefined) throw new DamagedIndexError(`The item ${id} has no passage`);
        const {title, text} = JSON.parse(this.#database.decryptText(row.item, "item")) as ItemPayload;
        if (itemKey({title, text}) !== row.key) throw new DamagedIndexError(`The text of item ${id} is not the one that was stored`);
        const {to, quoted, answers} = JSON.parse(this.#database.decryptText(row.passage, "passage")) as PassagePayload;
        const message = row.kind === "reply" ? (this.#answered(answers) ?? quoted) : null;
        return {
            id: row.key,
            kind: row.kind,
            title,
            text: unwrapLines(text),
            message: message === null ? null : unwrapLines(message),
            to,
            date: row.date,
            path: row.path,
            weight: row.weight
        };
    }

    /** The message that was answered, if it is in the library; null: the text that the reply quotes is used. */
    #answered(ids: readonly string[]): string | null {
        for (const id of ids) {
            const row = this.#database
                .prepare(`SELECT m.payload FROM messages m JOIN documents d ON d.id = m.document
                WHERE m.message_id = ? AND d.state = 'live' ORDER BY d.path, m.ordinal LIMIT 1`)
                .get(id) as {payload: string | Uint8Array} | undefined;
            if (row !== undefined) return this.#database.decryptText(row.payload, "message");
        }
        return null;
    }

    #keyOf(id: number): string | null {
        return (this.#database.prepare("SELECT key FROM items WHERE id = ?").get(id) as {key: string} | undefined)?.key ?? null;
    }
}

interface ItemRow {
    readonly key: string;
    readonly item: string | Uint8Array;
    readonly weight: number;
    readonly kind: HistoryItem["kind"];
    readonly date: string | null;
    readonly passage: string | Uint8Array;
    readonly path: string;
}

/** the document that an item is shown with (SQL) */
const firstDocument = `(SELECT p.document FROM passages p JOIN documents d ON d.id = p.document
    WHERE p.item = i.id AND d.state = 'live' ORDER BY p.rank, d.path, p.ordinal LIMIT 1)`;
