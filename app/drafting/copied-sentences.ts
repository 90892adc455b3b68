import type {Brief} from "../brief/brief.ts";
import {splitLetter} from "../persona/letter.ts";
import {runWords, sharedRuns} from "../persona/voice-meter/copied-runs.ts";
import {sentencesOf} from "../text/words.ts";
import {contentIn, givenIn, sharesContent} from "./content-words.ts";
import {saidNotes} from "./note-coverage.ts";
import {withoutSentencesAt} from "./rewording.ts";

/*
 * What a small model takes over from the examples in its prompt: "I shall bring soup on Wednesday", which the author once wrote to somebody
 * else. Such a sentence may hold facts of that letter, and only some kinds of facts can be told to have no source.
 */

/** words in a row that are copied and not said in the same way by chance */
const run = 5;
/** share of a sentence's runs that an example has as well */
const mostly = 0.6;

/**
 * A letter without the sentences of its body that one example has almost word by word and that say nothing of the brief. A sentence that
 * several examples have is a habit of the author's and stays, as does one by which a note is said, and one sentence at least.
 * @param examples texts by the author that the prompt contains
 */
export function withoutCopiedSentences(text: string, examples: readonly string[], brief: Brief): string {
    const {notes = "", message = ""} = brief;
    const given = contentIn(givenIn(brief));
    const {body} = splitLetter(text);
    const sentences = sentencesOf(body);
    const isCopied = (sentence: string): boolean =>
        runWords(sentence).length >= run && examples.filter((example) => sharedRuns(sentence, example, run) >= mostly).length === 1;
    const said = (letter: string): number => saidNotes(letter, notes, message).filter((note) => note.said).length;
    const gone = new Set<number>();
    for (const [place, sentence] of sentences.entries()) {
        if (gone.size + 1 >= sentences.length || !isCopied(sentence) || sharesContent(contentIn(sentence), given)) continue;
        const shorter = text.replace(body, () => withoutSentencesAt(body, new Set([...gone, place])));
        if (said(shorter) >= said(text)) gone.add(place);
    }
    return gone.size === 0 ? text : text.replace(body, () => withoutSentencesAt(body, gone));
}
