import {isAscii} from "node:buffer";
import PostalMime, {decodeWords} from "postal-mime";
import type {Address, Email} from "postal-mime";
import type {MailAddress, MailMessage} from "../../../app/history/document.ts";
import type {MailHead} from "../../../app/history/identity.ts";
import {isoDate} from "../../../app/history/prose.ts";
import {isSentName} from "./formats.ts";
import {htmlToText} from "./html.ts";
import {decodeFlowed, decodeMailText} from "./mail-charset.ts";
import {Refusal} from "./refusal.ts";
import {wrappedMail} from "./wrapped-mail.ts";
import type {WrappedMail} from "./wrapped-mail.ts";
import {say} from "../../../app/sentences/sentence.ts";

/** A message longer than this may have attachments, which are truncated before parsing. */
const attachmentSize = 16 * 1024;
/** bytes searched for a part's header, and bytes kept of an attachment */
const partHead = 4096,
    keptOfAttachment = 200;

/**
 * Parses one message.
 * @throws Refusal if the bytes are not an e-mail
 */
export async function parseMessage(bytes: Uint8Array): Promise<MailMessage> {
    // Old Macintosh programs end lines with a carriage return alone.
    const whole = withoutFromLines(bytes.includes(10) ? bytes : bytes.map((byte) => (byte === 13 ? 10 : byte)));
    const raw = whole.length > attachmentSize ? withoutAttachments(whole) : whole;
    if (!hasMailHead(raw)) throw new Refusal(say("mail.not-message"));
    const email = await parseMime(withUnicodeHead(raw));
    const headers: Record<string, string> = {};
    for (const {key, value} of email.headers) headers[key] ??= value;
    const body = await readBody(email, 0);
    const from = spelledOut(headers["from"]) ?? addressesOf(email.from ? [email.from] : email.sender ? [email.sender] : []);
    return {
        messageId: messageIds(email.messageId)[0] ?? null,
        answers: [...new Set([...messageIds(email.inReplyTo), ...messageIds(email.references).reverse()])],
        from,
        to: addressesOf(email.to ?? []),
        cc: addressesOf(email.cc ?? []),
        subject: email.subject?.trim() || null,
        date: isoDate(email.date),
        text: body.text,
        headers,
        contentType: (headers["content-type"] ?? "text/plain").toLowerCase(),
        hasCalendar: email.attachments.some(
            (attachment) =>
                /^text\/calendar|application\/ics/.test(attachment.mimeType) &&
                (attachment.method !== undefined || attachment.disposition !== "attachment")
        ),
        unsigned: from.length === 0 && headers["received"] === undefined,
        unreadable: body.text === "" ? body.unreadable : null
    };
}

async function parseMime(raw: Uint8Array): Promise<Email> {
    try {
        return await PostalMime.parse(raw as Uint8Array<ArrayBuffer>, {
            forceRfc822Attachments: true,
            maxNestingDepth: 40,
            maxHeadersSize: 1 << 20
        });
    } catch (error) {
        throw new Refusal(say("mail.damaged", {why: (error as Error).message}));
    }
}

/** nested wrappings that are opened: signed, then encrypted, then signed again (RFC 2634) */
const deepestWrapping = 3;

/** The text of a message; if it is inside a signature's or Exchange's container, from there. */
async function readBody(email: Email, depth: number): Promise<WrappedMail> {
    const text = bodyText(email);
    if (/^-----BEGIN PGP MESSAGE-----/.test(text)) return {text: "", unreadable: say("part.pgp")};
    // A list's footer may be beside a signed message; beside Outlook's container is the same text.
    const wrapped =
        text === "" || email.attachments.some(({mimeType}) => /^application\/(?:x-)?pkcs7-mime$/i.test(mimeType))
            ? await wrappedMail(email)
            : null;
    if (wrapped === null) return {text, unreadable: null};
    if (wrapped.message === undefined || depth >= deepestWrapping) return text === "" ? wrapped : {text, unreadable: null};
    try {
        return await readBody(await parseMime(wrapped.message), depth + 1);
    } catch {
        return {text: "", unreadable: say("part.signed-damaged")};
    }
}

/** Removes `From …` and `>From …` lines that mailboxes leave above the header. */
function withoutFromLines(bytes: Uint8Array): Uint8Array {
    let from = 0;
    for (let count = 0; count < 4; count++) {
        const head = Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(400, bytes.length - from)).toString("latin1");
        const line = /^>*From [^\n]*\n/.exec(head);
        if (line === null) break;
        from += line[0].length;
    }
    return bytes.subarray(from);
}

/** The headers that indicate the mailbox's owner; reads the header only. */
export async function parseHead(bytes: Uint8Array, inSentFolder: boolean): Promise<MailHead | null> {
    const end = headEnd(bytes);
    const head = bytes.subarray(0, Math.min(end, 64 * 1024));
    if (!hasMailHead(head)) return null;
    try {
        const email = await PostalMime.parse(head, {maxHeadersSize: 1 << 20});
        const header = (name: string) => email.headers.filter(({key}) => key === name).map(({value}) => value);
        const delivered = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to"]
            .flatMap(header)
            .flatMap((value) => value.toLowerCase().match(/[^\s<>,;]+@[^\s<>,;]+/g) ?? []);
        return {
            from: spelledOut(header("from")[0]) ?? addressesOf(email.from ? [email.from] : []),
            recipients: [...addressesOf(email.to ?? []), ...addressesOf(email.cc ?? [])],
            arrived: header("received").length > 0 || header("return-path").length > 0 || delivered.length > 0,
            deliveredTo: [...new Set(delivered)],
            inSentFolder:
                inSentFolder ||
                header("x-gmail-labels").some((labels) =>
                    decodeWords(labels)
                        .split(",")
                        .some((label) => isSentName(label.replace(/["\s]+/g, " ").trim()))
                )
        };
    } catch {
        return null;
    }
}

/** Apple Mail's .emlx begins with the message's length and ends with a property list. */
export function unwrapEmlx(bytes: Uint8Array): Uint8Array {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(32, bytes.length)).toString("latin1");
    const length = /^(\d{1,10})\s*\n/.exec(head);
    return length === null ? bytes : bytes.subarray(length[0].length, length[0].length + Number(length[1]));
}

function hasMailHead(bytes: Uint8Array): boolean {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16 * 1024))
        .toString("latin1")
        .replace(/^\ufeff|^ï»¿/, "");
    return (
        /^(?:From [^\n]*\n)?[\w-]{1,60}:/.test(head) &&
        /^(?:from|to|subject|date|received|message-id|return-path|mime-version|delivered-to|content-type)\s*:/im.test(head)
    );
}

function headEnd(bytes: Uint8Array): number {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const unix = view.indexOf("\n\n"),
        dos = view.indexOf("\r\n\r\n");
    return Math.min(unix < 0 ? bytes.length : unix + 2, dos < 0 ? bytes.length : dos + 4);
}

/** Text as the sender's program wrote it; HTML if there is no text, or only a stub of it. */
function bodyText(email: Email): string {
    const plain = email.text?.trim() ?? "";
    if (email.html === undefined || email.html.trim() === "") return isMarkup(plain) ? htmlToText(plain, "mail").text : plain;
    if (plain !== "") {
        const stub = plain.length < 200 && email.html.length > 2000;
        if (!stub) return plain;
    }
    const converted = htmlToText(email.html, "mail").text;
    return plain.length > converted.length / 3 ? plain : converted;
}

/** HTML that is labelled as plain text: it begins with a tag and contains more of them. */
const isMarkup = (text: string): boolean =>
    /^<(?:!doctype html|html|head|body|p|div|table|span|font|br)\b[^<>]{0,400}>/i.test(text) &&
    (text.match(/<\/(?:p|div|td|span|font|a|b)>|<br\s?\/?>/gi)?.length ?? 0) >= 3;

/** The fields of postal-mime's node that decide how a text part is decoded; `getTextContent` is the only method that uses them. */
interface TextNode {
    readonly content: ArrayBuffer | null;
    readonly contentType: {readonly parsed: {readonly value: string; readonly params: Readonly<Record<string, string>>}};
    getTextContent(): string;
}

// postal-mime decodes by the label alone and joins flowed lines across a change of quote depth; it has no option for either, so its
// node's method is replaced (docs/decisions/0040). The test of undeclared text fails when a new version moves it.
const node = Object.getPrototypeOf((new PostalMime() as unknown as {root: TextNode}).root) as TextNode;
node.getTextContent = function (this: TextNode): string {
    if (this.content === null) return "";
    const {value, params} = this.contentType.parsed,
        bytes = new Uint8Array(this.content);
    const meta = params["charset"] === undefined && value === "text/html" ? metaCharset(bytes) : null;
    const text = decodeMailText(bytes, params["charset"] ?? meta);
    return /^flowed$/i.test(params["format"] ?? "") ? decodeFlowed(text, /^yes$/i.test(params["delsp"] ?? "")) : text;
};

function metaCharset(bytes: Uint8Array): string | null {
    return (
        /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})/i.exec(
            Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString("latin1")
        )?.[1] ?? null
    );
}

/** The message with its header in UTF-8: raw 8-bit and ISO-2022-JP headers are decoded by their bytes. */
function withUnicodeHead(raw: Uint8Array): Uint8Array {
    const end = headEnd(raw),
        head = raw.subarray(0, end);
    if (isAscii(head) && !head.includes(0x1b)) return raw;
    try {
        new TextDecoder("utf-8", {fatal: true}).decode(head);
        if (!head.includes(0x1b)) return raw;
    } catch {
        // decoded below
    }
    return Buffer.concat([Buffer.from(decodeMailText(head, null), "utf8"), raw.subarray(end)]);
}

function addressesOf(list: readonly Address[]): MailAddress[] {
    return list
        .flatMap((entry) => entry.group ?? [{name: entry.name, address: entry.address ?? ""}])
        .map(({name, address}) => ({
            name: name.trim() === "" || name === address ? null : name.trim(),
            address: (address ?? "").trim().toLowerCase()
        }))
        .filter(({name, address}) => address !== "" || name !== null);
}

/** "anna at berg.example (Anna Berg)", as list archives obfuscate a sender; null if the header is not of that form */
function spelledOut(header: string | undefined): MailAddress[] | null {
    const match = /^\s*([\w.+-]{1,64}) at ([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})\s*(?:\(([^()]{1,200})\)\s*)?$/.exec(
        (header ?? "").slice(0, 400)
    );
    return match === null ? null : [{name: match[3]?.trim() || null, address: `${match[1]}@${match[2]}`.toLowerCase()}];
}

function messageIds(value: string | undefined): string[] {
    return (value ?? "").slice(0, 20_000).match(/<[^<>\s]{1,400}>/g) ?? [];
}

/** The message with all parts that are neither text nor containers of parts truncated to a stub. */
function withoutAttachments(bytes: Uint8Array): Uint8Array {
    const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const kept: Buffer[] = [];
    for (let from = 0; from < message.length;) {
        const next = message.indexOf("\n--", from + 1);
        const end = next < 0 ? message.length : next;
        const part = message.subarray(from, end);
        const head = part.subarray(0, partHead).toString("latin1");
        const headLength = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
        const isAttachment =
            from > 0 &&
            part.length > headLength + 2 * keptOfAttachment &&
            /^content-type\s*:\s*(?!text\/|multipart\/|application\/(?:x-)?pkcs7-mime|application\/(?:vnd\.)?ms-tnef)/im.test(
                head.slice(0, headLength)
            ) &&
            !/winmail\.dat|smime\.p7m/i.test(head.slice(0, headLength));
        kept.push(isAttachment ? part.subarray(0, headLength + keptOfAttachment) : part);
        from = end;
    }
    return Buffer.concat(kept);
}
