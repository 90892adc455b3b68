import type {Brief} from "../brief/brief.ts";
import {isSignOffLine, splitLetter} from "../persona/letter.ts";
import {runWords, sharedRuns} from "../persona/voice-meter/copied-runs.ts";
import {contentIn, contentOf, foldedWords, givenIn, sharesContent} from "./content-words.ts";
import {withoutUnneeded} from "./unneeded-sentences.ts";

/*
 * What a small model takes over from its prompt: from the examples "I shall bring soup on Wednesday", which the author once wrote to
 * somebody else, and from the message that is answered "We would like to leave on Saturday", which is what the others would like. Such a
 * sentence may hold facts of that letter, and only some kinds of facts can be told to have no source; and a message may have words in it
 * that are meant for a model to repeat.
 */

/** words in a row that are copied and not said in the same way by chance */
const run = 5;
/** a sentence of so few words that has one of the message's own is taken over from there if the message has it word by word */
const fewWords = 4;
/** share of a sentence's runs that an example has as well */
const mostly = 0.6;

/** a sentence of so many words that is the message's is given back, whatever it shares with the brief */
const manyWords = 7;
const wholly = 0.75;

/**
 * A letter without the sentences of its body that one example, or the message, has almost word by word and that say nothing of the brief. A
 * sentence that several examples have is a habit of the author's and stays, as does one by which a note is said, and one sentence at least.
 * A last line in the place of a name that is the message's, and no name by which it greets, goes as well.
 * @param examples texts by the author that the prompt contains
 */
export function withoutCopiedSentences(text: string, examples: readonly string[], brief: Brief): string {
    const {message = ""} = brief;
    const given = contentIn(givenIn(brief));
    const ownGiven = contentIn(givenIn({...brief, message: ""}));
    const isCopied = (sentence: string): boolean =>
        runWords(sentence).length >= run && examples.filter((example) => sharedRuns(sentence, example, run) >= mostly).length === 1;
    const kept = withoutUnneeded(text, brief, (sentence) => {
        const content = contentIn(sentence);
        return (
            (isCopied(sentence) && !sharesContent(content, given)) ||
            (isEcho(sentence, message) && !sharesContent(content, ownGiven)) ||
            isGivenBack(sentence, message)
        );
    });
    const {signOff} = splitLetter(text);
    if (signOff === null || signOff.includes("\n") || isSignOffLine(signOff) || !isEcho(signOff, message)) return kept;
    // a name under a draft may be the one by which the message greets the user
    const own = [...ownGiven, ...contentIn(splitLetter(message).greeting ?? "")];
    return sharesContent(contentIn(signOff), own) ? kept : kept.slice(0, kept.lastIndexOf(signOff)).trimEnd();
}

/** Whether a long sentence is the message's, word by word; the check of the notes keeps one that the user asked for. */
function isGivenBack(sentence: string, message: string): boolean {
    return foldedWords(sentence).length >= manyWords && sharedRuns(sentence, message, run) >= wholly;
}

/** Whether the message has a sentence almost word by word; a short one without a gap. */
function isEcho(sentence: string, message: string): boolean {
    const words = foldedWords(sentence);
    if (words.length > fewWords) return sharedRuns(sentence, message, run) >= mostly;
    return contentOf(words).length > 0 && ` ${foldedWords(message).join(" ")} `.includes(` ${words.join(" ")} `);
}
