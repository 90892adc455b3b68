/** A word, opening or closing. */
export interface Phrase {
    readonly text: string;
    /** number of texts with it */
    readonly count: number;
    /** share of the texts that could have it, 0 to 1 */
    readonly share: number;
    /** a sign-off's original lines, if they cannot be derived from its words */
    readonly lines?: string;
}

/*
 * The most frequent words of English and German, which say little about an author. Remaining words in many of an author's texts are
 * characteristic.
 */
const everyday = new Set(
    (
        "a about after again all also always am an and another any are as at away back be because been before being best " +
        "better both but by came can " +
        "come could day days did do does doing done down each else even ever every few find first for from get gets getting " +
        "give go goes going good got great " +
        "had has have having he hello her here hers hi him his how i if in into is it its just keep know last least less let " +
        "like little long look made " +
        "make makes many may me mean means might mine more most much must my need needs never new next no not nothing now of " +
        "off often old on once one " +
        "only or other our ours out over own part people please point put really right said same say says see seems set she " +
        "should since so some something " +
        "soon still such sure take than thank thanks that the their them then there these they thing things think this those " +
        "though three through time " +
        "to today together tomorrow too took two under until up us use used using very want was way we week weeks well went " +
        "were what when where which while " +
        "who why will with without word words work working would year years yes yesterday yet you your yours " +
        "aber als am an auch auf aus bei bin bis da das dass dem den der des die doch du ein eine einem einen einer er es für " +
        "hat hatte ich ihr im in ist " +
        "ja kann mal mehr mein mich mir mit nach nicht noch nur ob oder sehr sich sie sind so über um und uns vom von vor war " +
        "was wenn wie wir wird zu zum zur"
    ).split(" ")
);

/**
 * Further words that say nothing about a style: common nouns, adjectives and verbs, and the most common forms of German. Not counted as
 * everyday words elsewhere.
 */
const common = new Set(
    (
        "small big large half full open close near dry wet cold warm hot hard easy early late young high low short door doors " +
        "house home room table wall water boat boats car " +
        "book books paper name names number list line side hand hands head face end part case point place road street city " +
        "school office friend friends family man men woman " +
        "women child children people money price bring brings brought leave left run ran keep kept hold held turn turned start " +
        "started stop stopped ask asked tell told send sent " +
        "write wrote written read call called meet met wait waited stand stood sit pay paid buy bought show shown help helped " +
        "move moved kind matter morning evening night " +
        "zero four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen " +
        "twenty thirty forty fifty sixty seventy eighty " +
        "ninety hundred thousand million dozen second third zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig " +
        "hundert tausend " +
        "monday tuesday wednesday thursday friday saturday sunday " +
        "alle alles hab habe haben hast kannst können könnt muss musst müssen soll will willst wollen wieder dann schon hier " +
        "da dort heute morgen gestern immer etwas nichts dein " +
        "deine deinen seine seinen ihre ihren unser unsere euch eure kein keine keinen machen macht gehen geht kommen kommt " +
        "bitte tag tage woche jahr"
    ).split(" ")
);

/** Whether it is one of the most frequent words of English or German. `word` in lower case. */
export function isEveryday(word: string): boolean {
    return everyday.has(word);
}

/** number of texts that must have a word for it to be a habit */
const minTexts = 3;

/** average occurrences per text that has it, above which a word belongs to a topic */
const bursty = 1.4;

/** Counts in how many texts each word occurs. */
export class WordCounts {
    readonly #counts = new Map<string, number>();
    readonly #tokens = new Map<string, number>();
    readonly #lowerSeen = new Set<string>();
    #texts = 0;

    add(words: readonly string[]): void {
        this.#texts++;
        const distinct = new Set<string>();
        for (const word of words) {
            const lower = word.toLowerCase();
            if (word === lower) this.#lowerSeen.add(word);
            distinct.add(lower);
            this.#tokens.set(lower, (this.#tokens.get(lower) ?? 0) + 1);
        }
        for (const word of distinct) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
    }

    /**
     * The words in most texts beyond the common ones. Words that are always capitalised, `names` in lower case, and words of a topic are
     * left out: a word of a topic is repeated within its text, a favourite word is spread over many (Church and Gale, 1995).
     */
    favourites(limit: number, names: ReadonlySet<string> = new Set()): readonly Phrase[] {
        return [...this.#counts]
            .filter(
                ([word, count]) =>
                    count >= minTexts &&
                    this.#lowerSeen.has(word) &&
                    /^\p{L}{3,}$/u.test(word) &&
                    !everyday.has(word) &&
                    !common.has(word) &&
                    !names.has(word) &&
                    (this.#tokens.get(word) ?? 0) < bursty * count
            )
            .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
            .slice(0, limit)
            .map(([text, count]) => ({text, count, share: count / this.#texts}));
    }
}
