import {attributionFinder, isCutOff, isRunOnAttribution, mayIntroduce} from "./attribution.ts";
import {isDeviceLine} from "./device-line.ts";
import {excerptOf} from "./document.ts";
import type {LeftOut} from "./document.ts";
import {headerBlockAt, isBareSeparator, separatorAt} from "./mail-separators.ts";
import {disclaimerStart, isListFooter, isMarkerLine} from "./mail-footers.ts";
import {contactBlock, isPostscript, isSignatureDelimiter} from "./signature.ts";
import {say} from "../sentences/sentence.ts";
import type {Sentence} from "../sentences/sentence.ts";

/** What a line of a mail is. */
export type LineKind = "own" | "attribution" | "quote" | "forward" | "signature" | "disclaimer" | "footer" | "machine";

export interface OwnText {
    /** what the sender wrote */
    readonly text: string;
    /** what the mail quotes of the message it answers, without its marks; null when it quotes nothing */
    readonly quoted: string | null;
    readonly leftOut: readonly LeftOut[];
}

/** Sorts a mail's plain text into the sender's own words and the rest. `text`: quotes from HTML are marked with `> `. */
export function ownText(text: string): OwnText {
    const lines = toLines(text);
    const kinds = classifyLines(lines);
    return {text: joinOwn(lines, kinds), quoted: quotedMessage(lines, kinds), leftOut: listLeftOut(lines, kinds)};
}

/** zero-width characters, direction marks (U+200E/F, U+061C, U+202A–E, U+2066–9), soft hyphens; not U+200C/D, which spell words */
const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\u2060(?!>)/g;
/** stands before a `>` that is no quote mark; what decodes a mail puts it there (RFC 3676, 4.4: "space-stuffing") */
export const noQuoteMark = "\u2060";

export function toLines(text: string): string[] {
    const lines = text
        .replace(/\r\n?/g, "\n")
        .replace(/[\u00a0\u2007\u202f]/g, " ")
        .replace(invisible, "")
        .split("\n");
    return text.includes("BEGIN PGP SIGNED MESSAGE") ? withoutDashEscapes(lines) : lines;
}

/** Cleartext signatures put `- ` before lines that begin with a dash (RFC 9580, 7.2). */
function withoutDashEscapes(lines: readonly string[]): string[] {
    let isSigned = false;
    return lines.map((line) => {
        isSigned = isSigned ? !line.startsWith("-----BEGIN PGP SIGNATURE-----") : line.startsWith("-----BEGIN PGP SIGNED MESSAGE-----");
        return isSigned && line.startsWith("- ") ? line.slice(2) : line;
    });
}

/** `»` and `›` open direct speech as well; they are marks before a space, another mark or nothing, in a line that does not close them */
const quoteMark = /^\s{0,4}(?:>|＞|&gt;|[»›](?=[\s»›>]|$)(?!.*[«‹]))/u;
const isQuoted = (line: string): boolean => quoteMark.test(line);
const barMark = /^\s{0,4}\|>?(?:\s|$)[^|]*$/u;

/** One kind for each line; blank lines get the kind of what is around them. */
export function classifyLines(lines: readonly string[]): LineKind[] {
    const kinds: LineKind[] = Array.from({length: lines.length}, () => "own");
    markQuotes(lines, kinds);
    markMachineText(lines, kinds);
    markSignatures(lines, kinds);
    markEnds(lines, kinds);
    return kinds;
}

const closingTag = /(?:<\/quote>|\[\/quote\]|\[unquote\]|\[end of quote\]|\[end quote\])\s*$/iu;

/** Whether a line carries quote marks. A `>` that closes an address wrapped after its `<` is none. */
function quotedLines(lines: readonly string[]): boolean[] {
    const quoted = lines.map((line, index) => isQuoted(line) && !closesAddress(lines[index - 1] ?? "", line));
    // "| …" below a line that says who is quoted, as old programs write it; elsewhere it is a drawing or a table.
    for (let index = 1; index < lines.length; index++) {
        if (!barMark.test(lines[index] ?? "") || quoted[index] === true) continue;
        const above = (lines[index - 1] ?? "").trim() === "" ? (lines[index - 2] ?? "") : (lines[index - 1] ?? "");
        const goesOn = quoted[index - 1] === true && barMark.test(lines[index - 1] ?? "");
        quoted[index] = goesOn || mayIntroduce(above);
    }
    return quoted;
}

function closesAddress(above: string, line: string): boolean {
    const open = above.lastIndexOf("<");
    return (
        open > above.lastIndexOf(">") &&
        above.slice(open).includes("@") &&
        !isQuoted(above) &&
        line.length <= 80 &&
        /^\s{0,4}>(?:\s*[:：]|[^>]*[:：])\s*$/u.test(line)
    );
}

function markQuotes(lines: readonly string[], kinds: LineKind[]): void {
    const initials = quotingInitials(lines),
        quoted = quotedLines(lines),
        attributionAt = attributionFinder(lines, quoted);
    const lastClosing = lines.findLastIndex((line) => closingTag.test(line));
    let index = 0,
        tagged = false;
    while (index < lines.length) {
        const line = lines[index] ?? "";
        // <quote> … </quote>, as forums and some lists write it; one that is never closed is text
        tagged ||= lastClosing >= index && /^\s*(?:<quote>|\[quote[^\]]{0,80}\])/iu.test(line);
        if (quoted[index] === true && isForwardHead(lines, index, quoted)) {
            fill(kinds, index, lines.length, "forward");
            return;
        }
        if (tagged || quoted[index] === true || initials.has(initialsOf(line))) {
            tagged &&= !closingTag.test(line);
            kinds[index++] = "quote";
            continue;
        }
        if (isWrappedQuote(lines, index)) {
            kinds[index++] = "quote";
            continue;
        }
        const separator = separatorAt(line);
        if (separator !== null && !goesOnQuoted(lines, index + 1, quoted)) {
            fill(kinds, index, lines.length, separator === "forward" ? "forward" : "quote");
            return;
        }
        if (separator !== null) {
            kinds[index++] = "attribution";
            continue;
        }
        if (headerBlockAt(lines, index) > 0) {
            fill(kinds, rulerBefore(lines, index), lines.length, "quote");
            return;
        }
        if (isRunOnAttribution(line)) {
            fill(kinds, index, lines.length, "quote");
            return;
        }
        const attribution = attributionAt(index);
        if (attribution > 0) {
            fill(kinds, index, index + attribution, "attribution");
            index += attribution;
            if (!goesOnQuoted(lines, index, quoted) && !isCutOff(lines[index - 1] ?? "")) {
                // No marks follow: the program quotes by layout alone, to the end of the mail.
                fill(kinds, index, lines.length, "quote");
                return;
            }
            continue;
        }
        index++;
    }
}

/** Gmail marks a forwarded message's header as a quote, and not the message: all below is somebody else's. */
function isForwardHead(lines: readonly string[], index: number, quoted: readonly boolean[]): boolean {
    // GroupWise: ">>> Emil Rother <…> 6/2/2025 8:05 AM >>>"
    const isGroupWise = /^>>> \S.{0,200}\d.{0,40} >>>\s*$/u.test((lines[index] ?? "").slice(0, 300));
    if (!isGroupWise && separatorAt((lines[index] ?? "").replace(quoteMark, "")) === null) return false;
    const header = isGroupWise ? 1 : headerBlockAt(lines, index + 1, 2);
    let next = index + 1 + (isGroupWise ? 0 : header);
    while (next < lines.length && (lines[next] ?? "").replace(/[>\s]/g, "") === "") next++;
    return header > 0 && next < lines.length && quoted[next] !== true;
}

/** Names before the mark ("AM> …", Supercite) that stand on more than one line. */
function quotingInitials(lines: readonly string[]): ReadonlySet<string> {
    const counts = new Map<string, number>();
    for (const line of lines) {
        const initials = initialsOf(line);
        counts.set(initials, (counts.get(initials) ?? 0) + 1);
    }
    return new Set([...counts].filter(([initials, count]) => initials !== "" && count >= 2).map(([initials]) => initials));
}

function initialsOf(line: string): string {
    // "shell> ls" and "SQL> select" are what the writer typed.
    const name = /^\s{0,8}(\p{L}{1,12})>+(?:\s|$)/u.exec(line)?.[1] ?? "";
    return /^(?:\p{Ll}|SQL$)/u.test(name) ? "" : name;
}

/** The rest of a quoted line that a program wrapped: short, in lower case, right between two quoted lines. */
function isWrappedQuote(lines: readonly string[], index: number): boolean {
    const line = lines[index] ?? "",
        before = lines[index - 1] ?? "",
        after = lines[index + 1] ?? "";
    // A link too long to be marked, or to be wrapped with its mark
    if (isQuoted(before) && isQuoted(after) && /^\s*<?(?:https?:\/\/|www\.)\S+\s*$/iu.test(line)) return true;
    // and the rest of one that was cut
    if (isQuoted(before) && isQuoted(after) && /^\S*[/?&=#%._-]\S*$/u.test(line) && /(?:https?:\/\/|www\.)\S+$/iu.test(before)) return true;
    return (
        line.trim() !== "" &&
        line.length <= 30 &&
        isQuoted(before) &&
        before.length >= 60 &&
        isQuoted(after) &&
        !/^\s*\p{Lu}.*[.!?]$/u.test(line)
    );
}

function goesOnQuoted(lines: readonly string[], from: number, quoted: readonly boolean[]): boolean {
    let next = from;
    while (next < lines.length && (lines[next] ?? "").trim() === "") next++;
    return next >= lines.length || quoted[next] === true;
}

/**
 * What stands above a header block and belongs to the quote: Outlook's line, a mailbox's "From …", a title without rulers, and the
 * sender's own address, which
 * Foxmail puts above its Chinese labels.
 */
function rulerBefore(lines: readonly string[], index: number): number {
    let before = index;
    while (before > 0 && (lines[before - 1] ?? "").trim() === "") before--;
    const above = lines[before - 1] ?? "";
    const isPart =
        /^\s*[_\-=*─]{5,}\s*$|^\s{0,4}-{3,40} ?[^-]{1,60}-{3,40}\s*$|^From \S.{0,200} \d{1,2}:\d{2}:\d{2} \d{4}\s*$/u.test(above) ||
        isBareSeparator(above) ||
        (/^\s*\S{1,64}@[^\s@]{1,80}\s*$/u.test(above) &&
            (lines[before - 2] ?? "").trim() === "" &&
            /^[\s*]*\p{Script=Han}/u.test(lines[index] ?? ""));
    return before > 0 && isPart ? before - 1 : index;
}

function markMachineText(lines: readonly string[], kinds: LineKind[]): void {
    for (let index = 0; index < lines.length; index++) {
        const line = lines[index] ?? "";
        if (kinds[index] !== "own") continue;
        if (/^-----BEGIN PGP SIGNED MESSAGE-----/.test(line)) {
            const end = lines.findIndex((next, at) => at > index && next.trim() === "");
            fill(kinds, index, end < 0 ? index + 1 : end, "machine");
        } else if (/^-----BEGIN (?:PGP|X509|CERT|PKCS)[A-Z0-9 ]*-----/.test(line)) {
            const end = lines.findIndex((next, at) => at > index && /^-----END /.test(next));
            fill(kinds, index, end < 0 ? lines.length : end + 1, "machine");
        } else if (isMarkerLine(line)) {
            kinds[index] = "machine";
        }
    }
}

/** From a signature delimiter or a list footer up to the next quote or the end. */
function markSignatures(lines: readonly string[], kinds: LineKind[]): void {
    for (let index = 0; index < lines.length; index++) {
        if (kinds[index] !== "own") continue;
        const kind = isSignatureDelimiter(lines[index] ?? "") ? "signature" : isListFooter(lines, index) ? "footer" : null;
        if (kind === null) continue;
        // People who sign by a delimiter write their postscript below it.
        while (index < lines.length && kinds[index] === "own" && !(kind === "signature" && isPostscript(lines, index)))
            kinds[index++] = kind;
    }
}

/** In each block of own lines that ends the mail or stands above a quote: disclaimer, contact block, the phone's line. */
function markEnds(lines: readonly string[], kinds: LineKind[]): void {
    for (let start = 0; start < lines.length; start++) {
        if (kinds[start] !== "own") continue;
        let end = start;
        while (end < lines.length && kinds[end] === "own") end++;
        const disclaimer = start + disclaimerStart(lines.slice(start, end));
        fill(kinds, disclaimer, end, "disclaimer");
        let ownEnd = disclaimer;
        while (ownEnd > start && ((lines[ownEnd - 1] ?? "").trim() === "" || isDeviceLine(lines[ownEnd - 1] ?? ""))) {
            ownEnd--;
            if (isDeviceLine(lines[ownEnd] ?? "")) kinds[ownEnd] = "signature";
        }
        // A lone "Sent from my phone" is a mail with nothing else in it; it goes too.
        const contact = contactBlock(lines.slice(start, ownEnd));
        fill(kinds, start + contact.from, start + contact.to, "signature");
        // The ruler above what was taken off, or above a quote.
        let last = contact.to > contact.from && start + contact.to >= ownEnd ? start + contact.from : ownEnd;
        while (last > start && ((lines[last - 1] ?? "").trim() === "" || /^\s*[_\-=*─]{3,}\s*$/u.test(lines[last - 1] ?? "")))
            kinds[--last] = "signature";
        start = end;
    }
}

function fill(kinds: LineKind[], from: number, to: number, kind: LineKind): void {
    for (let index = from; index < to; index++) kinds[index] = kind;
}

function joinOwn(lines: readonly string[], kinds: readonly LineKind[]): string {
    const own: string[] = [];
    let gap = false;
    for (let index = 0; index < lines.length; index++) {
        if (kinds[index] !== "own") {
            gap = true;
            continue;
        }
        if (gap && own.length > 0) own.push("");
        gap = false;
        own.push((lines[index] ?? "").replaceAll(noQuoteMark, "").trimEnd());
    }
    return own
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
}

/** The first level of the first quote: what is being answered. */
function quotedMessage(lines: readonly string[], kinds: readonly LineKind[]): string | null {
    const quoted: string[] = [];
    for (let index = 0; index < lines.length; index++) {
        const line = lines[index] ?? "";
        if (kinds[index] !== "quote") continue;
        if (!isQuoted(line)) {
            quoted.push(line);
            continue;
        }
        const bare = line.replace(quoteMark, "");
        if (!isQuoted(bare)) quoted.push(bare.replace(/^ /, ""));
    }
    const inner = quoted.length > 0 ? stripQuoteHead(quoted) : [];
    const text = joinOwn(inner, classifyLines(inner));
    return text === "" ? null : text;
}

/** A quote by layout begins with the separator or the header block of the message it holds. */
function stripQuoteHead(lines: string[]): string[] {
    let from = 0;
    while (from < lines.length) {
        const line = lines[from] ?? "";
        const header = headerBlockAt(lines, from, 2);
        if (header > 0) from += header;
        else if (line.trim() === "" || separatorAt(line) !== null || /^\s*[_\-=*─]{5,}\s*$/u.test(line)) from++;
        else break;
    }
    return lines.slice(from);
}

const reasons: Readonly<Record<Exclude<LineKind, "own">, Sentence>> = {
    attribution: say("part.attribution"),
    quote: say("part.quote"),
    forward: say("part.forward"),
    signature: say("part.signature"),
    disclaimer: say("part.disclaimer"),
    footer: say("part.footer"),
    machine: say("part.machine")
};

function listLeftOut(lines: readonly string[], kinds: readonly LineKind[]): LeftOut[] {
    const leftOut: LeftOut[] = [];
    for (let start = 0; start < lines.length; start++) {
        const kind = kinds[start] ?? "own";
        if (kind === "own") continue;
        let end = start;
        while (end < lines.length && kinds[end] === kind) end++;
        const excerpt = excerptOf(lines.slice(start, end).join("\n"));
        if (excerpt !== "") leftOut.push({what: kind, reason: reasons[kind], excerpt});
        start = end - 1;
    }
    return leftOut;
}
