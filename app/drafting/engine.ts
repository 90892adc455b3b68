/**
 * The language model as drafting sees it. Implemented in `main/engine` by llama.cpp, in a process of its own or in this one.
 */

/**
 * A piece of a prompt. For a `chat` model the pieces together are one user turn, which the engine puts into the model's own template.
 * `text` is never parsed for control tokens, so what a user pasted cannot act as one.
 */
export type PromptSegment =
    | {readonly type: "text"; readonly text: string}
    /** a special token of the model's vocabulary, by its literal, e.g. `<|draft|>`; fails if the model has none of that name */
    | {readonly type: "control", readonly token: string}
    /** rows for the model's input, shape (n, nEmbd), row-major; in nano-1 at least one other segment follows the last vectors */
    | {readonly type: "vectors"; readonly vectors: Float32Array};

export interface ModelInfo {
    readonly path: string;
    readonly name: string;
    readonly architecture: string;
    readonly nEmbd: number;
    readonly vocabularySize: number;
    /** tokens */
    readonly contextSize: number;
    /** mean L2 norm of what the model takes as input for a token; 0 if it was not measured because of `plugRefusal` */
    readonly embeddingNorm: number;
    readonly sha256: string;
    /** bytes */
    readonly fileSize: number;
    /** `nano-1`: the grammar in docs/formats.md (GGUF key `idiolect.prompt_format`); `chat`: the model's own chat template */
    readonly promptFormat: "nano-1" | "chat";
    /** text goes through case marks before the tokenizer (GGUF key `idiolect.case_marks`) */
    readonly caseMarks: boolean;
    /** null: vectors were injected and compared with the same rows as tokens, and agreed; else a sentence that says why not */
    readonly plugRefusal: string | null;
}

export interface SamplingOptions {
    /** 0: greedy. Default 0.7 */
    readonly temperature?: number;
    /** default 0.95 */
    readonly topP?: number;
    readonly topK?: number;
    readonly minP?: number;
    /** default 1.1, over the last 64 tokens of the draft */
    readonly repeatPenalty?: number;
    /** strength of the DRY penalty on going on as an earlier passage of the draft did, 0 to 1; default 0: none */
    readonly dry?: number;
    /** phrases that the text is to hold, in this order; for small models: their tokens are made likelier until they are said, and soon afterwards the draft ends */
    readonly wanted?: readonly string[];
    /** nats that the tokens of the prompt gain, which may be 0, while numbers and signs of program text that are not in it lose; left out: neither. For small models, which know little else that is true */
    readonly copy?: number;
    /** tokens; default 320 */
    readonly maxTokens?: number;
}

export interface DraftJob {
    readonly prompt: readonly PromptSegment[];
    /** one draft for each seed, from 0 to 2^32 - 2, sharing the prompt's state; a seed's draft does not depend on the other seeds */
    readonly seeds: readonly number[];
    readonly sampling?: SamplingOptions;
}

export type DraftEvent =
    | {readonly type: "token"; readonly draft: number; readonly text: string}
    | {
        readonly type: "end";
        readonly draft: number;
        readonly text: string;
        readonly tokens: number;
        readonly promptTokens: number;
        /** ms from the job's start to this draft's first token */
        readonly firstTokenMs: number;
        readonly tokensPerSecond: number;
        readonly reason: "stop" | "length" | "cancelled";
    };

export interface Engine {
    load(modelPath: string, signal?: AbortSignal): Promise<ModelInfo>;
    /** The loaded model, or null. */
    readonly model: ModelInfo | null;
    /**
     * Evaluates how a prompt begins while the rest, such as a persona, is still being found. If the next job's prompt is this up to its
     * vectors, its first token comes that much earlier; the drafts are the same either way.
     */
    begin(prompt: readonly PromptSegment[], signal?: AbortSignal): Promise<void>;
    /** Streams all drafts of the job; aborting ends each within one token with reason `cancelled`. */
    draft(job: DraftJob, signal?: AbortSignal): AsyncIterable<DraftEvent>;
    /**
     * Negative log-likelihood of `text` after `prompt`, in nats, summed over `tokens` tokens (teacher forced, end token included).
     * `text` as a draft's text is: without nano-1's leading space.
     */
    score(prompt: readonly PromptSegment[], text: string, signal?: AbortSignal): Promise<{readonly nll: number; readonly tokens: number}>;
    countTokens(text: string): Promise<number>;
    /** The text's first `limit` tokens as text (limit > 0) or its last (limit < 0). */
    truncate(text: string, limit: number): Promise<string>;
    dispose(): Promise<void>;
}
