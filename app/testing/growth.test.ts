import {describe, expect, it, vi} from "vitest";
import {withEndMarks} from "../drafting/end-marks.ts";
import {cleanAnswer} from "../drafting/format/finish.ts";
import {sentenceOfNote} from "../drafting/note-sentence.ts";
import {greetingFor} from "../drafting/greeting.ts";
import {withheldLines, withoutMarkup} from "../drafting/prompt-injection.ts";
import {applyHabits, plainer, shorter, warmer} from "../drafting/rewording.ts";
import {brokenRules, isUnderstood, keepRules, streamRules} from "../drafting/rules.ts";
import {encoderText} from "../persona/encoder-text.ts";
import {learnHabits} from "../persona/habits.ts";
import type {Habits} from "../persona/habits.ts";
import {closingPattern, isGreeting, isSignOffLine, openingPattern, splitLetter} from "../persona/letter.ts";
import {lineMeasures, proseMeasures} from "../persona/measures.ts";
import {encodeCaseMarks} from "../persona/case-marks.ts";
import {fieldText} from "../persona/field-text.ts";
import {unwrapLines} from "../text/unwrap.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {growsFaster, units} from "./growth.ts";

vi.setConfig({testTimeout: 300_000});

const measure = (habit: string, mean: number) => ({habit, unit: "share", mean, spread: 0});
const habits = (greeting: string, ...measures: readonly (readonly [string, number])[]) =>
    ({
        items: 9,
        words: 900,
        measures: measures.map(([habit, mean]) => measure(habit, mean)),
        favourites: [],
        openings: [{text: greeting, count: 9, share: 1}],
        closings: [{text: "Best, Bo", count: 9, share: 1}]
    }) as unknown as Habits;
const terse = habits("Hi …,", ["contractions", 3], ["exclamationMarks", 0], ["dashes", 0], ["semicolons", 0]);
const line = habits("Hi …,", ["lineCapitals", 0.1], ["lineLowerCase", 0]);
const capitals = habits("Hi …,", ["lineCapitals", 0.9], ["lineLowerCase", 0]);
const formal = habits("Dear …,", ["contractions", 0]);

const rules = [
    "never use exclamation marks",
    "no em dashes",
    "no emoji",
    "avoid semicolons",
    "no ellipses",
    "no contractions",
    "no all caps",
    "no question marks",
    'never write "touch base a"',
    "never say 'x'"
];
const item = (text: string) => ({
    id: "1",
    kind: "email" as const,
    title: text.slice(0, 2000),
    text,
    message: null,
    to: [],
    date: null,
    path: "p",
    weight: 1
});

const functions: Readonly<Record<string, (text: string) => unknown>> = {
    wordsOf,
    sentencesOf,
    fieldText,
    encodeCaseMarks,
    withheldLines,
    withoutMarkup: (text) => withoutMarkup(`<s>${text}`, text),
    splitLetter,
    openingPattern,
    closingPattern,
    isGreeting,
    isSignOffLine,
    proseMeasures,
    lineMeasures,
    encoderText: (text) => encoderText({title: text, text}),
    learnHabits: (text) => learnHabits([item(text), item(text)], null),
    shorter,
    plainer,
    warmer: (text) => warmer(text, formal, true),
    "applyHabits, terse": (text) => applyHabits(text, terse, true),
    "applyHabits, formal": (text) => applyHabits(text, formal, true),
    "applyHabits, a line": (text) => applyHabits(text, line, false),
    "applyHabits, capitals": (text) => applyHabits(text, capitals, false),
    keepRules: (text) => keepRules(text, rules),
    brokenRules: (text) => brokenRules(text, rules),
    "a rule": (text) => isUnderstood(`never ${text}`),
    "a long phrase in a rule": (text) => keepRules("one two three", [`never write "${text.replaceAll('"', "")}"`]),
    streamRules: (text) => streamRules(rules)(text),
    "cleanAnswer, e-mail": (text) => cleanAnswer(text, {kind: "email"}),
    unwrapLines,
    "unwrapLines, long lines": (text) => unwrapLines(`${"word ".repeat(12)}\nand ${text}`.repeat(2)),
    withEndMarks: (text) => withEndMarks(`Hi Bo,\n\n${text}`, null),
    sentenceOfNote: (text) => sentenceOfNote(`say hi to ${text}`),
    "cleanAnswer, headline": (text) => cleanAnswer(text, {kind: "headline"}),
    greetingFor: (text) => greetingFor({to: text, habits: formal, addressFor: () => null})
};

describe("twice the text takes no more than about twice the time", () => {
    it.each(Object.keys(functions))("%s", (name) => {
        const work = functions[name] as (text: string) => unknown;
        expect(units.map((unit) => growsFaster(work, unit)).filter((found) => found !== null)).toEqual([]);
    });
});
