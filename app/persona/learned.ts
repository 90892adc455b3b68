import type {HistoryItem} from "../history/item.ts";
import {spellingVariant, type SpellingVariant} from "../text/spelling.ts";
import type {Habits, HabitMeasure} from "./habits.ts";
import type {RecipientHabit} from "./recipients.ts";

/** One thing that was learned, worth saying to the user and theirs to correct. */
export type LearnedFact =
    /** `words`: the mean length of a sentence */
    | {readonly type: "sentences"; readonly length: "short" | "usual" | "long"; readonly words: number}
    /** hardly a sentence begins with a capital */
    | {readonly type: "noCapitals"}
    /** how letters begin, names left out */
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
    /** words that tell one variant of English from the other, as often as they were found */
    | {readonly type: "spelling"; readonly variant: SpellingVariant; readonly telling: number; readonly words: number}
    | {readonly type: "never"; readonly what: "exclamationMarks" | "emoji" | "semicolons"};

/** fewer texts say too little */
const leastTexts = 3;
/** words a sentence has at most where it is called short, and at least where it is called long; English prose has about 17 */
const shortSentence = 10,
    longSentence = 22;
/** share of sentences with a small beginning that makes a habit of it, as in `habits.ts` */
const lowerCaseText = 0.6;
/** share of the letters that open or close so */
const usualFrame = 0.25;
/** people named, and letters each needs */
const mostPeople = 2,
    lettersToPerson = 2;
/** marks that are named as never used: more make no sentence */
const mostNever = 2;
/** texts that are looked through for a spelling at most */
const spellingTexts = 2000;
/** words that have to have been written before the absence of a mark says anything */
const wordsForNever = 400;

/** What the history shows most clearly, in the order in which it would be said. Empty for too few texts. */
export function learnedFacts(items: readonly HistoryItem[], habits: Habits, people: readonly RecipientHabit[]): readonly LearnedFact[] {
    if (habits.items < leastTexts) return [];
    const measure = (name: HabitMeasure["habit"]): number | null => habits.measures.find(({habit}) => habit === name)?.mean ?? null;
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

/** Texts enough to see a spelling in, from all over the history: reading all of a large one would hold the program up. */
function spread(items: readonly HistoryItem[]): readonly HistoryItem[] {
    const step = Math.ceil(items.length / spellingTexts);
    return items.filter((_, index) => index % step === 0);
}

/** Is there something to say about this person that is not said of everybody? */
function isOwn({greeting, signOff, items, corrected}: RecipientHabit, usualClosing: string | null): boolean {
    return (items >= lettersToPerson || corrected) && (greeting !== null || (signOff !== null && signOff !== usualClosing));
}
