import {splitMix} from "../../app/text/random.ts";

/** Seeded damage. */
export class Mutator {
    readonly #random: () => number;

    constructor(seed: number) {
        this.#random = splitMix(seed);
    }

    below(limit: number): number {
        return Math.floor(this.#random() * limit);
    }

    pick<T>(values: readonly T[]): T {
        return values[this.below(values.length)] as T;
    }

    /**
     * Bytes with one to eight faults: flipped bits, numbers of 4 or 8 bytes at their limits, runs copied, cut out or filled, an end that is
     * missing.
     */
    bytes(original: Uint8Array, within = original.length): Uint8Array {
        let bytes = Buffer.from(original);
        for (let faults = 1 + this.below(8); faults > 0; faults--) {
            const at = this.below(Math.min(within, bytes.length));
            const length = Math.min(1 + this.below(64), bytes.length - at);
            switch (this.below(8)) {
                case 0:
                case 1:
                    bytes[at] = (bytes[at] ?? 0) ^ (1 << this.below(8));
                    break;
                case 2:
                    bytes[at] = this.pick([0, 1, 0x7f, 0x80, 0xff]);
                    break;
                case 3:
                    if (at + 4 <= bytes.length)
                        bytes.writeUInt32LE(this.pick([0, 1, 4, 0x7fffffff, 0x80000000, 0xffffffff, 1_000_000]), at);
                    break;
                case 4:
                    if (at + 8 <= bytes.length)
                        bytes.writeBigUInt64LE(this.pick([0n, 1n, 1_000_000n, 2n ** 31n, 2n ** 63n - 1n, 2n ** 64n - 1n]), at);
                    break;
                case 5:
                    bytes.fill(this.below(256), at, at + length);
                    break;
                case 6:
                    bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
                    break;
                default:
                    bytes =
                        this.below(3) === 0
                            ? bytes.subarray(0, at)
                            : Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at, at + length), bytes.subarray(at + length)]);
            }
            if (bytes.length === 0) return bytes;
        }
        return bytes;
    }

    /** A random value, of any type and depth. */
    value(depth = 2): unknown {
        const simple = [
            null,
            true,
            false,
            0,
            -1,
            1.5,
            1e308,
            2 ** 53,
            Number.NaN,
            "",
            "x",
            "\u0000",
            "__proto__",
            "../../etc/passwd",
            "a".repeat(10_000),
            "<script>",
            "[[",
            [],
            {}
        ];
        if (depth === 0 || this.below(3) > 0) return this.pick(simple);
        return this.below(2) === 0
            ? Array.from({length: this.below(5)}, () => this.value(depth - 1))
            : Object.fromEntries(
                  Array.from({length: this.below(5)}, () => [
                      this.pick(["id", "path", "text", "kind", "x", "length", "toString"]),
                      this.value(depth - 1)
                  ])
              );
    }

    /** A copy of a JSON value in which one place is replaced, removed or doubled. */
    json(original: unknown): unknown {
        const copy = structuredClone(original);
        const places: {holder: Record<string, unknown> | unknown[]; key: string}[] = [];
        const walk = (value: unknown): void => {
            if (typeof value !== "object" || value === null) return;
            for (const key of Object.keys(value)) {
                places.push({holder: value as Record<string, unknown>, key});
                walk((value as Record<string, unknown>)[key]);
            }
        };
        walk(copy);
        if (places.length === 0) return this.value();
        const {holder, key} = this.pick(places);
        const target = holder as Record<string, unknown>;
        if (this.below(5) === 0) delete target[key];
        else target[key] = this.value();
        return copy;
    }
}
