import type {Brief} from "../brief/brief.ts";
import {splitLetter} from "../persona/letter.ts";
import {sentencesOf} from "../text/words.ts";
import {saidNotes} from "./note-coverage.ts";
import {withoutSentencesAt} from "./rewording.ts";

/** A letter without the sentences of its body that are unneeded and by which no note is said. One sentence at least stays. */
export function withoutUnneeded(text: string, {notes = "", message = ""}: Brief, isUnneeded: (sentence: string) => boolean): string {
    const {body} = splitLetter(text);
    const sentences = sentencesOf(body);
    const without = (places: ReadonlySet<number>): string => text.replace(body, () => withoutSentencesAt(body, places));
    const said = (letter: string): number => saidNotes(letter, notes, message).filter((note) => note.said).length;
    const gone = new Set<number>();
    for (const [place, sentence] of sentences.entries()) {
        if (gone.size + 1 >= sentences.length || !isUnneeded(sentence)) continue;
        if (said(without(new Set([...gone, place]))) >= said(text)) gone.add(place);
    }
    return gone.size === 0 ? text : without(gone);
}
