/**
 * Near duplicates by MinHash (Broder 1997) over pairs of neighbouring words, candidates by banding (Leskovec, Rajaraman, Ullman,
 * Mining of Massive Datasets, 3.4). Deterministic and independent of the order in which texts come: in each bucket the fullest
 * text is the head, and another one is its duplicate when the two are similar enough.
 */

const bands = 8,
    rowsPerBand = 5;
const hashes = bands * rowsPerBand;
/** estimated Jaccard similarity from which two texts are one; with 40 hashes its standard error is about 0.07 */
export const duplicateSimilarity = 0.75;

/**
 * A text of fewer words has too few pairs to tell an edited copy from another text ("see you on Friday", "see you on Monday"): it is
 * a duplicate of the same words only.
 */
const fewestWords = 20;

/** shape (40): the least value of each hash function over the text's shingles */
export type Sketch = Uint32Array;

export function sketchOf(text: string): Sketch {
    const sketch = new Uint32Array(hashes).fill(0xffffffff);
    const words = wordsOf(text);
    if (words.length > 0 && words.length < fewestWords) {
        addShingle(sketch, hashText(words.join(" ")));
        return sketch;
    }
    for (let index = 0; index + 1 < words.length; index++) addShingle(sketch, hashText(`${words[index]} ${words[index + 1]}`));
    return sketch;
}

function addShingle(sketch: Sketch, shingle: number): void {
    let state = shingle;
    for (let index = 0; index < hashes; index++) {
        // One step of a mixing sequence for each hash function (constants of murmur3's finaliser).
        state = (Math.imul(state ^ (state >>> 16), 0x85ebca6b) + 0x9e3779b9) | 0;
        const value = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) >>> 0;
        if (value < (sketch[index] ?? 0)) sketch[index] = value;
    }
}

/** Bucket keys, 53-bit integers, one for each band. */
export function bandsOf(sketch: Sketch): number[] {
    const keys: number[] = [];
    for (let band = 0; band < bands; band++) {
        let high = band + 1,
            low = 0x811c9dc5 ^ band;
        for (let row = 0; row < rowsPerBand; row++) {
            const value = sketch[band * rowsPerBand + row] ?? 0;
            high = Math.imul(high ^ value, 0x01000193) + row;
            low = Math.imul(low ^ (value >>> 7) ^ (value << 9), 0x85ebca6b);
        }
        keys.push(((high >>> 0) & 0x1fffff) * 0x100000000 + (low >>> 0));
    }
    return keys;
}

/** Estimated Jaccard similarity, 0 to 1. */
export function similarity(a: Sketch, b: Sketch): number {
    let same = 0;
    for (let index = 0; index < hashes; index++) {
        if (a[index] === b[index]) same++;
    }
    return same / hashes;
}

/** Words in lower case without punctuation; each character of a script without spaces is a word. */
function wordsOf(text: string): string[] {
    return text.toLowerCase().match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu) ?? [];
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
    let hash = 0x811c9dc5;
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    return hash;
}
