import {isEveryday} from "../persona/favourites.ts";
import {foldName} from "../text/known-names.ts";
import {wordsOf} from "../text/words.ts";

/** A text's words without case, accents and kinds of apostrophes. */
export function foldedWords(text: string): readonly string[] {
    return wordsOf(text).map((word) => foldName(word.replaceAll("’", "'")));
}

/** Of folded words those that say what a text is about: numbers, and words that are neither short nor everyday. */
export function contentOf(words: readonly string[]): readonly string[] {
    return words.filter((word) => (word.length > 2 || /\p{N}/u.test(word)) && !isEveryday(word));
}
