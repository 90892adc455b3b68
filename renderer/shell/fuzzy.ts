/**
 * How well `query` fits `title`, without regard to case: each of its words stands in the title as a whole run of letters, or at least
 * as a sequence of letters in order ("gtp" for "Go to Privacy"). Null where one of them does not. Higher is better; an empty query fits all
 * alike.
 */
export function fuzzyScore(title: string, query: string): number | null {
    const lower = title.toLowerCase();
    let score = 0;
    for (const word of query
        .toLowerCase()
        .split(/\s+/)
        .filter((each) => each !== "")) {
        const part = wordScore(lower, word);
        if (part === null) return null;
        score += part;
    }
    return score;
}

/** Most for a run at the beginning of a word, less for a run elsewhere, least for letters with gaps. */
function wordScore(title: string, word: string): number | null {
    const at = title.indexOf(word);
    if (at >= 0) return startsWord(title, title.indexOf(` ${word}`) >= 0 ? title.indexOf(` ${word}`) + 1 : at) ? 100 : 60;
    let place = -1,
        starts = 0,
        gaps = 0;
    for (const letter of word) {
        const next = title.indexOf(letter, place + 1);
        if (next < 0) return null;
        if (startsWord(title, next)) starts++;
        if (place >= 0) gaps += next - place - 1;
        place = next;
    }
    return Math.max(1, 20 + 5 * starts - gaps);
}

function startsWord(title: string, at: number): boolean {
    return at === 0 || !/[\p{L}\p{N}]/u.test(title[at - 1] ?? "");
}
