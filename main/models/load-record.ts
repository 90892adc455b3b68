import {readFile, rm} from "node:fs/promises";
import {join, resolve} from "node:path";
import {z} from "zod";
import {writeDurably} from "../store/durable-file.ts";

const recordSchema = z.object({path: z.string()});

/**
 * Which model is being loaded, kept in the home while it is. What is found there at a start did not come to its end: the model hung
 * or took the program along, or the program was killed meanwhile.
 */
export class LoadRecord {
    readonly #file: string;

    constructor(home: string) {
        this.#file = join(home, "model-loading.json");
    }

    /** A record that cannot be written costs the protection, not the model. */
    async begin(path: string): Promise<void> {
        await writeDurably(this.#file, `${JSON.stringify({path: resolve(path)})}\n`).catch(() => {});
    }

    async end(): Promise<void> {
        await rm(this.#file, {force: true}).catch(() => {});
    }

    /** Whether loading this model did not come to its end. */
    async isUnfinished(path: string): Promise<boolean> {
        const text = await readFile(this.#file, "utf8").catch(() => "null");
        try {
            return recordSchema.parse(JSON.parse(text)).path === resolve(path);
        } catch {
            return false;
        }
    }
}
