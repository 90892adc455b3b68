import {DamagedIndexError} from "./index-damage.ts";
import type {IndexDatabase} from "./index-database.ts";
import type {ItemPayload} from "./index-schema.ts";

export interface TextToEncode extends ItemPayload {
    readonly item: number;
}

/** One vector for each item, with the encoder that computed it: of two encoders' vectors of one item the later one is kept. */
export class VectorTable {
    readonly #database: IndexDatabase;

    constructor(database: IndexDatabase) {
        this.#database = database;
    }

    /** Items after the row `after` that count and have no vector of this encoder. */
    toEncode(encoder: string, after: number, limit: number): TextToEncode[] {
        const rows = this.#database
            .prepare(`SELECT i.id AS item, i.payload FROM items i LEFT JOIN vectors v ON v.item = i.id
            WHERE i.counts = 1 AND i.id > ? AND (v.encoder IS NULL OR v.encoder <> ?) ORDER BY i.id LIMIT ?`)
            .all(after, encoder, limit) as {item: number; payload: string | Uint8Array}[];
        return rows.map(({item, payload}) => ({item, ...(JSON.parse(this.#database.decryptText(payload, "item")) as ItemPayload)}));
    }

    countToEncode(encoder: string): number {
        const row = this.#database
            .prepare(`SELECT count(*) AS n FROM items i LEFT JOIN vectors v ON v.item = i.id
            WHERE i.counts = 1 AND (v.encoder IS NULL OR v.encoder <> ?)`)
            .get(encoder) as {n: number};
        return row.n;
    }

    /** `rows`: shape (items.length, size). Items that were removed in the meantime are skipped. */
    put(encoder: string, items: readonly number[], rows: Float32Array): void {
        const size = rows.length / items.length;
        for (const [index, item] of items.entries()) {
            if (this.#database.prepare("SELECT 1 FROM items WHERE id = ?").get(item) === undefined) continue;
            const vector = this.#database.encryptBytes(bytesOf(rows.subarray(index * size, (index + 1) * size)), "vector");
            this.#database.prepare("INSERT OR REPLACE INTO vectors (item, encoder, vector) VALUES (?, ?, ?)").run(item, encoder, vector);
        }
        this.#database.countUpRevision();
    }

    /** Vectors of the items that count; `matrix`: shape (ids.length, size), rows in the order of `ids` */
    all(encoder: string): {ids: string[]; weights: Float32Array; matrix: Float32Array} {
        const {n} = this.#database
            .prepare("SELECT count(*) AS n FROM items i JOIN vectors v ON v.item = i.id WHERE i.counts = 1 AND v.encoder = ?")
            .get(encoder) as {n: number};
        const ids: string[] = [],
            weights = new Float32Array(n);
        let matrix = new Float32Array(0),
            size = 0,
            row = 0;
        const found = this.#database
            .prepare(`SELECT i.key, i.weight, v.vector FROM items i JOIN vectors v ON v.item = i.id
            WHERE i.counts = 1 AND v.encoder = ? ORDER BY i.id`)
            .iterate(encoder);
        for (const {key, weight, vector: stored} of found as Iterable<{key: string; weight: number; vector: Uint8Array}>) {
            const vector = this.#database.decryptBytes(stored, "vector");
            if (row === 0) {
                size = vector.byteLength / 4;
                matrix = new Float32Array(n * size);
            }
            if (vector.byteLength !== 4 * size) throw new DamagedIndexError(`A vector has ${vector.byteLength} bytes, another ${4 * size}`);
            ids.push(key);
            weights[row] = weight;
            new Uint8Array(matrix.buffer, 4 * row * size, vector.byteLength).set(vector);
            // one value that is no number would reach every draft
            if (!matrix.subarray(row * size, ++row * size).every(Number.isFinite))
                throw new DamagedIndexError("A vector holds a value that is not finite");
        }
        return {ids, weights, matrix};
    }
}

function bytesOf(array: Float32Array): Uint8Array {
    return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
