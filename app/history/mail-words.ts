import {mailLanguages, otherLabels} from "./mail-languages.ts";
import type {MailLanguage} from "./mail-languages.ts";

/**
 * A text in the form in which words of `mailLanguages` are compared: lower case, without Latin accents and Arabic vowel marks, ASCII
 * digits, single spaces. Lengths may differ from the original.
 */
export function folded(text: string): string {
    if (/^[ -~]*$/.test(text)) return text.toLowerCase().replace(/[´`]/g, "'").replace(/ {2,}/g, " ").trim();
    return text
        .toLowerCase()
        .normalize("NFD")
        .replace(/[\u0300-\u036f\u064b-\u065f\u0640\u061c\u00ad]/g, "")
        .normalize("NFC")
        .replace(/[’‘ʼ´`]/g, "'")
        .replace(/[٠-٩۰-۹०-९๐-๙]/g, (digit) => String(asciiDigit(digit)))
        .replace(/[\s\u200c]+/g, " ")
        .trim();
}

function asciiDigit(digit: string): number {
    const code = digit.charCodeAt(0);
    return code >= 0xe50 ? code - 0xe50 : code >= 0x966 ? code - 0x966 : code >= 0x6f0 ? code - 0x6f0 : code - 0x660;
}

export const wordsOf = (column: string): string[] =>
    column
        .split("|")
        .map(folded)
        .filter((word) => word !== "");

/** The folded words of one column in all languages, longest first, each once. */
export function allWords(column: keyof MailLanguage): string[] {
    return [...new Set(mailLanguages.flatMap((language) => wordsOf(language[column])))].sort((a, b) => b.length - a.length);
}

/** What a header label stands for. */
export type HeaderName = "from" | "sent" | "date" | "to" | "cc" | "subject" | "other";

/** Folded label to header name. Where a word means different things in two languages, all of them are kept. */
export const headerNames: ReadonlyMap<string, ReadonlySet<HeaderName>> = (() => {
    const names = new Map<string, Set<HeaderName>>();
    const add = (label: string, name: HeaderName) => names.set(label, (names.get(label) ?? new Set()).add(name));
    for (const name of ["from", "sent", "date", "to", "cc", "subject"] as const) allWords(name).forEach((label) => add(label, name));
    wordsOf(otherLabels).forEach((label) => add(label, "other"));
    return names;
})();

/** A set of folded words that a folded text is searched for; faster to make and to run than an expression of hundreds of branches. */
export interface WordTest {
    test(text: string): boolean;
}

/** Scripts that put no spaces between words, or add endings to them, have no word boundary to check. */
const isBounded = (word: string): boolean => /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);
const isLetterAt = (text: string, index: number): boolean => index >= 0 && index < text.length && /\p{L}/u.test(text[index] ?? "");

/** whether one of the words stands in the text */
export function anyOf(words: readonly string[]): WordTest {
    const all = words.map((word) => ({word, bounded: isBounded(word)}));
    return {
        test: (text) =>
            all.some(({word, bounded}) => {
                for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                    if (!bounded || !(isLetterAt(text, at - 1) || isLetterAt(text, at + word.length))) return true;
                }
                return false;
            })
    };
}

/** whether the text begins with one of the words */
export function beginsWith(words: readonly string[]): WordTest {
    const all = byLetter(words, 0);
    return {
        test: (text) =>
            (all.get(text[0] ?? "") ?? []).some(({word, bounded}) => text.startsWith(word) && !(bounded && isLetterAt(text, word.length)))
    };
}

/** whether the text ends with one of the words */
export function endsWith(words: readonly string[]): WordTest {
    const all = byLetter(words, -1);
    return {
        test: (text) =>
            (all.get(text.at(-1) ?? "") ?? []).some(
                ({word, bounded}) => text.endsWith(word) && !(bounded && isLetterAt(text, text.length - word.length - 1))
            )
    };
}

function byLetter(
    words: readonly string[],
    at: 0 | -1
): ReadonlyMap<string, readonly {readonly word: string; readonly bounded: boolean}[]> {
    return Map.groupBy(
        words.map((word) => ({word, bounded: isBounded(word)})),
        ({word}) => word.at(at) ?? ""
    );
}
