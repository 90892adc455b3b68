import type {Cipher} from "../../store/cipher.ts";
import {itemKey} from "../item-key.ts";
import {checkConsistency} from "./consistency.ts";
import {DocumentTable} from "./document-table.ts";
import {FullText} from "./full-text.ts";
import {DamagedIndexError} from "./index-damage.ts";
import {IndexDatabase} from "./index-database.ts";
import type {ItemPayload} from "./index-schema.ts";
import {ItemTable} from "./item-table.ts";
import {VectorTable} from "./vector-table.ts";
import {Visibility} from "./visibility.ts";
import {VoiceTexts} from "./voice-texts.ts";

/** The SQLite index, one class for each concern. Synchronous, for one thread that owns it; index-schema.ts describes the tables. */
export class LibraryIndex {
    readonly documents: DocumentTable;
    readonly items: ItemTable;
    readonly fullText: FullText;
    readonly vectors: VectorTable;
    readonly visibility: Visibility;
    /** the voice meter's data of each item */
    readonly voiceTexts: VoiceTexts;
    readonly #database: IndexDatabase;

    private constructor(database: IndexDatabase) {
        this.#database = database;
        this.fullText = new FullText(database);
        this.documents = new DocumentTable(database, this.fullText);
        this.items = new ItemTable(database, this.fullText);
        this.vectors = new VectorTable(database);
        this.visibility = new Visibility(database);
        this.voiceTexts = new VoiceTexts(database);
    }

    /**
     * Opens or creates the index at `path`. With a cipher, text and vectors are encrypted; an index that is still plain is encrypted now.
     * @throws NewerFileError, WrongKeyError, UserError; SQLite's own error when the file is damaged
     */
    static open(path: string, cipher: Cipher | null): LibraryIndex {
        const database = IndexDatabase.open(path, cipher);
        try {
            return new LibraryIndex(database);
        } catch (error) {
            database.close();
            throw error;
        }
    }

    close(): void {
        this.#database.close();
    }

    get isEncrypted(): boolean {
        return this.#database.isEncrypted;
    }

    /** Incremented with every change of the history's content. */
    get revision(): number {
        return this.#database.revision;
    }

    /** For an index that replaces another one. */
    countRevisionsFrom(revision: number): void {
        this.#database.countRevisionsFrom(revision);
    }

    /** Runs `work` in one transaction that is durable when this returns. */
    transaction<T>(work: () => T): T {
        return this.#database.transaction(work);
    }

    /** Removes deleted text from the write-ahead log too. */
    purgeRemoved(): void {
        this.#database.truncateLog();
    }

    counts(encoder: string | null): {files: number; items: number; encoded: number; duplicates: number; excluded: number} {
        return this.#database
            .prepare(`SELECT
            (SELECT count(*) FROM documents WHERE state = 'live') AS files,
            (SELECT count(*) FROM items WHERE counts = 1) AS items,
            (SELECT count(*) FROM items i JOIN vectors v ON v.item = i.id WHERE i.counts = 1 AND v.encoder = ?) AS encoded,
            (SELECT count(*) FROM items WHERE live = 1 AND duplicate_of IS NOT NULL) AS duplicates,
            (SELECT count(*) FROM items WHERE live = 1 AND excluded = 1) AS excluded`)
            .get(encoder ?? "") as {files: number; items: number; encoded: number; duplicates: number; excluded: number};
    }

    /**
     * A file that is in the index is not read again, so a text of it that is gone would stay away.
     *
     * @throws DamagedIndexError when a passage's text is gone
     */
    checkPassages(): void {
        const missing = this.#database
            .prepare("SELECT item FROM passages WHERE NOT EXISTS (SELECT 1 FROM items WHERE id = passages.item) LIMIT 1")
            .get() as {item: number} | undefined;
        if (missing !== undefined) throw new DamagedIndexError(`The item ${missing.item} is gone`);
    }

    /**
     * Checks what would hide a text without an error. Reads all rows: once, before the first scan.
     *
     * @throws DamagedIndexError
     */
    checkConsistency(): void {
        checkConsistency(this.#database);
    }

    /** Checks every page and row. Takes seconds for a large library: only for use after an error. */
    isDamaged(): boolean {
        const database = this.#database;
        try {
            const {quick_check: found} = database.prepare("PRAGMA quick_check(1)").get() as {quick_check: string};
            if (found !== "ok") return true;
            this.checkPassages();
            this.checkConsistency();
            const items = database.prepare("SELECT key, payload, sketch FROM items").iterate();
            for (const row of items as Iterable<{key: string; payload: string | Uint8Array; sketch: Uint8Array}>) {
                if (itemKey(JSON.parse(database.decryptText(row.payload, "item")) as ItemPayload) !== row.key) return true;
                if (row.sketch.byteLength % 4 !== 0) return true;
            }
            for (const row of database.prepare("SELECT payload FROM passages").iterate() as Iterable<{payload: string | Uint8Array}>)
                JSON.parse(database.decryptText(row.payload, "passage"));
            for (const row of database.prepare("SELECT vector FROM vectors").iterate() as Iterable<{vector: Uint8Array}>) {
                if (database.decryptBytes(row.vector, "vector").byteLength % 4 !== 0) return true;
            }
            const orphan = database
                .prepare(`SELECT 1 FROM items WHERE counts = 1 AND NOT EXISTS
                (SELECT 1 FROM passages p JOIN documents d ON d.id = p.document WHERE p.item = items.id AND d.state = 'live') LIMIT 1`)
                .get();
            return orphan !== undefined;
        } catch {
            return true;
        }
    }
}
