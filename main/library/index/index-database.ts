import {DatabaseSync} from "node:sqlite";
import type {StatementSync} from "node:sqlite";
import {UserError} from "../../../app/errors.ts";
import {say} from "../../../app/sentences/sentence.ts";
import {makePrivateSync} from "../../store/file-rights.ts";
import {NewerFileError} from "../../store/json-store.ts";
import type {Cipher} from "../../store/cipher.ts";
import {createFullText, indexSchema, indexVersion} from "./index-schema.ts";

/** type of a value, bound to its ciphertext: a value cannot be moved to a column of another type */
export type ValueContext = "item" | "passage" | "message" | "vector" | "meta" | "voice";

/** ms; durable commits, deleted text overwritten, no temporary files */
const pragmas = `
PRAGMA busy_timeout = 2000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16000;
PRAGMA wal_autocheckpoint = 2000;
`;

/**
 * The index's SQLite file: opening, versions, prepared statements, transactions, and encryption of single values. What the tables
 * mean: index-schema.ts. Synchronous, for one thread that owns it.
 */
export class IndexDatabase {
    readonly connection: DatabaseSync;
    readonly #statements = new Map<string, StatementSync>();
    #cipher: Cipher | null = null;

    private constructor(connection: DatabaseSync) {
        this.connection = connection;
    }

    /**
     * Opens or creates the file at `path`. With a cipher, text and vectors are encrypted; a file that is still plain is encrypted now.
     * @throws NewerFileError, WrongKeyError, UserError; SQLite's own error when the file is damaged
     */
    static open(path: string, cipher: Cipher | null): IndexDatabase {
        // its journals get the permissions of the database
        makePrivateSync(path);
        const connection = new DatabaseSync(path);
        try {
            connection.exec(pragmas);
            const {user_version: version} = connection.prepare("PRAGMA user_version").get() as {user_version: number};
            if (version > indexVersion) throw new NewerFileError(path, version, indexVersion);
            if (version === 0) connection.exec(`BEGIN IMMEDIATE; ${indexSchema} PRAGMA user_version = ${indexVersion}; COMMIT`);
            const database = new IndexDatabase(connection);
            database.#openCipher(path, cipher);
            return database;
        } catch (error) {
            connection.close();
            throw error;
        }
    }

    close(): void {
        this.connection.close();
    }

    get isEncrypted(): boolean {
        return this.#cipher !== null;
    }

    prepare(sql: string): StatementSync {
        let statement = this.#statements.get(sql);
        if (statement === undefined) this.#statements.set(sql, (statement = this.connection.prepare(sql)));
        return statement;
    }

    /** Runs `work` in one transaction that is durable when this returns. */
    transaction<T>(work: () => T): T {
        this.connection.exec("BEGIN IMMEDIATE");
        try {
            const result = work();
            this.connection.exec("COMMIT");
            return result;
        } catch (error) {
            // SQLite has already rolled back after some errors, e.g. a full disk.
            if (this.connection.isTransaction) this.connection.exec("ROLLBACK");
            throw error;
        }
    }

    /** Truncates the write-ahead log, so that removed text is no longer in it. */
    truncateLog(): void {
        this.connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** Incremented with every change of the history's content. */
    get revision(): number {
        const row = this.prepare("SELECT value FROM meta WHERE key = 'revision'").get() as {value: string} | undefined;
        return Number(row?.value ?? 0);
    }

    countUpRevision(): void {
        this.prepare(`INSERT INTO meta (key, value) VALUES ('revision', '1')
            ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`).run();
    }

    /** For an index that replaces another one. */
    countRevisionsFrom(revision: number): void {
        this.prepare(`INSERT INTO meta (key, value) VALUES ('revision', ?)
            ON CONFLICT (key) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))`).run(String(revision));
    }

    /** A text as its column stores it: plain or encrypted. */
    encryptText(text: string, context: ValueContext): string | Uint8Array {
        return this.#cipher === null ? text : this.#cipher.encrypt(Buffer.from(text), context);
    }

    decryptText(value: string | Uint8Array, context: ValueContext): string {
        if (typeof value === "string") return value;
        return this.#cipher === null ? "" : Buffer.from(this.#cipher.decrypt(value, context)).toString("utf8");
    }

    encryptBytes(bytes: Uint8Array, context: ValueContext): Uint8Array {
        return this.#cipher === null ? bytes : this.#cipher.encrypt(bytes, context);
    }

    decryptBytes(bytes: Uint8Array, context: ValueContext): Uint8Array {
        return this.#cipher === null ? bytes : this.#cipher.decrypt(bytes, context);
    }

    #openCipher(path: string, cipher: Cipher | null): void {
        const meta = this.prepare("SELECT value FROM meta WHERE key = 'sealed'").get() as {value: string} | undefined;
        if (meta !== undefined) {
            if (cipher === null) throw new UserError(say("store.index-no-key", {path}));
            cipher.decrypt(Buffer.from(meta.value, "base64"), "meta");
            this.#cipher = cipher;
            return;
        }
        const hasFullText = this.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'full_text'").get() !== undefined;
        if (cipher === null) {
            if (!hasFullText) createFullText(this.connection, "main");
            return;
        }
        this.transaction(() => this.#encryptAll(cipher, hasFullText));
        this.#statements.clear();
        this.connection.exec("VACUUM");
        this.truncateLog();
    }

    #encryptAll(cipher: Cipher, hasFullText: boolean): void {
        const {connection} = this;
        if (hasFullText) connection.exec("DROP TABLE full_text");
        // the voice meter's data is plain too; it is recomputed from the texts
        connection.exec("DROP TABLE IF EXISTS voice_texts");
        for (const [table, key, column, context] of [
            ["items", "id", "payload", "item"],
            ["vectors", "item", "vector", "vector"]
        ] as const) {
            const update = connection.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`);
            const rows = connection.prepare(`SELECT ${key} AS key, ${column} AS value FROM ${table}`).all() as {
                key: number;
                value: string | Uint8Array;
            }[];
            for (const row of rows)
                update.run(cipher.encrypt(typeof row.value === "string" ? Buffer.from(row.value) : row.value, context), row.key);
        }
        const passages = connection.prepare("UPDATE passages SET payload = ? WHERE document = ? AND ordinal = ?");
        for (const row of connection.prepare("SELECT document, ordinal, payload FROM passages").all() as {
            document: number;
            ordinal: number;
            payload: string;
        }[])
            passages.run(cipher.encrypt(Buffer.from(row.payload), "passage"), row.document, row.ordinal);
        const messages = connection.prepare("UPDATE messages SET payload = ? WHERE message_id = ? AND document = ? AND ordinal = ?");
        const found = connection.prepare("SELECT message_id AS id, document, ordinal, payload FROM messages").all() as {
            id: string;
            document: number;
            ordinal: number;
            payload: string;
        }[];
        for (const row of found) messages.run(cipher.encrypt(Buffer.from(row.payload), "message"), row.id, row.document, row.ordinal);
        const marker = Buffer.from(cipher.encrypt(Buffer.from("idiolect"), "meta")).toString("base64");
        this.prepare("INSERT INTO meta (key, value) VALUES ('sealed', ?)").run(marker);
        this.#cipher = cipher;
    }
}
