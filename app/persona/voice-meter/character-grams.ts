/** Characters of a gram: four do best for authorship in most comparisons (e.g. Stamatatos 2013). */
const gramLength = 4;

/** A text's character 4-grams by TF-IDF, of length 1. */
export type GramVector = ReadonlyMap<string, number>;

/**
 * Character 4-grams weighted by TF-IDF, compared by cosine: the usual baseline of authorship verification. It depends on topic as well as
 * style and is independent of the grammar meter, so it is used as a second metric.
 */
export class CharacterGrams {
    readonly #documents = new Map<string, number>();
    #size = 0;

    /** @param texts corpus of the document frequencies */
    constructor(texts: Iterable<string>) {
        for (const text of texts) {
            this.#size++;
            for (const gram of count([text]).keys()) this.#documents.set(gram, (this.#documents.get(gram) ?? 0) + 1);
        }
    }

    /** One vector for some texts together. */
    vector(texts: readonly string[]): GramVector {
        const vector = new Map<string, number>();
        let squares = 0;
        for (const [gram, times] of count(texts)) {
            const weight = (1 + Math.log(times)) * Math.log((1 + this.#size) / (1 + (this.#documents.get(gram) ?? 0)));
            if (weight <= 0) continue;
            vector.set(gram, weight);
            squares += weight * weight;
        }
        const length = Math.sqrt(squares);
        for (const [gram, weight] of vector) vector.set(gram, weight / length);
        return vector;
    }
}

/** 0 nothing in common … 1 the same. */
export function cosine(a: GramVector, b: GramVector): number {
    const [small, large] = a.size < b.size ? [a, b] : [b, a];
    let product = 0;
    for (const [gram, weight] of small) product += weight * (large.get(gram) ?? 0);
    return product;
}

function count(texts: readonly string[]): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const text of texts) {
        const line = text.replace(/\s+/g, " ").trim();
        for (let i = 0; i + gramLength <= line.length; i++) {
            const gram = line.slice(i, i + gramLength);
            counts.set(gram, (counts.get(gram) ?? 0) + 1);
        }
    }
    return counts;
}
