import {wordsOf} from "../text/words.ts";

/** fewer words are a heading, an answer or a sign-off of one's own: "Hugs", "Yes, gladly" */
const leastWords = 5;
const item = /^\s*(?:[-–—*+•·>]|\(?(?:\d{1,3}|\p{L})[.)])\s/u;
/** letters of scripts that end sentences with a full stop, or a digit */
const unmarked = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}%\]]["'”’)]?$/u;

/** Whether a paragraph is text, not a list or a few words, that ends without a mark. */
export function hasOpenEnd(paragraph: string): boolean {
    return isText(paragraph) && unmarked.test(paragraph.trimEnd());
}

/** The same of one line. */
export function isOpenLine(line: string): boolean {
    return wordsOf(line).length >= leastWords && unmarked.test(line.trimEnd());
}

/** The share of a letter's paragraphs, of those that are text, that end without a mark; null: there are none. */
export function openEnds(body: string): number | null {
    const paragraphs = body.split(/\n\s*\n/).filter(isText);
    return paragraphs.length === 0 ? null : paragraphs.filter(hasOpenEnd).length / paragraphs.length;
}

/** Whether a paragraph is text: no list, and more than a few words in its last line. */
export function isText(paragraph: string): boolean {
    const lines = paragraph.trimEnd().split("\n");
    return wordsOf(lines.at(-1) ?? "").length >= leastWords && !lines.some((line) => item.test(line));
}
