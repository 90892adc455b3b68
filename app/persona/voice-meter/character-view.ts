import {hashedGrams, gramBuckets} from "./hashed-grams.ts";

/** Character statistics of the population: the frequency of each bucket of 4-grams, and texts by others that define 0. */
export interface CharacterTable {
    /** by bucket, length `gramBuckets` */
    readonly counts: Float64Array;
    readonly total: number;
}

/** weight of the population's frequencies as a prior, in grams; of 1,000 to 64,000 the best on training authors, with 64,000 */
const prior = 32_000;

/**
 * The meter's second view: which character 4-grams the user writes more often than other people, as the log ratio of two unigram models
 * over hashed grams. It captures spelling, spacing, marks and favourite words, and topic too.
 */
export class CharacterView {
    readonly #population: CharacterTable;
    readonly #counts = new Float64Array(gramBuckets);
    #total = 0;

    constructor(population: CharacterTable) {
        this.#population = population;
    }

    add(grams: Uint16Array): void {
        this.#count(grams, 1);
    }

    remove(grams: Uint16Array): void {
        this.#count(grams, -1);
    }

    /** Mean log ratio in nats a gram; a gram that occurs x times counts log(1 + x) times, as repetition is no further evidence. */
    lambda(grams: Uint16Array): number {
        const {counts, total} = this.#population;
        const sorted = grams.toSorted();
        let [sum, weights] = [0, 0];
        for (let i = 0, end = 0; i < sorted.length; i = end) {
            const bucket = sorted[i] as number;
            while (end < sorted.length && sorted[end] === bucket) end++;
            const usual = ((counts[bucket] as number) + 0.5) / (total + 0.5 * gramBuckets);
            const own = ((this.#counts[bucket] as number) + prior * usual) / (this.#total + prior);
            const weight = Math.log(1 + end - i);
            sum += weight * Math.log(own / usual);
            weights += weight;
        }
        return weights === 0 ? 0 : sum / weights;
    }

    #count(grams: Uint16Array, by: 1 | -1): void {
        for (const bucket of grams) this.#counts[bucket] = (this.#counts[bucket] as number) + by;
        this.#total += by * grams.length;
    }
}

/** The grams of a text's sentences, each sentence once: one that is repeated is no further evidence. */
export function gramsOfBody(body: string): Uint16Array {
    const sentences = body.split(/(?<=[.!?])\s+|\n+/).map((sentence) => sentence.replace(/\s+/g, " ").trim());
    return hashedGrams([...new Set(sentences)].filter((sentence) => sentence !== "").map((sentence) => ` ${sentence} `));
}
