import {numberWord, numberWordSource} from "../../text/number-words.ts";
import {splitLetter} from "../../persona/letter.ts";
import {sentencesOf, wordsOf} from "../../text/words.ts";
import {rule, type Rule} from "./rule.ts";

/*
 * Rules that count: "no more than 12 words", "at least two paragraphs", "sentences under 15 words". A text that is too long is flagged
 * and never cut, as what would go is what the user wanted to say.
 */

type Unit = "words" | "sentences" | "paragraphs" | "lines" | "characters" | "exclamations" | "questions" | "commas";

const units: readonly (readonly [RegExp, Unit])[] = [
    [/^(?:words?|w[oö]rter?n?|wort)$/iu, "words"], [/^(?:sentences?|sätzen?|satz)$/iu, "sentences"], [/^(?:paragraphs?|absätzen?|absatz)$/iu, "paragraphs"],
    [/^(?:lines?|zeilen?)$/iu, "lines"], [/^(?:characters?|letters|zeichen|buchstaben)$/iu, "characters"],
    [/^(?:exclamation marks?|exclamations?|ausrufezeichen)$/iu, "exclamations"], [/^(?:questions?|question marks?|fragen?|fragezeichen)$/iu, "questions"], [/^(?:commas?|kommas?)$/iu, "commas"],
];
const unitSource = "(exclamation marks?|question marks?|[\\p{L}]{3,14})";
const amount = `(\\d{1,5}|a single|eine[mnrs]?|${numberWordSource})`;
const atMost = "(?:no more than|not more than|at most|a maximum of|max(?:imum|imal)?\\.?|up to|no longer than|not longer than|never (?:more|longer) than|höchstens|nicht (?:mehr|länger) als|nie (?:mehr|länger) als|bis zu|limit(?: it| this| the text)? to|keep (?:it|this|the text|e-?mails?|letters?|replies|texts?) to|within)";
const fewerThan = "(?:less than|fewer than|under|below|shorter than|weniger als|unter|kürzer als)";
const atLeast = "(?:at least|a minimum of|min(?:imum)?\\.?|no fewer than|not less than|no less than|mindestens|wenigstens)";
const moreThan = "(?:more than|over|longer than|mehr als|über|länger als)";
const exactly = "(?:exactly|precisely|genau)";

interface Limit {
    readonly least: number;
    readonly most: number;
}

const limits: readonly (readonly [RegExp, (n: number) => Limit])[] = [
    [limit(atMost), (n) => ({least: 0, most: n})],
    [limit(fewerThan), (n) => ({least: 0, most: n - 1})],
    [limit(atLeast), (n) => ({least: n, most: Infinity})],
    [limit(exactly), (n) => ({least: n, most: n})],
    // "two paragraphs", "12 words or less", "one paragraph only"
    [limit("^(?:please )?(?:(?:write|use|in|only|just|always|one|nur|immer|schreibe?)\\s+)*", "\\s+(?:max(?:imum)?|or (?:less|fewer)|at most|oder weniger|höchstens|tops)(?!\\p{L})"), (n) => ({least: 0, most: n})],
    [limit("^(?:please )?(?:(?:write|use|in|only|just|always|nur|immer|schreibe?)\\s+)*", "(?:\\s+(?:only|long|lang|each|please))?\\s*[.!]?$"), (n) => ({least: n, most: n})],
    [limit(`^(?:\\p{L}+\\s+){0,3}${moreThan}`), (n) => ({least: n + 1, most: Infinity})],
];

/** The rule that a sentence with a count means, or none. */
export function countRules(sentence: string): readonly Rule[] {
    const perSentence = /(?<!\p{L})(?:(?:no|each|every|any|per|a|kein|jeder|pro|je) (?:sentence|satz)|sentences|sätze)(?!\p{L})/iu.test(sentence);
    const forbidden = /(?<!\p{L})(?:no|never (?:write )?|kein|nie|keine) (?:a |an |ein(?:en)? )?(?:sentences?|sätze|satz|text|e-?mail|letter|reply)(?!\p{L})/iu.test(sentence);
    for (const [pattern, limitOf] of limits) {
        const match = pattern.exec(sentence);
        const unit = units.find(([name]) => name.test(match?.[2] ?? ""))?.[1];
        if (match === null || unit === undefined) continue;
        const n = /^\d/.test(match[1] ?? "") ? Number(match[1]) : numberWord(match[1] ?? "") ?? 1;
        const {least, most} = forbidden && limitOf(n).most === Infinity ? {least: 0, most: limitOf(n).least - 1} : limitOf(n);
        const measure = unit === "words" && perSentence ? null : unit;
        return [rule(sentence, (text) => (measure === null ? lengthsOf(text) : [countOf(text, measure)]).some((count) => count < least || count > most),
            unit === "paragraphs" && most === 1 ? oneParagraph : undefined)];
    }
    const longer = /(?<!\p{L})(?:no|never|keine?n?|nie) (?:a |an |ein(?:en)? )?(?:sentences?|sätze|satz) (?:longer than|over|of more than|länger als|über|mit mehr als) (\d{1,4}) (?:words|wörter)/iu.exec(sentence);
    return longer === null ? [] : [rule(sentence, (text) => lengthsOf(text).some((count) => count > Number(longer[1])))];
}

function limit(before: string, after = ""): RegExp {
    return new RegExp(`${before.startsWith("^") ? before : `(?<!\\p{L})${before}\\s+`}${before.startsWith("^") && !before.endsWith("*") ? "\\s+" : ""}${amount}\\s+(?:short |kurze |kurzen )?${unitSource}(?!\\p{L})${after}`, "iu");
}

function countOf(text: string, unit: Unit): number {
    switch (unit) {
        case "words": return wordsOf(text).length;
        case "sentences": return sentencesOf(splitLetter(text).body).length;
        case "paragraphs": return splitLetter(text).body.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "").length;
        case "lines": return text.split("\n").filter((line) => line.trim() !== "").length;
        case "characters": return Array.from(text).length;
        case "exclamations": return text.match(/!/g)?.length ?? 0;
        case "questions": return text.match(/\?/g)?.length ?? 0;
        case "commas": return text.match(/,/g)?.length ?? 0;
    }
}

function lengthsOf(text: string): readonly number[] {
    return sentencesOf(splitLetter(text).body).map((sentence) => wordsOf(sentence).length);
}

function oneParagraph(text: string): string {
    const {greeting, body, signOff} = splitLetter(text);
    return [greeting, body.split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== "").join(" "), signOff].filter((part) => part !== null && part !== "").join("\n\n");
}
