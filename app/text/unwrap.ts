/**
 * Joins lines that a mail program or editor broke at a fixed width. Mail in plain text comes so, Gmail's too; a model that is shown or
 * trained on such lines breaks its own drafts in the middle of sentences.
 *
 * A break within a sentence is by width if its line is long. One between sentences is so if the next line's first word had no room, and
 * there is a break within a sentence elsewhere. Lists, verse, addresses, code and quotes stay as they are.
 */

/** widest that programs break lines at, in characters: RFC 2822 recommends 78, some editors 100; a longer line was not broken */
const widest = 110;
/** shortest line that is broken within a sentence, in characters; verse and addresses are shorter */
const shortest = 45;
/** characters of the longest line that others may lack: a program's width is not known, only the longest line */
const ragged = 8;
/** share of letters and spaces in prose, apart from its punctuation; code and tables have less */
const leastLetters = 0.85;

/** A line that begins so is not the rest of the one before: list item, quote ("JL> …"), table, heading, field ("Phone: …"). */
const ownLine = /^(?:[-–—*+•·>|#=~]|\p{Lu}{1,4}>|\(?(?:\d{1,3}|\p{L})[.)]\s|\p{Lu}[\p{L} ]{0,20}:\s)/u;
const listItem = /^\s*(?:[-–*+•·]|\(?(?:\d{1,3}|\p{L})[.)])\s/u;
const smallLetter = /^\s*\p{Ll}/u;
/** characters that a line is indented by at most, and its first letter */
const deepestIndent = 20;
const sentenceEnd = /[.!?:…][)\]"'”’»]*$/u;

/** Returns a text without the line breaks that its width made. */
export function unwrapLines(text: string): string {
    if (!mayBeBroken(text)) return text;
    const lines = text.split("\n").map((line) => line.trimEnd());
    const items = inItems(lines);
    const mayGoOn = lines.map((_, index) => canGoOn(lines, index, items));
    const within = lines.map((line, index) => mayGoOn[index] === true && isWithinSentence(line, lines[index + 1] ?? ""));
    if (!within.includes(true)) return text;
    const width = lines.reduce((most, {length}) => (length <= widest ? Math.max(most, length) : most), 0);
    const isBroken = (index: number): boolean =>
        within[index] === true || (mayGoOn[index] === true && hadNoRoom(lines, index, width - ragged) && !isSigned(lines, index));
    let joined = lines[0] ?? "";
    for (let index = 1; index < lines.length; index++)
        joined += isBroken(index - 1) ? ` ${(lines[index] ?? "").trimStart()}` : `\n${lines[index] ?? ""}`;
    return joined;
}

/** Whether a long line is followed by a small letter, without a look at anything else: most texts have no such place. */
function mayBeBroken(text: string): boolean {
    for (let start = 0, end = text.indexOf("\n"); end !== -1; start = end + 1, end = text.indexOf("\n", start))
        if (end - start >= shortest && smallLetter.test(text.slice(end + 1, end + 1 + deepestIndent))) return true;
    return false;
}

/** Whether the line after this one can be the rest of it. */
function canGoOn(lines: readonly string[], index: number, items: readonly boolean[]): boolean {
    const [line = "", next = ""] = [lines[index], lines[index + 1]];
    if (line === "" || next === "" || line.length > widest || ownLine.test(next.trimStart()) || !isProse(line) || !isProse(next))
        return false;
    // an indented line goes on with a list's item, or it is code, verse or a table
    return /^\s/.test(next) ? items[index] === true : listItem.test(line) || !/^\s/.test(line);
}

/** For each line, whether it is an item of a list, or an indented line below one. */
function inItems(lines: readonly string[]): readonly boolean[] {
    let inItem = false;
    return lines.map((line) => (inItem = listItem.test(line) || (inItem && /^\s+\S/.test(line))));
}

function isProse(line: string): boolean {
    const rest = line.replace(/^\s*[-–*+•·]?\s*|<?https?:\S+|[.,!?'"’“”]/gu, "");
    return (rest.match(/[\p{L}\p{M}\s]/gu)?.length ?? 0) >= leastLetters * rest.length;
}

function isWithinSentence(line: string, next: string): boolean {
    return line.length >= shortest && !sentenceEnd.test(line) && smallLetter.test(next);
}

function hadNoRoom(lines: readonly string[], index: number, width: number): boolean {
    const [word = ""] = (lines[index + 1] ?? "").trimStart().split(/\s/, 1);
    return (lines[index] ?? "").length + 1 + word.length > width;
}

/** "Looking forward to it," with a name below */
function isSigned(lines: readonly string[], index: number): boolean {
    const next = lines[index + 1] ?? "";
    return (lines[index + 2] ?? "") === "" && (lines[index] ?? "").endsWith(",") && next.split(/\s+/).length <= 3;
}
