import {readSync} from "node:fs";
import {Refusal} from "./refusal.ts";

const chunkSize = 1 << 20;
/** Of a longer message the middle is dropped: it is attachments. */
const longestMessage = 24 * 1024 * 1024, keptHead = 2 * 1024 * 1024, keptTail = 4096;
/** what begins a message, after an empty line; the date keeps prose that begins with "From" apart */
const fromLine = /^From (?:\S+ .*\d{1,2}:\d{2}.*\d{4}|- .*\d{4}|\S+@\S+|MAILER-DAEMON)/;
const opening = Buffer.from("From "), nextOpening = Buffer.from("\nFrom ");

/**
 * The messages of an mbox file, one after another, in constant memory. `onBytes` sees every byte of the file in order (for the
 * hash). Lines that were escaped (`>From `) are unescaped.
 *
 * @throws Refusal when the file does not begin like a mailbox
 */
export function* mboxMessages(file: number, onBytes: (bytes: Uint8Array) => void): Generator<Uint8Array> {
    const chunk = Buffer.alloc(chunkSize);
    // `data` always holds the current message whole: it begins at `start`, and up to `searched` there is no next one.
    let data = Buffer.alloc(0), start = -1, searched = 0, atFileStart = true;
    for (;;) {
        const count = readSync(file, chunk, 0, chunkSize, null);
        onBytes(chunk.subarray(0, count));
        data = Buffer.concat([data, chunk.subarray(0, count)]);
        for (;;) {
            const at = atFileStart && data.subarray(0, opening.length).equals(opening) ? 0 : data.indexOf(nextOpening, searched) + 1;
            if (at === 0 && !(atFileStart && data.length >= opening.length && data.subarray(0, opening.length).equals(opening)))
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
        if (start < 0 && (count === 0 || data.length > chunkSize))
            throw new Refusal(data.length === 0 ? "it is empty" : "it is not a mailbox (no “From ” line)");
        if (count === 0) {
            if (start < data.length)
                yield unescape(data.subarray(start));
            return;
        }
        atFileStart = false;
        searched = Math.max(searched, data.length - opening.length - 1) - start;
        data = data.subarray(start);
        start = 0;
        if (data.length > longestMessage) {
            data = Buffer.concat([data.subarray(0, keptHead), data.subarray(-keptTail)]);
            searched = Math.max(0, data.length - opening.length - 1);
        }
    }
}

function followsBlankLine(data: Buffer, at: number): boolean {
    return at <= 1 || data[at - 2] === 10 || (data[at - 2] === 13 && data[at - 3] === 10);
}

function unescape(message: Buffer): Uint8Array {
    // A copy: the caller may hold it while the next chunk is read.
    return message.includes("\n>From ") || message.includes("\n>>From ")
        ? Buffer.from(message.toString("latin1").replace(/\n>(>*From )/g, "\n$1"), "latin1")
        : Buffer.from(message);
}
