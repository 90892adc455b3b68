import {isAscii} from "node:buffer";
import {noQuoteMark} from "../../../app/history/own-text.ts";
import {decodeText, guessEncoding} from "./text-encoding.ts";

/**
 * Decodes the text of one mail part. Labels in mail are often wrong or missing, so the bytes decide: escape sequences (ISO-2022-JP and
 * ISO-2022-KR, RFC 1468 and 1557; HZ, RFC 1843; UTF-7, RFC 2152), then UTF-8 if it is valid, then the label, then a guess.
 */
export function decodeMailText(bytes: Uint8Array, label: string | null): string {
    return decodedOnce(decodeByBytes(bytes, label));
}

function decodeByBytes(bytes: Uint8Array, label: string | null): string {
    const charset = (label ?? "").trim().toLowerCase();
    const isUnlabelled =
        charset === "" || /^(?:us-ascii|ascii|ansi_x3\.4-1968|unknown(?:-8bit)?|x-unknown|default|binary|7bit|8bit|utf-?8)$/.test(charset);
    if (isAscii(bytes)) {
        const text = ascii.decode(bytes);
        return withoutEscapes(text, bytes, charset, isUnlabelled) ?? text;
    }
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || /^utf-?16/.test(charset);
    if (wide) return decodeWith(bytes, charset, false) ?? decodeAny(bytes);
    const utf8 = decodeWith(bytes, "utf-8", true);
    // A few bytes in a double-byte encoding may happen to be valid UTF-8.
    const mayBeDoubleByte =
        /^(?:gb|big5|euc|shift|sjis|x-sjis|ks_c|windows-949|cp949|iso-2022)/.test(charset) &&
        !/^iso-2022/.test(charset) &&
        bytes.filter((byte) => byte >= 0x80).length < 6;
    if (utf8 !== null && !mayBeDoubleByte) return utf8;
    const labelled = isUnlabelled ? null : decodeWith(bytes, charset, true);
    return labelled ?? utf8 ?? decodeAny(bytes, /^utf-?8$/.test(charset));
}

/** two of the characters that UTF-8 read as windows-1252 consists of, in the order in which it has them */
const doubleEncoded =
    /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/g;
/** windows-1252's characters from 0x80 to 0x9f that Latin-1 lacks → byte */
const westernBytes = new Map(
    Array.from({length: 32}, (_, index) => [new TextDecoder("windows-1252").decode(Uint8Array.of(0x80 + index)), 0x80 + index] as const)
);

/**
 * Text that a program encoded twice ("GrÃ¼ÃŸe"): as windows-1252 it is valid UTF-8 in all its characters. One such sequence may be
 * meant, two or more are
 * not.
 */
function decodedOnce(text: string): string {
    if ((text.match(doubleEncoded)?.length ?? 0) < 2) return text;
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index),
            byte = code < 0x100 ? code : westernBytes.get(text.charAt(index));
        if (byte === undefined) return text;
        bytes[index] = byte;
    }
    return decodeWith(bytes, "utf-8", true) ?? text;
}

const ascii = new TextDecoder("latin1");
const decoders = new Map<string, TextDecoder | null>();

/** null when the label is unknown or, with `strict`, when the bytes are not valid in it */
function decodeWith(bytes: Uint8Array, label: string, strict: boolean): string | null {
    const key = `${label} ${strict}`;
    let decoder = decoders.get(key);
    if (decoder === undefined) {
        try {
            decoder = new TextDecoder(label, {fatal: strict});
        } catch {
            decoder = null;
        }
        if (decoders.size < 200) decoders.set(key, decoder);
    }
    if (decoder === null) return null;
    try {
        return decoder.decode(bytes);
    } catch {
        return null;
    }
}

/** Undeclared 8-bit text: mostly valid UTF-8 with a truncated end is UTF-8, UTF-8 with stray bytes is mixed, the rest is guessed. */
function decodeAny(bytes: Uint8Array, saysUtf8 = false): string {
    const lossy = new TextDecoder("utf-8").decode(bytes);
    const broken = lossy.match(/\ufffd/g)?.length ?? 0,
        good = lossy.match(/[\u0080-\ufffc]/g)?.length ?? 0;
    if (good > 4 * broken) return lossy;
    if (saysUtf8 && good >= broken && broken > 0) return decodeMixed(bytes);
    try {
        return decodeText(bytes);
    } catch {
        // Not a refusal: if one part is not text, the others stay readable.
        return decodeWith(bytes, guessEncoding(bytes), false) ?? lossy;
    }
}

/** Valid UTF-8 sequences as UTF-8, every other byte as windows-1252: occurs in mail that quotes mail in another encoding. */
function decodeMixed(bytes: Uint8Array): string {
    const western = new TextDecoder("windows-1252"),
        utf8 = new TextDecoder("utf-8", {ignoreBOM: true});
    let text = "",
        from = 0;
    for (let at = 0; at < bytes.length;) {
        const lead = bytes[at] ?? 0,
            length =
                lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
        let isValid = length > 0;
        for (let next = 1; next < length; next++) isValid &&= ((bytes[at + next] ?? 0) & 0xc0) === 0x80;
        if (isValid) {
            at += length;
            continue;
        }
        text += utf8.decode(bytes.subarray(from, at)) + western.decode(bytes.subarray(at, at + 1));
        from = ++at;
    }
    return text + utf8.decode(bytes.subarray(from));
}

/** Text of 7-bit bytes in an encoding with escape sequences, or null if there are none. */
function withoutEscapes(text: string, bytes: Uint8Array, charset: string, isUnlabelled: boolean): string | null {
    if (text.includes("\u001b$)C") && text.includes("\u000e")) return decodeWith(shiftedBytes(text), "euc-kr", false);
    if (/\u001b(?:\$[@B]|\$\([DO]|\([BIJ])/.test(text)) {
        const japanese = decodeWith(bytes, "iso-2022-jp", false);
        if (japanese !== null && !japanese.includes("\ufffd")) return japanese;
    }
    if (text.includes("~{") && text.includes("~}") && (isUnlabelled || /^hz/.test(charset)))
        return /^hz/.test(charset) || hzParts(text).every((part) => part.length % 2 === 0 && /^[\u0021-\u0077][\u0021-\u007e]/.test(part))
            ? decodeHz(text)
            : null;
    if (/^(?:unicode-1-1-)?utf-?7$/.test(charset)) return decodeUtf7(text, false);
    return isUnlabelled && text.includes("-") && text.includes("+") ? decodeUtf7(text, true) : null;
}

/** ISO-2022-KR as EUC-KR: bytes between shift out and shift in get their high bit. */
function shiftedBytes(text: string): Uint8Array {
    const out: number[] = [];
    let shifted = false;
    for (const character of text.replaceAll("\u001b$)C", "")) {
        if (character === "\u000e" || character === "\u000f") shifted = character === "\u000e";
        else out.push(character.charCodeAt(0) | (shifted && character > " " ? 0x80 : 0));
    }
    return Uint8Array.from(out);
}

function hzParts(text: string): string[] {
    return text
        .split("~{")
        .slice(1)
        .map((part) => part.split("~}")[0] ?? "");
}

/** HZ-GB-2312: GB 2312 between `~{` and `~}`, without the high bits. */
function decodeHz(text: string): string {
    const out: number[] = [];
    let shifted = false;
    for (let index = 0; index < text.length; index++) {
        const pair = text.slice(index, index + 2);
        if (pair === "~{" || pair === "~}" || pair === "~\n" || (pair === "~~" && !shifted)) {
            if (pair === "~~") out.push(0x7e);
            else if (pair !== "~\n") shifted = pair === "~{";
            index++;
            continue;
        }
        const code = text.charCodeAt(index);
        out.push(shifted && code > 0x20 ? code | 0x80 : code);
    }
    return decodeWith(Uint8Array.from(out), "gbk", false) ?? text;
}

/**
 * UTF-7. `guessing`: the label does not declare it; then it is accepted only if there are two shifted runs or a long one, each valid and of
 * letters or signs beyond ASCII, which "C++ - " and "a+b-c" are not. Null otherwise.
 */
function decodeUtf7(text: string, guessing: boolean): string | null {
    let runs = 0,
        letters = 0,
        isValid = true;
    const decoded = text.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, base64: string) => {
        if (base64 === "") return whole === "+-" ? "+" : whole;
        const units = utf7Units(base64);
        if (units === null || (guessing && (!whole.endsWith("-") || !/^[\u00a0-\u{10ffff}]+$/u.test(units) || !units.isWellFormed()))) {
            isValid = false;
            return whole;
        }
        runs++;
        letters += units.length;
        return units;
    });
    return !guessing || (isValid && (runs >= 2 || letters >= 3) && runs > 0) ? decoded : null;
}

/** UTF-16 units of one run of modified base64; null when bits are left over that are not zero */
function utf7Units(base64: string): string | null {
    const bytes = Buffer.from(base64, "base64");
    const bits = base64.length * 6,
        units = Math.floor(bits / 16),
        left = bits - units * 16;
    if (units === 0 || left >= 6) return null;
    const last = Buffer.from(`${base64}AAAA`.slice(0, Math.ceil(base64.length / 4) * 4 + 4), "base64");
    for (let bit = units * 16; bit < bits; bit++) {
        if ((((last[bit >> 3] ?? 0) >> (7 - (bit % 8))) & 1) === 1) return null;
    }
    let text = "";
    for (let index = 0; index < units; index++) text += String.fromCharCode(((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
    return text;
}

/**
 * format=flowed (RFC 3676): a line that ends in a space continues in the next one of the same quote depth; a change of depth ends the
 * paragraph (4.5), and so does the signature's `-- `. Quoted lines keep their marks, followed by one space.
 */
export function decodeFlowed(text: string, deleteSpace: boolean): string {
    const out: string[] = [];
    let paragraph: string[] = [],
        depth = 0,
        isOpen = false;
    const close = () => {
        if (isOpen) out.push(`${">".repeat(depth)}${depth > 0 && paragraph.join("") !== "" ? " " : ""}${paragraph.join("")}`);
        paragraph = [];
        isOpen = false;
    };
    for (const line of text.split(/\r?\n/)) {
        let marks = 0;
        while (line[marks] === ">") marks++;
        const content = line[marks] === " " ? line.slice(marks + 1) : line.slice(marks);
        if (isOpen && marks !== depth) close();
        depth = marks;
        // A line that was set in by a space to begin with ">" is no quote.
        if (marks === 0 && !isOpen && content.startsWith(">")) paragraph.push(noQuoteMark);
        const isFlowed = content.endsWith(" ") && content !== "-- ";
        if (content === "-- ") close();
        paragraph.push(isFlowed && deleteSpace ? content.slice(0, -1) : content);
        isOpen = true;
        if (!isFlowed) close();
    }
    close();
    return out.join("\n");
}
