import type {Habits} from "../persona/habits.ts";
import {checkDraft, type CheckSources} from "./checks.ts";
import {honorific} from "./greeting.ts";
import {splitLetter} from "../persona/letter.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {contradictedBy, isYesUnspoken, notesOf} from "./note-coverage.ts";
import {inOwnMarks, sentenceOfNote, withSentence, withSentenceFirst} from "./note-sentence.ts";

/**
 * A sentence that repeats a note word by word is not a question if the note is none: "Can help at the weekend?" of "can help at the
 * weekend".
 */
function asStated(text: string, notes: readonly string[], habits: Habits | null): string {
    const stated = new Set(notes.filter((note) => !note.includes("?")).map(bare));
    return sentencesOf(splitLetter(text).body)
        .filter((sentence) => sentence.endsWith("?") && stated.has(bare(sentence)))
        .reduce((next, sentence) => next.replace(sentence, () => inOwnMarks(sentence.replace(/\?+$/u, "."), habits)), text);
}

function bare(text: string): string {
    return wordsOf(text.toLowerCase()).join(" ");
}

/**
 * Adds notes that no candidate mentioned to a finished letter, each as a separate sentence made by rules; in place of a sentence that says
 * the opposite. A note that no rule matches, or whose sentence would break one of the user's rules, stays missing and is listed.
 */
export function withMissingNotes(text: string, sources: CheckSources, habits: Habits | null): string {
    const {brief} = sources;
    if (brief.kind !== "email" && brief.kind !== "reply") return text;
    const notes = notesOf(brief.notes ?? "");
    let complete = asStated(text, notes, habits);
    const check = (draft: string) => {
        const {missingNotes, brokenRules, unsupported} = checkDraft(draft, sources);
        return {missing: notes.filter((note) => missingNotes.includes(note) || isYesUnspoken(draft, note)), brokenRules, unsupported};
    };
    for (const note of check(complete).missing) {
        const sentence = sentenceOfNote(note, honorific.test(brief.to ?? ""));
        if (sentence === null) continue;
        const own = inOwnMarks(sentence, habits);
        const opposite = contradictedBy(complete, note);
        // "yes", thanks and other notes at the beginning are said first
        const next =
            opposite === null
                ? (note === notes[0] ? withSentenceFirst : withSentence)(complete, own)
                : complete.replace(opposite, () => own);
        const [before, after] = [check(complete), check(next)];
        if (
            after.missing.length < before.missing.length &&
            after.brokenRules.length <= before.brokenRules.length &&
            after.unsupported.length <= before.unsupported.length
        )
            complete = next;
    }
    return complete;
}
