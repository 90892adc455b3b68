/** A word, opening or closing. */
export interface Phrase {
    readonly text: string;
    /** texts it stands in */
    readonly count: number;
    /** of the texts that could have it, 0 to 1 */
    readonly share: number;
}

/*
 * Words that say little about anybody: the most frequent ones of English and German. What is left and still stands in many of
 * somebody's texts is theirs.
 */
const everyday = new Set((
    "a about after again all also always am an and another any are as at away back be because been before being best better both but by came can "
    + "come could day days did do does doing done down each else even ever every few find first for from get gets getting give go goes going good got great "
    + "had has have having he hello her here hers hi him his how i if in into is it its just keep know last least less let like little long look made "
    + "make makes many may me mean means might mine more most much must my need needs never new next no not nothing now of off often old on once one "
    + "only or other our ours out over own part people please point put really right said same say says see seems set she should since so some something "
    + "soon still such sure take than thank thanks that the their them then there these they thing things think this those though three through time "
    + "to today together tomorrow too took two under until up us use used using very want was way we week weeks well went were what when where which while "
    + "who why will with without word words work working would year years yes yesterday yet you your yours "
    + "aber als am an auch auf aus bei bin bis da das dass dem den der des die doch du ein eine einem einen einer er es für hat hatte ich ihr im in ist "
    + "ja kann mal mehr mein mich mir mit nach nicht noch nur ob oder sehr sich sie sind so über um und uns vom von vor war was wenn wie wir wird zu zum zur"
).split(" "));

/** Is it one of the most frequent words of English or German? `word` in lower case. */
export function isEveryday(word: string): boolean {
    return everyday.has(word);
}

/** a word has to stand in this many texts to be a habit */
const minTexts = 3;

/** Counts in how many texts each word stands. */
export class WordCounts {
    readonly #counts = new Map<string, number>();
    readonly #lowerSeen = new Set<string>();
    #texts = 0;

    add(words: readonly string[]): void {
        this.#texts++;
        const distinct = new Set<string>();
        for (const word of words) {
            const lower = word.toLowerCase();
            if (word === lower) this.#lowerSeen.add(word);
            distinct.add(lower);
        }
        for (const word of distinct) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
    }

    /** The words that stand in most texts beyond what everybody uses. Names and words that are always capitalised are left out. */
    favourites(limit: number): readonly Phrase[] {
        return [...this.#counts]
            .filter(([word, count]) => count >= minTexts && this.#lowerSeen.has(word) && /^\p{L}{3,}$/u.test(word) && !everyday.has(word))
            .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
            .slice(0, limit)
            .map(([text, count]) => ({text, count, share: count / this.#texts}));
    }
}
