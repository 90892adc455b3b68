import {createHash} from "node:crypto";
import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import type {VectorSource} from "../../app/evaluation/profile.ts";
import type {Encoder} from "../../app/persona/encoder.ts";

/** texts encoded between two writes: little is lost when a run is stopped */
const textsAtOnce = 256;
const hashLength = 12;

/**
 * Vectors of encoder texts on disk, by the text's hash: a second evaluation on the same data encodes nothing. One file for each
 * encoder; nothing in it can be turned back into text.
 */
export class VectorCache implements VectorSource {
    readonly size: number;
    readonly #encoder: Encoder;
    readonly #database: DatabaseSync;
    readonly #known = new Map<string, Float32Array>();

    private constructor(encoder: Encoder, database: DatabaseSync) {
        this.size = encoder.size;
        this.#encoder = encoder;
        this.#database = database;
        database.exec("PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 10000; CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID");
    }

    /** @param folder made if it is not there */
    static async open(folder: string, encoder: Encoder): Promise<VectorCache> {
        await mkdir(folder, {recursive: true});
        return new VectorCache(encoder, new DatabaseSync(join(folder, `vectors-${encoder.sha256.slice(0, hashLength)}.sqlite`)));
    }

    /** Makes the vectors of all texts known, encoding those that are not on disk. */
    async prepare(texts: readonly string[], onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<void> {
        const missing = texts.filter((text) => !this.#known.has(text) && !this.#load(text));
        for (let start = 0; start < missing.length; start += textsAtOnce) {
            const part = missing.slice(start, start + textsAtOnce);
            await this.#encode(part, signal);
            onProgress(Math.min(missing.length, start + textsAtOnce), missing.length);
        }
    }

    async vector(text: string): Promise<Float32Array> {
        if (!this.#known.has(text) && !this.#load(text)) await this.#encode([text]);
        return this.#known.get(text) as Float32Array;
    }

    close(): void {
        this.#database.close();
    }

    #load(text: string): boolean {
        const row = this.#database.prepare("SELECT vector FROM vectors WHERE text = ?").get(hash(text)) as {vector: Uint8Array} | undefined;
        if (row === undefined || row.vector.byteLength !== this.size * Float32Array.BYTES_PER_ELEMENT) return false;
        this.#known.set(text, new Float32Array(row.vector.slice().buffer));
        return true;
    }

    async #encode(texts: readonly string[], signal?: AbortSignal): Promise<void> {
        const vectors = await this.#encoder.encode(texts, signal);
        const insert = this.#database.prepare("INSERT OR REPLACE INTO vectors (text, vector) VALUES (?, ?)");
        this.#database.exec("BEGIN");
        for (const [row, text] of texts.entries()) {
            const vector = vectors.slice(row * this.size, (row + 1) * this.size);
            insert.run(hash(text), new Uint8Array(vector.buffer));
            this.#known.set(text, vector);
        }
        this.#database.exec("COMMIT");
    }
}

function hash(text: string): Uint8Array {
    return createHash("sha256").update(text).digest();
}
