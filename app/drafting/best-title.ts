import {f1, sharedWords} from "../text/overlap.ts";
import {splitMix} from "../text/random.ts";
import {wordsOf} from "../text/words.ts";
import type {DraftEvent} from "./engine.ts";

/*
 * A model of a few million parameters writes one good title in three. So it writes several for each that is asked for, and the one is taken that most of
 * the others are like and that says what the text says: minimum Bayes risk decoding (Eikema & Aziz 2020, arXiv 2005.10283) with a rule about facts.
 * docs/decisions/0010-a-small-model-is-called-back-to-the-notes.md says what it gives.
 */

/** titles written for each that is asked for */
export const titleChoices = 8;
/** of the likeness to the other titles, 0 to 1: what a word costs that the text does not have … */
const unfounded = 0.15;
/** … what one costs that was said before … */
const repeated = 0.1;
/** … what all its pairs of words are worth if they stand in the text like that, and the share of them that do … */
const verbatim = 0.25;
/** … and what one is worth that stands at the text's very beginning; e-fold less with each `leadWords` words further on */
const leading = 0.1;
const leadWords = 40;
/** seeds of 32 bits, without the largest, which asks for a random one */
const seedLimit = 2 ** 32 - 1;

/** Seeds for a title's choices; the first is the title's own. */
export function choiceSeeds(seed: number, count = titleChoices): readonly number[] {
    const next = splitMix(seed);
    return Array.from({length: count}, (_, i) => (i === 0 ? seed : Math.floor(next() * seedLimit)));
}

/** The number of the title that suits a text best; 0 where there are none. */
export function bestTitle(titles: readonly string[], text: string): number {
    const source = words(text);
    const firstAt = new Map(source.map((word, i) => [word, i] as const).toReversed());
    const sourcePairs = new Set(pairsOf(source));
    const all = titles.map(words);
    const scores = all.map((title, own) => {
        const distinct = [...new Set(title)].filter((word) => !small.has(word));
        const lead = distinct.map((word) => firstAt.get(word)).filter((at) => at !== undefined).reduce((sum, at) => sum + Math.exp(-at / leadWords), 0);
        const likeness = all.reduce((sum, other, i) => sum + (i === own ? 0 : f1(sharedWords(title, other), title.length, other.length)), 0) / Math.max(1, all.length - 1);
        const strange = distinct.filter((word) => !isFounded(word, source)).length;
        const pairs = pairsOf(title);
        const kept = pairs.filter((pair) => sourcePairs.has(pair)).length / Math.max(1, pairs.length);
        return title.length === 0 ? -Infinity : likeness + verbatim * kept + leading * lead - unfounded * strange - repeated * (title.length - new Set(title).size);
    });
    return Math.max(0, scores.indexOf(Math.max(...scores)));
}

/** Of `count` drafts in a row only the best is passed on, with their common number, and no tokens: nobody knows yet which it will be. */
export async function* bestOf(events: AsyncIterable<DraftEvent>, count: number, text: string): AsyncGenerator<DraftEvent> {
    const ended: Extract<DraftEvent, {type: "end"}>[] = [];
    for await (const event of events) {
        if (event.type !== "end") continue;
        ended.push(event);
        const draft = Math.floor(event.draft / count);
        const choices = ended.filter((each) => Math.floor(each.draft / count) === draft).toSorted((a, b) => a.draft - b.draft);
        if (choices.length < count) continue;
        const best = choices[bestTitle(choices.map((choice) => choice.text), text)] ?? event;
        yield {...best, draft, firstTokenMs: Math.min(...choices.map((choice) => choice.firstTokenMs)), reason: choices.some(({reason}) => reason === "cancelled") ? "cancelled" : best.reason};
    }
}

/** words that say nothing about what a text is about */
const small = new Set("a about after all an and are as at be been but by can could for from had has have he her his i in into is it its more new not of on or our over she than that the their they this to was we were will with would you your".split(" "));

function words(text: string): readonly string[] {
    return wordsOf(text).map((word) => word.toLowerCase());
}

function pairsOf(words: readonly string[]): readonly string[] {
    return words.slice(1).map((word, i) => `${words[i]} ${word}`);
}

/** Does the text have the word, or one that is a form of it? */
function isFounded(word: string, source: readonly string[]): boolean {
    const stem = word.slice(0, Math.max(4, word.length - 3));
    return source.some((other) => other === word || (word.length > 4 && other.startsWith(stem)));
}
