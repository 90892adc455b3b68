import type {HistoryItem} from "../history/item.ts";
import {mean} from "../statistics.ts";
import {wordsOf} from "../text/words.ts";
import {splitLetter} from "./letter.ts";
import {pattern} from "../text/pattern.ts";

/** The sliders' values within the user's own range, −1 to 1 each. */
export interface Tilt {
    /** −1: as in their shortest texts … 1: as in their longest */
    readonly length: number;
    /** −1: as in their plainest texts … 1: as in their warmest */
    readonly warmth: number;
}

/** Each item's distance from the user's mean, in standard deviations. */
export interface TiltMeasures {
    readonly length: Float32Array;
    readonly warmth: Float32Array;
}

/** added to the score of an item one standard deviation out, if a slider is at its end */
const pull = 1.5;
/** deviations are clipped here, so that a single very long text does not dominate the persona */
const farthest = 2;

const warmWords = pattern("giu")`
    (?<!\p{L})(?:thanks?|thank you|please|glad|happy|love(?:ly)?|hope|enjoy(?:ed)?|welcome|delighted|wonderful
    |great|kind(?:ly)?|sorry|appreciate|looking forward|take care|warm(?:ly)?|hugs?|cheers|danke|bitte|gern
    (?:e)?|freu\p{L}*|schön\p{L}*|lieb\p{L}*)(?!\p{L})|!|\p{Extended_Pictographic}|[:;]-?\)`;

/** Measures every item; done once per revision of the library. */
export function measureTilt(items: readonly Pick<HistoryItem, "text">[]): TiltMeasures {
    const counts = items.map(({text}) => wordsOf(text).length);
    return {
        // logarithm: lengths vary over orders of magnitude
        length: standardise(counts.map((count) => Math.log1p(count))),
        warmth: standardise(items.map(({text}, i) => warmth(text, counts[i] ?? 0)))
    };
}

/** Offset of each item's score in the softmax, by row. */
export function tiltScores(measures: TiltMeasures, {length, warmth: warm}: Tilt): Float32Array {
    return measures.length.map((z, row) => pull * (length * clip(z) + warm * clip(measures.warmth[row] ?? 0)));
}

/** Warm words and marks per hundred words; a greeting and a sign-off count as one each. */
function warmth(text: string, words: number): number {
    if (words === 0) return 0;
    const {greeting, signOff} = splitLetter(text);
    return (100 * (text.match(warmWords)?.length ?? 0)) / words + Number(greeting !== null) + Number(signOff !== null);
}

function standardise(values: readonly number[]): Float32Array {
    const centre = mean(values);
    const deviation = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
    return Float32Array.from(values, (value) => (deviation > 0 ? (value - centre) / deviation : 0));
}

function clip(z: number): number {
    return Math.max(-farthest, Math.min(farthest, z));
}
