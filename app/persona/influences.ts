/** One history item's share in a persona. */
export interface Influence {
    readonly id: string;
    /** w_i, 0 to 1; the weights of all items sum to 1 */
    readonly weight: number;
}

/** The items with the largest weights, largest first. */
export function topInfluences(ids: readonly string[], weights: Float32Array, count: number): readonly Influence[] {
    const best: Influence[] = [];
    for (let i = 0; i < weights.length; i++) {
        const weight = weights[i] as number;
        if (best.length === count && weight <= (best[best.length - 1]?.weight ?? Infinity)) continue;
        const place = best.findIndex((other) => other.weight < weight);
        best.splice(place === -1 ? best.length : place, 0, {id: ids[i] as string, weight});
        if (best.length > count) best.pop();
    }
    return best;
}
