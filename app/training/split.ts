import {bandsOf, similarity, sketchOf} from "../history/near-duplicate.ts";
import type {OwnPair} from "./own-pairs.ts";

export interface Split {
    readonly train: readonly OwnPair[];
    /** never trained on: early stopping and the reported gain are measured on these */
    readonly keptOut: readonly OwnPair[];
}

/** share of the pairs that is held out, with a minimum and a maximum */
const keptShare = 0.15,
    leastKept = 4,
    mostKept = 32;
/** texts that share half of their word pairs are too similar to be on both sides */
const alike = 0.5;

/**
 * Holds out the newest threads and documents. No thread, document or near-duplicate is on both sides, so that the measurement predicts
 * future texts, not memorisation. If dates are unknown, the last in order count as the newest.
 * @param wanted minimum number of held-out pairs
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
    // an item that is a near-duplicate in one pair is left out with all of its pairs
    const left = new Set(rest.filter(isAlike).map(({id}) => id));
    return {train: rest.filter(({id}) => !left.has(id)), keptOut: keptOut.slice(0, mostKept)};
}
