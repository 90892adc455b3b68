import {rm} from "node:fs/promises";
import {join, resolve} from "node:path";
import {z} from "zod";
import {writeDurably} from "../store/durable-file.ts";
import {readRegularFile} from "../regular-file.ts";

const recordSchema = z.object({path: z.string()});

/**
 * The model that is being loaded, recorded in the home during the load. A record found at a start means that the load did not finish: the
 * model hung or crashed the program, or the program was killed meanwhile.
 */
export class LoadRecord {
    readonly #file: string;

    constructor(home: string) {
        this.#file = join(home, "model-loading.json");
    }

    /** A record that cannot be written costs only the protection, not the load. */
    async begin(path: string): Promise<void> {
        await writeDurably(this.#file, `${JSON.stringify({path: resolve(path)})}\n`).catch(() => {});
    }

    async end(): Promise<void> {
        await rm(this.#file, {force: true}).catch(() => {});
    }

    /** Whether an earlier load of this model did not finish. */
    async isUnfinished(path: string): Promise<boolean> {
        const text = await readRegularFile(this.#file, 64 * 1024).then(String, () => "null");
        try {
            return recordSchema.parse(JSON.parse(text)).path === resolve(path);
        } catch {
            return false;
        }
    }
}
