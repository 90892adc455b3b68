import type {HistoryItem} from "../history/item.ts";
import {wordsOf} from "../text/words.ts";
import {splitLetter} from "./letter.ts";

/** Where the user moves the persona within their own range, −1 to 1 each. */
export interface Tilt {
    /** −1: as in their shortest texts … 1: as in their longest */
    readonly length: number;
    /** −1: as in their plainest texts … 1: as in their warmest */
    readonly warmth: number;
}

/** How far each item stands from the user's middle, in standard deviations. */
export interface TiltMeasures {
    readonly length: Float32Array;
    readonly warmth: Float32Array;
}

/** what a slider at its end adds to the score of an item that is one standard deviation out */
const pull = 1.5;
/** deviations; a single very long text must not take the persona over */
const farthest = 2;

const warmWords =
    /(?<!\p{L})(?:thanks?|thank you|please|glad|happy|love(?:ly)?|hope|enjoy(?:ed)?|welcome|delighted|wonderful|great|kind(?:ly)?|sorry|appreciate|looking forward|take care|warm(?:ly)?|hugs?|cheers|danke|bitte|gern(?:e)?|freu\p{L}*|schön\p{L}*|lieb\p{L}*)(?!\p{L})|!|\p{Extended_Pictographic}|[:;]-?\)/giu;

/** Measures every item; done once for a revision of the library. */
export function measureTilt(items: readonly Pick<HistoryItem, "text">[]): TiltMeasures {
    const counts = items.map(({text}) => wordsOf(text).length);
    return {
        // lengths are spread over orders of magnitude
        length: standardise(counts.map((count) => Math.log1p(count))),
        warmth: standardise(items.map(({text}, i) => warmth(text, counts[i] ?? 0)))
    };
}

/** What to add to each item's score in the softmax, by row. */
export function tiltScores(measures: TiltMeasures, {length, warmth: warm}: Tilt): Float32Array {
    return measures.length.map((z, row) => pull * (length * clip(z) + warm * clip(measures.warmth[row] ?? 0)));
}

/** Warm words and signs in a hundred words, a greeting and a sign-off counting as one each. */
function warmth(text: string, words: number): number {
    if (words === 0) return 0;
    const {greeting, signOff} = splitLetter(text);
    return (100 * (text.match(warmWords)?.length ?? 0)) / words + Number(greeting !== null) + Number(signOff !== null);
}

function standardise(values: readonly number[]): Float32Array {
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
    return Float32Array.from(values, (value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

function clip(z: number): number {
    return Math.max(-farthest, Math.min(farthest, z));
}
