import type {Brief} from "../../brief/brief.ts";
import type {HistoryItem} from "../../history/item.ts";
import type {PersonaSlot} from "../../persona/plug.ts";
import type {Engine, ModelInfo, Prompt, SamplingOptions} from "../engine.ts";

/** What goes into a prompt besides the brief. */
export interface PromptParts {
    /** texts by the same author, the best one last */
    readonly examples: readonly HistoryItem[];
    /** [I ; P], shape (rows, nEmbd); `place` holds their place free, for a prompt whose vectors are still being found; null: none */
    readonly vectors: Float32Array | "place" | null;
    readonly slot: PersonaSlot;
    /** sentences about how the author writes */
    readonly profile: string | null;
    /** the user's own rules */
    readonly rules: readonly string[];
    /** how the text is to be signed, or null */
    readonly signature: string | null;
    /** words, about, or null */
    readonly words: number | null;
    /** what the draft begins with already, a greeting perhaps; empty for none */
    readonly beginning: string;
}

export const noParts: PromptParts = {
    examples: [],
    vectors: null,
    slot: "system",
    profile: null,
    rules: [],
    signature: null,
    words: null,
    beginning: ""
};

export interface BuiltPrompt {
    readonly prompt: Prompt;
    /** fields of the brief that were longer than the context has room for, and were cut */
    readonly truncated: readonly string[];
}

/** Cuts and counts texts with the model's own tokenizer. */
export type Tokenizer = Pick<Engine, "truncate" | "countTokens">;

/** All that differs between kinds of models, chosen once from what a model's file says. */
export interface PromptFormat {
    /** for records and reports; nothing is decided by it */
    readonly id: string;
    /** does the model do what a turn asks for, so that it can change a text? */
    readonly followsInstructions: boolean;
    /** where vectors stand unless a plug says otherwise */
    readonly personaSlot: PersonaSlot;
    /** tokens that a draft of this brief may take at most */
    draftTokens(brief: Brief): number;
    /** The prompt for a brief. What is too long for the context is cut and named, never refused. */
    build(brief: Brief, parts: PromptParts, tokenizer: Tokenizer): Promise<BuiltPrompt>;
    /** The prompt that asks for a change of a text. Only for formats that follow instructions. */
    buildRevision(instruction: string, text: string, parts: PromptParts, tokenizer: Tokenizer): Promise<BuiltPrompt>;
    /** how this kind of model is sampled; a model's own defaults and the user's wishes go above it */
    sampling(brief: Brief): SamplingOptions;
    /**
     * A draft as the user gets it, from what the model wrote.
     * @param ended false: the model was cut off at its limit
     */
    finish(text: string, brief: Brief, ended: boolean): string;
}

/** What of a model decides its format. */
export type FormatModel = Pick<ModelInfo, "chat" | "contextSize" | "nEmbd">;
