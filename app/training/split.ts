import {bandsOf, similarity, sketchOf} from "../history/near-duplicate.ts";
import type {OwnPair} from "./own-pairs.ts";

export interface Split {
    readonly train: readonly OwnPair[];
    /** never trained on: the early stop and the gain that is reported are measured on these */
    readonly keptOut: readonly OwnPair[];
}

/** share of the pairs that is kept out, and at least and at most so many */
const keptShare = 0.15,
    leastKept = 4,
    mostKept = 32;
/** texts that share half of their word pairs tell too much about each other */
const alike = 0.5;

/**
 * Keeps the newest threads and documents out of training. No thread, document or near-duplicate stands on both sides, so that what is measured
 * is how the user will write, not how well the training text is remembered. Where no dates are known the last in order count as the newest.
 * @param wanted pairs to keep out, at least
 */
export function splitPairs(
    pairs: readonly OwnPair[],
    wanted = Math.min(mostKept, Math.max(leastKept, Math.round(pairs.length * keptShare)))
): Split {
    const groups = [...Map.groupBy(pairs, ({group}) => group).values()];
    const newest = (group: readonly OwnPair[]): number => Math.max(...group.map(({time}, index) => time ?? index - pairs.length));
    groups.sort((a, b) => newest(a) - newest(b));
    const keptOut: OwnPair[] = [];
    while (keptOut.length < wanted && groups.length > 1) keptOut.push(...(groups.pop() as readonly OwnPair[]));
    const sketches = keptOut.map(({answer}) => sketchOf(answer));
    const buckets = new Map<number, number[]>();
    for (const [row, sketch] of sketches.entries())
        for (const band of bandsOf(sketch)) buckets.set(band, [...(buckets.get(band) ?? []), row]);
    const isAlike = ({answer}: OwnPair): boolean => {
        const sketch = sketchOf(answer);
        const candidates = new Set(bandsOf(sketch).flatMap((band) => buckets.get(band) ?? []));
        return [...candidates].some((row) => similarity(sketch, sketches[row] as typeof sketch) >= alike);
    };
    const rest = groups.flat();
    // an item that is alike in one pair is left out with all of its pairs
    const left = new Set(rest.filter(isAlike).map(({id}) => id));
    return {train: rest.filter(({id}) => !left.has(id)), keptOut: keptOut.slice(0, mostKept)};
}
