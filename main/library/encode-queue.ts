import type {CoreHost} from "./core-options.ts";
import type {LibraryIndex} from "./index/library-index.ts";
import type {TextToEncode} from "./index/vector-table.ts";

/** items encoded in one call, and concurrent calls */
const itemsPerCall = 32,
    callsAtOnce = 2;
/** items fetched from the index at once */
const itemsFetched = 512;

export interface EncodeQueueParts {
    /** the index, which a recovery may replace */
    readonly index: () => LibraryIndex;
    readonly encode: CoreHost["encode"];
    /** called after each batch of vectors that was written */
    readonly written: () => void;
}

/** Computes vectors of items that count. */
export class EncodeQueue {
    readonly #parts: EncodeQueueParts;
    #running: Promise<void> | null = null;
    /** SHA-256 of the encoder's model, or null: there is none; a change ends the run for the previous one */
    encoder: string | null;

    constructor(encoder: string | null, parts: EncodeQueueParts) {
        this.encoder = encoder;
        this.#parts = parts;
    }

    /** Encodes items without a vector; one run at a time, a second caller waits for the first and then encodes what is left. */
    async run(onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<void> {
        while (this.#running !== null) await this.#running;
        const run = this.#encodePending(onProgress, signal);
        this.#running = run.finally(() => {
            this.#running = null;
        });
        this.#running.catch(() => {});
        await run;
    }

    async #encodePending(onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<void> {
        const {encoder} = this,
            {index} = this.#parts;
        if (encoder === null) return;
        const total = index().vectors.countToEncode(encoder);
        let done = 0,
            after = 0;
        const pending = new Set<Promise<void>>();
        let queue: TextToEncode[] = [];
        while (!signal.aborted && this.encoder === encoder) {
            if (queue.length === 0) {
                const fetched = index().vectors.toEncode(encoder, after, itemsFetched);
                if (fetched.length === 0) break;
                after = fetched.at(-1)?.item ?? after;
                // Texts of similar length share a batch, so that it needs little padding.
                queue = fetched.sort((a, b) => b.text.length - a.text.length);
            }
            const batch = queue.splice(0, itemsPerCall);
            const call = this.#parts.encode(batch.map(({title, text}) => ({title, text}))).then((rows) => {
                if (rows.length % batch.length !== 0 || rows.length === 0)
                    throw new Error(`The encoder gave ${rows.length} values for ${batch.length} texts`);
                if (this.encoder === encoder)
                    index().transaction(() =>
                        index().vectors.put(
                            encoder,
                            batch.map(({item}) => item),
                            rows
                        )
                    );
                done += batch.length;
                onProgress(done, total);
                this.#parts.written();
            });
            const tracked: Promise<void> = call.finally(() => pending.delete(tracked));
            pending.add(tracked);
            tracked.catch(() => {});
            // The encoder always has its next batch queued.
            if (pending.size >= callsAtOnce) await Promise.race(pending);
        }
        await Promise.all(pending);
    }
}
