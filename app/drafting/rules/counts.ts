import {numberWord, numberWordSource} from "../../text/number-words.ts";
import {splitLetter} from "../../persona/letter.ts";
import {sentencesOf, wordsOf} from "../../text/words.ts";
import {forbids, rule, type Rule} from "./rule.ts";
import {pattern} from "../../text/pattern.ts";

/*
 * Rules with numbers: "no more than 12 words", "at least two paragraphs", "sentences under 15 words". A text that is too long is flagged
 * and never cut, as that would remove what the user wanted to say.
 */

type Unit = "words" | "sentences" | "paragraphs" | "lines" | "characters" | "exclamations" | "questions" | "commas";

const units: readonly (readonly [RegExp, Unit])[] = [
    [/^(?:words?|w[oö]rter?n?|wort)$/iu, "words"],
    [/^(?:sentences?|sätzen?|satz)$/iu, "sentences"],
    [/^(?:paragraphs?|absätzen?|absatz)$/iu, "paragraphs"],
    [/^(?:lines?|zeilen?)$/iu, "lines"],
    [/^(?:characters?|letters|zeichen|buchstaben)$/iu, "characters"],
    [/^(?:exclamation marks?|exclamations?|ausrufezeichen)$/iu, "exclamations"],
    [/^(?:questions?|question marks?|fragen?|fragezeichen)$/iu, "questions"],
    [/^(?:commas?|kommas?)$/iu, "commas"]
];
const unitSource = "(exclamation marks?|question marks?|[\\p{L}]{3,14})";
const amount = `(\\d{1,5}|a single|eine?[mnrs]?|${numberWordSource})`;
const atMost =
    "(?:(?:don['’]t|do not|never|avoid|nicht|nie)(?:\\s+\\p{L}+){0,2}\\s+(?:more|longer) than|no more than|not more than" +
    "|at most|a maximum of|max(?:imum|imal)?\\.?|up to|no longer than|not longer than|never (?:more|longer) than|höchstens" +
    "|nicht (?:mehr|länger) als|nie (?:mehr|länger) als|bis zu|limit(?: it| this| the text)? to|keep (?:it|this|the text" +
    "|e-?mails?|letters?|replies|texts?) to|within)";
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
    [limit("", "\\s+(?:max(?:imum)?|or (?:less|fewer)|at most|oder weniger|höchstens|tops)(?!\\p{L})"), (n) => ({least: 0, most: n})],
    [
        limit(
            "^(?:please )?(?:(?:write|use|in|only|just|always|nur|immer|schreibe?)\\s+){0,4}",
            "(?:\\s+(?:only|long|lang|each|please))?\\s*[.!]?$"
        ),
        (n) => ({least: n, most: n})
    ],
    [limit(`^(?:\\p{L}+\\s+){0,3}${moreThan}`), (n) => ({least: n + 1, most: Infinity})]
];

const longerWords = pattern("iu")`
    (?<!\p{L})(?:words?|wörter|wort) (?:longer than|over|with more than|of more than|länger als|über
    |mit mehr als) (\d{1,3}) (?:letters|characters|buchstaben|zeichen)`;

/** The rule of a sentence with a number, or none. */
export function countRules(sentence: string): readonly Rule[] {
    const letters = longerWords.exec(sentence);
    if (letters !== null)
        return forbids.test(sentence) ? [rule(sentence, (text) => wordsOf(text).some((word) => word.length > Number(letters[1])))] : [];
    const range =
        /(?<![\p{L}\d])(?:between |zwischen )?(\d{1,4})(?:\s?[-–]\s?| to | and | bis | und )(\d{1,4}) (\p{L}{4,12})(?!\p{L})/iu.exec(
            sentence
        );
    const ranged = units.find(([name]) => name.test(range?.[3] ?? ""))?.[1];
    const part = partOf(sentence);
    if (range !== null && ranged !== undefined) return [limited(sentence, {least: Number(range[1]), most: Number(range[2])}, ranged, part)];
    // "no text longer than", "nothing over"
    const forbidden = forbids.test(sentence) || /(?<!\p{L})(?:nothing|nichts)(?!\p{L})/iu.test(sentence);
    for (const [pattern, limitOf] of limits) {
        const match = pattern.exec(sentence);
        const unit = units.find(([name]) => name.test(match?.[2] ?? ""))?.[1];
        if (match === null || unit === undefined) continue;
        const n = /^\d/.test(match[1] ?? "") ? Number(match[1]) : (numberWord(match[1] ?? "") ?? 1);
        const isMore = pattern === limits.at(-1)?.[0];
        return [limited(sentence, isMore && forbidden ? {least: 0, most: n} : limitOf(n), unit, part)];
    }
    return [];
}

type Part = "text" | "sentence" | "paragraph";

const eachSentence = pattern("iu")`
    (?<!\p{L})(?:(?:no|each|every|any|per|a|kein|jeder|pro|je) (?:sentence|satz)|sentences (?!at most|max|or
    |only)|sätze (?!höchstens|max|oder))(?!\d)`;

/** What the limit applies to: "sentences under 10 words", "no paragraph over 40 words", else the text. */
function partOf(sentence: string): Part {
    if (eachSentence.test(`${sentence} `) && /words|wört/iu.test(sentence)) return "sentence";
    return /(?<!\p{L})(?:(?:no|each|every|any|per|a|kein|jeder|pro|je) (?:paragraph|absatz)|paragraphs |absätze )/iu.test(sentence) &&
        /words|wört/iu.test(sentence)
        ? "paragraph"
        : "text";
}

function limited(sentence: string, {least, most}: Limit, unit: Unit, part: Part): Rule {
    return rule(
        sentence,
        (text) =>
            partsOf(text, part).some((each) => {
                const count = countOf(each, unit);
                return count < least || count > most;
            }),
        unit === "paragraphs" && most === 1 ? oneParagraph : undefined
    );
}

function partsOf(text: string, part: Part): readonly string[] {
    if (part === "text") return [text];
    const {body} = splitLetter(text);
    return part === "sentence" ? sentencesOf(body) : paragraphsOf(body);
}

function paragraphsOf(body: string): readonly string[] {
    return body.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
}

/** @param before pattern before the amount; begins with `^` to be anchored */
function limit(before: string, after = ""): RegExp {
    const lead =
        before === "" ? "(?<!\\p{L})" : before.endsWith("{0,4}") ? before : `${before.startsWith("^") ? "" : "(?<!\\p{L})"}${before}\\s+`;
    return new RegExp(`${lead}${amount}\\s+(?:short |kurze |kurzen )?${unitSource}(?!\\p{L})${after}`, "iu");
}

function countOf(text: string, unit: Unit): number {
    switch (unit) {
        case "words":
            return wordsOf(text).length;
        case "sentences":
            return sentencesOf(splitLetter(text).body).length;
        case "paragraphs":
            return paragraphsOf(splitLetter(text).body).length;
        case "lines":
            return text.split("\n").filter((line) => line.trim() !== "").length;
        case "characters":
            return Array.from(text).length;
        case "exclamations":
            return text.match(/!/g)?.length ?? 0;
        case "questions":
            return text.match(/\?/g)?.length ?? 0;
        case "commas":
            return text.match(/,/g)?.length ?? 0;
    }
}

function oneParagraph(text: string): string {
    const {greeting, body, signOff} = splitLetter(text);
    return [
        greeting,
        body
            .split(/\n\s*\n/)
            .map((paragraph) => paragraph.trim())
            .filter((paragraph) => paragraph !== "")
            .join(" "),
        signOff
    ]
        .filter((part) => part !== null && part !== "")
        .join("\n\n");
}
