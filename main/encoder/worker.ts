import {basename, dirname} from "node:path";
import {parentPort, workerData} from "node:worker_threads";
import {AutoModel, AutoTokenizer, env, Tensor, type PreTrainedModel, type PreTrainedTokenizer} from "@xenova/transformers";
import {causeIn, Fault, UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {transfer} from "../../app/rpc/messages.ts";
import {ThreadChannel} from "../rpc/thread-channel.ts";

export interface EncoderWorkerData {
    readonly directory: string;
    readonly threads: number;
    /** length of a vector */
    readonly size: number;
    /** longer texts are cut (docs/formats.md, "Encoder text") */
    readonly maxTokens: number;
}

/** Methods of the encoder's thread. */
export interface EncoderThread {
    /**
     * Vectors of texts, shape (texts.length, size). A text without tokens has the zero vector, which is similar to nothing.
     * @throws UserError when the encoder cannot be loaded or used
     */
    encode(texts: readonly string[]): Promise<Float32Array>;
}

/** tokens of one batch, padding included: enough to keep a core busy, few enough to fit its cache */
const tokensAtOnce = 2048;

const {directory, threads, size, maxTokens} = workerData as EncoderWorkerData;

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.useFSCache = false;
env.useBrowserCache = false;
env.localModelPath = dirname(directory);

const loaded: Promise<{tokenizer: PreTrainedTokenizer; model: PreTrainedModel}> = load();
// an error is reported where the text's own promise is awaited
loaded.catch(() => undefined);

if (parentPort === null) throw new Error("This file runs as a worker thread");
new ThreadChannel<Record<never, never>, EncoderThread>(parentPort, {
    async encode(texts) {
        try {
            const vectors = await encode(texts);
            return transfer(vectors, [vectors.buffer as ArrayBuffer]);
        } catch (error) {
            const cause = causeIn(error);
            const why = typeof cause === "string" ? (cause.split("\n")[0] ?? "") : cause;
            throw new UserError(say("encoder.unusable", {folder: directory, why}), {cause: error});
        }
    }
});

async function load(): Promise<{tokenizer: PreTrainedTokenizer; model: PreTrainedModel}> {
    const name = basename(directory);
    const tokenizer = await AutoTokenizer.from_pretrained(name, {local_files_only: true});
    const model = await AutoModel.from_pretrained(name, {
        local_files_only: true,
        dtype: "q8",
        device: "cpu",
        session_options: {intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: "sequential"}
    });
    return {tokenizer, model};
}

async function encode(texts: readonly string[]): Promise<Float32Array> {
    const {tokenizer, model} = await loaded;
    const tokens = texts.map((text) => firstTokens(tokenizer, text));
    const vectors = new Float32Array(texts.length * size);
    const order = tokens
        .map((_, i) => i)
        .filter((i) => tokens[i]?.length !== 0)
        .toSorted((a, b) => lengthOf(a) - lengthOf(b));
    for (let start = 0; start < order.length;) {
        const rows = nextBatch(start);
        await encodeBatch(
            model,
            rows.map((row) => tokens[row] ?? []),
            (i, vector) => vectors.set(vector, (rows[i] as number) * size)
        );
        start += rows.length;
    }
    return vectors;

    function lengthOf(i: number): number {
        return tokens[i]?.length ?? 0;
    }

    function nextBatch(start: number): readonly number[] {
        let end = start + 1;
        while (end < order.length && (end + 1 - start) * lengthOf(order[end] as number) <= tokensAtOnce) end++;
        return order.slice(start, end);
    }
}

/** characters per token for the first attempt; ordinary text has four or five */
const charactersPerToken = 10;
/** tokens at the end of a truncated text that the truncation may have changed */
const changedTokens = 16;

/** A text's first tokens. The tokenizer is slower than the model, so of a long text only as much is tokenized as is needed. */
function firstTokens(tokenizer: PreTrainedTokenizer, text: string): readonly number[] {
    const tokensOf = (part: string) => tokenizer.encode(part, {add_special_tokens: false});
    const enough = (maxTokens + changedTokens) * charactersPerToken;
    const beginning = text.length > enough ? tokensOf(text.slice(0, enough)) : null;
    const tokens = beginning !== null && beginning.length >= maxTokens + changedTokens ? beginning : tokensOf(text);
    return tokens.slice(0, maxTokens);
}

async function encodeBatch(
    model: PreTrainedModel,
    batch: readonly (readonly number[])[],
    put: (row: number, vector: Float32Array) => void
): Promise<void> {
    const length = Math.max(...batch.map((row) => row.length));
    const ids = new BigInt64Array(batch.length * length);
    const mask = new BigInt64Array(batch.length * length);
    for (const [row, tokens] of batch.entries()) {
        for (const [column, token] of tokens.entries()) {
            ids[row * length + column] = BigInt(token);
            mask[row * length + column] = 1n;
        }
    }
    const shape = [batch.length, length];
    const output = (await model({input_ids: new Tensor("int64", ids, shape), attention_mask: new Tensor("int64", mask, shape)})) as Record<
        string,
        Tensor
    >;
    const states = output.last_hidden_state;
    if (states === undefined || states.dims.at(-1) !== size) throw new Fault(say("encoder.no-output", {size}));
    const values = states.data as Float32Array;
    for (const [row, tokens] of batch.entries()) put(row, meanOfRows(values, row * length, tokens.length));
}

/** The mean of a text's hidden states, L2-normalised. */
function meanOfRows(states: Float32Array, firstRow: number, rows: number): Float32Array {
    const sums = new Float64Array(size);
    for (let row = firstRow; row < firstRow + rows; row++) {
        for (let j = 0; j < size; j++) sums[j] = (sums[j] as number) + (states[row * size + j] as number);
    }
    const norm = Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0));
    return Float32Array.from(sums, (value) => (norm > 0 ? value / norm : 0));
}
