import {sentencesOf, wordsOf} from "../text/words.ts";
import type {Brief} from "./brief.ts";

/** words of the shortest sentence that is a note of its own */
const fewWords = 2;

/**
 * The brief with one note a line. People end notes with a full stop as well as with a semicolon ("Lily off today, tummy bug. back Thurs if
 * no more sick."), and a model that learned from one note a line leaves out half of a line that holds three.
 */
export function withSeparateNotes(brief: Brief): Brief {
    const {notes} = brief;
    if (notes === undefined) return brief;
    const lines = notes.split(/[;\n]/u);
    const separate = lines.flatMap((line) => {
        const sentences = sentencesOf(line);
        const isParted = sentences.length > 1 && sentences.every((sentence) => wordsOf(sentence).length >= fewWords);
        return isParted ? sentences.map((sentence) => sentence.replace(/(?<=[\p{L}\p{N}]{2})\.$/u, "")) : [line];
    });
    return separate.length === lines.length ? brief : {...brief, notes: separate.join("\n")};
}
