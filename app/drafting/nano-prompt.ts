import type {HistoryItem} from "../history/item.ts";
import {layoutFieldText} from "../text/field-text.ts";
import type {Brief} from "./brief.ts";
import type {PromptSegment} from "./engine.ts";
import type {Kind} from "./kind.ts";
import {cutTokens, notesLine, tokenLimits, type PromptParts, type Tokenizer} from "./prompt-parts.ts";

/** The prompt grammar `nano-1` (docs/formats.md). */
export async function nanoPrompt(brief: Brief, parts: PromptParts, tokenizer: Tokenizer): Promise<readonly PromptSegment[]> {
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

function control(token: string): PromptSegment {
    return {type: "control", token};
}
