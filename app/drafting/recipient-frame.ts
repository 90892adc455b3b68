import type {HabitMeasure, Habits, Phrase} from "../persona/habits.ts";
import {closingLines, closingPattern, hasPostscript, isGreeting, openingPattern, splitLetter} from "../persona/letter.ts";
import type {RecipientHabit} from "../persona/recipients.ts";
import {isLowerCaseVoice, writesCapitals} from "./casing.ts";
import {fewTexts, frameShare} from "./own-habits.ts";

/*
 * Greeting and sign-off as the user has them towards one person. What the user said outranks what the letters to that person show, and that
 * outranks the habit of all letters.
 */

/**
 * A person's own greeting or sign-off; undefined: nothing that differs from the habit of all letters is known; null: none is to stand
 * there.
 */
export interface RecipientFrame {
    readonly greeting: string | null | undefined;
    /** in lines */
    readonly signOff: string | null | undefined;
    /** whether letters to this person begin sentences in lower case; undefined: all letters do, or none, or too few show it */
    readonly lowerCase?: boolean | undefined;
}

/** a form that stands in one letter alone is a person's own only if others get it as well */
const lettersWithForm = 2;

/** @param habits of all letters, or null: then only what the user said counts */
export function frameTowards(
    person: RecipientHabit | null,
    habits: Pick<Habits, "openings" | "closings" | "measures"> | null
): RecipientFrame {
    if (person === null) return {greeting: undefined, signOff: undefined};
    const {greeting, signOff} = person;
    const isKnownOpening = greeting !== null && isAmong(habits?.openings, openingPattern(greeting));
    const isKnownClosing = signOff !== null && isAmong(habits?.closings, signOff);
    return {
        greeting: person.said.includes("greeting")
            ? greeting && asGreeting(greeting)
            : habits === null
              ? undefined
              : shown(person, greeting, person.greetingItems, person.greetedItems, isKnownOpening),
        signOff: person.said.includes("signOff")
            ? person.signOffLines
            : habits === null
              ? undefined
              : shown(person, person.signOffLines, person.signOffItems, person.closedItems, isKnownClosing),
        ...(habits === null || person.lowerCase === null || writesLike(habits, person.lowerCase) ? {} : {lowerCase: person.lowerCase})
    };
}

/** What the letters to a person show: their form, none where most letters have none, undefined where they are too few to say. */
function shown(
    {items}: RecipientHabit,
    form: string | null,
    formItems: number,
    anyItems: number,
    isKnown: boolean
): string | null | undefined {
    if (items >= fewTexts && anyItems / items < frameShare) return null;
    return form !== null && (formItems >= lettersWithForm || isKnown) ? form : undefined;
}

/** The habits with those towards one person in the place of the general ones. */
export function habitsTowards(habits: Habits, {greeting, signOff, lowerCase}: RecipientFrame): Habits {
    return {
        ...habits,
        ...(lowerCase === undefined ? {} : {measures: habits.measures.map((measure) => casedAs(measure, Number(lowerCase)))}),
        openings:
            greeting === undefined ? habits.openings : greeting === null ? [] : [{text: openingPattern(greeting), count: 1, share: 1}],
        closings: signOff === undefined ? habits.closings : signOff === null ? [] : [closingOf(signOff)]
    };
}

/**
 * A finished letter that greets and closes so, whatever the model and the habits made of it. Without a sign-off it ends only where what
 * stands there is one of the user's or has several lines: "Thanks for your help." may be content.
 * @param usual the sign-offs of all letters
 */
export function framedAs(text: string, frame: RecipientFrame, usual: readonly Phrase[]): string {
    const {greeting, body, signOff} = splitLetter(text);
    const isFrame = signOff !== null && (signOff.includes("\n") || isAmong(usual, closingPattern(signOff)));
    const opens = greeting === null ? null : (frame.greeting ?? greeting);
    const closes = hasPostscript(signOff) ? signOff : (frame.signOff ?? (frame.signOff === null && isFrame ? null : signOff));
    return opens === greeting && closes === signOff
        ? text
        : [opens, body, closes].filter((part) => part !== null && part !== "").join("\n\n");
}

function writesLike(habits: Pick<Habits, "measures">, lowerCase: boolean): boolean {
    return lowerCase ? isLowerCaseVoice(habits) : writesCapitals(habits);
}

function casedAs(measure: HabitMeasure, share: number): HabitMeasure {
    return measure.habit === "lowerCaseStarts" || measure.habit === "lowerCaseI" ? {...measure, mean: share} : measure;
}

function closingOf(lines: string): Phrase {
    const text = closingPattern(lines);
    return {text, count: 1, share: 1, ...(lines === closingLines(text) ? {} : {lines})};
}

function isAmong(phrases: readonly Phrase[] | undefined, text: string): boolean {
    return phrases?.some((phrase) => phrase.text === text) ?? false;
}

/**
 * A greeting as the rules know one, or undefined: people type "Hi Paul" and mean "Hi Paul,"; a bare name greets before a comma only.
 * Scripts without spaces put no comma there.
 */
function asGreeting(typed: string): string | undefined {
    const marked = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u.test(typed) ? `${typed},` : typed;
    return [marked, typed.replace(/[!.:;,\s]*$/u, ",")].find(isGreeting);
}
