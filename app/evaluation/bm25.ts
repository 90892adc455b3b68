/*
 * Okapi BM25 over a small collection, with rank_bm25's parameters, which LaMP's retrieval baselines use. The library has its
 * own in SQLite; a benchmark's profiles are not in the library.
 */
const k1 = 1.5;
const b = 0.75;

/** Indices of the `k` best documents for a query, best first. */
export function bm25(documents: readonly string[], query: string, k: number): readonly number[] {
    const texts = documents.map(terms);
    const meanLength = texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length);
    const queryTerms = [...new Set(terms(query))];
    const frequency = new Map(queryTerms.map((term) => [term, texts.filter((text) => text.includes(term)).length]));
    const scores = texts.map((text) => {
        const norm = k1 * (1 - b + (b * text.length) / Math.max(1, meanLength));
        const counts = new Map<string, number>();
        for (const term of text) counts.set(term, (counts.get(term) ?? 0) + 1);
        return queryTerms.reduce((sum, term) => {
            const count = counts.get(term) ?? 0;
            const found = frequency.get(term) ?? 0;
            const rarity = Math.log(1 + (texts.length - found + 0.5) / (found + 0.5));
            return sum + (rarity * count * (k1 + 1)) / (count + norm);
        }, 0);
    });
    return scores
        .map((_, i) => i)
        .toSorted((i, j) => (scores[j] as number) - (scores[i] as number))
        .slice(0, k);
}

function terms(text: string): readonly string[] {
    return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
