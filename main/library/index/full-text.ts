import {createFullText} from "./index-schema.ts";
import type {IndexDatabase} from "./index-database.ts";

/** characters of scripts that do not put spaces between words; each is indexed as a word */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;
/** words of a query that are looked up; further ones hardly change BM25's order */
const queryWords = 64;

export interface TitledText {
    readonly title: string | null;
    readonly text: string;
}

/**
 * The full text of the items. A plain index has it in its file; of an encrypted one it is made in memory at the first search.
 * It holds no text of its own, so removing needs the text that was added.
 */
export class FullText {
    readonly #database: IndexDatabase;
    /** the database that has the table, null while it is not made yet */
    #schema: "main" | "fulltext" | null;

    constructor(database: IndexDatabase) {
        this.#database = database;
        this.#schema = database.isEncrypted ? null : "main";
    }

    add(item: number, content: TitledText): void {
        if (this.#schema !== null)
            this.#database.prepare(`INSERT INTO ${this.#schema}.full_text (rowid, text) VALUES (?, ?)`).run(item, searchable(content));
    }

    /** `content` is asked for only if the table is there. */
    remove(item: number, content: () => TitledText): void {
        if (this.#schema !== null)
            this.#database
                .prepare(`INSERT INTO ${this.#schema}.full_text (full_text, rowid, text) VALUES ('delete', ?, ?)`)
                .run(item, searchable(content()));
    }

    /** The database that has the table `full_text`; of an encrypted index it is made now, which takes time for each item. */
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

    /** Items that count, best first by BM25. */
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

/** A text as the full-text index gets it. */
function searchable({title, text}: TitledText): string {
    return `${title ?? ""}\n${text}`.replace(unspaced, " $& ");
}

/** An FTS5 expression that finds texts with any of the query's words, or null when it has none. Nothing in it acts as an operator. */
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
