/**
 * The language model as drafting sees it. Implemented in `main/engine` by llama.cpp, in a process of its own or in this one.
 */
import type {Sentence} from "../sentences/sentence.ts";

/** A piece of a prompt. `text` is never parsed for special tokens, so what a user or a stranger wrote cannot act as one. */
export type PromptPart =
    | {readonly type: "text"; readonly text: string}
    /** rows for the model's input, shape (n, nEmbd), row-major */
    | {readonly type: "vectors"; readonly vectors: Float32Array};

export interface PromptTurn {
    readonly role: "system" | "user" | "assistant";
    readonly parts: readonly PromptPart[];
}

/**
 * What a model is given. `turns` go through the model's own chat template: at most one system turn, first, then user and assistant
 * in alternation. The last turn is the user's, or the assistant's where the draft goes on with a text that has begun. `document` is
 * plain text for a model without a template. After the last vectors at least one token has to follow, which in a chat the template
 * gives.
 */
export type Prompt = ({readonly turns: readonly PromptTurn[]} | {readonly document: readonly PromptPart[]}) & {
    /** a LoRA that the prompt and what follows are read and written with; without it the model as it is */
    readonly adapter?: PromptAdapter;
};

export interface PromptAdapter {
    /** path of a GGUF adapter made for the model; a file of this name never changes */
    readonly file: string;
    /** 0: the model as it is; 1: as trained */
    readonly scale: number;
}

/** What a model's chat template does, found by rendering it. */
export interface ChatTemplateInfo {
    /** the system turn that the template writes where none is given, or null */
    readonly defaultSystem: string | null;
    /** the model reasons in `<think>` blocks: never; unless the template is told not to (which the engine does); or always */
    readonly thinking: "none" | "switchable" | "always";
}

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
    /** L2 norms of some rows of the embedding matrix (docs/formats.md, "Plug file"): equal weights are known by them in any quantisation */
    readonly embeddingRows: readonly number[];
    readonly sha256: string;
    /** bytes */
    readonly fileSize: number;
    /** null: the model has no chat template, or one that cannot be rendered */
    readonly chat: ChatTemplateInfo | null;
    /** null: vectors were injected and compared with the same rows as tokens, and agreed; else a sentence that says why not */
    readonly plugRefusal: Sentence | null;
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
    /** nats that a token loses where it would repeat a run of words from an earlier draft of the same job; default 0 */
    readonly apart?: number;
    /** the draft ends before the first of these that it would write */
    readonly stop?: readonly string[];
    /** tokens; default 320 */
    readonly maxTokens?: number;
}

export interface DraftJob {
    readonly prompt: Prompt;
    /**
     * one draft for each seed, from 0 to 2^32 - 2, sharing the prompt's state; without `apart`, a seed's draft does not depend on
     * the other seeds
     */
    readonly seeds: readonly number[];
    readonly sampling?: SamplingOptions;
    /** what differs from `sampling` for the draft of each seed, in their order */
    readonly perDraft?: readonly SamplingOptions[];
    /** texts, written by earlier jobs, that `apart` keeps these drafts from as well */
    readonly earlier?: readonly string[];
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

export interface EncodedText {
    /** the prompt's vectors stand as -1, -2, … in their order */
    readonly prompt: readonly number[];
    readonly text: readonly number[];
}

export interface Engine {
    load(modelPath: string, signal?: AbortSignal): Promise<ModelInfo>;
    /** The loaded model, or null. */
    readonly model: ModelInfo | null;
    /**
     * Evaluates what stands before the place of the vectors in a prompt whose vectors are still being found. If the next job's
     * prompt begins like this, its first token comes that much earlier; the drafts are the same either way.
     * @param prompt with one empty vectors part where the vectors will stand
     */
    begin(prompt: Prompt, signal?: AbortSignal): Promise<void>;
    /** Streams all drafts of the job; aborting ends each within one token with reason `cancelled`. */
    draft(job: DraftJob, signal?: AbortSignal): AsyncIterable<DraftEvent>;
    /**
     * Negative log-likelihood of `text` after `prompt`, in nats, summed over `tokens` tokens (teacher forced, end token included).
     */
    score(prompt: Prompt, text: string, signal?: AbortSignal): Promise<{readonly nll: number; readonly tokens: number}>;
    /**
     * Token ids of a prompt and of the text that follows it, end token included, as `score` takes them; for training.
     * @throws {UserError} if the model takes no vectors
     */
    encode(prompt: Prompt, text: string): Promise<EncodedText>;
    /** What the model reads for the text's tokens, shape (tokens, nEmbd). @throws {UserError} if the model takes no vectors */
    inputRows(text: string): Promise<Float32Array>;
    countTokens(text: string): Promise<number>;
    /** The text's first `limit` tokens as text (limit > 0) or its last (limit < 0). */
    truncate(text: string, limit: number): Promise<string>;
    dispose(): Promise<void>;
}
