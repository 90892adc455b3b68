import {createHash} from "node:crypto";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import type {VectorSource} from "../../app/evaluation/profile.ts";
import type {Encoder} from "../../app/persona/encoder.ts";
import {cannotWrite} from "../store/json-store.ts";
import {makeFolder} from "../store/make-folder.ts";

/** texts encoded between two writes: little is lost when a run is stopped */
const textsAtOnce = 256;
const hashLength = 12;
/** vectors kept in memory; the others are read from disk again */
const mostKnown = 100_000;

/**
 * Vectors of encoder texts on disk, keyed by the text's hash: a second evaluation on the same data encodes nothing. One file per encoder;
 * the texts cannot be recovered from it.
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
        database.exec(
            "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 10000; CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY " +
                "KEY, vector BLOB NOT NULL) WITHOUT ROWID"
        );
    }

    /** @param folder created if missing */
    static async open(folder: string, encoder: Encoder): Promise<VectorCache> {
        await makeFolder(folder).catch((error: unknown) => {
            throw cannotWrite(folder, error);
        });
        return new VectorCache(encoder, new DatabaseSync(join(folder, `vectors-${encoder.sha256.slice(0, hashLength)}.sqlite`)));
    }

    /** Ensures that the vectors of all texts exist, encoding the missing ones. */
    async prepare(texts: readonly string[], onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<void> {
        const isThere = this.#database.prepare("SELECT 1 FROM vectors WHERE text = ?");
        const missing = texts.filter((text) => isThere.get(hash(text)) === undefined);
        for (let start = 0; start < missing.length; start += textsAtOnce) {
            const part = missing.slice(start, start + textsAtOnce);
            this.#store(part, await this.#encoder.encode(part, signal));
            onProgress(Math.min(missing.length, start + textsAtOnce), missing.length);
        }
    }

    async vector(text: string): Promise<Float32Array> {
        const known = this.#known.get(text) ?? this.#load(text);
        if (known !== null) return known;
        const vector = await this.#encoder.encode([text]);
        this.#store([text], vector);
        return vector;
    }

    close(): void {
        this.#database.close();
    }

    #load(text: string): Float32Array | null {
        const row = this.#database.prepare("SELECT vector FROM vectors WHERE text = ?").get(hash(text)) as {vector: Uint8Array} | undefined;
        if (row === undefined || row.vector.byteLength !== this.size * Float32Array.BYTES_PER_ELEMENT) return null;
        const vector = new Float32Array(row.vector.slice().buffer);
        this.#keep(text, vector);
        return vector;
    }

    /** @param vectors (texts.length, size), row-major */
    #store(texts: readonly string[], vectors: Float32Array): void {
        const insert = this.#database.prepare("INSERT OR REPLACE INTO vectors (text, vector) VALUES (?, ?)");
        this.#database.exec("BEGIN");
        for (const [row, text] of texts.entries()) {
            const vector = vectors.slice(row * this.size, (row + 1) * this.size);
            insert.run(hash(text), new Uint8Array(vector.buffer));
            this.#keep(text, vector);
        }
        this.#database.exec("COMMIT");
    }

    #keep(text: string, vector: Float32Array): void {
        if (this.#known.size >= mostKnown) this.#known.clear();
        this.#known.set(text, vector);
    }
}

function hash(text: string): Uint8Array {
    return createHash("sha256").update(text).digest();
}
