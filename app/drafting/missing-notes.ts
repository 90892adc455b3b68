import type {Habits} from "../persona/habits.ts";
import {checkDraft, type CheckSources} from "./checks.ts";
import {honorific} from "./recipient-names.ts";
import {splitLetter} from "../persona/letter.ts";
import {foldName} from "../text/known-names.ts";
import {sentencesOf} from "../text/words.ts";
import {contradictedBy, isYesUnspoken, notesOf} from "./note-coverage.ts";
import {asNoted} from "./misspelt-notes.ts";
import {inOwnMarks, sentenceOfNote, withSentence, withSentenceFirst} from "./note-sentence.ts";
import {withoutRepeats} from "./repeats.ts";
import {withoutSentencesAt} from "./rewording.ts";
import {asRequest, bareWords} from "./turned-notes.ts";
import {capital} from "../text/capital.ts";

/**
 * A sentence that repeats a note word by word is not a question if the note is none: "Can help at the weekend?" of "can help at the
 * weekend". A note that tells the assistant what to write is written as a sentence: "Fragen, ob der Strom geht!" asks nobody. What is to be
 * asked for is a request and not a command: "Bring the trailer." of "ask him to bring the trailer".
 */
function asStated(text: string, notes: readonly string[], habits: Habits | null, isFormal: boolean): string {
    const requests = notes.flatMap((note) =>
        sentencesOf(splitLetter(text).body).flatMap((sentence) => {
            const request = asRequest(sentence, note);
            return request === null ? [] : [[sentence, request] as const];
        })
    );
    const polite = requests.reduce((next, [sentence, request]) => next.replace(sentence, () => request), text);
    const byWords = new Map(notes.map((note) => [bareWords(note), note]));
    return sentencesOf(splitLetter(polite).body).reduce((next, sentence) => {
        const note = byWords.get(bareWords(sentence));
        if (note === undefined) return next;
        const said = sentenceOfNote(note, isFormal);
        if (said !== null && bareWords(said) !== bareWords(note)) return next.replace(sentence, () => inOwnMarks(said, habits));
        return sentence.endsWith("?") && !note.includes("?")
            ? next.replace(sentence, () => inOwnMarks(sentence.replace(/\?+$/u, "."), habits))
            : next;
    }, polite);
}

const toNamed = /^(\W*(?:please )?(?:ask|tell|remind|thank|congratulate|invite|let) )(\p{L}[\p{L}'’-]*)(?=\s)/iu;

/** "tell Dragan that …", in a letter to Dragan, is "tell them that …". */
function toRecipient(note: string, to: string): string {
    const names = to.split(/[^\p{L}'’-]+/u).map(foldName);
    return note.replace(toNamed, (whole, start: string, name: string) => (names.includes(foldName(name)) ? `${start}them` : whole));
}

/** where a sentence may be parted into one that stays and one that goes */
const joints = /(?:[,;:]|\s[–—])\s+(?:(?:and|but|so|und|aber)\s+)?|\s(?:and|but|und|aber)\s/giu;

/** a clause that can stand alone: it has a subject of its own */
const ownSubject = /^(?:i|i['’](?:m|ll|ve|d)|we|we['’](?:re|ll|ve)|you|it|the|my|our|ich|wir|du|es|mein\p{L}*)(?!\p{L})/iu;

/**
 * The ways in which a sentence that says the opposite gives way to one that says the note: it goes, the part of it that says so goes, or
 * all of it.
 */
function replacements(text: string, opposite: string, own: string, habits: Habits | null): readonly string[] {
    const place = sentencesOf(text).indexOf(opposite);
    const parted = [...opposite.matchAll(joints)].flatMap((joint) => {
        const before = `${opposite.slice(0, joint.index)}${/[.!?…]+$/u.exec(opposite)?.[0] ?? "."} ${own}`;
        const after = opposite.slice(joint.index + joint[0].length);
        return ownSubject.test(after) ? [before, `${own} ${inOwnMarks(capital(after), habits)}`] : [before];
    });
    return [withoutSentencesAt(text, new Set([place])), ...[...parted, own].map((instead) => text.replace(opposite, () => instead))];
}

/**
 * Adds notes that no candidate mentioned to a finished letter, each as a separate sentence made by rules; in place of a sentence that says
 * the opposite. A note that no rule matches, or whose sentence would break one of the user's rules, stays missing and is listed.
 */
export function withMissingNotes(text: string, sources: CheckSources, habits: Habits | null): string {
    const {brief} = sources;
    if (brief.kind !== "email" && brief.kind !== "reply") return text;
    const notes = notesOf(brief.notes ?? "");
    const isFormal = honorific.test(brief.to ?? "");
    let complete = asStated(asNoted(text, notes, habits), notes, habits, isFormal);
    const check = (draft: string) => {
        const {missingNotes, brokenRules, unsupported} = checkDraft(draft, sources);
        return {missing: notes.filter((note) => missingNotes.includes(note) || isYesUnspoken(draft, note)), brokenRules, unsupported};
    };
    for (const note of check(complete).missing) {
        const sentence = sentenceOfNote(toRecipient(note, brief.to ?? ""), isFormal);
        if (sentence === null) continue;
        const own = inOwnMarks(sentence, habits);
        const opposite = contradictedBy(complete, note, brief.message);
        // "yes", thanks and other notes at the beginning are said first
        const ways =
            opposite === null
                ? [(note === notes[0] ? withSentenceFirst : withSentence)(complete, own)]
                : replacements(complete, opposite, own, habits);
        const before = check(complete);
        complete =
            ways.find((next) => {
                const after = check(next);
                return (
                    after.missing.length < before.missing.length &&
                    after.brokenRules.length <= before.brokenRules.length &&
                    after.unsupported.length <= before.unsupported.length
                );
            }) ?? complete;
    }
    // what was put in may say what another sentence said in part
    return complete === text ? text : withoutRepeats(complete, brief);
}
