import type {Brief} from "../../brief/brief.ts";
import type {Prompt, PromptPart} from "../engine.ts";
import type {HistoryItem} from "../../history/item.ts";
import {exampleOf, type Example} from "./example-brief.ts";
import type {BuiltPrompt, FormatModel, Tokenizer} from "./format.ts";
import {withoutQuotedTail} from "./quoted-tail.ts";

/*
 * Fits a prompt into the context. Nothing of a brief is truncated while it fits; examples are dropped first, then the longest field that is
 * least in the user's own words.
 */

/** share of the available tokens that the examples may take together */
const exampleShare = 0.4;
/**
 * characters of an example's text and of its source: evaluating them delays the first token, and the model that ships was trained on
 * examples of about this length
 */
const exampleCharacters = {answer: 800, source: 500} as const;
/** approximate characters in a token of an example */
const charactersInExampleToken = 4;
/** approximate tokens of a chat template around a turn */
const templateTokens = 12;
/** tokens reserved for errors of counting the parts separately */
const slack = 16;
/** upper bound of the mean length of a vocabulary's pieces: text beyond need not be tokenized to be cut off */
const charactersPerToken = 40;
/** tokens of a field that are always kept */
const leastTokens = 24;

type Field = "message" | "text" | "notes" | "subject";

/** The fields of a brief in the order in which they are truncated; negative: the end is kept. */
function cutOrder({kind}: Brief): readonly (readonly [Field, 1 | -1])[] {
    return [
        ["message", 1],
        ["text", kind === "continue" ? -1 : 1],
        ["notes", 1],
        ["subject", 1]
    ];
}

/** Puts a prompt together from a brief and examples. */
export type Layout = (brief: Brief, examples: readonly Example[]) => Prompt;

/**
 * The prompt with as many of the examples, the best one last, and as much of the brief as fits the context.
 * @param draftTokens reserved for the draft
 */
export async function fitPrompt(
    brief: Brief,
    items: readonly HistoryItem[],
    layout: Layout,
    model: FormatModel,
    draftTokens: number,
    tokenizer: Tokenizer
): Promise<BuiltPrompt> {
    const room = model.contextSize - draftTokens - slack;
    const truncated = new Set<Field>();
    let fitting = brief;
    for (const [field, direction] of cutOrder(brief)) {
        const text = fitting[field] ?? "";
        const most = Math.max(room, leastTokens) * charactersPerToken;
        if (text.length <= most) continue;
        fitting = {...fitting, [field]: direction > 0 ? text.slice(0, most) : text.slice(-most)};
        truncated.add(field);
    }
    const perExample = Math.floor((exampleShare * room) / Math.max(1, items.length));
    const half = (perExample * charactersInExampleToken) / 2;
    const limits = {answer: Math.min(exampleCharacters.answer, half), source: Math.min(exampleCharacters.source, half)};
    const examples = items.map((item) => exampleOf(item, brief.kind, limits)).filter((example) => example !== null);
    let kept = perExample < leastTokens ? [] : examples;
    let prompt = layout(fitting, kept);
    let overflow = (await countTokens(prompt, model, tokenizer)) - room;
    while (overflow > 0 && kept.length > 0) {
        kept = kept.slice(1);
        prompt = layout(fitting, kept);
        overflow = (await countTokens(prompt, model, tokenizer)) - room;
    }
    for (const [field, direction] of cutOrder(brief)) {
        if (overflow <= 0) break;
        const whole = fitting[field]?.trim() ?? "";
        if (whole === "") continue;
        const text = field === "message" ? withoutQuotedTail(whole) : whole;
        const limit = Math.max(leastTokens, (await tokenizer.countTokens(whole)) - overflow);
        fitting = {...fitting, [field]: await cutText(text, direction * limit, tokenizer)};
        truncated.add(field);
        prompt = layout(fitting, kept);
        overflow = (await countTokens(prompt, model, tokenizer)) - room;
    }
    return {prompt, truncated: [...truncated]};
}

/** A text's first `limit` tokens, or its last for a negative limit, to a boundary of sentences or lines where one is near. */
async function cutText(text: string, limit: number, tokenizer: Tokenizer): Promise<string> {
    const characters = limit * charactersPerToken;
    const near = limit < 0 ? text.slice(characters) : text.slice(0, characters);
    const cut = await tokenizer.truncate(near, limit);
    if (cut.length === text.length) return text;
    if (limit < 0) {
        const start = cut.search(/(?<=[.!?…]["”’)]*\s)\S|(?<=\n)\S/u);
        return (start > 0 && start < cut.length / 2 ? cut.slice(start) : cut).trim();
    }
    const whole = /^[\s\S]*(?:[.!?…]["”’)]*(?=\s)|\n)/u.exec(cut)?.[0] ?? "";
    return (whole.length > cut.length / 2 ? whole : cut).trim();
}

async function countTokens(prompt: Prompt, {nEmbd}: FormatModel, tokenizer: Tokenizer): Promise<number> {
    const parts = "turns" in prompt ? prompt.turns.flatMap((turn) => turn.parts) : prompt.document;
    const ofPart = async (part: PromptPart) => (part.type === "text" ? tokenizer.countTokens(part.text) : part.vectors.length / nEmbd);
    const counts = await Promise.all(parts.map(ofPart));
    return counts.reduce((sum, count) => sum + count, "turns" in prompt ? templateTokens * prompt.turns.length : 0);
}
