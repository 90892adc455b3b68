import type {Kind} from "../drafting/kind.ts";
import type {HistoryItem} from "../history/item.ts";
import {wordsOf} from "../text/words.ts";
import {favouriteWords} from "./favourites.ts";
import {closingPattern, openingPattern, splitLetter} from "./letter.ts";
import {lineMeasures, proseMeasures, type HabitName, type HabitUnit, type Measured} from "./measures.ts";

/** A habit over all texts. */
export interface HabitMeasure {
    readonly habit: HabitName;
    readonly unit: HabitUnit;
    readonly mean: number;
    /** standard deviation over the texts */
    readonly spread: number;
}

/** A word, opening or closing. */
export interface Phrase {
    readonly text: string;
    /** texts it stands in */
    readonly count: number;
    /** of the texts that could have it, 0 to 1 */
    readonly share: number;
}

/** How somebody writes, as numbers and phrases that can be shown. */
export interface Habits {
    readonly items: number;
    readonly words: number;
    readonly measures: readonly HabitMeasure[];
    /** greetings where there are any, else first words; names left out; most frequent first */
    readonly openings: readonly Phrase[];
    readonly closings: readonly Phrase[];
    /** words used in more of the texts than English at large would */
    readonly favourites: readonly Phrase[];
}

/** phrases kept in each list */
const listLength = 12;

/**
 * Learns the habits of a kind of writing. `headline` and `subject` are about titles, the other kinds about texts.
 * @param kind null: all texts, and the titles of the headlines among them
 */
export function learnHabits(items: readonly HistoryItem[], kind: Kind | null): Habits {
    const texts = textsOfKind(items, kind);
    const titles = kind === null ? textsOfKind(items, "headline") : [];
    const isLine = isLineKind(kind);
    const measured = texts.map((text) => (isLine ? lineMeasures(text) : proseMeasures(text)));
    const frames = isLine ? [] : texts.map(splitLetter);
    return {
        items: texts.length,
        words: texts.reduce((sum, text) => sum + wordsOf(text).length, 0),
        measures: [...summarise(measured), ...summarise(titles.map(lineMeasures))],
        openings: rankPhrases(isLine ? texts.map(firstWords) : openingsOf(texts, frames)),
        closings: rankPhrases(frames.map(({signOff}) => (signOff === null ? null : closingPattern(signOff)))),
        favourites: favouriteWords(texts, listLength),
    };
}

/** The texts that a draft of this kind is compared with: titles for lines, bodies for the rest; own writing only if there is enough. */
export function textsOfKind(items: readonly HistoryItem[], kind: Kind | null): readonly string[] {
    switch (kind) {
        case "headline": return items.filter((item) => item.kind === "headline").flatMap(titleOf);
        case "subject": return items.filter((item) => item.kind === "email" || item.kind === "reply").flatMap(titleOf);
        case "email": case "reply": return items.filter((item) => item.kind === "email" || item.kind === "reply").map((item) => item.text);
        case "continue": case null: return items.map((item) => item.text);
    }
}

/** Kinds whose draft is one line. */
export function isLineKind(kind: Kind | null): boolean {
    return kind === "headline" || kind === "subject";
}

/** Mean and spread of each habit over the texts that show it. */
function summarise(texts: readonly Measured[]): readonly HabitMeasure[] {
    const values = new Map<HabitName, {unit: HabitUnit; numbers: number[]}>();
    for (const text of texts) {
        for (const {habit, unit, value} of text) {
            const entry = values.get(habit) ?? {unit, numbers: []};
            entry.numbers.push(value);
            values.set(habit, entry);
        }
    }
    return [...values].map(([habit, {unit, numbers}]) => {
        const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
        const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length;
        return {habit, unit, mean, spread: Math.sqrt(variance)};
    });
}

function titleOf(item: HistoryItem): readonly string[] {
    return item.title === null || item.title.trim() === "" ? [] : [item.title];
}

function openingsOf(texts: readonly string[], frames: readonly {greeting: string | null; body: string}[]): readonly (string | null)[] {
    const greets = frames.some(({greeting}) => greeting !== null);
    return greets ? frames.map(({greeting}) => (greeting === null ? null : openingPattern(greeting))) : texts.map(firstWords);
}

function firstWords(text: string): string | null {
    const words = wordsOf(text).slice(0, 2);
    return words.length === 0 ? null : words.join(" ");
}

/** Counts equal phrases, most frequent first; what stands once only is no habit. */
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
