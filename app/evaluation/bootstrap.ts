import {splitMix} from "../text/random.ts";
import {mean} from "../statistics.ts";

export type Interval = readonly [low: number, high: number];

const resamples = 2000;
const signFlips = 10_000;

/**
 * The 95 % interval of a statistic, by drawing whole groups with replacement: texts by one author are not independent.
 * @param groups each observation's group
 * @param statistic of the observations with these indices; default their mean
 */
export function bootstrapInterval(groups: readonly string[], seed: number, statistic: (indices: readonly number[]) => number): Interval {
    const members = [
        ...Map.groupBy(
            groups.map((_, i) => i),
            (i) => groups[i] as string
        ).values()
    ];
    if (members.length === 0) return [0, 0];
    const random = splitMix(seed);
    const values = Float64Array.from({length: resamples}, () =>
        statistic(Array.from({length: members.length}, () => members[Math.floor(random() * members.length)] as number[]).flat())
    ).sort();
    return [values[Math.floor(resamples * 0.025)] as number, values[Math.floor(resamples * 0.975)] as number];
}

/** A paired difference over groups. */
export interface PairedDifference {
    readonly mean: number;
    readonly ci95: Interval;
    /** two-sided, by flipping the signs of whole groups */
    readonly p: number;
    readonly groups: number;
}

/** Compares two strategies on the same questions: mean of (a − b), its interval over groups, and its p-value. */
export function pairedDifference(a: readonly number[], b: readonly number[], groups: readonly string[], seed: number): PairedDifference {
    const differences = a.map((value, i) => value - (b[i] as number));
    const observed = mean(differences);
    const sums = [
        ...Map.groupBy(
            differences.map((_, i) => i),
            (i) => groups[i] as string
        ).values()
    ].map((members) => members.reduce((sum, i) => sum + (differences[i] as number), 0));
    const total = Math.abs(sums.reduce((sum, value) => sum + value, 0));
    const random = splitMix(seed);
    let asLarge = 0;
    for (let flip = 0; flip < signFlips; flip++) {
        let sum = 0;
        for (const value of sums) sum += random() < 0.5 ? value : -value;
        // tolerance for the order of additions
        if (Math.abs(sum) >= total * (1 - 1e-12)) asLarge++;
    }
    return {
        mean: observed,
        ci95: bootstrapInterval(groups, seed, (indices) => mean(indices.map((i) => differences[i] as number))),
        p: (asLarge + 1) / (signFlips + 1),
        groups: sums.length
    };
}
