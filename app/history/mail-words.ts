import {mailLanguages, otherLabels} from "./mail-languages.ts";
import type {MailLanguage} from "./mail-languages.ts";

/**
 * A text in the form in which words of `mailLanguages` are compared: lower case, without Latin accents and Arabic vowel marks, ASCII digits,
 * single spaces. Lengths may differ from the original.
 */
export function folded(text: string): string {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u064b-\u065f\u0640\u061c\u00ad]/g, "").normalize("NFC")
        .replace(/[’‘ʼ´`]/g, "'").replace(/[٠-٩۰-۹०-९๐-๙]/g, (digit) => String(asciiDigit(digit)))
        .replace(/[\s\u200c]+/g, " ").trim();
}

function asciiDigit(digit: string): number {
    const code = digit.charCodeAt(0);
    return code >= 0xe50 ? code - 0xe50 : code >= 0x966 ? code - 0x966 : code >= 0x6f0 ? code - 0x6f0 : code - 0x660;
}

export const wordsOf = (column: string): string[] => column.split("|").map(folded).filter((word) => word !== "");

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
    for (const name of ["from", "sent", "date", "to", "cc", "subject"] as const)
        allWords(name).forEach((label) => add(label, name));
    wordsOf(otherLabels).forEach((label) => add(label, "other"));
    return names;
})();

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
/** Scripts that put no spaces between words, or add endings to them, have no word boundary to check. */
const bounded = (word: string): string => /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word) ? `(?<!\\p{L})${escaped(word)}(?!\\p{L})` : escaped(word);

/** matches a folded text that holds one of the words */
export const anyOf = (words: readonly string[]): RegExp => new RegExp(words.map(bounded).join("|"), "u");
/** matches a folded text that begins with one of the words */
export const beginsWith = (words: readonly string[]): RegExp => new RegExp(`^(?:${words.map(bounded).join("|")})`, "u");
/** matches a folded text that ends with one of the words */
export const endsWith = (words: readonly string[]): RegExp => new RegExp(`(?:${words.map(bounded).join("|")})$`, "u");
