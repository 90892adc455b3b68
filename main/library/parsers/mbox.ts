import {fstatSync, readSync} from "node:fs";
import {Refusal} from "./refusal.ts";

const chunkSize = 1 << 18;
/** Of a longer message the middle is dropped: it is attachments. */
const longestMessage = 24 * 1024 * 1024, keptHead = 2 * 1024 * 1024, keptTail = 4096;
/** what begins a message, after an empty line; the date keeps prose that begins with "From" apart */
const fromLine = /^From (?:\S+ .*\d{1,2}:\d{2}.*\d{4}|- .*\d{4}|\S+@\S+|MAILER-DAEMON)/;
const opening = Buffer.from("From "), nextOpening = Buffer.from("\nFrom ");

/**
 * The messages of an mbox file, one after another, in constant memory. `onBytes` sees every byte of the file in order (for the
 * hash). Lines that were escaped (`>From `) are unescaped. A message is valid until the next one is asked for.
 *
 * @throws Refusal when the file does not begin like a mailbox
 */
export function* mboxMessages(file: number, onBytes: (bytes: Uint8Array) => void): Generator<Uint8Array> {
    // One buffer that always holds the current message whole, from `start`; up to `searched` there is no next one.
    let buffer = Buffer.alloc(Math.min(4 * chunkSize, fstatSync(file).size + chunkSize)), length = 0, start = -1, searched = 0, atFileStart = true;
    for (;;) {
        if (buffer.length - length < chunkSize)
            buffer = Buffer.concat([buffer.subarray(0, length)], Math.max(length + chunkSize, Math.min(2 * buffer.length, longestMessage + 2 * chunkSize)));
        const count = readSync(file, buffer, length, chunkSize, null);
        onBytes(buffer.subarray(length, length + count));
        length += count;
        const data = buffer.subarray(0, length);
        for (;;) {
            const opensFile = atFileStart && data.subarray(0, opening.length).equals(opening);
            const at = opensFile ? 0 : data.indexOf(nextOpening, searched) + 1;
            if (at === 0 && !opensFile)
                break;
            const end = data.indexOf(10, at);
            if (end < 0 && count > 0) {
                searched = Math.max(0, at - 1);
                break;
            }
            atFileStart = false;
            const lineEnd = end < 0 ? data.length : end;
            searched = lineEnd;
            if (!followsBlankLine(data, at) || !fromLine.test(data.subarray(at, Math.min(lineEnd, at + 400)).toString("latin1")))
                continue;
            if (start >= 0)
                yield unescape(data.subarray(start, at));
            start = Math.min(lineEnd + 1, data.length);
        }
        if (start < 0 && (count === 0 || length > chunkSize))
            throw new Refusal(length === 0 ? "it is empty" : "it is not a mailbox (no “From ” line)");
        if (count === 0) {
            if (start < length)
                yield unescape(data.subarray(start));
            return;
        }
        if (start < 0)
            continue;
        searched = Math.max(searched, length - opening.length - 1) - start;
        buffer.copyWithin(0, start, length);
        length -= start;
        start = 0;
        if (length > longestMessage) {
            buffer.copyWithin(keptHead, length - keptTail, length);
            length = keptHead + keptTail;
            searched = length - opening.length - 1;
        }
        searched = Math.max(0, searched);
    }
}

function followsBlankLine(data: Buffer, at: number): boolean {
    return at <= 1 || data[at - 2] === 10 || (data[at - 2] === 13 && data[at - 3] === 10);
}

function unescape(message: Buffer): Uint8Array {
    return message.includes("\n>From ") || message.includes("\n>>From ")
        ? Buffer.from(message.toString("latin1").replace(/\n>(>*From )/g, "\n$1"), "latin1")
        : message;
}
