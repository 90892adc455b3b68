import {CountTable} from "./count-table.ts";

/** A text as token ids, sentence by sentence: ids below `vocabularyLimit`; 0 begins a sentence and 1 ends it. */
export type Sentences = readonly (readonly number[])[];

export const sentenceEnd = 1;
/** ids are packed with 12 bits each into one 53-bit integer, so n-grams may have four tokens */
export const vocabularyLimit = 4096;
const longestOrder = 4;
/** absolute discount of every count above zero; .75 and .9 gave the same AUC */
const discount = 0.75;

/**
 * Counts for an n-gram model of interpolated Kneser-Ney smoothing (Chen and Goodman 1999, section 3): the longest n-grams by occurrences,
 * shorter ones by the number of different tokens before them. Texts can be removed again.
 */
export class Grammar {
    readonly order: number;
    /** by length k of the n-gram: its count */
    readonly #grams: readonly CountTable[];
    /** by length of the context: sum of the counts after it, and the number of different tokens after it */
    readonly #totals: readonly CountTable[];
    readonly #types: readonly CountTable[];
    #tokens = 0;

    constructor(order: number) {
        if (order < 1 || order > longestOrder) throw new RangeError(`an n-gram has 1 to ${longestOrder} tokens, not ${order}`);
        this.order = order;
        const tables = () => Array.from({length: order}, () => new CountTable());
        [this.#grams, this.#totals, this.#types] = [tables(), tables(), tables()];
    }

    /** tokens counted, sentence ends included */
    get tokens(): number {
        return this.#tokens;
    }

    add(sentences: Sentences): void {
        this.#count(sentences, 1);
    }

    /** Removes what `add` added. */
    remove(sentences: Sentences): void {
        this.#count(sentences, -1);
    }

    /** Probability of `token` after the `order − 1` tokens packed in `context`, above 0 for every token. */
    probability(context: number, token: number, vocabulary: number): number {
        let p = 1 / vocabulary;
        for (let k = 0; k < this.order; k++) {
            const rest = lastTokens(context, k);
            const total = (this.#totals[k] as CountTable).get(rest);
            // after an unseen context the shorter context decides
            if (total === 0) break;
            const count = (this.#grams[k] as CountTable).get(rest * vocabularyLimit + token);
            p = (Math.max(count - discount, 0) + discount * (this.#types[k] as CountTable).get(rest) * p) / total;
        }
        return p;
    }

    /** Natural logarithm of the text's probability; `tokens`: how many it is the product of. */
    logLikelihood(sentences: Sentences, vocabulary: number): {readonly log: number; readonly tokens: number} {
        let [log, tokens] = [0, 0];
        walk(sentences, this.order, (context, token) => {
            log += Math.log(this.probability(context, token, vocabulary));
            tokens++;
        });
        return {log, tokens};
    }

    #count(sentences: Sentences, by: 1 | -1): void {
        walk(sentences, this.order, (context, token) => {
            this.#tokens += by;
            this.#countGram(context, token, by);
        });
    }

    /** Adding or removing an n-gram type changes by one the count of the n-gram that is shorter by its first token. */
    #countGram(context: number, token: number, by: 1 | -1): void {
        for (let k = this.order - 1, rest = context; k >= 0; k--) {
            const count = (this.#grams[k] as CountTable).add(rest * vocabularyLimit + token, by);
            (this.#totals[k] as CountTable).add(rest, by);
            const changed = by === 1 ? count === 1 : count === 0;
            if (!changed) return;
            (this.#types[k] as CountTable).add(rest, by);
            rest = lastTokens(rest, k - 1);
        }
    }
}

/** Visits every token, sentence ends included, with the `order − 1` tokens before it packed into one integer. */
function walk(sentences: Sentences, order: number, visit: (context: number, token: number) => void): void {
    for (const sentence of sentences) {
        let context = 0; // sentence starts only
        for (let i = 0; i <= sentence.length; i++) {
            const token = i === sentence.length ? sentenceEnd : (sentence[i] as number);
            visit(context, token);
            context = order === 1 ? 0 : lastTokens(context, order - 2) * vocabularyLimit + token;
        }
    }
}

const powers = Array.from({length: longestOrder}, (_, k) => vocabularyLimit ** k);

/** The last k tokens of a packed context. Without `%`, which is slow for doubles. */
function lastTokens(context: number, k: number): number {
    if (k <= 0) return 0;
    const power = powers[k] as number;
    return context - Math.floor(context / power) * power;
}
