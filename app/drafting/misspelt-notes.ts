import {isEveryday} from "../persona/favourites.ts";
import type {Habits} from "../persona/habits.ts";
import {splitLetter} from "../persona/letter.ts";
import {foldName} from "../text/known-names.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {writtenLanguage} from "./name-facts.ts";
import {inOwnMarks, sentenceOfNote} from "./note-sentence.ts";
import {bareWords} from "./turned-notes.ts";

/** words that stand in the place of the one that is misspelt, at most: "En fünsten" for "Fenster" */
const mostInstead = 2;
/** a note with fewer words is too short to be known again without one of them */
const leastWords = 3;

/**
 * A letter whose sentences say a note with one word misspelt as the note says it: "Schie einen Anhänger" of "suche einen Anhänger". A model
 * misspells words of languages that it has seen little of. Only notes that are sentences themselves.
 */
export function asNoted(text: string, notes: readonly string[], habits: Habits | null): string {
    const known = new Set(notes.flatMap((note) => wordsOf(note).map(foldName)));
    const isEnglish = writtenLanguage(notes.join("\n")) === "en";
    return sentencesOf(splitLetter(text).body).reduce((next, sentence) => {
        const note = notes.find((each) => isMisspelt(sentence, each, known, isEnglish));
        const said = note === undefined ? null : sentenceOfNote(note);
        return note === undefined || said === null || bareWords(said) !== bareWords(note)
            ? next
            : next.replace(sentence, () => inOwnMarks(said, habits));
    }, text);
}

/**
 * Is a sentence the note but for one of its words, in whose place stand words that neither the notes nor everyday language has, one of them
 * much like it? In other languages than English everyday words, too: "Sie einen Anhänger" of "suche einen Anhänger".
 */
function isMisspelt(sentence: string, note: string, known: ReadonlySet<string>, isEnglish: boolean): boolean {
    const [said, noted] = [wordsOf(sentence).map(foldName), wordsOf(note).map(foldName)];
    if (noted.length < leastWords) return false;
    let from = 0;
    while (from < noted.length && said[from] === noted[from]) from++;
    if (from === noted.length) return false;
    const rest = noted.length - from - 1;
    const instead = said.slice(from, said.length - rest);
    if (
        said.length - rest <= from ||
        instead.length > mostInstead ||
        said.slice(said.length - rest).join(" ") !== noted.slice(from + 1).join(" ")
    )
        return false;
    const wanted = noted[from] ?? "";
    // another form of the word is the draft's own way of saying it
    const isOther = (word: string): boolean => !known.has(word) && !isEveryday(word) && !isForm(word, wanted);
    if (!isEnglish) return instead.every((word) => !known.has(word) && !isForm(word, wanted));
    return instead.every(isOther) && instead.some((word) => word[0] === wanted[0]);
}

const ending = /^(?:s|es|d|ed|ing|ings|er|ers|e|en|n|t|st|te|ten|ly|y)?$/u;

/** Do two words differ only in what a form of a word ends with? */
function isForm(a: string, b: string): boolean {
    let same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    return same >= 3 && ending.test(a.slice(same)) && ending.test(b.slice(same));
}
