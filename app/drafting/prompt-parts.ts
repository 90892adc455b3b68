import type {HistoryItem} from "../history/item.ts";
import type {Engine} from "./engine.ts";

/** What goes into a prompt besides the brief. */
export interface PromptParts {
    /** texts by the same author, in the order they are to stand */
    readonly examples: readonly HistoryItem[];
    /** [I ; P], shape (rows, nEmbd), or null for a prompt without vectors */
    readonly vectors: Float32Array | null;
    /** where the vectors stand */
    readonly slot: "before-draft" | "start";
    /** sentences about the author, for models that follow instructions */
    readonly profile: string | null;
    /** the user's own rules, for models that follow instructions */
    readonly rules: readonly string[];
}

/** Cuts and counts texts with the model's own tokenizer. */
export type Tokenizer = Pick<Engine, "truncate">;

/** Limits in tokens (docs/formats.md, "Prompt grammar"); negative: the last ones are kept. */
export const tokenLimits = {
    article: 192, email: 192, notes: 64, message: 128, beginning: -96, to: 16, subject: 48,
    exampleBefore: 64, exampleTitle: 48, exampleAfter: 96,
} as const;

/** no piece of a vocabulary is longer on average: what lies beyond need not be tokenized to be cut off */
const charactersPerToken = 40;

/** A text's first `limit` tokens, or its last for a negative limit. */
export async function cutTokens(text: string, limit: number, tokenizer: Tokenizer): Promise<string> {
    const characters = limit * charactersPerToken;
    return tokenizer.truncate(limit < 0 ? text.slice(characters) : text.slice(0, characters), limit);
}

/** The phrases of notes, which stand in lines or between semicolons. */
export function notesPhrases(notes: string | undefined): readonly string[] {
    return (notes ?? "").split(/[\n;]+/).map((phrase) => phrase.replace(/^\s*[-*•]\s+/, "").trim()).filter((phrase) => phrase !== "");
}

/** Notes as Nano knows them: phrases joined by `; `. */
export function notesLine(notes: string | undefined): string {
    return notesPhrases(notes).join("; ");
}
