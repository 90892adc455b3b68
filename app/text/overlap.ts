/** How many words two texts share, each as often as both have it. */
export function sharedWords(a: readonly string[], b: readonly string[]): number {
    const counts = new Map<string, number>();
    for (const word of b) counts.set(word, (counts.get(word) ?? 0) + 1);
    let shared = 0;
    for (const word of a) {
        const left = counts.get(word) ?? 0;
        if (left === 0) continue;
        counts.set(word, left - 1);
        shared++;
    }
    return shared;
}

/** F1 of what two texts of so many words share; 0 where they share nothing. */
export function f1(shared: number, a: number, b: number): number {
    return shared === 0 ? 0 : (2 * shared) / (a + b);
}

/** The length of the longest common subsequence: words that are in both in the same order, with gaps. */
export function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
    // one row of the table: lengths[j] is the longest for a's beginning so far and b's first j tokens
    const lengths = new Uint32Array(b.length + 1);
    for (const token of a) {
        let diagonal = 0;
        for (let j = 1; j <= b.length; j++) {
            const above = lengths[j] as number;
            lengths[j] = token === b[j - 1] ? diagonal + 1 : Math.max(above, lengths[j - 1] as number);
            diagonal = above;
        }
    }
    return lengths[b.length] as number;
}
