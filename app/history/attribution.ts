import {allWords, anyOf, beginsWith, endsWith, folded} from "./mail-words.ts";
import {pattern} from "../text/pattern.ts";

/**
 * Attributions: the line or lines in which a mail program says who is quoted ("On … wrote:"), in the languages of `mail-languages.ts`.
 * An attribution is found from its last line upwards, so that text directly above it is never joined to it.
 */

const verb = anyOf(allWords("wrote"));
const verbAtEnd = endsWith(allWords("wrote"));
const beginsWithVerb = beginsWith(allWords("wrote"));
const onWord = beginsWith(allWords("on").filter((word) => word.length > 1));
/**
 * one-letter words ("A 3 de junho", "V tor.", "O mar."), and "Às" with its letter lost on the way, open an attribution only before a date
 */
const onLetter = /^(?:a|o|v|w|ב|\?s)[ -](?=\p{L}{0,10}[.,]? ?\d|[vw] \p{L})/u;

const email = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+|<\s*(?:mailto:)?[^<>\s]+@[^<>\s]*>|<email>|<$|\bat [a-z][\w-]*\.[a-z]{2}/iu;
/** a clock time, a year, or a numeric date; in a folded text */
const dateLike =
    /\d{1,2}[:.h]\d{2}(?!\d)|(?<!\d)(?:19|20|25)\d{2}(?!\d)|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{4} ?[年년]|\d{1,2} ?月 ?\d{1,2} ?日/u;
const clockTime = /\d{1,2}[:.h]\d{2}(?!\d)|\d{1,2} ?[時时点] ?\d|\d{1,2} ?(?:am|pm|uhr)(?!\p{L})/u;
/** a date with which a program opens: "2025-06-03", "3 jun.", "вт, 3 июн.", "Tuesday, 3", "2025년" */
const opensWithDate = /^(?:\d{1,4}[-./ ]|\d{4}[年년]|[\p{L}']{1,14}[.,]{0,2} ?(?:[\p{L}']{1,12}[.,]{0,2} ?)?\d{1,4}(?![\p{L}\d]))/u;
const colonAtEnd = /[:：]\s*\**\s*$/u;
/** the end of an attribution without a colon: an address, a bracket behind one, or one before an address that was cut off */
const addressAtEnd = /(?:@[^\s<>]+[>)\]]*[.,]?|<email>|<)$/u;

/** "On 2 June I wrote to …:" is somebody's own sentence; in a folded text */
const ownWords = pattern("u")`
    (?<!\p{L})(?:(?:i|we) (?:wrote|sent|said|asked|told|mailed|e-mailed|emailed)|(?:schrieb|sandte|schickte
    |fragte|bat|sagte) ich|(?:schrieben|sandten|schickten|fragten|baten|sagten) wir|j'ai (?:ecrit|envoye
    |demande)|nous avons (?:ecrit|envoye)|schreef ik|skrev (?:jag|jeg|vi)|ho scritto|abbiamo scritto)(?!\p{L})`;
/** An attribution is wrapped over at most this many lines, with at most this many characters in all. */
const attributionLines = 7,
    attributionLength = 500,
    weakLength = 200;

/**
 * "Às" and "a écrit" as they arrive where a letter was lost; what broke them may have lost the quote marks as well, so they decide nothing
 * without them
 */
const lostLetter = /^\?s |(?<!\p{L})a [?\ufffd]crit(?!\p{L})/u;

interface Grade {
    /** names a writer, and when or that they wrote: an attribution by its words alone */
    readonly full: boolean;
    /** names an address or a time of day, so that it counts even if the quote has no marks */
    readonly certain: boolean;
    /** only a name and a verb, an address or a date: counts before quote marks only */
    readonly weak: boolean;
    readonly opening: "word" | "date" | null;
}

/** For each start line of one mail: the number of lines that an attribution takes from there, or 0. */
export type AttributionAt = (start: number) => number;

/**
 * Finds attributions in one mail. `quoted`: for each line whether it carries quote marks. A weak one
 * (nothing but "X wrote:") counts only when a quoted line follows, so that a user's own "He wrote:" stays theirs. Each line is judged as
 * an end once: the work is linear in the mail's lines.
 */
export function attributionFinder(lines: readonly string[], quoted: readonly boolean[]): AttributionAt {
    const starts = new Map<number, number | null>();
    const startFor = (end: number): number | null => {
        let start = starts.get(end);
        if (start === undefined) starts.set(end, (start = couldEnd(lines, end) ? attributionStart(lines, end, quoted) : null));
        return start;
    };
    return (start) => attributionAt(lines, start, quoted, startFor);
}

/** "[Emil Rother]" right above a quote, as some people set it by hand */
const bracketedName = /^\[\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}|v[ao]n|de)[\p{L}.'’-]*){1,3}\]\s*$/u;

function attributionAt(
    lines: readonly string[],
    start: number,
    quoted: readonly boolean[],
    startFor: (end: number) => number | null
): number {
    if (quoted[start + 1] === true && bracketedName.test((lines[start] ?? "").slice(0, 80))) return 1;
    for (let end = start; end < Math.min(lines.length, start + attributionLines); end++) {
        const line = lines[end] ?? "";
        if (line.trim() === "" || quoted[end] === true) return 0;
        const first = startFor(end);
        // The colon, or the address behind a "<", may stand in the next line.
        const next = lines[end + 1] ?? "";
        if (first === null || /^\s*[>)\]]*\s*[:：]\s*$/u.test(next) || (isCutOff(line) && next.trim() !== "" && quoted[end + 1] !== true))
            continue;
        if (first >= start) return first === start ? end - start + 1 : 0;
    }
    return 0;
}

/** A cheap test before the expensive ones: most lines of a mail do not end in a colon, and have no address near them. */
function couldEnd(lines: readonly string[], end: number): boolean {
    const line = lines[end] ?? "";
    if (line.length > attributionLength) return false;
    if (colonAtEnd.test(line)) return true;
    const hasAddress = hasMailSign(line);
    if (hasAddress && addressAtEnd.test(line.trimEnd())) return true;
    return (
        line.length <= weakLength &&
        // "On 11/06/2025 08:02, Nora Lind wrote": a program's line without an address and a colon has its date
        (hasAddress || clockTime.test(line) || hasMailSign(lines[end - 1] ?? "") || hasMailSign(lines[end - 2] ?? "")) &&
        verbAtEnd.test(withoutRuler(folded(line)))
    );
}

const withoutRuler = (text: string): string => text.replace(/[\s*–—-]{1,40}$/u, "");

const hasMailSign = (line: string): boolean => line.includes("@") || line.includes("<email>") || line.trimEnd().endsWith("<");

/** First line of the attribution that ends in line `end`, or null when none does. */
function attributionStart(lines: readonly string[], end: number, quoted: readonly boolean[]): number | null {
    const quoteFollows = followedByQuote(lines, end + 1, quoted),
        hasColon = colonAtEnd.test(lines[end] ?? "");
    // Nothing stands below: the quote was taken off, and its attribution left.
    const isEnd = hasColon && lines.slice(end + 1, end + 4).every((line) => line.trim() === "") && end + 4 >= lines.length;
    let joined = "";
    for (let start = end; start >= 0 && start > end - attributionLines; start--) {
        const line = lines[start] ?? "";
        if (line.trim() === "" || quoted[start] === true) break;
        joined = joined === "" ? line.trim() : `${line.trim()} ${joined}`;
        if (joined.length > attributionLength) break;
        const grade = gradeOf(joined, hasColon);
        if (!grade.full || !(quoteFollows || grade.certain || isEnd)) continue;
        // Without a colon and without quote marks it must be a separate line.
        if (!hasColon && !quoteFollows && start > 0 && (lines[start - 1] ?? "").trim() !== "") continue;
        return headOf(lines, start, joined, grade, quoted);
    }
    return quoteFollows && hasColon ? weakStart(lines, end, quoted) : null;
}

function gradeOf(joined: string, hasColon: boolean): Grade {
    const text = folded(joined.replace(/[*_]+/g, " ").replace(/^[-–—\s]+/u, ""));
    const hasMail = (text.includes("@") || text.includes("<") || text.includes(" at ")) && email.test(text),
        hasDate = dateLike.test(text);
    // The most expensive test: not needed beside both an address and a date.
    const hasVerb = (hasMail && hasDate) || verb.test(text);
    const opening = onWord.test(text) || onLetter.test(text) ? "word" : opensWithDate.test(text) ? "date" : null;
    // A line that begins inside brackets goes on from the line above.
    const isWhole = isOnePassage(joined) && !/^[<>),;:]|^\S*@\S*>/u.test(joined);
    const named = opening !== null || /^["'*“„«\-\p{Lu}\p{Lo}\d]/u.test(joined);
    const full =
        isWhole &&
        named &&
        !ownWords.test(text) &&
        (hasColon
            ? (hasDate && ((hasMail && (opening !== null || namesSender(text))) || (hasVerb && opening !== null))) ||
              (hasVerb && hasMail && opening !== null)
            : hasDate && opening !== null && (hasMail || (clockTime.test(text) && verbAtEnd.test(withoutRuler(text)))));
    return {
        full,
        opening,
        certain:
            !hasMail && lostLetter.test(text)
                ? false
                : hasColon
                  ? hasMail || clockTime.test(text) || (opening === "word" && nameBeforeVerb(joined))
                  : hasMail && (verbAtEnd.test(withoutRuler(text)) || (text.endsWith("<") && clockTime.test(text))),
        weak:
            isWhole &&
            joined.length <= weakLength &&
            (hasVerb || hasMail || (hasDate && joined.length <= 100 && /^[*"'[(\p{Lu}\d]/u.test(joined)))
    };
}

/**
 * Without "On" or a date in front, the address stands first, in brackets behind a name, or beside a verb: "I sent it to emil@…:" does not.
 */
function namesSender(text: string): boolean {
    return /^\S*@|[<([]\s*(?:mailto:)?[^<>()[\]\s]+(?:@| at )|<email>|<$/u.test(text) || verb.test(text);
}

/** "… Ben Hill wrote:", and not "she wrote:" */
function nameBeforeVerb(joined: string): boolean {
    const words = joined.replace(/[\s:：*]+$/u, "").split(/\s+/);
    return (
        words.length >= 4 &&
        verb.test(folded(words.at(-1) ?? "")) &&
        /^\p{Lu}[\p{L}.'’-]+[,)]?$/u.test(words.at(-2) ?? "") &&
        /^\S+ \p{L}{2,4}[.,]/u.test(joined)
    );
}

/** The line is cut off before the address; it is unknown where the quote ends. */
export const isCutOff = (line: string): boolean => line.trimEnd().endsWith("<");

/** the lines above an attribution's found start that may still be its head, and their characters in all */
const headLines = 4,
    headLength = 45;

/** A date that stands in the second line or further down goes with the "On Tue," of the first. */
function headOf(lines: readonly string[], start: number, joined: string, grade: Grade, quoted: readonly boolean[]): number {
    const above = lines[start - 1] ?? "";
    // "at 8:05" opens no attribution of its own where a date stands above.
    const isWhole = grade.opening === "word" && !/^\S{1,3} \d{1,2}[:.h]\d{2}(?![.\d])/u.test(joined);
    if (
        isWhole ||
        above.trim() === "" ||
        quoted[start - 1] === true ||
        above.length > 90 ||
        (/[.!?:]\s*$/u.test(above) && !/\p{L}{2,5}\.\s*$/u.test(above))
    )
        return start;
    let long = "";
    for (let first = start - 1; first >= Math.max(0, start - headLines) && quoted[first] !== true; first--) {
        const line = (lines[first] ?? "").trim();
        long = long === "" ? line : `${line} ${long}`;
        if (line === "" || long.length > headLength || (/[.!?:]$/u.test(line) && !/\p{L}{2,5}\.$/u.test(line))) break;
        const text = folded(long);
        if (first < start - 1 && (onWord.test(text) || onLetter.test(text)) && /\d/u.test(long) && !verb.test(text) && isDateHead(long))
            return first;
    }
    const head = folded(above);
    return (onWord.test(head) || onLetter.test(head)) &&
        (/\d/.test(head) || /^\S+ \S+,$/u.test(head)) &&
        !verb.test(head) &&
        isOnePassage(`${above.trim()} ${joined}`)
        ? start - 1
        : start;
}

/** Nothing but a date's words: no more than three without a digit, a capital, a comma or a full stop. */
function isDateHead(head: string): boolean {
    return head.split(/\s+/).filter((word) => /^\p{Ll}+$/u.test(word)).length <= 3;
}

function weakStart(lines: readonly string[], end: number, quoted: readonly boolean[]): number | null {
    const line = (lines[end] ?? "").trim(),
        above = (lines[end - 1] ?? "").trim();
    if (!gradeOf(line, true).weak) {
        // "Anna Meyer" / "<anna@example.org>:"
        const joined = `${above} ${line}`;
        return above !== "" && quoted[end - 1] !== true && above.length <= 80 && !/[.!?:,]$/u.test(above) && gradeOf(joined, true).weak
            ? end - 1
            : null;
    }
    // A bare "wrote:" goes on from a name above.
    const bare = folded(line).replace(/[\s:：*]+$/u, "");
    const isBareVerb = verb.test(bare) && bare.split(" ").length <= 3 && !/^["'*“„«\p{Lu}]/u.test(line);
    return isBareVerb && above !== "" && quoted[end - 1] !== true && above.length <= 80 && !/[.!?:]$/u.test(above) ? end - 1 : end;
}

/** A passage that merely mentions somebody's words holds more than one sentence. */
function isOnePassage(joined: string): boolean {
    return !/\p{Ll}{3,}[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+|[。！？]./u.test(joined.replace(email, ""));
}

/** Whether a line by itself may say who is quoted: it ends in a colon and has an address or a verb. */
export function mayIntroduce(line: string): boolean {
    return line.length <= attributionLength && colonAtEnd.test(line) && (hasMailSign(line) || verb.test(folded(line)));
}

function followedByQuote(lines: readonly string[], from: number, quoted: readonly boolean[]): boolean {
    for (let index = from; index < Math.min(lines.length, from + 3); index++) {
        const line = (lines[index] ?? "").trim();
        if (line === "") continue;
        // "wrote:" behind an empty line
        if (
            quoted[index] !== true &&
            line.length <= 30 &&
            colonAtEnd.test(line) &&
            beginsWithVerb.test(folded(line)) &&
            line.split(/\s+/).length <= 2 &&
            index > from
        )
            return followedByQuote(lines, index + 1, quoted);
        return quoted[index] === true;
    }
    return false;
}
