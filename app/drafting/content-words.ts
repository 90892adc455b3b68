import type {Brief} from "../brief/brief.ts";
import {isEveryday} from "../persona/favourites.ts";
import {foldName} from "../text/known-names.ts";
import {wordsOf} from "../text/words.ts";

/** What a brief gives a letter to speak of. */
export function givenIn({notes = "", message = "", subject = "", to = ""}: Brief): string {
    return [notes, message, subject, to].join("\n");
}

/** A text's words without case, accents and kinds of apostrophes. */
export function foldedWords(text: string): readonly string[] {
    return wordsOf(text).map((word) => foldName(word.replaceAll("’", "'")));
}

/** Of folded words those that say what a text is about: numbers, and words that are neither short nor everyday. */
export function contentOf(words: readonly string[]): readonly string[] {
    return words.filter((word) => (word.length > 2 || /\p{N}/u.test(word)) && !isEveryday(word));
}

/** Whether some word has a form of itself among others. */
export function sharesContent(words: readonly string[], known: readonly string[]): boolean {
    return words.some((word) => known.some((other) => isForm(word, other)));
}

/** The content of a text, the parts of words with a hyphen apart. */
export function contentIn(text: string): readonly string[] {
    return contentOf(foldedWords(text).flatMap((word) => word.split("-")));
}

/** letters at the beginning by which two words are forms of one: "photos" and "photo", "applied" and "applies" */
const sameBeginning = 4;

function isForm(a: string, b: string): boolean {
    return a === b || (a.length >= sameBeginning && b.length >= sameBeginning && a.slice(0, sameBeginning) === b.slice(0, sameBeginning));
}
