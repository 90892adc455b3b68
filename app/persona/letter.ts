import {isClosingLine} from "../history/signature.ts";
import {wordsOf} from "../text/words.ts";
import {isEveryday} from "./favourites.ts";
import {pattern} from "../text/pattern.ts";

/** A letter's greeting and sign-off, and the body between them. */
export interface LetterParts {
    /** the greeting's line, or null */
    readonly greeting: string | null;
    readonly body: string;
    /** the sign-off's lines, or null */
    readonly signOff: string | null;
}

/** greetings beyond those of English, German and the Romance languages below, that begin no other line; one form each, in lower case */
export const furtherGreetings = (
    "geachte|goedemorgen|goedemiddag|goedendag|querido|querida|buenos días|buenas tardes|bom dia|boa tarde|prezado|prezada" +
    "|caríssimo|egregio|egregia|buongiorno|buonasera|hej|hejsan|hallå|kära|käre|bästa|hei|kjære|kære|goddag|terve|hyvä" +
    "|cześć|dzień dobry|szanowny|szanowna|szanowni|drogi|droga|ahoj|dobrý den|milý|milá|vážený|vážená|vážení|szia|sziasztok" +
    "|kedves|tisztelt|bună|bună ziua|dragă|stimate|stimată|привет|здравствуй|здравствуйте|добрый день|добрый вечер|дорогой" +
    "|дорогая|уважаемый|уважаемая|уважаемые" +
    "|привіт|доброго дня|добрий день|шановний|шановна|здравей|здравейте|уважаеми|уважаема|γεια|αγαπητέ|αγαπητή|merhaba|selam" +
    "|sayın|sevgili|שלום|היי|مرحبا|السلام عليكم|عزيزي|عزيزتي|سلام|xin chào|chào|kính gửi|สวัสดี|เรียน|halo|你好|您好|尊敬的|亲爱的|親愛的" +
    "|こんにちは|お世話になっております|拝啓|안녕하세요" +
    "|lugupeetud|tere|sveiki|gerbiamas|gerbiama|labdien|cienījamais|poštovani|poštovana|dragi|draga|spoštovani|pozdravljeni" +
    "|kaixo|benvolgut|benvolguda"
).split("|");
export const greetingWords = new RegExp(
    `^(?:(?:${furtherGreetings.join("|")})|` +
        `${pattern("u")`
            ^(dear|hi|hello|hey|hiya|howdy|yo|greetings|good (morning|afternoon|evening|day)|morning|afternoon
            |evening|all|team|folks|everyone|hallo|liebe[rs]?|lieber|sehr geehrte[rs]?|moin|servus|grüß|guten (tag
            |morgen|abend)|bonjour|salut|cher|chère|hola|estimad[oa]|ciao|gentile|caro|cara|beste|olá|oi)(?!\p{L})`.source.slice(
            1
        )})(?!\\p{L})`,
    "iu"
);
const signOffWords = pattern("iu")`
    ^(best|regards|kind|warm|warmly|cheers|thanks|thank you|many thanks|thx|yours|sincerely|love|take care
    |talk soon|see you|all the best|until|bye|onwards?|respectfully|cordially|viele grüße|liebe grüße
    |beste grüße|mit (freundlichen|besten|herzlichen)|gruß|grüße|lg|vg|mfg|danke|bis|cordialement|bien à|merci
    |saludos|un abrazo|gracias|saluti|cari|grazie|groet|groeten|met vriendelijke|abraços|obrigad[oa])(?!\p{L})`;
/** a greeting or sign-off with more words than this is a sentence of the body */
const frameWords = 7;
/** a sign-off is at most this many lines before the end */
const signOffLines = 3;

/** Splits a letter into greeting, body and sign-off. */
export function splitLetter(text: string): LetterParts {
    const lines = text.trim().split("\n");
    const greeting = isGreeting(lines[0] ?? "") && lines.length > 1 ? (lines.shift() as string).trim() : null;
    const signOffAt = signOffWithin(lines);
    const signOff = signOffAt === -1 ? null : lines.splice(signOffAt).join("\n").trim();
    return {greeting, body: lines.join("\n").trim(), signOff};
}

/** Whether a sign-off has a postscript below it, which is content: a rule that sets another sign-off leaves this one. */
export function hasPostscript(signOff: string | null): boolean {
    return signOff !== null && /^\s*(?:p\.?\s?)?p\.?\s?s\.?\s*[:,–—-]?\s/imu.test(signOff);
}

/** Whether a text is a letter: does it greet and sign off? */
export function isLetter(text: string): boolean {
    const {greeting, body, signOff} = splitLetter(text);
    return greeting !== null && signOff !== null && body !== "";
}

/** Words after a greeting that are not a name. */
const groups = new Set(
    (
        "all team folks everyone everybody both there again you guys friends sir madam sirs ladies gentlemen colleagues world " +
        "mate pal and or my the to dear " +
        "alle allen allerseits zusammen ihr leute damen herren kollegen und oder meine mein liebe lieber tout toutes tous le " +
        "monde todos tutti"
    ).split(" ")
);
const greetingStart = new RegExp(`${greetingWords.source}[\\s,]*`, "iu");
/** what a single lower-case word before a comma may be besides a name */
const interjections = new Set(
    (
        "sure right okay ok fine great cool well so yes yep yeah no nope thanks sorry oh ah hm hmm please anyway also first second " +
        "finally lastly agreed done noted ps klar gut genau stimmt nein ja bitte danke"
    ).split(" ")
);
/** "dear mr brown": a form of address belongs to the name */
const addressTitle = /^(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|uncle|aunt|auntie|onkel|tante)\.?$/iu;

/**
 * A greeting with names left out, so that `Hi Ann,` and `hi bob,` become `Hi …,`, `hi …,`. Names are the words after the greeting that are
 * not general, whether capitalised or not, or a single word that is not a greeting.
 */
export function openingPattern(greeting: string): string {
    const line = greeting.trim();
    const span = greetedSpan(line);
    return span === null ? line : line.slice(0, span[0]) + "…" + line.slice(span[1]);
}

/** The name in a greeting as written: "tom" of "hi tom!", "Ann and Bob" of "Ann and Bob,"; null if nobody is named. */
export function greetedName(greeting: string): string | null {
    const line = greeting.trim();
    const span = greetedSpan(line);
    return span === null ? null : line.slice(span[0], span[1]);
}

/** Span of the names in a greeting, from the first to the last. */
function greetedSpan(line: string): readonly [number, number] | null {
    const from = greetingStart.exec(line)?.[0].length ?? 0;
    const words = [...line.slice(from).matchAll(/\p{L}[\p{L}'’.-]*/gu)].map((match) => ({
        text: withoutEndMarks(match[0]),
        at: from + match.index
    }));
    const isName = ({text}: {readonly text: string}) =>
        !groups.has(text.toLowerCase()) &&
        (/^\p{Lu}/u.test(text) || addressTitle.test(text) || !isEveryday(text.toLowerCase()) || words.length === 1);
    const names = words.filter(isName);
    const [first, last] = [names[0], names.at(-1)];
    if (first === undefined || last === undefined || (from === 0 && !isBareName(line))) return null;
    return [first.at, last.at + last.text.length];
}

/** Removes full stops and hyphens at the end of a word from the name; a loop, because a regular expression would be quadratic. */
function withoutEndMarks(word: string): string {
    let end = word.length;
    while (end > 0 && (word[end - 1] === "." || word[end - 1] === "-")) end--;
    return word.slice(0, end);
}

/** Restores the lines of a sign-off from `closingPattern`'s result: a name or initial after a comma is on a separate line. */
export function closingLines(pattern: string): string {
    return pattern.replace(/(?<=[,!]) +(?=[–—-]{0,2} ?\p{L}[\p{L}.'’-]*(?: \p{L}[\p{L}.'’-]*)?$)/u, "\n");
}

/** A sign-off in one line; the name in it is the author's own and belongs to the habit. */
export function closingPattern(signOff: string): string {
    return signOff.replace(/(?<!\s)\s*\n\s*/g, " ").trim();
}

/** "Thanks for your help." and "Best regards," are sign-offs, a sentence that only begins like one is not. */
export function isSignOffLine(line: string): boolean {
    return wordsOf(line).length <= frameWords && wordsOf(line).length > 0 && (signOffWords.test(line.trim()) || isClosingLine(line));
}

export function isGreeting(line: string): boolean {
    const count = wordsOf(line).length;
    if (count === 0 || count > frameWords || isSentenceAfterName(line)) return false;
    return greetingWords.test(line.trim()) || isBareName(line);
}

/** "Hi Ann, can you bring milk?" and "Morning is fine for me." say more than a greeting does. */
function isSentenceAfterName(line: string): boolean {
    const trimmed = line.trim();
    const rest = trimmed.replace(/^[^,!]*[,!]\s*/u, "");
    if (/[.?]$/u.test(trimmed) && rest !== trimmed && rest !== "")
        return wordsOf(rest).some((word) => /^\p{Ll}/u.test(word) && !isEveryday(word) && !groups.has(word));
    return /^(?:all|team|folks|everyone|morning|afternoon|evening)(?!\p{L})(?!,).*[.?]$/iu.test(trimmed) && wordsOf(trimmed).length > 2;
}

/** "Ann," alone on its line greets as well, and so does "marcus,". */
function isBareName(line: string): boolean {
    const trimmed = line.trim();
    if (!/^\p{L}[^.?!;:]*[,–—-]$/u.test(trimmed) || signOffWords.test(trimmed)) return false;
    const words = wordsOf(trimmed);
    if (words.length > 3 || words.length === 0) return false;
    if (/^\p{Lu}/u.test(trimmed)) return !(words.length === 1 && interjections.has(trimmed.replace(/\P{L}+$/u, "").toLowerCase()));
    return (
        words.length <= 3 &&
        words.every((word) => /^(?:and|und|&)$/u.test(word) || (!isEveryday(word.toLowerCase()) && !interjections.has(word.toLowerCase())))
    );
}

/** "Hugs," and a name below, whatever the word: a few short lines of their own, the first ending in a comma. */
function isClosingBlock(lines: readonly string[]): boolean {
    const [first = "", ...rest] = lines.map((line) => line.trim());
    return (
        lines.length >= 2 &&
        lines.length <= signOffLines &&
        /[,–—-]$/.test(first) &&
        [first, ...rest].every((line) => wordsOf(line).length <= 4) &&
        rest.every((line) => !/[?!;:]/.test(line))
    );
}

/**
 * Where the sign-off begins. "See you at 7." and "Thanks for the map." are sentences of the body where a sign-off of its own stands below
 * them, or where nothing else would be left of the letter.
 */
function signOffWithin(lines: readonly string[]): number {
    const at = findSignOff(lines);
    if (at === -1 || !isSentenceOfBody(lines[at] ?? "")) return at;
    const below = lines.findIndex((line, i) => i > at && line.trim() !== "" && isOnlySignOff(lines.slice(i)));
    if (below !== -1) return below;
    return lines.slice(0, at).some((line) => line.trim() !== "") ? at : -1;
}

/** a sentence of some words, or one with a number in it */
function isSentenceOfBody(line: string): boolean {
    return /[.!?]$/u.test(line.trim()) && !isClosingLine(line) && (wordsOf(line).length > 2 || /\d/u.test(line));
}

function isOnlySignOff(lines: readonly string[]): boolean {
    const first = (lines[0] ?? "").trim();
    const isName = lines.length === 1 && /^[–—-]{1,2}\s*\p{L}[\p{L}.'’]*$/u.test(first);
    return isName || isClosingLine(first) || (isSignOffLine(first) && /,$/u.test(first));
}

function findSignOff(lines: readonly string[]): number {
    const last = lines.length - 1;
    for (let i = Math.max(1, last - signOffLines); i <= last; i++) {
        if (isSignOffLine(lines[i] ?? "")) return i;
    }
    const block = lines.findLastIndex((line) => line.trim() === "") + 1;
    if (block > 0 && isClosingBlock(lines.slice(block))) return block;
    const ending = (lines[last] ?? "").trim();
    const before = (lines[last - 1] ?? "").trim();
    // a name, an initial or a dash with one, apart from the body
    const isName = /^[–—-]{0,2}\s*\p{L}[\p{L}.'’]*(\s\p{Lu}[\p{L}.'’]*)?$/u.test(ending);
    // "zwei." is a sentence of one word, "J." an initial
    const isSentence = /\p{L}{2}[.]$/u.test(ending);
    return last > 0 && isName && !isSentence && (before === "" || /^[–—-]/.test(ending)) ? last : -1;
}
