import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {access, readFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {pipeline} from "node:stream/promises";
import {Worker} from "node:worker_threads";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import type {Encoder} from "../../app/persona/encoder.ts";
import type {EncodeReply, EncodeRequest, EncoderWorkerData} from "./worker.ts";

export interface EncoderOptions {
    /** CPU threads of the encoder; default 1, as encoding runs beside everything else */
    readonly threads?: number;
}

/** texts sent to the worker at once: it sorts them by length, and other requests wait no longer than these take */
const textsAtOnce = 64;

/**
 * Opens a style encoder in the layout that transformers.js loads from disk: `config.json`, `tokenizer.json`,
 * `tokenizer_config.json`, `onnx/model_quantized.onnx`. Nothing is ever fetched. The model itself is loaded at the first text.
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
    readonly #waiting = new Map<number, {resolve(vectors: Float32Array): void; reject(error: Error): void}>();
    #worker: Worker | null = null;
    #lastId = 0;

    constructor(directory: string, config: EncoderConfig, sha256: string, threads: number) {
        this.name = config.name;
        this.size = config.size;
        this.sha256 = sha256;
        this.#data = {directory, threads, size: config.size, maxTokens: config.maxTokens};
    }

    async encode(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array> {
        const vectors = new Float32Array(texts.length * this.size);
        // texts of like length side by side waste no padding
        const order = texts.map((_, i) => i).toSorted((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
        for (let start = 0; start < order.length; start += textsAtOnce) {
            signal?.throwIfAborted();
            const rows = order.slice(start, start + textsAtOnce);
            const part = await this.#send(rows.map((row) => texts[row] ?? ""));
            for (const [i, row] of rows.entries()) vectors.set(part.subarray(i * this.size, (i + 1) * this.size), row * this.size);
        }
        return vectors;
    }

    async dispose(): Promise<void> {
        const worker = this.#worker;
        this.#worker = null;
        await worker?.terminate();
        this.#fail(new UserError("The encoder was closed."));
    }

    #send(texts: readonly string[]): Promise<Float32Array> {
        const worker = this.#worker ?? this.#start();
        const request: EncodeRequest = {id: ++this.#lastId, texts};
        return new Promise((resolvePart, reject) => {
            this.#waiting.set(request.id, {resolve: resolvePart, reject});
            worker.ref();
            worker.postMessage(request);
        });
    }

    #start(): Worker {
        const worker = new Worker(workerFile(), {workerData: this.#data});
        this.#worker = worker;
        worker.on("message", (reply: EncodeReply) => {
            const call = this.#waiting.get(reply.id);
            this.#waiting.delete(reply.id);
            // an idle encoder does not keep the program from ending
            if (this.#waiting.size === 0) worker.unref();
            if ("vectors" in reply) call?.resolve(reply.vectors);
            else call?.reject(new UserError(reply.sentence));
        });
        worker.on("error", (error) => this.#stop(worker, error.message));
        worker.on("exit", () => this.#stop(worker, "its worker ended"));
        return worker;
    }

    #stop(worker: Worker, why: string): void {
        if (this.#worker !== worker) return;
        // the next text starts a fresh one
        this.#worker = null;
        this.#fail(new UserError(`The encoder stopped (${why}): try again.`));
    }

    #fail(error: Error): void {
        for (const call of this.#waiting.values()) call.reject(error);
        this.#waiting.clear();
    }
}

/** In a bundle the worker is a file of its own beside the main one. */
function workerFile(): URL {
    return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./encoder-worker.js", import.meta.url);
}

interface EncoderConfig {
    readonly name: string;
    readonly size: number;
    readonly maxTokens: number;
}

/** What `config.json` has to say; the part `idiolect` is the lab's. */
const configFile = z.looseObject({
    hidden_size: z.int().positive(),
    idiolect: z.looseObject({name: z.string().min(1), max_tokens: z.int().positive()}),
});

async function readConfig(directory: string): Promise<EncoderConfig> {
    try {
        await access(join(directory, "onnx", "model_quantized.onnx"));
        const config = configFile.parse(JSON.parse(await readFile(join(directory, "config.json"), "utf8")));
        return {name: config.idiolect.name, size: config.hidden_size, maxTokens: config.idiolect.max_tokens};
    } catch (error) {
        const why = error instanceof z.ZodError ? `config.json: ${error.issues[0]?.path.join(".") ?? ""} ${error.issues[0]?.message ?? ""}` : (error as Error).message;
        throw new UserError(`The style encoder in ${directory} cannot be opened (${why}): install Idiolect again, or name another folder.`);
    }
}

/** SHA-256 of a file, in lower-case hexadecimal, read in pieces. */
export async function hashFile(path: string): Promise<string> {
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    return hash.digest("hex");
}
