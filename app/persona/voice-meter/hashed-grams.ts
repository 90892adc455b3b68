/** 4-grams of characters are distinguished by 16 bits of a hash: enough for style, and texts cannot be restored from their counts */
export const gramBuckets = 2 ** 16;
const gramLength = 4;

/** The bucket of every 4-gram of some texts, in order; case-sensitive. */
export function hashedGrams(texts: readonly string[]): Uint16Array {
    const buckets = new Uint16Array(texts.reduce((sum, text) => sum + Math.max(0, text.length - gramLength + 1), 0));
    let at = 0;
    for (const text of texts) for (let i = 0; i + gramLength <= text.length; i++) buckets[at++] = bucketAt(text, i);
    return buckets;
}

/** FNV-1a, folded */
function bucketAt(text: string, start: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < start + gramLength; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash ^ (hash >>> 16)) & (gramBuckets - 1);
}
