import {isEveryday} from "../persona/favourites.ts";
import {splitLetter} from "../persona/letter.ts";
import {foldName} from "../text/known-names.ts";
import {negationsIn} from "../text/negation.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {notesOf} from "./note-coverage.ts";
import type {Reviewer} from "./review.ts";

/*
 * What a letter says beyond its notes. A small model goes on where the notes end ("I'd like to know what you're looking for"), or denies in
 * the second half of a sentence what it said in the first ("ready on Friday, but it's not ready yet"). Such sentences state no name, date or
 * number, so the check of facts does not find them. Of several candidates the one with the fewest is the letter that was asked for.
 */

/** each below a missing note: a letter that says a little too much is better than one that leaves a note out */
const penalties = {sentence: 0.3, negation: 0.4, repetition: 0.2} as const;
/** where a sentence goes on with one of its own: "ready on Friday and I'd like to …" */
const clauseEnd =
    /[,;:–—]\s+|\s(?=(?:and|but|so|because|as)\s+(?:i|we|you|he|she|they|it|there)(?!\p{L}))|\s(?=(?:und|aber|denn)\s+(?:ich|wir|sie|er|es)(?!\p{L}))/iu;
/** a clause of fewer words is an answer or a courtesy: "Yes, please.", "I can't.", "See you then." */
const fewWords = 4;
/** notes that may be worded with a negation: "decline", "too expensive", "only one", "out of bread" */
const maybeNegated =
    /(?<!\p{L})(?:declin\p{L}*|refus\p{L}*|say no|cancel\p{L}*|too|only|instead|out of|sorry|miss|skip|away|off|busy|absag\p{L}*|ablehn\p{L}*|zu|nur|statt)(?!\p{L})/iu;
/** denies nothing of what the letter says */
const harmless =
    /(?<!\p{L})(?:no (?:problem|worries|rush|hurry|need)|not (?:only|at all)|don['’]?t (?:worry|hesitate|forget)|can['’]?t wait|why (?:not|don['’]?t)|if (?:not|you can['’]?t)|whether or not|kein problem|keine (?:sorge|eile)|nicht vergessen)(?!\p{L})/giu;

export interface Additions {
    /** clauses of the body that share no word of content with notes, message and subject, beyond those that notes in other words account for */
    readonly sentences: number;
    /** words of content that stand in several sentences though the notes and the message have them once */
    readonly repetitions: number;
    /** negating words that neither the notes nor the message have */
    readonly negations: number;
}

export function additionsIn(
    text: string,
    {notes = "", message = "", subject = "", to = ""}: Parameters<Reviewer["penalty"]>[1]["brief"]
): Additions {
    const {body} = splitLetter(text);
    const given = [notes, message, subject, to].join("\n");
    const known = contentOf(given);
    const sentences = sentencesOf(body).map(contentOf);
    const unknown = sentencesOf(body)
        .flatMap((sentence) => sentence.split(clauseEnd))
        .filter((clause) => wordsOf(clause).length >= fewWords)
        .filter((clause) => !contentOf(clause).some((word) => known.some((other) => isForm(word, other))));
    const said = sentences.flat();
    const repeated = [...new Set(said)].filter((word) => {
        const often = sentences.filter((content) => content.includes(word)).length;
        return often > 1 && often > known.filter((other) => other === word).length;
    });
    // a note that shares no word with the letter was said in other words, or is missing, which another reviewer penalises
    const reworded = notesOf(notes).filter((note) => !contentOf(note).some((word) => said.some((other) => isForm(word, other))));
    const negations = maybeNegated.test(notes) ? 0 : negationsIn(body.replace(harmless, " ")) - negationsIn(`${notes}\n${message}`);
    return {
        sentences: Math.max(0, unknown.length - reworded.length),
        negations: Math.max(0, negations),
        repetitions: repeated.length
    };
}

/** Prefers letters that say their notes and stop. */
export const additionsReviewer: Reviewer = {
    name: "additions",
    penalty({text}, {brief}) {
        if ((brief.kind !== "email" && brief.kind !== "reply") || (brief.notes?.trim() ?? "") === "") return 0;
        const {sentences, negations, repetitions} = additionsIn(text, brief);
        return sentences * penalties.sentence + negations * penalties.negation + repetitions * penalties.repetition;
    }
};

function contentOf(text: string): readonly string[] {
    return wordsOf(text)
        .flatMap((word) => word.split("-"))
        .map((word) => foldName(word.replaceAll("’", "'")))
        .filter((word) => (word.length > 2 || /\p{N}/u.test(word)) && !isEveryday(word));
}

/** letters at the beginning by which two words are forms of one: "photos" and "photo", "applied" and "applies" */
const sameBeginning = 4;

function isForm(a: string, b: string): boolean {
    return a === b || (a.length >= sameBeginning && b.length >= sameBeginning && a.slice(0, sameBeginning) === b.slice(0, sameBeginning));
}
