import {runWords, sharedRuns} from "./copied-runs.ts";

/** this share of the notes' words that matter has to be in a draft */
export const leastContent = 0.6;
/** a draft that shares more of its runs of four words with the notes says nothing in a voice */
const mostRepeated = 0.5;
const repeatedRun = 4;
/** letters that two forms of a word have in common */
const stemLength = 5;

/** Which of the notes' words that matter (no function words, no single letters) a text has. */
export function notesContent(
    notes: string,
    text: string,
    functionWords: ReadonlySet<string>
): {readonly kept: number | null; readonly missing: readonly string[]} {
    const wanted = [...new Set(runWords(notes))].filter((word) => !functionWords.has(word) && (word.length > 2 || /\p{N}/u.test(word)));
    if (wanted.length === 0) return {kept: null, missing: []};
    const stems = new Set(runWords(text).map(stem));
    const missing = wanted.filter((word) => !stems.has(stem(word)));
    return {kept: 1 - missing.length / wanted.length, missing};
}

/** A text that is made of the notes' own phrases. */
export function repeatsNotes(notes: string, text: string): boolean {
    return sharedRuns(text, notes, repeatedRun) > mostRepeated;
}

function stem(word: string): string {
    return word.slice(0, stemLength);
}
