import {wordsOf} from "../text/words.ts";

/** A letter's frame and what stands between. */
export interface LetterParts {
    /** the greeting's line, or null */
    readonly greeting: string | null;
    readonly body: string;
    /** the sign-off's lines, or null */
    readonly signOff: string | null;
}

export const greetingWords = /^(dear|hi|hello|hey|hiya|howdy|yo|greetings|good (morning|afternoon|evening|day)|morning|afternoon|evening|all|team|folks|everyone|hallo|liebe[rs]?|lieber|sehr geehrte[rs]?|moin|servus|grüß|guten (tag|morgen|abend)|bonjour|salut|cher|chère|hola|estimad[oa]|ciao|gentile|caro|cara|beste|olá|oi)(?!\p{L})/iu;
const signOffWords = /^(best|regards|kind|warm|warmly|cheers|thanks|thank you|many thanks|thx|yours|sincerely|love|take care|talk soon|see you|all the best|until|bye|onwards?|respectfully|cordially|viele grüße|liebe grüße|beste grüße|mit (freundlichen|besten|herzlichen)|gruß|grüße|lg|vg|mfg|danke|bis|cordialement|bien à|merci|saludos|un abrazo|gracias|saluti|cari|grazie|groet|groeten|met vriendelijke|abraços|obrigad[oa])(?!\p{L})/iu;
/** a greeting or sign-off with more words than this is a sentence of the body */
const frameWords = 7;
/** sign-offs stand at most this many lines before the end */
const signOffLines = 3;

/** Takes the greeting and the sign-off off a letter. */
export function splitLetter(text: string): LetterParts {
    const lines = text.trim().split("\n");
    const greeting = isGreeting(lines[0] ?? "") && lines.length > 1 ? (lines.shift() as string).trim() : null;
    const signOffAt = findSignOff(lines);
    const signOff = signOffAt === -1 ? null : lines.splice(signOffAt).join("\n").trim();
    return {greeting, body: lines.join("\n").trim(), signOff};
}

/**
 * A greeting with names left out, so that `Hi Ann,` and `Hi Bob,` are the same habit: `Hi …,`. Names are the capitalised words
 * after the first one, or a single word that is no greeting.
 */
export function openingPattern(greeting: string): string {
    const pattern = greeting.replace(/(?<=[\s,])\p{Lu}[\p{L}'’.-]*(\s+\p{Lu}[\p{L}'’.-]*)*/gu, "…").trim();
    return /^\p{Lu}[\p{L}'’-]*\s*[,–—-]+$/u.test(pattern) && !greetingWords.test(pattern)
        ? pattern.replace(/^\p{Lu}[\p{L}'’-]*/u, "…")
        : pattern;
}

/** A sign-off in one line; the name in it is the author's own and belongs to the habit. */
export function closingPattern(signOff: string): string {
    return signOff.replace(/\s*\n\s*/g, " ").trim();
}

/** "Thanks for your help." and "Best regards," are, and a sentence that begins like one is not. */
export function isSignOffLine(line: string): boolean {
    return wordsOf(line).length <= frameWords && wordsOf(line).length > 0 && signOffWords.test(line.trim());
}

export function isGreeting(line: string): boolean {
    const count = wordsOf(line).length;
    if (count === 0 || count > frameWords) return false;
    // "Ann," alone on its line greets as well
    return greetingWords.test(line.trim()) || (count <= 3 && /^[\p{Lu}][^.?]*[,–—-]\s*$/u.test(line.trim()));
}

/** "Hugs," and a name below, whatever the word: a few short lines of their own, the first ending in a comma. */
function isClosingBlock(lines: readonly string[]): boolean {
    const [first = "", ...rest] = lines.map((line) => line.trim());
    return lines.length >= 2 && lines.length <= signOffLines && /[,–—-]$/.test(first) && [first, ...rest].every((line) => wordsOf(line).length <= 4)
        && rest.every((line) => !/[?!;:]/.test(line));
}

function findSignOff(lines: readonly string[]): number {
    const last = lines.length - 1;
    for (let i = Math.max(1, last - signOffLines); i <= last; i++) {
        if (isSignOffLine(lines[i] ?? "")) return i;
    }
    const block = lines.findLastIndex((line) => line.trim() === "") + 1;
    if (block > 0 && isClosingBlock(lines.slice(block))) return block;
    const ending = (lines[last] ?? "").trim();
    const before = (lines[last - 1] ?? "").trim();
    // a name, an initial or a dash with one, apart from the body
    const isName = /^[–—-]{0,2}\s*\p{L}[\p{L}.'’]*(\s\p{Lu}[\p{L}.'’]*)?$/u.test(ending);
    return last > 0 && isName && (before === "" || /^[–—-]/.test(ending)) ? last : -1;
}
