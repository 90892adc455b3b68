import {sentencesOf, wordsOf} from "../text/words.ts";
import {splitLetter} from "./letter.ts";
import {openEnds} from "./open-ends.ts";
import {pattern} from "../text/pattern.ts";

export type HabitUnit = "words" | "share" | "perHundredWords" | "characters";

export type HabitName =
    | "sentenceLength"
    | "textLength"
    | "wordLength"
    | "paragraphLength"
    | "contractions"
    | "exclamationMarks"
    | "questionMarks"
    | "commas"
    | "dashes"
    | "semicolons"
    | "colons"
    | "brackets"
    | "ellipses"
    | "emoji"
    | "lowerCaseStarts"
    | "lowerCaseI"
    | "openEnds"
    | "capitalWords"
    | "firstPerson"
    | "youWords"
    | "greeting"
    | "signOff"
    | "lineLength"
    | "lineCapitals"
    | "lineLowerCase"
    | "lineAllCapitals"
    | "lineColon"
    | "lineQuestion"
    | "lineDigits"
    | "lineFullStop"
    | "lineComma";

/** The habits measured in one text. */
export type Measured = readonly {readonly habit: HabitName; readonly unit: HabitUnit; readonly value: number}[];

/** 's is left to the words below, as it is a genitive elsewhere */
const contraction = pattern("giu")`
    (?:n['’]t|['’](?:re|ve|ll|d|m))(?!\p{L})|(?<!\p{L})(?:it|that|there|here|he|she|what|who|how|where|let
    |everything|nothing)['’]s(?!\p{L})`;

/** The habits of a letter or an article. */
export function proseMeasures(text: string): Measured {
    const {greeting, body, signOff} = splitLetter(text);
    const words = wordsOf(body);
    const sentences = sentencesOf(body);
    if (words.length === 0 || sentences.length === 0) return [];
    const paragraphs = body.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
    const rate = (habit: HabitName, pattern: RegExp) =>
        ({habit, unit: "perHundredWords", value: (100 * count(body, pattern)) / words.length}) as const;
    return [
        {habit: "sentenceLength", unit: "words", value: words.length / sentences.length},
        {habit: "textLength", unit: "words", value: words.length},
        {habit: "paragraphLength", unit: "words", value: words.length / paragraphs.length},
        {habit: "wordLength", unit: "characters", value: words.reduce((sum, word) => sum + word.length, 0) / words.length},
        rate("contractions", contraction),
        rate("exclamationMarks", /!/g),
        rate("questionMarks", /\?/g),
        rate("commas", /,/g),
        rate("dashes", /[–—]|(?<=\s)--?(?=\s)/g),
        rate("semicolons", /;/g),
        rate("colons", /:(?=\s|$)/gm),
        rate("brackets", /\(/g),
        rate("ellipses", /…|\.{3}/g),
        rate("emoji", /\p{Extended_Pictographic}|(?<=\s)[:;]-?[)(DP]/gu),
        // "Lieber Ole,": the only sentence behind it is written small in German, and shows nothing of the author
        ...(sentences.length === 1 && /^\p{Lu}.*,$/u.test(greeting ?? "")
            ? []
            : [
                  {
                      habit: "lowerCaseStarts",
                      unit: "share",
                      value: sentences.filter((sentence) => /^\P{L}*\p{Ll}/u.test(sentence)).length / sentences.length
                  } as const
              ]),
        ...pronounCase(words),
        ...openEndShare(body),
        {habit: "capitalWords", unit: "share", value: words.filter((word) => /^\p{Lu}{2,}$/u.test(word)).length / words.length},
        rate("firstPerson", /(?<![\p{L}'’])(?:i|me|my|mine)(?!\p{L})/giu),
        rate("youWords", /(?<!\p{L})(?:you|your|yours)(?!\p{L})/giu),
        {habit: "greeting", unit: "share", value: Number(greeting !== null)},
        {habit: "signOff", unit: "share", value: Number(signOff !== null)}
    ];
}

/** How often a paragraph ends without a mark; empty for a text of lists and few words. */
function openEndShare(body: string): Measured {
    const share = openEnds(body);
    return share === null ? [] : [{habit: "openEnds", unit: "share", value: share}];
}

/** How the pronoun "I" is written; empty for a text without it. */
function pronounCase(words: readonly string[]): Measured {
    const pronouns = words.filter((word) => /^i(?:['’](?:m|ll|d|ve))?$/iu.test(word));
    return pronouns.length === 0
        ? []
        : [{habit: "lowerCaseI", unit: "share", value: pronouns.filter((word) => word.startsWith("i")).length / pronouns.length}];
}

/** The habits of a headline or a subject line. */
export function lineMeasures(line: string): Measured {
    const words = wordsOf(line).filter((word) => /\p{L}/u.test(word));
    if (words.length === 0) return [];
    const has = (habit: HabitName, pattern: RegExp) => ({habit, unit: "share", value: Number(pattern.test(line))}) as const;
    const later = words.slice(1);
    return [
        {habit: "lineLength", unit: "words", value: words.length},
        // the first word's capital says little: sentences and titles both have it
        {habit: "lineCapitals", unit: "share", value: later.filter((word) => /^\p{Lu}/u.test(word)).length / Math.max(1, later.length)},
        has("lineLowerCase", /^\P{L}*\p{Ll}/u),
        has("lineAllCapitals", /^\P{Ll}*$/u),
        has("lineColon", /:/),
        has("lineQuestion", /\?/),
        has("lineDigits", /\d/),
        has("lineFullStop", /[.!]\s*$/),
        has("lineComma", /,/)
    ];
}

function count(text: string, pattern: RegExp): number {
    return text.match(pattern)?.length ?? 0;
}
