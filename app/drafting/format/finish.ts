import type {Brief} from "../../brief/brief.ts";
import {isLineKind} from "../../persona/habits.ts";
import {sentencesOf, wordsOf} from "../../text/words.ts";

/* Text that models add around the requested one. Only that is removed: a ruler, a quoted line or "Ann wrote:" belongs to the text. */

/** reasoning, closed or not */
const thinking = /<think>[\s\S]*?(?:<\/think>|$)/giu;
const thinkingEnd = /^[\s\S]*?<\/think>/iu;

const assent =
    "(?:(?:certainly|sure(?: thing)?|of course|absolutely|ok(?:ay)?|alright|no problem|great)\\b" + "[^\\n:]{0,60}?[!.,:–—-]*\\s+)?";
const artefact =
    "(?:e-?mails?|letter|reply|response|answer|draft|headline|title|subject(?: line)?|message|text|version|passage|" +
    "continuation|suggestion)";
const announcement = `^\\s*${assent}(?:here|below)(?:['’]s| is| are)?\\b[^\\n:]{0,100}\\b${artefact}\\b[^\\n:]{0,80}`;
/**
 * A line that announces the text: "Certainly! Here is the e-mail:", "Sure, here's a reply." It names what it announces and is a line of its
 * own, or before quotation marks; "Here is the list: …" is text.
 */
const preamble = new RegExp(`${announcement}(?::[ \\t]*(?:\\n+|(?=["“]))|\\.[ \\t]*\\n+)`, "iu");
/** a title may follow in the same line */
const linePreamble = new RegExp(`${announcement}:\\s*`, "iu");

const fence = /^\s*```[\w-]*[ \t]*\n([\s\S]*?)(?:\n\s*```[\s\S]*)?$/u;

/** labels in front of a line, and of a letter */
const lineLabel = /^\s*(?:\*\*|__|#+\s*)?(?:subject(?: line)?|headline|title|betreff|re subject)(?:\*\*|__)?\s*[:：]\s*(?:\*\*|__)?\s*/iu;
const letterLabel = /^\s*(?:\*\*)?(?:subject(?: line)?|betreff)(?:\*\*)?\s*:[^\n]*\n+/iu;
const bodyLabel = /^\s*(?:\*\*)?(?:body|e-?mail|reply|message|text|answer)(?:\*\*)?\s*:(?:\*\*)?[ \t]*\n+/iu;

/** the label of the notes in the prompt (`turn-text.ts`), with which a small model sometimes begins another brief */
const notesLabel = "Say:";
/** the mark of a list's item without one */
const emptyItem = /^[-–*•]$/u;

/** the full stop after a title's last word; "U.S." and "etc." keep theirs, and so does an ellipsis */
const lineStop = /(?<=[\p{L}\p{N}]{4}["”’)]?)\.$/u;

/** beginnings of the removable parts */
const suspicious = new RegExp(
    "^(?:certainly|sure|of course|absolutely|ok|alright|no problem|great|here|below|[\"“„«'‘`*#]|subject|betreff|" +
        "headline|title|body|e-?mail|reply|message|answer|text)",
    "iu"
);
/** after this many characters a beginning is none of them */
const decided = 200;

const quotePairs: readonly (readonly [string, string])[] = [
    ['"', '"'],
    ["“", "”"],
    ["„", "“"],
    ["«", "»"],
    ["'", "'"],
    ["‘", "’"]
];

/**
 * The model's output without reasoning, fences, preambles, labels and quotation marks around the whole. Titles are one line without a full
 * stop.
 */
export function cleanAnswer(text: string, brief: Brief): string {
    const isLine = isLineKind(brief.kind);
    let cleaned = withoutThinking(text).trim();
    // they may be nested: a preamble, then a fence with a label in it
    for (let before = ""; before !== cleaned;) {
        before = cleaned;
        cleaned = (fence.exec(cleaned)?.[1] ?? cleaned).replace(isLine ? linePreamble : preamble, "").trim();
        if (isLine) cleaned = cleaned.replace(lineLabel, "");
        else if (brief.kind !== "continue") cleaned = cleaned.replace(letterLabel, "").replace(bodyLabel, "");
        cleaned = unquoted(cleaned.trim());
    }
    if (isLine) return oneLine(cleaned);
    if (brief.kind === "continue") return withoutRepeated(cleaned, brief.text ?? "");
    return withoutLeftovers(cleaned);
}

/** A letter without another brief behind it, and without items of a list that are paragraphs of nothing but their mark. */
function withoutLeftovers(text: string): string {
    const lines = text.split("\n");
    const label = lines.findIndex((line, index) => index > 0 && line.trim() === notesLabel);
    const own = label === -1 ? lines : lines.slice(0, label);
    const isBlank = (index: number): boolean => (own[index]?.trim() ?? "") === "";
    const kept = own.filter((line, index) => !(emptyItem.test(line.trim()) && isBlank(index - 1) && isBlank(index + 1)));
    return kept.length === lines.length
        ? text
        : kept
              .join("\n")
              .replace(/\n{3,}/g, "\n\n")
              .trim();
}

const leastTitleWords = 3;

/**
 * A draft that was cut off: of a title its first sentence, if it has several.
 * @param text cleaned
 */
export function cutOffTitle(text: string, brief: Brief): string {
    const [first] = sentencesOf(text);
    // "Sens." and "No." do not end a title
    return first === undefined || first.length === text.length || wordsOf(first).length < leastTitleWords
        ? text
        : cleanAnswer(first, brief);
}

/** A text without the sentence that the model was cut off in; as it is where none is complete. */
export function wholeSentences(text: string): string {
    const last = sentencesOf(text).findLast((sentence) => /[.!?…]["'”’)]*$/u.test(sentence.trim()));
    return last === undefined ? text : text.slice(0, text.lastIndexOf(last) + last.length).trimEnd();
}

/** A title without marks of a heading or of bold type around it. */
function oneLine(text: string): string {
    const lines = text.split("\n").filter((each) => each.trim() !== "");
    // "Revised headline for this article:" announces the line below it
    const line = (lines.length > 1 ? lines.find((each) => !each.trimEnd().endsWith(":")) : undefined) ?? lines[0] ?? "";
    return unquoted(
        line
            .trim()
            .replace(/^#+\s+/u, "")
            .replace(/^\*\*(.+)\*\*$/u, "$1")
            .trim()
    ).replace(lineStop, "");
}

/** Reasoning is never part of a draft; a model whose template opened it writes only the closing tag. */
export function withoutThinking(text: string): string {
    return text.replace(thinking, "").replace(thinkingEnd, "");
}

/** Whether the text so far may still turn out to begin with a removable part. Then it is not shown yet. */
export function mayBeTakenOff(beginning: string): boolean {
    const start = beginning.trimStart();
    if (start.length < 8) return true;
    if (/^<think>/iu.test(start)) return !/<\/think>\s*\S/iu.test(start);
    return start.startsWith("```") || (!start.includes("\n") && start.length < decided && suspicious.test(start));
}

/** Removes quotation marks around the whole, if none of the kind are inside. */
function unquoted(text: string): string {
    for (const [open, close] of quotePairs) {
        const inner = text.slice(open.length, -close.length);
        const isAround = text.length > 2 && text.startsWith(open) && text.endsWith(close);
        if (isAround && !inner.includes(open) && !inner.includes(close)) return inner.trim();
    }
    return text;
}

/** Removes a repetition of the text that the model was to continue. */
function withoutRepeated(answer: string, begun: string): string {
    const text = begun.trim();
    if (text === "" || !answer.startsWith(text)) return answer;
    return answer.slice(text.length).trimStart();
}
