import {detect} from "chardet";
import {Refusal} from "./refusal.ts";
import {say} from "../../../app/sentences/sentence.ts";

/** bytes examined to guess an encoding; more does not improve the guess */
const sample = 64 * 1024;
const strictUtf8 = new TextDecoder("utf-8", {fatal: true});

/**
 * Decodes text of unknown encoding: byte order mark, then UTF-8 if the bytes are valid, then a statistical guess.
 * @throws Refusal if the bytes are not text
 */
export function decodeText(bytes: Uint8Array): string {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
    const head = bytes.subarray(0, sample);
    const unmarked16 = utf16WithoutMark(head);
    if (unmarked16 !== null) return new TextDecoder(unmarked16).decode(bytes);
    if (head.includes(0)) throw new Refusal(say("file.not-text"));
    let text: string;
    try {
        text = strictUtf8.decode(bytes);
    } catch {
        text = decodeWith(guessEncoding(head), bytes);
    }
    if (looksBinary(text)) throw new Refusal(say("file.not-text"));
    return text;
}

/** Decodes with a label that a file declares itself (`<meta charset>`), falling back to `decodeText`. */
export function decodeLabelled(bytes: Uint8Array, label: string | null): string {
    if (label === null || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)) return decodeText(bytes);
    try {
        return new TextDecoder(label, {fatal: true}).decode(bytes);
    } catch {
        return decodeText(bytes);
    }
}

/** A statistical guess at the encoding of 8-bit text that is not UTF-8; a label that `TextDecoder` knows, in most cases. */
export function guessEncoding(head: Uint8Array): string {
    const found = detect(head) ?? "windows-1252";
    // ISO-8859-1 in practice is windows-1252, as in the Encoding Standard.
    return /^(?:ISO-8859-1|ASCII|UTF-8)$/i.test(found) ? "windows-1252" : found;
}

function decodeWith(label: string, bytes: Uint8Array): string {
    try {
        return new TextDecoder(label).decode(bytes);
    } catch {
        return new TextDecoder("windows-1252").decode(bytes);
    }
}

/** UTF-16 of a Latin script without a byte order mark: every second byte is zero. */
function utf16WithoutMark(head: Uint8Array): "utf-16le" | "utf-16be" | null {
    if (head.length < 8 || (head.length % 2 !== 0 && head.length < sample)) return null;
    let even = 0,
        odd = 0;
    for (let index = 0; index + 1 < head.length; index += 2) {
        even += Number(head[index] === 0);
        odd += Number(head[index + 1] === 0);
    }
    const pairs = head.length / 2;
    return odd > pairs * 0.7 && even < pairs * 0.05 ? "utf-16le" : even > pairs * 0.7 && odd < pairs * 0.05 ? "utf-16be" : null;
}

/** Text has few control characters besides tab, line ends, form feed and escape. */
function looksBinary(text: string): boolean {
    const head = text.slice(0, 20_000);
    const strange = head.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0;
    return head.length > 0 && strange > Math.max(2, head.length * 0.02);
}
