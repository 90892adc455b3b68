import type {HistoryItem} from "../history/item.ts";
import type {Brief} from "./brief.ts";
import type {PromptSegment} from "./engine.ts";
import type {Kind} from "./kind.ts";
import {cutTokens, notesLine, tokenLimits, type PromptParts, type Tokenizer} from "./prompt-parts.ts";

const tasks: Readonly<Record<Kind, string>> = {
    headline: "Write a headline for the article.",
    subject: "Write a subject line for the e-mail.",
    email: "Write an e-mail that says what the notes say.",
    reply: "Write a reply to the message that says what the notes say.",
    continue: "Go on with the text.",
};

/**
 * The prompt for a model that follows instructions: one user turn, which the engine puts into the model's own chat template.
 * Vectors stand in front of the turn's text, wherever the plug's slot is: only Nano knows a token right before the draft.
 */
export async function chatPrompt(brief: Brief, parts: PromptParts, tokenizer: Tokenizer): Promise<readonly PromptSegment[]> {
    const cut = (text: string | undefined, limit: number) => cutText(text, limit, tokenizer);
    const {article, email, notes, message, beginning, to, subject} = tokenLimits;
    const source = brief.kind === "headline" ? {label: "Article", limit: article}
        : brief.kind === "subject" ? {label: "E-mail", limit: email} : {label: "The text so far", limit: beginning};
    const fields = [
        labelled("To", await cut(brief.to, to)),
        labelled("Subject", await cut(brief.subject, subject)),
        labelled("Notes", await cut(notesLine(brief.notes), notes)),
        labelled("Message", await cut(brief.message, message)),
        labelled(source.label, await cut(brief.text, source.limit)),
    ];
    const examples = await Promise.all(parts.examples.map((item) => exampleText(brief.kind, item, tokenizer)));
    const paragraphs = [
        examples.length === 0 ? "" : `These are texts by the author:\n\n${examples.join("\n\n---\n\n")}`,
        parts.profile ?? "",
        examples.length === 0 && parts.profile === null ? tasks[brief.kind] : `${tasks[brief.kind]} Write as the author does.`,
        parts.rules.length === 0 ? "" : `These rules come first:\n${parts.rules.map((rule) => `- ${rule}`).join("\n")}`,
        fields.filter((field) => field !== "").join("\n"),
        "Answer with the text alone.",
    ];
    const text = paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
    const vectors: readonly PromptSegment[] = parts.vectors === null ? [] : [{type: "vectors", vectors: parts.vectors}];
    return [...vectors, {type: "text", text}];
}

async function exampleText(kind: Kind, item: HistoryItem, tokenizer: Tokenizer): Promise<string> {
    const isLine = kind === "headline" || kind === "subject";
    const title = await cutText(item.title ?? "", tokenLimits.exampleTitle, tokenizer);
    const text = await cutText(item.text, isLine ? tokenLimits.exampleBefore : tokenLimits.exampleAfter, tokenizer);
    if (isLine) return `${text}\n→ ${title}`;
    return title === "" ? text : `${labelled("Subject", title)}\n${text}`;
}

async function cutText(text: string | undefined, limit: number, tokenizer: Tokenizer): Promise<string> {
    const tidy = (text ?? "").trim();
    return tidy === "" ? "" : (await cutTokens(tidy, limit, tokenizer)).trim();
}

function labelled(label: string, text: string): string {
    return text === "" ? "" : `${label}: ${text}`;
}
