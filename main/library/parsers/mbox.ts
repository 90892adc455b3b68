import {fstatSync, readSync} from "node:fs";
import {Refusal} from "./refusal.ts";
import {say} from "../../../app/sentences/sentence.ts";
import {pattern} from "../../../app/text/pattern.ts";

const chunkSize = 1 << 18;
/** Of a longer message the middle is dropped: it consists of attachments. */
const longestMessage = 24 * 1024 * 1024,
    keptHead = 2 * 1024 * 1024,
    keptTail = 4096;
const opening = Buffer.from("From ");
/** bytes of header that must be in memory to distinguish a separator from prose that begins with "From " */
const lookahead = 4096;
/** with a date as `ctime` writes it (Takeout puts the zone before the year), an ISO date and time, or nothing but an address */
const fromLine = pattern("")`
    ^From (?:.{0,300}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[,]? .{0,40}\d{4}(?: .{1,14})?
    |\S+ .{0,40}\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\S+@\S+.{0,40}|MAILER-DAEMON.{0,60})\s*$`;
/** Thunderbird's bare ones, and Eudora's */
const bareLine = /^From (?:-.{0,60}|\?{3}@\?{3}.{0,60})?\s*$/;
const knownHeader = pattern("i")`
    ^(?:from|to|cc|bcc|subject|date|received|return-path|message-id|mime-version|content-[a-z-]+|delivered-to
    |reply-to|sender|in-reply-to|references|status|envelope-to|dkim-signature|arc-[a-z-]+|list-[a-z-]+
    |user-agent|x-[a-z-]+)$`;

/** Reads at most `length` bytes into `buffer` from `offset`; returns how many, 0 at the end. */
export type ReadBytes = (buffer: Buffer, offset: number, length: number) => number;

/**
 * The messages of a mailbox, one after another, in constant memory. `source`: an open file, or what reads one that is packed. `onBytes`
 * sees every byte in order (for the hash). Lines that were escaped (`>From `) are unescaped. A message is valid until the next one is
 * requested.
 *
 * @throws Refusal when the file does not begin like a mailbox
 */
export function* mboxMessages(source: number | ReadBytes, onBytes: (bytes: Uint8Array) => void): Generator<Uint8Array> {
    // One buffer always holds the whole current message, from `start`; up to `searched` there is no next one.
    const read: ReadBytes = typeof source === "number" ? (bytes, offset, length) => readSync(source, bytes, offset, length, null) : source;
    let buffer = Buffer.alloc(typeof source === "number" ? Math.min(4 * chunkSize, fstatSync(source).size + chunkSize) : 4 * chunkSize),
        length = 0,
        start = -1,
        searched = 0,
        atFileStart = true;
    for (;;) {
        if (buffer.length - length < chunkSize)
            buffer = Buffer.concat(
                [buffer.subarray(0, length)],
                Math.max(length + chunkSize, Math.min(2 * buffer.length, longestMessage + 2 * chunkSize))
            );
        const count = read(buffer, length, chunkSize);
        onBytes(buffer.subarray(length, length + count));
        length += count;
        const data = buffer.subarray(0, length);
        for (;;) {
            const found = data.indexOf(opening, searched);
            if (found < 0) {
                searched = Math.max(searched, length - opening.length);
                break;
            }
            if (count > 0 && length - found < lookahead) {
                searched = found;
                break;
            }
            searched = found + opening.length;
            const separator = separatorAt(data, found, atFileStart);
            if (separator === null) continue;
            atFileStart = false;
            if (start >= 0) yield unescape(data.subarray(start, separator.from));
            searched = start = Math.min(separator.to, data.length);
        }
        if (start < 0 && (count === 0 || length > chunkSize)) throw new Refusal(say(length === 0 ? "file.empty" : "mail.not-mailbox"));
        if (count === 0) {
            if (start < length) yield unescape(data.subarray(start));
            return;
        }
        if (start < 0) continue;
        buffer.copyWithin(0, start, length);
        length -= start;
        searched -= start;
        start = 0;
        if (length > longestMessage) {
            buffer.copyWithin(keptHead, length - keptTail, length);
            length = keptHead + keptTail;
            searched = length - opening.length - 1;
        }
        searched = Math.max(0, searched);
    }
}

/**
 * The separator whose "From " is at `found`, or null if it is text: a separator begins a line and is followed by a mail's header. If the
 * line before is not empty, or the line is escaped (`>From - `, as exports leave it), the header must be unambiguous.
 */
function separatorAt(data: Buffer, found: number, atFileStart: boolean): {readonly from: number; readonly to: number} | null {
    const isEscaped = data[found - 1] === 62 && (found === 1 || data[found - 2] === 10);
    const from = isEscaped ? found - 1 : found;
    const isFirst = atFileStart && (from === 0 || (from === 3 && data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf));
    if (!isFirst && from > 0 && data[from - 1] !== 10) return null;
    const newline = data.indexOf(10, found),
        end = newline < 0 ? data.length : newline;
    const line = data.subarray(found, Math.min(end, found + 400)).toString("latin1");
    const isProper = fromLine.test(line),
        isBare = bareLine.test(line);
    if (!isProper && !isBare) return null;
    const headers = headersAfter(data, end + 1),
        to = Math.min(end + 1, data.length);
    const isBeyondDoubt =
        headers.has("from") && (headers.has("date") || headers.has("message-id") || headers.has("received")) && headers.size >= 3;
    if (isEscaped) return isProper && isBeyondDoubt && followsBlankLine(data, from) && !isInsideAttachment(data, from) ? {from, to} : null;
    if (isFirst) return headers.size > 0 || isProper ? {from, to} : null;
    return (followsBlankLine(data, from) ? headers.size >= (isProper ? 1 : 2) : isBeyondDoubt) ? {from, to} : null;
}

/** Names, in lower case, of the known headers in the lines from `at`, up to the first line that is not one. */
function headersAfter(data: Buffer, at: number): ReadonlySet<string> {
    const names = new Set<string>();
    for (const line of data
        .subarray(at, at + lookahead - 512)
        .toString("latin1")
        .split("\n")) {
        if (/^[ \t]/.test(line) ? names.size > 0 && line.trim() !== "" : /^>*From /.test(line)) continue;
        const name = /^([!-9;-~]{1,76}?)[ \t]*:/.exec(line)?.[1];
        if (name === undefined) break;
        if (knownHeader.test(name)) names.add(name.toLowerCase());
    }
    return names;
}

/** A message that is attached to another one may bring its own, escaped, separator. */
function isInsideAttachment(data: Buffer, at: number): boolean {
    return /content-type:\s*message\/rfc822/i.test(data.subarray(Math.max(0, at - 600), at).toString("latin1"));
}

function followsBlankLine(data: Buffer, at: number): boolean {
    return at <= 1 || data[at - 2] === 10 || (data[at - 2] === 13 && data[at - 3] === 10);
}

function unescape(message: Buffer): Uint8Array {
    return message.includes("\n>From ") || message.includes("\n>>From ")
        ? Buffer.from(message.toString("latin1").replace(/\n>(>*From )/g, "\n$1"), "latin1")
        : message;
}
