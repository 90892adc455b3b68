import type {Habits} from "../persona/habits.ts";
import {splitLetter} from "../persona/letter.ts";
import type {HabitName} from "../persona/measures.ts";
import {applyCasing} from "./casing.ts";
import {pattern} from "../text/pattern.ts";

/*
 * Turns a note into a sentence of the letter, by rules. Only if the note itself determines the wording; if that depends on who is meant,
 * there is no sentence, and the note is listed as missing.
 */

const them = "(?:him|her|them|you|us)";
const verbs =
    "bring|send|come|call|ring|pay|tell|check|look|take|give|help|wait|meet|write|confirm|let|make|keep|book|order|return|sign" +
    "|fix|pick|drop|leave|get|find|print|read|stop|move|change|reply|answer|join|lend|share|forward|open|close|clear|clean" +
    "|repair|swap|try|stay|visit|collect|fetch|pass";
/** notes that are instructions to the writer and that no rule here turns into a sentence */
const instruction = pattern("iu")`
    ^(?:ask|say|tell|thank|thanks? (?:him|her|them)|check|confirm|decline|refuse|accept|agree|remind|wish|invite
    |apologi[sz]e|turn down|reply|answer|frag\p{L}*|sag\p{L}*|bedank\p{L}*|erinner\p{L}*|lad|absagen|zusagen
    |gratulier\p{L}*)(?!\p{L})`;
/** pronouns that may mean the recipient or somebody else */
const somebody = /(?<!\p{L})(?:he|she|him|her|his|they|them|their|ihm|ihn|ihr|ihnen)(?!\p{L})/iu;

type Turn = readonly [RegExp, (rest: string, isFormal: boolean) => string | null];

/** Converts the recipient from third person to second. */
function spokenTo(rest: string): string {
    return rest
        .replace(/(?<!\p{L})(?:he|she|they) (?:is|are)(?!\p{L})/iu, "you are")
        .replace(/(?<!\p{L})(?:he|she|they) has(?!\p{L})/iu, "you have")
        .replace(/(?<!\p{L})(?:he|she|they)(?!\p{L})/iu, "you")
        .replace(/(?<!\p{L})(?:his|her|their)(?= \p{L})/iu, "your");
}

const turns: readonly Turn[] = [
    [/^(?:offer|suggest|propose) (?!to )(.+)$/iu, (rest) => `How about ${rest}?`],
    [/^(?:invite) (?:him|her|them|you) (?:to|for) (.+)$/iu, (rest) => `Would you like to come to ${rest}?`],
    [new RegExp(`^thank(?:s| ${them})? for (.+)$`, "iu"), (rest) => `Thank you for ${rest}.`],
    [new RegExp(`^ask(?: ${them})? (?:whether|if) (.+)$`, "iu"), (rest) => `Could you tell me whether ${spokenTo(rest)}?`],
    [new RegExp(`^ask(?: ${them})? ((?:who|what|when|where|why|which|how) .+)$`, "iu"), (rest) => `Could you tell me ${spokenTo(rest)}?`],
    [new RegExp(`^ask ${them} to ((?:${verbs})(?!\\p{L}).*)$`, "iu"), (rest) => `Could you ${rest}?`],
    [new RegExp(`^ask(?: ${them})? for (.+)$`, "iu"), (rest) => `Could I have ${rest}?`],
    [
        new RegExp(
            `^(?:mention|say|add|explain|note|tell ${them}|remind ${them}|let ${them} know) (?:that )?(?!no(?: to)?(?!\\p{L})` +
                "|yes(?!\\p{L})|hello|about|how|what|to )(.+)$",
            "iu"
        ),
        (rest) => (somebody.test(rest) ? null : `${rest}.`)
    ],
    [/^(?:apologi[sz]e|sorry) for (.+)$/iu, (rest) => `Sorry for ${rest}.`],
    [
        new RegExp(`^congratulate ${them}(?: (?:on|for) (.+))?$`, "iu"),
        (rest) => (rest === "" ? "Congratulations." : `Congratulations on ${rest}.`)
    ],
    [/^(?:say )?(no|yes)$/iu, (rest) => `${rest}.`],
    [
        /^(?:frage?n?|ihn fragen|sie fragen),? ob (.+)$/iu,
        (rest, isFormal) => `${isFormal ? "Können Sie" : "Kannst du"} mir sagen, ob ${rest}?`
    ],
    [
        /^(?:frage?n?),? ((?:wer|was|wann|wo|warum|wie|welche\p{L}*) .+)$/iu,
        (rest, isFormal) => `${isFormal ? "Können Sie" : "Kannst du"} mir sagen, ${rest}?`
    ],
    [/^(?:mich )?bedanken? (?:mich )?(für.+)$/iu, (rest) => `Danke ${rest}.`],
    [/^(.+) (?:vorschlagen|anbieten)$/iu, (rest) => `Passt ${rest}?`],
    [/^(?:biete (?:ihm |ihr |ihnen )?)(.+) an$/iu, (rest) => `Passt ${rest}?`],
    [/^(?:schlage? (?:ihm |ihr |ihnen )?)(.+) vor$/iu, (rest) => `Passt ${rest}?`],
    [/^(?:erwähne?n?|sage?n?),? dass (.+)$/iu, () => null],
    [/^(?:sag |sagen )?(ja|nein|gerne?)$/iu, (rest) => `${rest}.`]
];

/**
 * The sentence, capitalised and with a mark at its end; null if no rule matches.
 * @param isFormal the recipient is addressed as "Sie"
 */
export function sentenceOfNote(note: string, isFormal = false): string | null {
    const bare = note
        .trim()
        .replace(/[.;,]+$/u, "")
        .replace(/\s+/gu, " ");
    if (bare === "") return null;
    for (const [asks, turn] of turns) {
        const match = asks.exec(bare);
        if (match === null) continue;
        const turned = turn(match[1]?.trim() ?? "", isFormal);
        return turned === null ? null : sentence(turned);
    }
    if (instruction.test(bare) || somebody.test(bare)) return null;
    return sentence(/[.!?]$/u.test(bare) ? bare : `${bare}.`);
}

function sentence(text: string): string {
    return text.replace(/([.!?])[.]$/u, "$1").replace(/^\P{L}*\p{Ll}/u, (start) => start.toUpperCase());
}

/** Inserts a sentence at the end of a letter's body, before the sign-off; appends it to a text that is not a letter. */
export function withSentence(text: string, added: string): string {
    const {body, signOff} = splitLetter(text);
    const at = signOff === null ? text.trimEnd().length : text.lastIndexOf(signOff);
    const before = text.slice(0, at).trimEnd();
    const after = text.slice(at);
    // sentences of one paragraph stay in it; a greeting alone is not a paragraph
    const gap = before === "" ? "" : body === "" || before.endsWith(",") ? "\n\n" : /[.!?…]["'”’)]*$/u.test(before) ? " " : "\n";
    return `${before}${gap}${added}${signOff === null ? after : `\n\n${after.trimStart()}`}`;
}

/** Inserts a sentence at the beginning of a letter's body, after the greeting. */
export function withSentenceFirst(text: string, added: string): string {
    const {greeting, body} = splitLetter(text);
    const at = greeting === null ? 0 : text.indexOf(greeting) + greeting.length;
    const rest = text.slice(at).trimStart();
    return `${text.slice(0, at)}${greeting === null ? "" : "\n\n"}${added}${body === "" ? "\n\n" : " "}${rest}`;
}

/** A sentence made by rules in this author's form: their casing, and the mark at the end of most of their sentences. */
export function inOwnMarks(text: string, habits: Habits | null): string {
    if (habits === null) return text;
    const mean = (habit: HabitName) => habits.measures.find((measure) => measure.habit === habit)?.mean ?? 0;
    // exclamation marks per hundred words, compared with sentences per hundred words
    const exclaims = mean("exclamationMarks") * mean("sentenceLength") > 60;
    return applyCasing(exclaims ? text.replace(/(?<![.?!])\.$/u, "!") : text, habits);
}
