import {access, readFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {Worker} from "node:worker_threads";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import type {Encoder} from "../../app/persona/encoder.ts";
import {hashFile} from "../file-hash.ts";
import {ThreadChannel} from "../rpc/thread-channel.ts";
import type {EncoderThread, EncoderWorkerData} from "./worker.ts";

export interface EncoderOptions {
    /** CPU threads of the encoder; default 1, as encoding runs in the background */
    readonly threads?: number;
}

/** texts per message to the worker: it sorts them by length, and another request waits for one message at most */
const textsAtOnce = 64;

/**
 * Opens a style encoder in the layout that transformers.js loads from disk: `config.json`, `tokenizer.json`, `tokenizer_config.json`,
 * `onnx/model_quantized.onnx`. Nothing is downloaded. The model is loaded at the first text.
 * @throws UserError when a file is missing or damaged
 */
export async function openEncoder(directory: string, options: EncoderOptions = {}): Promise<Encoder> {
    const root = resolve(directory);
    const config = await readConfig(root);
    const sha256 = await hashFile(join(root, "onnx", "model_quantized.onnx"));
    return new WorkerEncoder(root, config, sha256, options.threads ?? 1);
}

class WorkerEncoder implements Encoder {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
    readonly #data: EncoderWorkerData;
    #thread: {readonly worker: Worker; readonly channel: ThreadChannel<EncoderThread, object>} | null = null;

    constructor(directory: string, config: EncoderConfig, sha256: string, threads: number) {
        this.name = config.name;
        this.size = config.size;
        this.sha256 = sha256;
        this.#data = {directory, threads, size: config.size, maxTokens: config.maxTokens};
    }

    async encode(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array> {
        const vectors = new Float32Array(texts.length * this.size);
        // batches of texts of similar length need little padding
        const order = texts.map((_, i) => i).toSorted((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
        for (let start = 0; start < order.length; start += textsAtOnce) {
            signal?.throwIfAborted();
            const rows = order.slice(start, start + textsAtOnce);
            const part = await this.#running().call(
                "encode",
                rows.map((row) => texts[row] ?? "")
            );
            for (const [i, row] of rows.entries()) vectors.set(part.subarray(i * this.size, (i + 1) * this.size), row * this.size);
        }
        return vectors;
    }

    async dispose(): Promise<void> {
        const thread = this.#thread;
        this.#thread = null;
        thread?.channel.end(new UserError(say("encoder.closed")));
        await thread?.worker.terminate();
    }

    #running(): ThreadChannel<EncoderThread, object> {
        if (this.#thread !== null) return this.#thread.channel;
        const worker = new Worker(workerFile(), {workerData: this.#data});
        const channel = new ThreadChannel<EncoderThread, object>(
            worker,
            {},
            {
                // an idle encoder does not keep the process alive
                onWaiting: (count) => (count > 0 ? worker.ref() : worker.unref())
            }
        );
        const stop = (why: string | Sentence): void => {
            // the next text starts a new worker
            if (this.#thread?.worker === worker) this.#thread = null;
            channel.end(new UserError(say("encoder.stopped", {why})));
        };
        worker.on("error", (error) => stop(error.message));
        worker.on("exit", () => stop(say("encoder.worker-ended")));
        this.#thread = {worker, channel};
        return channel;
    }
}

/** In a bundle the worker is a separate file beside the main one. */
function workerFile(): URL {
    return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./encoder-worker.js", import.meta.url);
}

interface EncoderConfig {
    readonly name: string;
    readonly size: number;
    readonly maxTokens: number;
}

/** Fields of `config.json`; the part `idiolect` is written by lab/. */
const configFile = z.looseObject({
    hidden_size: z.int().positive(),
    idiolect: z.looseObject({name: z.string().min(1), max_tokens: z.int().positive()})
});

async function readConfig(directory: string): Promise<EncoderConfig> {
    try {
        await access(join(directory, "onnx", "model_quantized.onnx"));
        const config = configFile.parse(JSON.parse(await readFile(join(directory, "config.json"), "utf8")));
        return {name: config.idiolect.name, size: config.hidden_size, maxTokens: config.idiolect.max_tokens};
    } catch (error) {
        const why =
            error instanceof z.ZodError
                ? `config.json: ${error.issues[0]?.path.join(".") ?? ""} ${error.issues[0]?.message ?? ""}`
                : (error as Error).message;
        throw new UserError(say("encoder.unopened", {folder: directory, why}));
    }
}
