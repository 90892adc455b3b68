import {runWords, sharedRuns} from "./copied-runs.ts";

/** minimum share of the notes' content words in a draft */
export const leastContent = 0.6;
/** a draft that shares more of its four-word runs with the notes has no voice to measure */
const mostRepeated = 0.5;
const repeatedRun = 4;
/** common prefix of two forms of a word */
const stemLength = 5;

/** Which of the notes' content words (no function words, no single letters) a text has. */
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

/** Whether a text consists of the notes' own phrases. */
export function repeatsNotes(notes: string, text: string): boolean {
    return sharedRuns(text, notes, repeatedRun) > mostRepeated;
}

function stem(word: string): string {
    return word.slice(0, stemLength);
}
