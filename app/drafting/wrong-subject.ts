import {sentencesOf, wordsOf} from "../text/words.ts";
import {pattern} from "../text/pattern.ts";
import {contentIn, foldedWords} from "./content-words.ts";

/*
 * Sentences of a draft that say a note of somebody else: a thing that is sorry, the reader who is asked for the state of a thing, the user
 * who has what "has a red badge" says of the hat.
 */

/** does a clause speak of what is left of a note? */
export type SpeaksOf = (clause: string, rest: string) => boolean;

const thingAsked = pattern("iu")`
    ^\W*(?:ask|find out|check|enquire|inquire)(?: (?:him|her|them))?,? (?:whether|if)
    \s((?:the|a|an|my|our|this|that|it|there)(?!\p{L}).+)$`;
const readerActs = /(?<!\p{L})(?:would|could|can|will|do|did|are|have|had) you(?!\p{L})/iu;
/** "do you know if the pump is fixed", "would you mind if the hall is locked" */
const readerKnows = pattern("iu")`
    (?<!\p{L})you (?:please )?(?:know|tell|say|check|find out|confirm|hear|heard|see|seen|mind|think|sure|remember
    |happy|let me know)(?!\p{L})`;

/** what is sorry: "the noise from 8 till 5 is sorry" */
const thingSorry =
    /(?<!\p{L})(?:the|an?|this|that|our|my|your)(?: [\p{L}\p{N}'’:.-]+){1,8} (?:is|are|was|were) (?:so |very |really )?sorry(?!\p{L})/iu;

/** A note without a subject, in the third person, and how the user would say the same of themselves. */
const thirdPerson: ReadonlyMap<string, RegExp> = new Map(
    Object.entries({
        has: /(?<!\p{L})(?:i|we)(?: (?:also|still|only))?(?: have|['’]ve(?: got)?)(?! to(?!\p{L})|n['’]t)|^\W*have (?!you(?!\p{L}))/iu,
        is: /(?<!\p{L})(?:i am|i['’]m|we are|we['’]re)(?!\p{L})/iu,
        needs: /(?<!\p{L})(?:i|we) need(?!\p{L})|^\W*need(?!\p{L})/iu,
        wants: /(?<!\p{L})(?:i|we) want(?!\p{L})|^\W*want(?!\p{L})/iu,
        costs: /(?<!\p{L})(?:i|we) cost(?!\p{L})/iu,
        looks: /(?<!\p{L})(?:i|we) look(?! (?:forward|at|for|into|after)(?!\p{L}))(?!\p{L})/iu
    })
);
const saysI = /(?<!\p{L})(?:i|me|my|we|us|our)(?!\p{L})/iu;

/** The sentence that says a note of somebody else, or null. */
export function saidOfOther(sentences: readonly string[], note: string, speaksOf: SpeaksOf): string | null {
    const asked = thingAsked.exec(note)?.[1];
    const ofThem = thirdPerson.get(wordsOf(note)[0]?.toLowerCase() ?? "");
    const isSorry = /(?<!\p{L})(?:sorry|apolog\p{L}+)(?!\p{L})/iu.test(note) && !thingSorry.test(note);
    const ofReader = asked !== undefined && !/(?<!\p{L})you(?!\p{L})/iu.test(asked) ? contentIn(asked) : [];
    const isOther = (sentence: string): boolean =>
        (readerActs.test(sentence) && !readerKnows.test(sentence) && hasFormOf(sentence, ofReader)) ||
        (ofThem !== undefined && !saysI.test(note) && ofThem.test(sentence) && speaksOf(sentence, note)) ||
        (isSorry && thingSorry.test(sentence));
    return sentences.find(isOther) ?? null;
}

/** letters at the beginning by which two words are forms of one: "fix" and "fixed" */
const sameBeginning = 3;

function hasFormOf(sentence: string, words: readonly string[]): boolean {
    const beginnings = words.filter(({length}) => length >= sameBeginning).map((word) => word.replace(/(?:'s|ing|ed|es|s|d)$/u, ""));
    return foldedWords(sentence).some((word) => beginnings.some((beginning) => beginning !== "" && word.startsWith(beginning)));
}

/** The word after "shall i": what the message asks the user to decide, and a note then tells the reader to do. */
export function isAskedFor(message: string, verb: string): boolean {
    return sentencesOf(message).some((sentence) =>
        new RegExp(`(?<!\\p{L})(?:shall|should|do|can|may|must) (?:i|we)(?: \\p{L}+)? ${verb}(?!\\p{L})`, "iu").test(sentence)
    );
}
