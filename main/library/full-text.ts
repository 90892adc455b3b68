/** characters of scripts that do not put spaces between words; each is indexed as a word */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;

/** A text as the full-text index gets it. */
export function searchable(title: string | null, text: string): string {
    return `${title ?? ""}\n${text}`.replace(unspaced, " $& ");
}

/** words of a query that are looked up; further ones hardly change BM25's order */
const queryWords = 64;

/** An FTS5 expression that finds texts with any of the query's words, or null when it has none. Nothing in it acts as an operator. */
export function matchExpression(query: string): string | null {
    const words = query.slice(0, 20_000).replace(unspaced, " $& ").toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    const unique = [...new Set(words)].slice(0, queryWords);
    return unique.length === 0 ? null : unique.map((word) => `"${word}"`).join(" OR ");
}
