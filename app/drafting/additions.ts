import type {Brief} from "../brief/brief.ts";
import {splitLetter} from "../persona/letter.ts";
import {isNegated, negationsIn} from "../text/negation.ts";
import {pattern} from "../text/pattern.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {contentIn, givenIn, sharesContent} from "./content-words.ts";
import {notesOf, saidNotes} from "./note-coverage.ts";
import type {Reviewer} from "./review.ts";
import {withoutUnneeded} from "./unneeded-sentences.ts";

/*
 * What a letter says beyond its notes. A small model goes on where the notes end ("I'd like to know what you're looking for"), or denies
 * in the second half of a sentence what it said in the first ("ready on Friday, but it's not ready yet"). Such sentences state no name,
 * date or number, so the check of facts does not find them. Of several candidates the one with the fewest is the letter that was asked for.
 */

/** each below a missing note: a letter that says a little too much is better than one that leaves a note out */
const penalties = {sentence: 0.3, negation: 0.4, repetition: 0.2} as const;
/** where a sentence goes on with one of its own: "ready on Friday and I'd like to …" */
const clauseEnd = pattern("iu")`
    [,;:–—]\s+|\s(?=(?:and|but|so|because|as)\s+(?:i|we|you|he|she|they|it|there)(?!\p{L}))
    |\s(?=(?:und|aber|denn)\s+(?:ich|wir|sie|er|es)(?!\p{L}))`;
/** a clause of fewer words is an answer or a courtesy: "Yes, please.", "I can't.", "See you then." */
const fewWords = 4;
/** notes that may be worded with a negation: "decline", "too expensive", "only one", "out of bread" */
const maybeNegated = pattern("iu")`
    (?<!\p{L})(?:declin\p{L}*|refus\p{L}*|say no|cancel\p{L}*|too|only|instead|out of|sorry|miss|skip|away|off
    |busy|absag\p{L}*|ablehn\p{L}*|zu|nur|statt)(?!\p{L})`;
/** denies nothing of what the letter says */
const harmless = pattern("giu")`
    (?<!\p{L})(?:no (?:problem|worries|rush|hurry|need)|not (?:only|at all)|don['’]?t (?:worry|hesitate|forget)
    |can['’]?t wait|why (?:not|don['’]?t)|if (?:not|you can['’]?t)|whether or not|kein problem
    |keine (?:sorge|eile)|nicht vergessen)(?!\p{L})`;

export interface Additions {
    /** clauses of the body that share no word of content with what was given, less the notes that are said in other words */
    readonly sentences: number;
    /** words of content that stand in several sentences though the notes and the message have them once */
    readonly repetitions: number;
    /** negating words that neither the notes nor the message have */
    readonly negations: number;
}

export function additionsIn(text: string, brief: Brief): Additions {
    const {notes = "", message = ""} = brief;
    const {body} = splitLetter(text);
    const known = contentIn(givenIn(brief));
    const sentences = sentencesOf(body).map(contentIn);
    const unknown = sentencesOf(body)
        .flatMap((sentence) => sentence.split(clauseEnd))
        .filter((clause) => wordsOf(clause).length >= fewWords)
        .filter((clause) => !sharesContent(contentIn(clause), known));
    const said = sentences.flat();
    const repeated = [...new Set(said)].filter((word) => {
        const often = sentences.filter((content) => content.includes(word)).length;
        return often > 1 && often > known.filter((other) => other === word).length;
    });
    // a note that shares no word with the letter was said in other words, or is missing, which another reviewer penalises
    const reworded = notesOf(notes).filter((note) => !sharesContent(contentIn(note), said));
    const negations = maybeNegated.test(notes) ? 0 : negationsIn(body.replace(harmless, " ")) - negationsIn(`${notes}\n${message}`);
    return {
        sentences: Math.max(0, unknown.length - reworded.length),
        negations: Math.max(0, negations),
        repetitions: repeated.length
    };
}

/** words of content by which a sentence states something of its own */
const fewContent = 2;
/** what people write beside what they have to say: "Thank you for your patience.", "I hope you enjoy it.", "Looking forward to it!" */
const courtesy = pattern("iu")`
    ^(?:(?:and|so|again|once again|as always|many)\s+)*(?:thank|i hope|hope|hoping|look|i look|i['’]m looking|we look|let me know|please
    |sorry|i['’]m sorry|apologies|my apologies|congrat|happy|merry|all the best|best|take care|see you|talk|speak|give my|say hi|have a
    |enjoy|get well|good luck|welcome|danke|vielen dank|ich hoffe|ich freue|bitte|sag|melde|liebe|viele|schöne|viel|bis)`;

/**
 * A letter without whole sentences of its body that state something of which the brief has no word: "I'm glad to say that you've counted
 * the tender as a vessel." Courtesies and questions stay, as do all sentences while a note may be said in other words, and one sentence at
 * least.
 */
export function withoutAddedSentences(text: string, brief: Brief): string {
    const {notes = ""} = brief;
    if (notes.trim() === "") return text;
    const known = contentIn(givenIn(brief));
    const said = contentIn(splitLetter(text).body);
    const isReworded = (content: readonly string[]): boolean => content.length > 0 && !sharesContent(content, said);
    if (notesOf(notes).some((note) => isReworded(contentIn(note)))) return text;
    return withoutUnneeded(text, brief, (sentence) => {
        const content = contentIn(sentence).filter((word) => !word.includes("'"));
        return content.length >= fewContent && !courtesy.test(sentence) && !sentence.endsWith("?") && !sharesContent(content, known);
    });
}

/** where a clause of its own is joined to a sentence: ", and I'm", " but it's" */
const joined = /,?\s+(?:and|but|so|because|as|und|aber|denn)\s+(?=(?:i|we|you|he|she|they|it|there|ich|wir|sie|er|es)(?:['’]|\s))/giu;

/**
 * A letter without clauses joined to its sentences that share no word of content with what was given, or deny something that nobody denied
 * ("ready on Friday, and I'm sorry to say that it's not ready yet"). A clause that says a note, in whatever words, stays.
 */
export function withoutAddedClauses(text: string, brief: Brief): string {
    const {notes = ""} = brief;
    if (notes.trim() === "") return text;
    const given = givenIn(brief);
    const known = contentIn(given);
    const isNegative = maybeNegated.test(notes) || isNegated(given);
    // a note that shares no word with the letter may be what such a clause says
    const said = contentIn(splitLetter(text).body);
    const isReworded = notesOf(notes).some((note) => !sharesContent(contentIn(note), said));
    const saidIn = (letter: string): number => saidNotes(letter, notes).filter(({said}) => said).length;
    let left = text;
    for (const sentence of sentencesOf(splitLetter(text).body)) {
        const starts = [...sentence.matchAll(joined)].map(({index}) => index);
        const mark = /[.!]$/u.exec(sentence)?.[0];
        if (starts.length === 0 || mark === undefined) continue;
        const clauses = [0, ...starts].map((start, i) => sentence.slice(start, starts[i] ?? -1));
        const isAdded = (clause: string): boolean =>
            wordsOf(clause).length >= fewWords &&
            ((!isNegative && isNegated(clause.replace(harmless, " "))) || (!isReworded && !sharesContent(contentIn(clause), known)));
        const kept = clauses.filter((clause, i) => i === 0 || !isAdded(clause)).join("") + mark;
        const shorter = left.replace(sentence, () => kept);
        if (kept !== sentence && saidIn(shorter) >= saidIn(left)) left = shorter;
    }
    return left;
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
