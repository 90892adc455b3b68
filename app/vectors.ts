/** aᵀb of two vectors of the same length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
    return sum;
}

/** ‖v‖₂ */
export function norm(vector: ArrayLike<number>): number {
    return Math.sqrt(dot(vector, vector));
}

/** The vector at length 1; a vector of zeros stays as it is. */
export function normalised(vector: Float32Array): Float32Array {
    const length = norm(vector);
    return length > 0 ? vector.map((value) => value / length) : vector;
}

/** The direction of the vectors' mean, at length 1; shape as each of them, empty of no vectors. */
export function meanDirection(vectors: readonly Float32Array[]): Float32Array {
    const sum = new Float32Array(vectors[0]?.length ?? 0);
    for (const each of vectors) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (each[i] as number);
    return normalised(sum);
}
