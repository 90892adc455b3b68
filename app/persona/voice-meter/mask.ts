/**
 * Masking for authorship verification (Nini et al., LambdaG, arXiv 2403.08462): function words stay, every other word is reduced to its
 * shape, so that grammar and punctuation remain, not topic.
 */

/** paragraph or line end; also ends a sentence */
const lineBreak = "\\n";
const words = /<[a-z]{2,8}>|\p{L}+(?:['’]\p{L}+)*|\p{N}+|\n|[^\s\p{L}\p{N}]/gu;
/** a line at least this long was wrapped by a mail program, not by its writer */
const wrappedLine = 55;
/** lengths of masked words are kept in steps of this many letters, up to `longestStep` */
const lengthStep = 4;
const longestStep = 3;

/** English endings that indicate a word's class and nothing of its meaning */
const endings = /^\p{L}{2,}?(ings?|ed|ly|tions?|ments?|ness|ity|ies|ers?|al|ive|ous|able|ful|ic|est|s)$/u;

/**
 * Tokens of a text, sentence by sentence; sentences of one token are left out. Lines wrapped by a mail program are joined, as a window's
 * width is not part of a style.
 * @param functionWords in lower case
 */
export function maskSentences(text: string, functionWords: ReadonlySet<string>): readonly (readonly string[])[] {
    return rawSentences(text).map((sentence) => sentence.map((word) => maskWord(word, functionWords)));
}

/** As `maskSentences`, before masking: words, numbers, marks and line ends. */
function rawSentences(text: string): readonly (readonly string[])[] {
    const sentences: string[][] = [];
    let current: string[] = [];
    const end = () => {
        if (current.length > 1) sentences.push(current);
        current = [];
    };
    for (const word of unwrap(text).match(words) ?? []) {
        current.push(word);
        if (word === "\n" || word === "." || word === "!" || word === "?") end();
    }
    end();
    return sentences;
}

function maskWord(word: string, functionWords: ReadonlySet<string>): string {
    if (word === "\n") return lineBreak;
    if (/^\p{N}/u.test(word)) return "9";
    if (!/^\p{L}/u.test(word)) return word;
    const lower = word.toLowerCase().replaceAll("’", "'");
    const isCapital = /^\p{Lu}/u.test(word);
    if (functionWords.has(lower)) return isCapital && lower !== "i" && !lower.startsWith("i'") ? `^${lower}` : word === "i" ? "i_" : lower;
    if (isCapital) return word.length > 1 && word === word.toUpperCase() ? "AAA" : "Aaa";
    const length = Math.min(Math.floor(word.length / lengthStep), longestStep);
    return `a${length}${endings.exec(lower)?.[1] ?? ""}`;
}

/** Words of a text that count as its length. */
export function countWords(text: string): number {
    return text.match(/\p{L}+(?:['’]\p{L}+)*|\p{N}+/gu)?.length ?? 0;
}

function unwrap(text: string): string {
    const lines = text
        .replaceAll("\r", "")
        .split("\n")
        .map((line) => line.trim());
    let joined = "";
    for (const [i, line] of lines.entries()) {
        joined += line;
        if (i === lines.length - 1) break;
        const next = lines[i + 1] as string;
        joined += line.length >= wrappedLine && next !== "" && /^[\p{L}\p{N}("']/u.test(next) ? " " : "\n";
    }
    return joined.replace(/\n{2,}/g, "\n").trim();
}
