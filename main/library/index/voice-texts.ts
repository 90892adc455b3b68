import type {StoredText} from "../../../app/persona/voice-meter/voice-meter.ts";
import type {IndexDatabase} from "./index-database.ts";

/**
 * The voice meter's data of each text, in a table beside the items: masked tokens and the keys of its word runs. It is deleted with its
 * item (by exclusion and erasing too), encrypted like the vectors, and can be recomputed from the texts.
 */
export class VoiceTexts {
    readonly #database: IndexDatabase;

    /** Creates the table if an older index lacks it. */
    constructor(database: IndexDatabase) {
        this.#database = database;
        database.connection.exec(`CREATE TABLE IF NOT EXISTS voice_texts (
            item INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE, population TEXT NOT NULL, content BLOB NOT NULL)`);
    }

    /** The data of items that count, computed with this population. */
    all(population: string): StoredText[] {
        const rows = this.#database
            .prepare(`SELECT i.key AS id, v.content FROM items i JOIN voice_texts v ON v.item = i.id
            WHERE i.counts = 1 AND v.population = ? ORDER BY i.id`)
            .all(population) as {id: string; content: Uint8Array}[];
        return rows.map(({id, content}) => ({id, ...unpack(this.#database.decryptBytes(content, "voice"))}));
    }

    /** Items that were removed in the meantime are skipped. */
    put(population: string, texts: readonly StoredText[]): void {
        const insert = this.#database.prepare(
            "INSERT OR REPLACE INTO voice_texts (item, population, content) SELECT id, ?, ? FROM items WHERE key = ?"
        );
        for (const text of texts) insert.run(population, this.#database.encryptBytes(pack(text), "voice"), text.id);
    }
}

/** Two counts of 32 bits (words, bytes of the sentences), the sentences in UTF-8, the runs as doubles. */
function pack({sentences, runs, words}: StoredText): Uint8Array {
    const text = Buffer.from(sentences);
    const head = Buffer.alloc(8);
    head.writeUInt32LE(words, 0);
    head.writeUInt32LE(text.byteLength, 4);
    return Buffer.concat([head, text, Buffer.from(runs.buffer, runs.byteOffset, runs.byteLength)]);
}

function unpack(content: Uint8Array): Omit<StoredText, "id"> {
    const bytes = Buffer.from(content);
    const end = 8 + bytes.readUInt32LE(4);
    return {
        words: bytes.readUInt32LE(0),
        sentences: bytes.toString("utf8", 8, end),
        // copied, because doubles must begin at a multiple of eight
        runs: new Float64Array(Uint8Array.from(bytes.subarray(end)).buffer)
    };
}
