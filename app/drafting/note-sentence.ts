import {habitMean, type Habits} from "../persona/habits.ts";
import {splitLetter} from "../persona/letter.ts";
import type {HabitName} from "../persona/measures.ts";
import {applyCasing} from "./casing.ts";
import {greetingToOther} from "./greetings-to-others.ts";
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
/** what follows a noun: "offer open until Friday" speaks of an offer, and asks for none */
const afterNoun = "(?:open|is|was|stands?|ends?|expires?|valid|closed|made|of|from|until|still)(?!\\p{L})";
/** notes that are instructions to the writer and that no rule here turns into a sentence */
const instruction = pattern("iu")`
    ^(?:ask|say|tell|thank|thanks? (?:him|her|them)|check|confirm|decline|refuse|accept|agree|remind|wish|invite
    |apologi[sz]e|turn down|reply|answer
    |(?:offer|propose|suggest|note|mention|explain|describe|promise)(?! (?:\p{L}+ed(?!\p{L})|${afterNoun}))
    |frag\p{L}*|sag\p{L}*|bedank\p{L}*|erinner\p{L}*|lad|absagen|zusagen|gratulier\p{L}*|entschuldigen)(?!\p{L})|
    (?<!\p{L})um \p{L}+ bitten$`;
/** pronouns that may mean the recipient or somebody else */
const somebody = /(?<!\p{L})(?:he|she|him|her|his|they|them|their|ihm|ihn|ihr|ihnen)(?!\p{L})/iu;

type Turn = readonly [RegExp, (rest: string, isFormal: boolean) => string | null];

/** forms of a verb after "he" or "she", and after "you" */
const secondPerson: ReadonlyMap<string, string> = new Map([
    ["is", "are"],
    ["was", "were"],
    ["has", "have"],
    ["does", "do"],
    ["goes", "go"],
    ["isn't", "aren't"],
    ["wasn't", "weren't"],
    ["hasn't", "haven't"],
    ["doesn't", "don't"]
]);

/** "has" and "needs" of the third person as they are after "you"; a word that is no such form stays. */
function afterYou(verb: string): string {
    const irregular = secondPerson.get(verb.toLowerCase().replaceAll("’", "'"));
    if (irregular !== undefined) return irregular;
    // an adverb, or a verb whose own last letter is an s
    if (!/^\p{Ll}{2,}s$/u.test(verb) || /(?:ss|us|always|perhaps|sometimes)$/u.test(verb)) return verb;
    if (/[^aeiou]ies$/u.test(verb)) return verb.replace(/ies$/u, "y");
    return verb.replace(/(?<=(?:ss|sh|ch|x|zz))es$|s$/u, "");
}

/** Converts the recipient from third person to second. */
function spokenTo(rest: string): string {
    const isOne = /(?<!\p{L})(?:he|she)(?!\p{L})/iu.test(rest);
    return rest
        .replace(/(?<= (?:and|or|but) )(?:is|was|has|does)(?:n['’]t)?(?!\p{L})/giu, (verb) => (isOne ? afterYou(verb) : verb))
        .replace(/(?<!\p{L})(?:he|she|they)['’]s(?= \p{L}+(?:ed|en|ne|got|had)(?!\p{L}))/giu, "you've")
        .replace(/(?<!\p{L})(?:he|she|they)['’](?:s|re)(?!\p{L})/giu, "you're")
        .replace(
            /(?<!\p{L})(is|was|has|does|isn['’]t|wasn['’]t|hasn['’]t|doesn['’]t) (?:he|she)(?!\p{L})/giu,
            (_, verb: string) => `${afterYou(verb)} you`
        )
        .replace(
            /(?<!\p{L})(?:he|she) (?:((?:also|still|really|always|never|already|ever|just|only) )?([\p{L}'’]+))/giu,
            (_, adverb = "", verb = "") => `you ${adverb}${afterYou(verb)}`
        )
        .replace(/(?<!\p{L})they(?!\p{L})/giu, "you")
        .replace(/(?<!\p{L})(?:his|her|their)(?= \p{L})/giu, "your");
}

const turns: readonly Turn[] = [
    [
        new RegExp(`^(?:offer|suggest|propose) (?:${them} )?(?!(?:to|that)(?!\\p{L})|${afterNoun})(.+)$`, "iu"),
        (rest) => `How about ${rest}?`
    ],
    [/^(?:invite) (?:him|her|them|you) (?:to|for) (.+)$/iu, (rest) => `Would you like to come to ${rest}?`],
    [new RegExp(`^thank(?:s| ${them})? for (.+)$`, "iu"), (rest) => `Thank you for ${rest}.`],
    [new RegExp(`^ask(?: ${them})? (?:whether|if) (.+)$`, "iu"), (rest) => `Could you tell me whether ${spokenTo(rest)}?`],
    // "where is the key" asks by itself
    [
        new RegExp(`^ask(?: ${them})? ((?:what|when|where|why|how) (?:is|are|was|were|does|do|did|can|could|will|would|should) .+)$`, "iu"),
        (rest) => (somebody.test(spokenTo(rest)) ? null : `${spokenTo(rest)}?`)
    ],
    [new RegExp(`^ask(?: ${them})? ((?:who|what|when|where|why|which|how) .+)$`, "iu"), (rest) => `Could you tell me ${spokenTo(rest)}?`],
    [new RegExp(`^ask ${them} to ((?:${verbs})(?!\\p{L}).*)$`, "iu"), (rest) => `Could you ${spokenTo(rest)}?`],
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

/** a longer note is a text of its own */
const mostCharacters = 1000;

/**
 * The sentence, capitalised and with a mark at its end; null if no rule matches.
 * @param isFormal the recipient is addressed as "Sie"
 */
export function sentenceOfNote(note: string, isFormal = false): string | null {
    if (note.length > mostCharacters) return null;
    const bare = note
        .trim()
        .replace(/[.;,]+$/u, "")
        .replace(/\s+/gu, " ");
    if (bare === "") return null;
    const greeting = greetingToOther(bare);
    if (greeting !== null) return greeting;
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
    // "3rd", "£1,200 is", a link and an address begin with no word that could have a capital
    return text
        .replace(/([.!?])[.]$/u, "$1")
        .replace(/^[^\p{L}\p{N}]*\p{Ll}(?![^\s@]*(?:@|:\/\/))(?!ww\.)/u, (start) => start.toUpperCase());
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
    const mean = (habit: HabitName) => habitMean(habits, habit) ?? 0;
    // exclamation marks per hundred words, compared with sentences per hundred words
    const exclaims = mean("exclamationMarks") * mean("sentenceLength") > 60;
    return applyCasing(exclaims ? text.replace(/(?<![.?!])\.$/u, "!") : text, habits);
}
