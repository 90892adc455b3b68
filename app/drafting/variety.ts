import type {Kind} from "../brief/kind.ts";
import {isLineKind} from "../persona/habits.ts";
import {splitLetter} from "../persona/letter.ts";
import {longestCommonSubsequence} from "../text/overlap.ts";
import {wordsOf} from "../text/words.ts";
import type {SamplingOptions} from "./engine.ts";
import type {Reviewer} from "./review.ts";

/*
 * Makes concurrent drafts differ in wording and order. The first uses the model's usual sampling; each further one a slightly higher
 * temperature, and a penalty on the runs of words of those before it (`SamplingOptions.apart`). One that is a finished draft again
 * all the same is a reason for another candidate.
 */

/** added to the temperature, as a share, for each further draft; titles are so short that less gives the same again */
const temperatureStep = {letter: 0.15, title: 0.5};
/** min-p of a further draft: at a higher temperature unlikely tokens would be nonsense */
const minP = 0.08;
/** penalty in nats for continuing like an earlier draft */
const apart = 1.5;

/** Sampling of a job's drafts, one for each of `count`. A temperature that the user set applies to all of them. */
export function variedSampling(
    usual: SamplingOptions,
    asked: SamplingOptions,
    count: number,
    kind: Kind = "email"
): readonly SamplingOptions[] {
    const step = isLineKind(kind) ? temperatureStep.title : temperatureStep.letter;
    return Array.from({length: count}, (_, i): SamplingOptions => {
        if (i === 0 || asked.temperature !== undefined) return {};
        const temperature = (usual.temperature ?? 0.7) * (1 + step * i);
        return {temperature, minP: Math.max(minP, usual.minP ?? 0), apart};
    });
}

/** share of the words, in the same order, from which on two drafts count as one: a letter of ten words may differ in one of them */
const sameWords = 0.9;
/** below a missing note: drafts that are the same are better than one that leaves something out */
const samePenalty = 0.5;

/** Rejects a candidate whose text, without greeting and sign-off, is that of a finished draft of the job. */
export const varietyReviewer: Reviewer = {
    name: "variety",
    penalty: ({text}, {others}) => (others.some((other) => isSameText(text, other)) ? samePenalty : 0)
};

function isSameText(text: string, other: string): boolean {
    const [a, b] = [text, other].map((each) => wordsOf(splitLetter(each).body.toLowerCase())) as [string[], string[]];
    return longestCommonSubsequence(a, b) >= sameWords * Math.max(a.length, b.length);
}
