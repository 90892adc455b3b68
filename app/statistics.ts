/** The mean; 0 of no values. */
export function mean(values: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i] as number;
    return values.length === 0 ? 0 : sum / values.length;
}

/** The middle value, or the mean of the two in the middle; 0 of no values. */
export function median(values: readonly number[]): number {
    const sorted = values.toSorted((a, b) => a - b);
    const half = Math.floor(sorted.length / 2);
    if (sorted.length === 0) return 0;
    return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/**
 * The value that this share of the values lies below: one of them, without interpolation; NaN of no values.
 * @param share 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
    return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
}
