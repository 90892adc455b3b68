/** Numbers in [0, 1) from a seed (SplitMix32): the same seed gives the same sequence everywhere. */
export function splitMix(seed: number): () => number {
    let state = seed | 0;
    return () => {
        state = (state + 0x9e3779b9) | 0;
        let z = state ^ (state >>> 16);
        z = Math.imul(z, 0x21f0aaad);
        z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
        return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
    };
}
