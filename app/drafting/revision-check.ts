import type {Habits} from "../persona/habits.ts";
import {isEveryday} from "../persona/favourites.ts";
import {splitLetter} from "../persona/letter.ts";
import {isNegated, negationsIn} from "../text/negation.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {applyCasing} from "./casing.ts";
import {contentIn} from "./content-words.ts";
import {factsOf} from "./facts.ts";
import type {UsesPhrase} from "./rewording.ts";
import {unsupportedFacts} from "./unsupported-facts.ts";

/*
 * Checks whether a model's change of a passage may be shown. One that loses a name, turns a "no" into a "yes" or adds something that was
 * not requested is rejected.
 */

export type ChangeFault = "unchanged" | "facts" | "frame" | "casing" | "sense" | "repeated" | "invented" | "direction" | "stock-phrase";

export interface ChangeWanted {
    /** the requested change */
    readonly direction: "shorter" | "longer" | "any";
    /** permitted additions: the instruction's own words */
    readonly allowed: string;
    readonly habits: Habits | null;
    readonly uses: UsesPhrase;
}

/** share of a passage's content words that the changed one must have; a shorter one may omit some */
const keptContent = {shorter: 0.4, longer: 0.9, any: 0.75} as const;
/** new words as a share of the old ones: more is another text */
const mostGrowth = {shorter: 1, longer: 3, any: 1.8} as const;

/** words by which a longer passage is longer at least: one more is no change that anyone would ask for */
const leastAdded = 3;

/** share of the content words that may be new: more means an unrequested addition */
const mostNewContent = 0.45;

/** Stock phrases of office letters that few people use. They are accepted only if the author's own texts have them. */
const stockPhrases = [
    "do not hesitate",
    "don't hesitate",
    "look forward to hearing",
    "please let me know if you have any questions",
    "hope this email finds you",
    "hope this finds you",
    "at your earliest convenience",
    "please feel free",
    "feel free to contact",
    "thank you for your time",
    "thank you for your understanding",
    "if you have any questions",
    "best of luck",
    "i hope you are doing well",
    "zögern sie nicht",
    "stehe ich gerne zur verfügung"
];

/** The first fault of a changed passage, or null. */
export function changeFault(before: string, after: string, {direction, allowed, habits, uses}: ChangeWanted): ChangeFault | null {
    const [was, is] = [splitLetter(before), splitLetter(after)];
    // different marks, or only another greeting, do not change the content
    if (bare(was.body) === bare(is.body) || bare(before) === bare(after)) return "unchanged";
    if (bare(was.greeting ?? "") !== bare(is.greeting ?? "") || (was.signOff !== null && marked(is.signOff) !== marked(was.signOff)))
        return "frame";
    const source = {text: before, notes: allowed};
    if (
        unsupportedFacts(after, {brief: source, habits}).length > 0 ||
        unsupportedFacts(before, {brief: {text: `${after}\n${allowed}`}, habits}).length > 0 ||
        saysFactAgain(`${before}\n${allowed}`, after)
    )
        return "facts";
    if (habits !== null && applyCasing(before, habits) === before && applyCasing(after, habits) !== after) return "casing";
    const [words, were] = [wordsOf(after).length, wordsOf(before).length];
    if (
        (direction === "shorter" && words >= were) ||
        (direction === "longer" && words < were + leastAdded) ||
        words > mostGrowth[direction] * were + 6
    )
        return "direction";
    const lower = after.toLowerCase().replaceAll("’", "'");
    if (
        stockPhrases.some(
            (phrase) => lower.includes(phrase) && !before.toLowerCase().replaceAll("’", "'").includes(phrase) && !uses(phrase)
        )
    )
        return "stock-phrase";
    if (direction !== "shorter" && negationsIn(after) !== negationsIn(before) + negationsIn(allowed)) return "sense";
    if (repeatsOf(after) > repeatsOf(before)) return "repeated";
    if (!isNegated(after) && isNegated(before) && !isNegated(allowed)) return "sense";
    const has = new Set(contentOf(after));
    const wanted = contentOf(was.body === "" ? before : was.body);
    if (wanted.length > 0 && wanted.filter((word) => has.has(word)).length < keptContent[direction] * wanted.length) return "sense";
    const had = new Set([...contentOf(before), ...contentOf(allowed)]);
    const now = contentOf(is.body === "" ? after : is.body);
    if (now.filter((word) => !had.has(word)).length > mostNewContent * now.length) return "invented";
    // a question stays one
    if (direction !== "shorter" && before.includes("?") && !after.includes("?")) return "sense";
    return null;
}

function contentOf(text: string): readonly string[] {
    return [
        ...new Set(
            wordsOf(text.toLowerCase())
                .filter((word) => word.length > 2 && !isEveryday(word))
                .map((word) => word.replace(/(?:ing|ed|es|s|en|e|n)$/u, ""))
        )
    ];
}

/**
 * Sentences of a passage whose content a changed passage has next to nothing of, in their order; greeting and sign-off are not looked at.
 * A shorter passage may leave a sentence out, and the user is told which.
 */
export function leftOutSentences(before: string, after: string): readonly string[] {
    const has = new Set(contentOf(after));
    return sentencesOf(splitLetter(before).body).filter((sentence) => {
        const content = contentOf(sentence);
        return content.length > 0 && content.filter((word) => has.has(word)).length < content.length / 3;
    });
}

/** Whether a day, time or number stands more often in the second text: the change moved it into another sentence as well. */
function saysFactAgain(before: string, after: string): boolean {
    const had = countsOf(factsOf(before).flatMap(({gives}) => gives));
    return [...countsOf(factsOf(after).flatMap(({gives}) => gives))].some(([key, count]) => count > (had.get(key) ?? 0) && had.has(key));
}

function countsOf(keys: readonly string[]): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
}

/** Number of pairs of sentences of which one has all the content words of the other. */
function repeatsOf(text: string): number {
    const contents = sentencesOf(splitLetter(text).body)
        .map((sentence) => new Set(contentIn(sentence)))
        .filter(({size}) => size > 0);
    const isIn = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => [...one].every((word) => other.has(word));
    return contents.flatMap((one, at) => contents.slice(at + 1).filter((other) => isIn(one, other) || isIn(other, one))).length;
}

/** A sign-off's words with their casing, which is the author's: "- J" is not "- j". */
function marked(signOff: string | null): string {
    return wordsOf(signOff ?? "").join(" ");
}

function bare(text: string): string {
    return wordsOf(text).join(" ").toLowerCase();
}
