import type {Brief} from "../../brief/brief.ts";
import type {HistoryItem} from "../../history/item.ts";
import type {PersonaSlot} from "../../persona/plug.ts";
import type {Engine, ModelInfo, Prompt, SamplingOptions} from "../engine.ts";

/** Parts of a prompt besides the brief. */
export interface PromptParts {
    /** texts by the same author, the best one last */
    readonly examples: readonly HistoryItem[];
    /** [I ; P], shape (rows, nEmbd); `place` reserves their place, for a prompt whose vectors are not computed yet; null: none */
    readonly vectors: Float32Array | "place" | null;
    readonly slot: PersonaSlot;
    /** sentences about how the author writes */
    readonly profile: string | null;
    /** the user's own rules */
    readonly rules: readonly string[];
    /** the signature to use, or null */
    readonly signature: string | null;
    /** approximate number of words, or null */
    readonly words: number | null;
    /** text that the draft begins with, such as a greeting; empty for none */
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
    /** fields of the brief that were truncated to fit the context */
    readonly truncated: readonly string[];
}

/** Truncates and counts texts with the model's own tokenizer. */
export type Tokenizer = Pick<Engine, "truncate" | "countTokens">;

/** All that differs between kinds of models, chosen once from what a model's file says. */
export interface PromptFormat {
    /** for records and reports; not used for decisions */
    readonly id: string;
    /** whether the model follows instructions, so that it can change a text */
    readonly followsInstructions: boolean;
    /** where vectors stand unless a plug says otherwise */
    readonly personaSlot: PersonaSlot;
    /** maximum tokens of a draft for this brief */
    draftTokens(brief: Brief): number;
    /** The prompt for a brief. What is too long for the context is truncated and listed, never rejected. */
    build(brief: Brief, parts: PromptParts, tokenizer: Tokenizer): Promise<BuiltPrompt>;
    /** The prompt that asks for a change of a text. Only for formats that follow instructions. */
    buildRevision(instruction: string, text: string, parts: PromptParts, tokenizer: Tokenizer): Promise<BuiltPrompt>;
    /** default sampling of this kind of model; a model's own defaults and the user's settings override it */
    sampling(brief: Brief): SamplingOptions;
    /**
     * The draft from the model's output.
     * @param ended false: the model was cut off at its limit
     */
    finish(text: string, brief: Brief, ended: boolean): string;
}

/** The properties of a model that decide its format. */
export type FormatModel = Pick<ModelInfo, "chat" | "contextSize" | "nEmbd">;
