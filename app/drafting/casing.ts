import type {Brief} from "../brief/brief.ts";
import {isEveryday} from "../persona/favourites.ts";
import {habitMean, type Habits} from "../persona/habits.ts";
import {closingPattern, splitLetter} from "../persona/letter.ts";
import type {HabitName} from "../persona/measures.ts";
import {sentencesOf} from "../text/words.ts";
import {writtenLanguage} from "./name-facts.ts";

/*
 * For authors who write no capitals, a draft is put into their casing. What they do capitalise (acronyms, names) keeps its capitals, and so
 * do links and addresses.
 */

type CasingHabits = Pick<Habits, "measures" | "closings" | "capitals">;

/** share of sentences with a lower-case beginning, or of lower-case "i", that is a habit and not a slip */
const habitual = 0.75;
/** share of sentences with a lower-case beginning that are slips: the author capitalises sentences */
const rareSlip = 0.05;
/** number of different capitalised words inside sentences which shows that an author capitalises names */
const namesWithCapitals = 3;

/** Whether this author begins sentences, or titles, in lower case. */
export function isLowerCaseVoice(habits: Pick<Habits, "measures">): boolean {
    return (
        mean(habits, "lowerCaseStarts") >= habitual || (mean(habits, "lowerCaseStarts") < 0 && mean(habits, "lineLowerCase") >= habitual)
    );
}

/** Whether this author begins sentences with a capital, but for slips. */
export function writesCapitals(habits: Pick<Habits, "measures">): boolean {
    return mean(habits, "lowerCaseStarts") >= 0 && mean(habits, "lowerCaseStarts") <= rareSlip;
}

/** Whether this author writes "i" for "I". */
export function writesSmallI(habits: Pick<Habits, "measures">): boolean {
    const small = mean(habits, "lowerCaseI");
    return small < 0 ? isLowerCaseVoice(habits) : small >= habitual;
}

/**
 * The text in the author's casing; for authors who capitalise sentences, with capitals. A sign-off of the author's keeps its letters: "-
 * J".
 */
export function applyCasing(text: string, habits: CasingHabits): string {
    const {signOff} = splitLetter(text);
    const at =
        signOff !== null && habits.closings.some((closing) => closing.text === closingPattern(signOff))
            ? text.lastIndexOf(signOff)
            : text.length;
    return casedBody(text.slice(0, at), habits) + text.slice(at);
}

function casedBody(text: string, habits: CasingHabits): string {
    const smallI = writesSmallI(habits);
    const withI = smallI ? text.replace(/(?<![\p{L}\p{N}'’.])I(?=(?:['’](?:m|ll|d|ve|s))?(?![\p{L}\p{N}'’.]))/gu, "i") : text;
    if (!isLowerCaseVoice(habits)) return writesCapitals(habits) ? withCapitals(writesLargeI(habits) ? withLargeI(withI) : withI) : withI;
    const capitals = new Set(habits.capitals ?? []);
    const keepsAcronyms = [...capitals].some(isAcronym);
    // a word that is capitalised only where other words are too is not a name of this author's
    const keepsNames = [...capitals].filter((word) => !isAcronym(word) && word.length > 1).length >= namesWithCapitals;
    return withI.replace(/\S+/gu, (token, at: number) => {
        if (/:\/\/|@|^www\./iu.test(token)) return token;
        const isInitial = /(?:^|[.!?…]["'”’)]*\s+|\n\s*|[-–—•*]\s+)$/u.test(withI.slice(Math.max(0, at - 6), at));
        return token.replace(/\p{L}[\p{L}\p{N}\p{M}]*/gu, (word, start: number) => {
            if (!/\p{Lu}/u.test(word) || capitals.has(word)) return word;
            if (word === "I") return smallI && !/^I\./u.test(token.slice(start)) ? "i" : word;
            if (isAcronym(word) && keepsAcronyms) return word;
            if (keepsNames && !(isInitial && start <= 1)) return word;
            return word.toLowerCase();
        });
    });
}

/**
 * Words that the notes or the message have with a capital inside a sentence, and never without, with it in a letter as well: names of
 * things, and nouns of a language that gives them one. Everyday words and words of one or two letters are left.
 */
export function withGivenCapitals(text: string, {notes = "", message = ""}: Brief): string {
    const given = `${notes}\n${splitLetter(message).body}`;
    const small = new Set(given.match(/(?<![\p{L}\p{N}'’-])\p{Ll}[\p{L}'’-]*/gu) ?? []);
    const inside = given.matchAll(/(?<=[\p{L}\p{N}] )\p{Lu}\p{Ll}[\p{L}-]+/gu);
    const names = new Map([...inside].map(([word]) => [word.toLowerCase(), word]));
    const {body} = splitLetter(text);
    const cased = body.replace(/(?<![\p{L}\p{N}'’@./-])\p{Ll}[\p{L}-]*\p{L}(?![\p{L}\p{N}@]|[./]\p{L})/gu, (word) =>
        small.has(word) || isEveryday(word) || politeForm.test(word) ? word : (names.get(word) ?? word)
    );
    return body === "" ? text : text.replace(body, () => cased);
}

/** German pronouns that mean somebody else with a small letter */
const politeForm = /^(?:ihn|ihr|dein|dich|dir|euch|eue?r)/iu;

/** Sentences that begin with a small letter get a capital; a list's points, links, addresses and names like "iPhone" are left. */
function withCapitals(text: string): string {
    let at = 0,
        cased = "";
    for (const sentence of sentencesOf(text)) {
        const start = text.indexOf(sentence, at);
        // "am 12. ist": the number of a day does not end a sentence
        const isDay = /\d\.\s*$/u.test(text.slice(Math.max(0, start - 8), start));
        cased +=
            text.slice(at, start) +
            (!isDay &&
            /^["“„‘'(]?\p{Ll}[\p{L}'’]*(?=[\s,;:!?.]|$)/u.test(sentence) &&
            !/^\S*(?:\p{Ll}\p{Lu}|@|:\/\/|\.\p{L})/u.test(sentence)
                ? sentence.replace(/\p{Ll}/u, (letter) => letter.toUpperCase())
                : sentence);
        at = start + sentence.length;
    }
    return cased + text.slice(at);
}

/** A letter in the usual casing, for an author of whom nothing is known: capitals at the beginning of sentences, and "I". */
export function inUsualCasing(text: string): string {
    const {body} = splitLetter(text);
    return body === "" ? text : text.replace(body, () => withCapitals(withLargeI(body)));
}

function writesLargeI(habits: Pick<Habits, "measures">): boolean {
    return mean(habits, "lowerCaseI") >= 0 && mean(habits, "lowerCaseI") <= rareSlip;
}

/** An English text with "I" for "i". */
function withLargeI(text: string): string {
    return writtenLanguage(text.replace(smallI, "")) === "en" ? text.replace(smallI, "I") : text;
}

const smallI = /(?<![\p{L}\p{N}'’.(/-])i(?=(?:['’](?:m|ll|d|ve|s))?(?![\p{L}\p{N}'’.)/-]))/gu;

/** "BBC", "PDFs", "B2" */
function isAcronym(word: string): boolean {
    return /^(?:\p{Lu}{2,}s?|\p{Lu}+\p{N}[\p{Lu}\p{N}]*)$/u.test(word);
}

/** The habit's mean; −1 if it is unknown, which is below every threshold. */
function mean(habits: Pick<Habits, "measures">, habit: HabitName): number {
    return habitMean(habits, habit) ?? -1;
}
