import type {HistoryItem} from "../history/item.ts";
import {spellingVariant, type SpellingVariant} from "../text/spelling.ts";
import {habitMean, type Habits, type HabitMeasure} from "./habits.ts";
import type {RecipientHabit} from "./recipients.ts";

/** One learned fact that is shown to the user, who can correct it. */
export type LearnedFact =
    /** `words`: the mean length of a sentence */
    | {readonly type: "sentences"; readonly length: "short" | "usual" | "long"; readonly words: number}
    /** few sentences begin with a capital */
    | {readonly type: "noCapitals"}
    /** how letters begin, without names */
    | {readonly type: "opening"; readonly text: string; readonly share: number}
    /** how letters end, in one line */
    | {readonly type: "closing"; readonly text: string; readonly share: number}
    | {
          readonly type: "person";
          readonly name: string;
          readonly greeting: string | null;
          readonly signOff: string | null;
          readonly items: number;
      }
    /** words that distinguish British from American English, with their counts */
    | {readonly type: "spelling"; readonly variant: SpellingVariant; readonly telling: number; readonly words: number}
    | {readonly type: "never"; readonly what: "exclamationMarks" | "emoji" | "semicolons"};

/** minimum number of texts */
const leastTexts = 3;
/** a mean sentence length up to the first counts as short, from the second on as long; English prose has about 17 words */
const shortSentence = 10,
    longSentence = 22;
/** share of sentences with a lower-case beginning that makes a habit, as in `habits.ts` */
const lowerCaseText = 0.6;
/** share of the letters with that opening or closing */
const usualFrame = 0.25;
/** number of people listed, and letters that each needs */
const mostPeople = 2,
    lettersToPerson = 2;
/** maximum number of marks listed as never used */
const mostNever = 2;
/** maximum number of texts checked for spelling */
const spellingTexts = 2000;
/** number of words before the absence of a mark is significant */
const wordsForNever = 400;

/** The clearest facts of the history, in order of display. Empty for too few texts. */
export function learnedFacts(items: readonly HistoryItem[], habits: Habits, people: readonly RecipientHabit[]): readonly LearnedFact[] {
    if (habits.items < leastTexts) return [];
    const measure = (name: HabitMeasure["habit"]) => habitMean(habits, name);
    const facts: LearnedFact[] = [];
    const words = measure("sentenceLength");
    if (words !== null)
        facts.push({type: "sentences", length: words <= shortSentence ? "short" : words >= longSentence ? "long" : "usual", words});
    if ((measure("lowerCaseStarts") ?? 0) >= lowerCaseText) facts.push({type: "noCapitals"});
    const opening = habits.openings.find(({share}) => share >= usualFrame);
    if (opening !== undefined && (measure("greeting") ?? 0) > 0) facts.push({type: "opening", text: opening.text, share: opening.share});
    const closing = habits.closings.find(({share}) => share >= usualFrame);
    if (closing !== undefined) facts.push({type: "closing", text: closing.text, share: closing.share});
    facts.push(
        ...people
            .filter((person) => isOwn(person, closing?.text ?? null))
            .slice(0, mostPeople)
            .map(({name, greeting, signOff, items: letters}): LearnedFact => ({
                type: "person",
                name,
                greeting,
                signOff: signOff === closing?.text ? null : signOff,
                items: letters
            }))
    );
    const {variant, british, american} = spellingVariant(spread(items).map(({text}) => text));
    if (variant !== null)
        facts.push({type: "spelling", variant, telling: variant === "british" ? british : american, words: british + american});
    if (habits.words >= wordsForNever)
        facts.push(
            ...(["exclamationMarks", "emoji", "semicolons"] as const)
                .filter((what) => measure(what) === 0)
                .slice(0, mostNever)
                .map((what): LearnedFact => ({type: "never", what}))
        );
    return facts;
}

/** A sample of texts for detecting the spelling, from all over the history: reading all of a large one would block the program. */
function spread(items: readonly HistoryItem[]): readonly HistoryItem[] {
    const step = Math.ceil(items.length / spellingTexts);
    return items.filter((_, index) => index % step === 0);
}

/** Whether there is something to say about this person that differs from the general habits. */
function isOwn({greeting, signOff, items, corrected}: RecipientHabit, usualClosing: string | null): boolean {
    return (items >= lettersToPerson || corrected) && (greeting !== null || (signOff !== null && signOff !== usualClosing));
}
