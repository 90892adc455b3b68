import {allWords, anyOf, endsWith, folded, headerNames} from "./mail-words.ts";
import type {HeaderName} from "./mail-words.ts";
import {pattern} from "../text/pattern.ts";

/**
 * Separators ("-----Original Message-----", "Begin forwarded message:") and header blocks ("From: … Sent: …") that mail programs put
 * before a message they quote or forward. Labels come from `mail-languages.ts`; a line's label is looked up, not searched for.
 */

const originalWords = allWords("original"),
    forwardWords = allWords("forwarded"),
    beginWords = new Set(allWords("begin"));
const wrote = anyOf(allWords("wrote"));
const wroteAtEnd = endsWith(allWords("wrote"));
const rulerMarks = "-_=*─—–";
/** one word alone ("Original") is a separator only between two rulers */
const needsClosing = new Set(["original"]);
/** "##- Please type your reply above this line -##", as help desks and forums put it above what they send */
const replyAbove = pattern("iu")`
    ^[^\p{L}]{0,20}(?:(?:please |bitte )?(?:type|write|enter|post|add|make|respond|reply)(?: (?:in|to|with))?
    (?: your| this| the)?(?: e-?mail)?(?: reply| response| answer| comments?| message)? (?:directly )?(?:above
    |over) (?:this|the|dotted) (?:line|dashed line|message)|(?:bitte )?(?:schreiben sie (?:ihre )?antwort
    |antworten sie|ihre antwort|antwort)(?: bitte)? (?:über|oberhalb)(?: von)? dieser (?:zeile|linie)|
    (?:veuillez )?(?:répondre|saisir votre réponse|écrivez votre réponse|répondez) au[- ]dessus de cette ligne|
    (?:por favor,? )?(?:responda|escriba su respuesta|responder) (?:por )?encima de esta línea|(?:si prega di )?
    (?:rispondere|rispondi|scrivi la risposta) (?:al di )?sopra (?:di )?questa (?:linea|riga)|(?:gelieve )?
    (?:uw antwoord|antwoord) boven deze (?:lijn|regel)(?: te typen)?|(?:por favor,? )?(?:responda
    |digite sua resposta) acima d(?:esta|essa) linha)[^\p{L}]{0,20}$`;
const email = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/u;
const dateLike = /\d{1,2}[:.h]\d{2}(?!\d)|(?<!\d)(?:19|20|25)\d{2}(?!\d)/u;

/** The line opens a quoted or a forwarded message that goes on to the end of the mail. */
export function separatorAt(line: string): "original" | "forward" | null {
    const text = line.trim();
    const between = betweenRulers(text);
    if (between !== null) {
        const words = folded(between.text);
        if (isSeparator(words, forwardWords, between.closed)) return "forward";
        if (isSeparator(words, originalWords, between.closed)) return "original";
        // Zoho and Notes put their attributions between rulers: "---- On … wrote ----", "-----Emil Rother <…> wrote: -----"
        return between.closed &&
            between.opening >= 3 &&
            text.length <= 200 &&
            email.test(text) &&
            (dateLike.test(text) || wrote.test(words))
            ? "original"
            : // Samsung's: "---- Emil Rother wrote ----"
              between.closed && between.opening >= 3 && text.length <= 80 && /^\s*\p{Lu}/u.test(between.text) && wroteAtEnd.test(words)
              ? "original"
              : null;
    }
    if (text.length <= 120 && replyAbove.test(text)) return "original";
    return text.length <= 80 && /[:：]$/u.test(text) && beginWords.has(folded(text.slice(0, -1))) ? "forward" : null;
}

function isSeparator(text: string, words: readonly string[], closed: boolean): boolean {
    return words.some(
        (word) =>
            text.startsWith(word) &&
            (text.length === word.length
                ? closed || !needsClosing.has(word)
                : /^[\s:："'(]/u.test(text.slice(word.length)) && text.length <= word.length + 60 && !needsClosing.has(word))
    );
}

/** The text behind a ruler at the line's start, up to the ruler behind it or the line's end (at most 160 characters). */
function betweenRulers(line: string): {readonly text: string; readonly opening: number; readonly closed: boolean} | null {
    let opening = 0;
    while (opening < line.length && rulerMarks.includes(line[opening] ?? "")) opening++;
    if (opening < 2 || opening === line.length) return null;
    let end = opening;
    while (end < line.length && end < opening + 160 && !(rulerMarks.includes(line[end] ?? "") && rulerMarks.includes(line[end + 1] ?? "x")))
        end++;
    const closed = end < line.length && rulerMarks.includes(line[end] ?? "");
    return closed || opening >= 3 ? {text: line.slice(opening, end), opening, closed} : null;
}

/** A block begins within this many lines after a separator and is at most twice this long. */
const headerBlockLines = 9;
/** a header's value goes on over at most this many lines */
const continuationLines = 3;
const longestLine = 1000,
    longestLabel = 32;

/**
 * Number of lines of a header block from `start`, or 0. Without a separator before it, a block needs a sender, two further headers and
 * a sign that a program wrote it (a subject, an address or Outlook's "Sent"); after one (`needed` 2), a sender and one more.
 */
export function headerBlockAt(lines: readonly string[], start: number, needed = 3): number {
    const first = headersOf(lines[start] ?? "");
    if (first === null || !(first.has("from") || first.has("subject") || first.has("sent") || first.has("date"))) return 0;
    if (isWholeBlock(lines[start] ?? "")) return 1;
    const seen = new Set<HeaderName>();
    let end = start,
        blanks = 0,
        unlabelled = 0,
        hasAddress = false;
    for (let index = start; index < Math.min(lines.length, start + headerBlockLines * 2); index++) {
        const line = lines[index] ?? "";
        if (line.replace(/[>\s]/g, "") === "") {
            // Programs that turn HTML into text put a blank line between headers; two end the block.
            if (++blanks > 1) break;
            continue;
        }
        const names = headersOf(line);
        if (names === null) {
            // A long subject or recipient list goes on in the next lines, up to the next label.
            if (blanks === 0 && unlabelled < continuationLines && seen.size > 0 && goesOn(lines, index, seen)) {
                unlabelled++;
                continue;
            }
            break;
        }
        const name = [...names].find((candidate) => !seen.has(candidate)) ?? [...names][0] ?? "other";
        if (blanks > 0 && seen.has(name)) break;
        blanks = unlabelled = 0;
        seen.add(name);
        hasAddress ||= (name === "from" || name === "to") && email.test(line);
        end = index + 1;
    }
    const timed = seen.has("sent") || seen.has("date");
    const byProgram = needed < 3 || seen.has("subject") || seen.has("sent") || hasAddress;
    return seen.size >= needed && seen.has("from") && (timed || seen.has("subject")) && byProgram ? end - start : 0;
}

/** An unlabelled line inside a block: an address list, or one of a few lines before the next new label. */
function goesOn(lines: readonly string[], index: number, seen: ReadonlySet<HeaderName>): boolean {
    const line = lines[index] ?? "";
    if (/^[>\s]*(?:[<"]|\S+@)/u.test(line) && line.includes("@")) return true;
    for (let next = index + 1; next <= index + continuationLines && next < lines.length; next++) {
        if ((lines[next] ?? "").replace(/[>\s]/g, "") === "") return false;
        const names = headersOf(lines[next] ?? "");
        if (names !== null) return [...names].some((name) => !seen.has(name));
    }
    return false;
}

/** What the label at the line's start may stand for, or null: "From:", "*Von:*", "> De :". A sender must be named in the same line. */
function headersOf(line: string): ReadonlySet<HeaderName> | null {
    if (line.length > longestLine || !(line.includes(":") || line.includes("："))) return null;
    const match = /^[>\s*_]*([^:：]{1,32}?)\s*[*_]*\s*[:：]/u.exec(line.slice(0, longestLabel + 24));
    const names = match === null ? undefined : headerNames.get(folded(match[1] ?? ""));
    if (names === undefined || match === null) return null;
    const isEmpty = line.slice(match[0].length).replace(/[*_\s]/g, "") === "";
    return isEmpty && names.has("from") ? null : names;
}

/** Telephones write the whole block into one line: "From: … Date: … To: … Subject: …". */
function isWholeBlock(line: string): boolean {
    if (line.length > longestLine) return false;
    const seen = new Set<HeaderName>();
    let words: string[] = [];
    for (const piece of line.split(/([:：])(?=\s|$)/u)) {
        if (piece !== ":" && piece !== "：") {
            words = piece.trim().split(/\s+/).slice(-3);
            continue;
        }
        for (let count = 1; count <= words.length; count++) {
            const names = headerNames.get(
                folded(
                    words
                        .slice(-count)
                        .join(" ")
                        .replace(/^[*_]+|[*_]+$/g, "")
                )
            );
            if (names !== undefined) [...names].slice(0, 1).forEach((name) => seen.add(name));
        }
    }
    return (
        seen.has("from") &&
        (seen.has("sent") || seen.has("date")) &&
        (seen.has("subject") || seen.has("to")) &&
        seen.size >= 3 &&
        email.test(line)
    );
}
