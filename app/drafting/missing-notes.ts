import type {Habits} from "../persona/habits.ts";
import {checkDraft, type CheckSources} from "./checks.ts";
import {contradictedBy} from "./note-coverage.ts";
import {inOwnMarks, sentenceOfNote, withSentence} from "./note-sentence.ts";

/** "Herr Tamm", "Mrs Vane": a recipient who is spoken to formally */
const formal = /^(?:mr|mrs|ms|miss|dr|prof|herrn?|frau)\.?\s/iu;

/**
 * A finished letter with the notes that none of its candidates said, each as a sentence of its own made by rules; in the place of a sentence that says the
 * opposite. A note that no rule knows, or whose sentence would break one of the user's rules, stays missing and is named.
 */
export function withMissingNotes(text: string, sources: CheckSources, habits: Habits | null): string {
    const {brief} = sources;
    if (brief.kind !== "email" && brief.kind !== "reply") return text;
    let complete = text;
    for (const note of checkDraft(text, sources).missingNotes) {
        const sentence = sentenceOfNote(note, formal.test(brief.to ?? ""));
        if (sentence === null) continue;
        const own = inOwnMarks(sentence, habits);
        const opposite = contradictedBy(complete, note);
        const next = opposite === null ? withSentence(complete, own) : complete.replace(opposite, () => own);
        const [before, after] = [checkDraft(complete, sources), checkDraft(next, sources)];
        if (after.missingNotes.length < before.missingNotes.length && after.brokenRules.length <= before.brokenRules.length && after.unsupported.length <= before.unsupported.length) complete = next;
    }
    return complete;
}
