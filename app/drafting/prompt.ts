import type {HistoryItem} from "../history/item.ts";
import {layoutFieldText} from "../text/field-text.ts";
import type {Brief} from "./brief.ts";
import {chatPrompt} from "./chat-prompt.ts";
import type {Engine, PromptSegment} from "./engine.ts";
import type {Kind} from "./kind.ts";

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

/** The prompt for a brief, in the form that the loaded model was trained on. Texts that are too long are cut, never refused. */
export function buildPrompt(
    format: "nano-1" | "chat", brief: Brief, parts: PromptParts, tokenizer: Tokenizer,
): Promise<readonly PromptSegment[]> {
    return format === "nano-1" ? nanoPrompt(brief, parts, tokenizer) : chatPrompt(brief, parts, tokenizer);
}

async function nanoPrompt(brief: Brief, parts: PromptParts, tokenizer: Tokenizer): Promise<readonly PromptSegment[]> {
    const field = (token: string, text: string | undefined, limit: number) => fieldSegments(token, text, limit, tokenizer);
    const slot: readonly PromptSegment[] = parts.vectors === null ? [] : [{type: "vectors", vectors: parts.vectors}];
    const examples = await Promise.all(parts.examples.map((item) => exampleSegments(brief.kind, item, tokenizer)));
    return [
        control("<s>"),
        ...(parts.slot === "start" ? slot : []),
        ...examples.flat(),
        control(`<|${brief.kind}|>`),
        ...(await briefSegments(brief, field)),
        ...(parts.slot === "before-draft" ? slot : []),
        control("<|draft|>"),
    ];
}

type Field = (token: string, text: string | undefined, limit: number) => Promise<readonly PromptSegment[]>;

async function briefSegments(brief: Brief, field: Field): Promise<readonly PromptSegment[]> {
    const {article, email, notes, message, beginning, to, subject} = tokenLimits;
    switch (brief.kind) {
        case "headline": return field("<|text|>", brief.text, article);
        case "subject": return field("<|text|>", brief.text, email);
        case "email": return (await Promise.all([
            field("<|to|>", brief.to, to), field("<|title|>", brief.subject, subject), field("<|notes|>", notesLine(brief.notes), notes),
        ])).flat();
        case "reply": return (await Promise.all([
            field("<|to|>", brief.to, to), field("<|title|>", brief.subject, subject), field("<|notes|>", notesLine(brief.notes), notes),
            field("<|answers|>", brief.message, message),
        ])).flat();
        case "continue": return (await Promise.all([
            field("<|title|>", brief.subject, subject), field("<|notes|>", notesLine(brief.notes), notes),
            field("<|text|>", brief.text, beginning),
        ])).flat();
    }
}

async function exampleSegments(kind: Kind, item: HistoryItem, tokenizer: Tokenizer): Promise<readonly PromptSegment[]> {
    const {exampleBefore, exampleTitle, exampleAfter} = tokenLimits;
    const title = item.title ?? "";
    const parts = kind === "headline" || kind === "subject"
        ? [fieldSegments("<|text|>", item.text, exampleBefore, tokenizer), fieldSegments("<|draft|>", title, exampleTitle, tokenizer)]
        : [fieldSegments("<|title|>", title, exampleTitle, tokenizer), fieldSegments("<|draft|>", item.text, exampleAfter, tokenizer)];
    return [control("<|example|>"), ...(await Promise.all(parts)).flat()];
}

/** A field with its control token in front; nothing where the text is empty. */
async function fieldSegments(token: string, text: string | undefined, limit: number, tokenizer: Tokenizer): Promise<readonly PromptSegment[]> {
    const prepared = layoutFieldText(text ?? "");
    if (prepared === "") return [];
    return [control(token), {type: "text", text: await cutTokens(prepared, limit, tokenizer)}];
}

/** no piece of a vocabulary is longer on average: what lies beyond need not be tokenized to be cut off */
const charactersPerToken = 40;

/** A text's first `limit` tokens, or its last for a negative limit. */
export async function cutTokens(text: string, limit: number, tokenizer: Tokenizer): Promise<string> {
    const characters = limit * charactersPerToken;
    return tokenizer.truncate(limit < 0 ? text.slice(characters) : text.slice(0, characters), limit);
}

/** Notes as Nano knows them: phrases joined by `; `. */
export function notesLine(notes: string | undefined): string {
    return (notes ?? "").split(/[\n;]+/).map((phrase) => phrase.replace(/^\s*[-*•]\s+/, "").trim()).filter((phrase) => phrase !== "").join("; ");
}

function control(token: string): PromptSegment {
    return {type: "control", token};
}
