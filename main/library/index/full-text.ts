import {createFullText} from "./index-schema.ts";
import type {IndexDatabase} from "./index-database.ts";

/** characters of scripts that do not put spaces between words; each is indexed as a word */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;
/** words of a query that are searched; further ones hardly change BM25's order */
const queryWords = 64;

export interface TitledText {
    readonly title: string | null;
    readonly text: string;
}

/**
 * The full text of the items. A plain index stores it in its file; for an encrypted one it is built in memory at the first search. It
 * stores no text itself, so removing an item needs the text that was added.
 */
export class FullText {
    readonly #database: IndexDatabase;
    /** the database that has the table, null until it is built */
    #schema: "main" | "fulltext" | null;

    constructor(database: IndexDatabase) {
        this.#database = database;
        this.#schema = database.isEncrypted ? null : "main";
    }

    add(item: number, content: TitledText): void {
        if (this.#schema !== null)
            this.#database.prepare(`INSERT INTO ${this.#schema}.full_text (rowid, text) VALUES (?, ?)`).run(item, searchable(content));
    }

    /** `content` is requested only if the table exists. */
    remove(item: number, content: () => TitledText): void {
        if (this.#schema !== null)
            this.#database
                .prepare(`INSERT INTO ${this.#schema}.full_text (full_text, rowid, text) VALUES ('delete', ?, ?)`)
                .run(item, searchable(content()));
    }

    /** The database with the table `full_text`; for an encrypted index it is built now, which takes time for each item. */
    schema(): "main" | "fulltext" {
        if (this.#schema !== null) return this.#schema;
        const {connection} = this.#database;
        connection.exec("ATTACH ':memory:' AS fulltext");
        createFullText(connection, "fulltext");
        this.#schema = "fulltext";
        for (const row of this.#database.prepare("SELECT id, payload FROM items").all() as {id: number; payload: Uint8Array}[])
            this.add(row.id, JSON.parse(this.#database.decryptText(row.payload, "item")) as TitledText);
        return "fulltext";
    }

    /** Items that count, best match first by BM25. */
    search(query: string, k: number): {id: string; score: number}[] {
        const expression = matchExpression(query);
        if (expression === null || k <= 0) return [];
        const rows = this.#database
            .prepare(`SELECT i.key AS id, -bm25(full_text) AS score
            FROM ${this.schema()}.full_text JOIN items i ON i.id = full_text.rowid
            WHERE full_text MATCH ? AND i.counts = 1 ORDER BY bm25(full_text), i.key LIMIT ?`)
            .all(expression, k) as {id: string; score: number}[];
        return rows.map(({id, score}) => ({id, score}));
    }
}

/** A text in the form that the full-text index stores. */
function searchable({title, text}: TitledText): string {
    return `${title ?? ""}\n${text}`.replace(unspaced, " $& ");
}

/**
 * An FTS5 expression that matches texts with any of the query's words, or null if it has none. Nothing in the query acts as an operator.
 */
export function matchExpression(query: string): string | null {
    const words =
        query
            .slice(0, 20_000)
            .replace(unspaced, " $& ")
            .toLowerCase()
            .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    const unique = [...new Set(words)].slice(0, queryWords);
    return unique.length === 0 ? null : unique.map((word) => `"${word}"`).join(" OR ");
}
