/** The language model as a port of drafting. Implemented in `main/engine` with llama.cpp, in a separate process or in this one. */
import type {Sentence} from "../sentences/sentence.ts";

/** A part of a prompt. `text` is never parsed for special tokens, so text of the user or of anybody else cannot act as one. */
export type PromptPart =
    | {readonly type: "text"; readonly text: string}
    /** rows for the model's input, shape (n, nEmbd), row-major */
    | {readonly type: "vectors"; readonly vectors: Float32Array};

export interface PromptTurn {
    readonly role: "system" | "user" | "assistant";
    readonly parts: readonly PromptPart[];
}

/**
 * The model's input. `turns` are rendered by the model's own chat template: at most one system turn, first, then user and assistant
 * alternating. The last turn is the user's, or the assistant's if the draft continues a text that has begun. `document` is plain text for a
 * model without a template. After the last vectors at least one token must follow, which in a chat the template provides.
 */
export type Prompt = ({readonly turns: readonly PromptTurn[]} | {readonly document: readonly PromptPart[]}) & {
    /** a LoRA with which the prompt is evaluated and the text generated; none: the unmodified model */
    readonly adapter?: PromptAdapter;
};

export interface PromptAdapter {
    /** path of a GGUF adapter made for the model; the content of a file with this name never changes */
    readonly file: string;
    /** 0: the unmodified model; 1: as trained */
    readonly scale: number;
}

/** Properties of a model's chat template, found by rendering it. */
export interface ChatTemplateInfo {
    /** the default system turn of the template, or null */
    readonly defaultSystem: string | null;
    /** whether the model reasons in `<think>` blocks: never; unless the template is told not to (which the engine does); or always */
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
    /** mean L2 norm of the model's input for a token; 0 if it was not measured because of `plugRefusal` */
    readonly embeddingNorm: number;
    /** L2 norms of some rows of the embedding matrix (docs/formats.md, "Plug file"), which identify equal weights in any quantisation */
    readonly embeddingRows: readonly number[];
    readonly sha256: string;
    /** bytes */
    readonly fileSize: number;
    /** null: the model has no chat template, or one that cannot be rendered */
    readonly chat: ChatTemplateInfo | null;
    /** null: vectors were evaluated and compared with the same rows as tokens, and agreed; else a sentence with the reason */
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
    /** strength of the DRY penalty on continuing like an earlier passage of the draft, 0 to 1; default 0: none */
    readonly dry?: number;
    /** penalty in nats for a token that would repeat a run of words from an earlier draft of the same job; default 0 */
    readonly apart?: number;
    /** the draft ends before the first of these strings */
    readonly stop?: readonly string[];
    /** tokens; default 320 */
    readonly maxTokens?: number;
}

export interface DraftJob {
    readonly prompt: Prompt;
    /**
     * one draft for each seed, from 0 to 2^32 - 2, sharing the prompt's state; without `apart`, a seed's draft does not depend on the other
     * seeds
     */
    readonly seeds: readonly number[];
    readonly sampling?: SamplingOptions;
    /** differences from `sampling` for the draft of each seed, in order */
    readonly perDraft?: readonly SamplingOptions[];
    /** texts of earlier jobs that `apart` applies to as well */
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
    /** the prompt's vectors are -1, -2, … in order */
    readonly prompt: readonly number[];
    readonly text: readonly number[];
}

export interface Engine {
    load(modelPath: string, signal?: AbortSignal): Promise<ModelInfo>;
    /** The loaded model, or null. */
    readonly model: ModelInfo | null;
    /**
     * Evaluates what precedes the vectors in a prompt whose vectors are not computed yet. If the next job's prompt begins like this, its
     * first token comes earlier; the drafts are the same either way.
     * @param prompt with one empty vectors part in place of the vectors
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
    /**
     * Input embeddings of the text's tokens, shape (tokens, nEmbd).
     * @throws {UserError} if the model takes no vectors
     */
    inputRows(text: string): Promise<Float32Array>;
    countTokens(text: string): Promise<number>;
    /** The text's first `limit` tokens as text (limit > 0) or its last (limit < 0). */
    truncate(text: string, limit: number): Promise<string>;
    dispose(): Promise<void>;
}
