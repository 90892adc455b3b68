import {isLineKind} from "../brief/kind.ts";
import type {Kind} from "../brief/kind.ts";
import type {HistoryItem} from "../history/item.ts";
import {wordsOf} from "../text/words.ts";
import {WordCounts} from "./favourites.ts";
import type {Phrase} from "./favourites.ts";
import {closingLines, closingPattern, greetedName, openingPattern, splitLetter} from "./letter.ts";
import {lineMeasures, proseMeasures, type HabitName, type HabitUnit, type Measured} from "./measures.ts";

export {isLineKind};
export type {Phrase};

/** A habit over all texts. */
export interface HabitMeasure {
    readonly habit: HabitName;
    readonly unit: HabitUnit;
    readonly mean: number;
    /** standard deviation over the texts */
    readonly spread: number;
}

/** An author's habits, as numbers and phrases that can be displayed. */
export interface Habits {
    readonly items: number;
    readonly words: number;
    readonly measures: readonly HabitMeasure[];
    /** greetings if there are any, else first words; names left out; most frequent first */
    readonly openings: readonly Phrase[];
    readonly closings: readonly Phrase[];
    /** words used in more of the texts than in English in general */
    readonly favourites: readonly Phrase[];
    /** words that an author without capitals still capitalises, as written: acronyms, names; most frequent first */
    readonly capitals?: readonly string[];
}

/** The habit's mean; null if it was not measured. */
export function habitMean({measures}: Pick<Habits, "measures">, habit: HabitName): number | null {
    return measures.find((measure) => measure.habit === habit)?.mean ?? null;
}

/** phrases kept in each list */
const listLength = 12;
/** share of sentences with a lower-case beginning from which a text counts as one without capitals */
const lowerCaseText = 0.6;
/** number of capitalised words kept for an author who mostly writes none */
const capitalsLength = 100;

/**
 * Learns the habits of a kind of writing. `headline` and `subject` are about titles, the other kinds about texts.
 * @param kind null: all texts, and the titles of the headlines among them
 */
export function learnHabits(items: readonly HistoryItem[], kind: Kind | null): Habits {
    const collector = new HabitCollector(kind);
    for (const item of items) collector.add(item);
    return collector.habits();
}

/** Learns habits item by item, so that reading a large library can yield to the event loop. */
export class HabitCollector {
    readonly #kind: Kind | null;
    readonly #measures = new Map<HabitName, Spread>();
    readonly #words = new WordCounts();
    readonly #greetings: (string | null)[] = [];
    readonly #firstWords: (string | null)[] = [];
    readonly #closings: (string | null)[] = [];
    /** the lines of each sign-off, as first seen */
    readonly #closingLines = new Map<string, string>();
    readonly #capitals = new Map<string, number>();
    readonly #names = new Set<string>();
    #texts = 0;
    #wordCount = 0;

    /** @param kind as in `learnHabits` */
    constructor(kind: Kind | null) {
        this.#kind = kind;
    }

    add(item: HistoryItem): void {
        for (const word of item.to.flatMap((recipient) => wordsOf(recipient.replace(/[._@+<>-]/g, " "))))
            this.#names.add(word.toLowerCase());
        const isLine = isLineKind(this.#kind);
        for (const text of textsOfKind([item], this.#kind)) {
            const words = wordsOf(text);
            this.#texts++;
            this.#wordCount += words.length;
            this.#firstWords.push(words.length === 0 ? null : words.slice(0, 2).join(" "));
            if (isLine) this.#addLine(text, words);
            else this.#addProse(text);
        }
        if (this.#kind === null) for (const title of textsOfKind([item], "headline")) this.#measure(lineMeasures(title));
    }

    habits(): Habits {
        // if nobody is greeted, the opening of a text is its first words
        const openings = this.#greetings.some((greeting) => greeting !== null) ? this.#greetings : this.#firstWords;
        return {
            items: this.#texts,
            words: this.#wordCount,
            measures: [...this.#measures].map(([habit, spread]) => ({habit, ...spread.summary()})),
            openings: rankPhrases(openings),
            closings: rankPhrases(this.#closings).map((closing) => {
                const lines = this.#closingLines.get(closing.text);
                return lines === undefined || lines === closingLines(closing.text) ? closing : {...closing, lines};
            }),
            favourites: this.#words.favourites(listLength, this.#names),
            ...(this.#capitals.size === 0
                ? {}
                : {
                      capitals: [...this.#capitals]
                          .toSorted((a, b) => b[1] - a[1])
                          .slice(0, capitalsLength)
                          .map(([word]) => word)
                  })
        };
    }

    #addLine(line: string, words: readonly string[]): void {
        this.#words.add(words);
        this.#measure(lineMeasures(line));
    }

    #addProse(text: string): void {
        const {greeting, body, signOff} = splitLetter(text);
        // a greeting is a separate habit and would fill the list of favourite words
        this.#words.add(wordsOf(body));
        this.#greetings.push(greeting === null ? null : openingPattern(greeting));
        // an author without capitals writes names in lower case
        for (const word of wordsOf(greeting === null ? "" : (greetedName(greeting) ?? ""))) this.#names.add(word.toLowerCase());
        this.#closings.push(signOff === null ? null : closingPattern(signOff));
        if (signOff !== null && !this.#closingLines.has(closingPattern(signOff))) this.#closingLines.set(closingPattern(signOff), signOff);
        const measured = proseMeasures(text);
        this.#measure(measured);
        if ((measured.find(({habit}) => habit === "lowerCaseStarts")?.value ?? 0) >= lowerCaseText) this.#addCapitals(body);
    }

    #addCapitals(body: string): void {
        for (const [word] of body.matchAll(/(?<![\p{L}\p{N}@./])\p{Lu}[\p{L}\p{N}]*/gu))
            this.#capitals.set(word, (this.#capitals.get(word) ?? 0) + 1);
    }

    #measure(measured: Measured): void {
        for (const {habit, unit, value} of measured) {
            const spread = this.#measures.get(habit) ?? new Spread(unit);
            spread.add(value);
            this.#measures.set(habit, spread);
        }
    }
}

/** Mean and standard deviation of a stream of numbers (Welford). */
class Spread {
    readonly #unit: HabitUnit;
    #count = 0;
    #mean = 0;
    #squares = 0;

    constructor(unit: HabitUnit) {
        this.#unit = unit;
    }

    add(value: number): void {
        this.#count++;
        const difference = value - this.#mean;
        this.#mean += difference / this.#count;
        this.#squares += difference * (value - this.#mean);
    }

    summary(): Omit<HabitMeasure, "habit"> {
        return {unit: this.#unit, mean: this.#mean, spread: Math.sqrt(this.#squares / this.#count)};
    }
}

/** The texts that a draft of this kind is compared with: titles for lines, bodies for the rest; only own writing if there is enough. */
function textsOfKind(items: readonly HistoryItem[], kind: Kind | null): readonly string[] {
    switch (kind) {
        case "headline":
            return items.filter((item) => item.kind === "headline").flatMap(titleOf);
        case "subject":
            return items.filter((item) => item.kind === "email" || item.kind === "reply").flatMap(titleOf);
        case "email":
        case "reply":
            return items.filter((item) => item.kind === "email" || item.kind === "reply").map((item) => item.text);
        case "continue":
        case null:
            return items.map((item) => item.text);
    }
}

function titleOf(item: HistoryItem): readonly string[] {
    return item.title === null || item.title.trim() === "" ? [] : [item.title];
}

/** Counts equal phrases, most frequent first; a single occurrence is not a habit. */
function rankPhrases(phrases: readonly (string | null)[]): readonly Phrase[] {
    const counts = new Map<string, number>();
    for (const phrase of phrases) {
        if (phrase !== null && phrase !== "") counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
    }
    return [...counts]
        .filter(([, count]) => count > 1)
        .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
        .slice(0, listLength)
        .map(([text, count]) => ({text, count, share: count / phrases.length}));
}
