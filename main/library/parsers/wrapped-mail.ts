import type * as Asn1 from "asn1js";
import type {Email} from "postal-mime";
import {htmlToText} from "./html.ts";
import {parseRtf} from "./rtf.ts";
import {readTnef} from "./tnef.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** The content of a message whose text is not in its text parts. */
export interface WrappedMail {
    readonly text: string;
    /** reason why there is no text, for the user; null if there is */
    readonly unreadable: Sentence | null;
    /** the message inside, still to be parsed */
    readonly message?: Uint8Array;
}

const unreadable = (reason: Sentence): WrappedMail => ({text: "", unreadable: reason});

/** Opens S/MIME's opaque signatures and Exchange's winmail.dat; reports encrypted mail. Null if the message is none of these. */
export async function wrappedMail(email: Email): Promise<WrappedMail | null> {
    for (const {mimeType, filename, content} of email.attachments) {
        const bytes = typeof content === "string" ? Buffer.from(content, "latin1") : new Uint8Array(content);
        if (/^application\/pgp-encrypted$/i.test(mimeType)) return unreadable(say("part.pgp"));
        if (/^application\/(?:x-)?pkcs7-mime$/i.test(mimeType) || /^smime\.p7m$/i.test(filename ?? ""))
            return openSigned(bytes, await import("asn1js"));
        if (/^application\/(?:vnd\.)?ms-tnef$/i.test(mimeType) || /^winmail\.dat$/i.test(filename ?? "")) return await openTnef(bytes);
    }
    return null;
}

/** content types of CMS (RFC 5652, 5083, 3274) */
const signedData = "1.2.840.113549.1.7.2",
    envelopedData = "1.2.840.113549.1.7.3",
    authEnvelopedData = "1.2.840.113549.1.9.16.1.23",
    compressedData = "1.2.840.113549.1.9.16.1.9";

/** The message inside a CMS SignedData. Its signature is not checked: who wrote it is known from the folder. */
function openSigned(der: Uint8Array, asn1: typeof Asn1): WrappedMail {
    const parsed = asn1.fromBER(der.slice().buffer as ArrayBuffer);
    const [type, content] = parsed.offset === -1 ? [] : childrenOf(parsed.result);
    if (!(type instanceof asn1.ObjectIdentifier) || content === undefined) return unreadable(say("part.smime-damaged"));
    const kind = type.valueBlock.toString();
    if (kind === envelopedData || kind === authEnvelopedData) return unreadable(say("part.smime"));
    if (kind === compressedData) return unreadable(say("part.smime-compressed"));
    // SignedData: version, digestAlgorithms, encapContentInfo {eContentType, [0] eContent}, …
    const encapsulated = kind === signedData ? childrenOf(childrenOf(content)[0])[2] : undefined;
    const octets = childrenOf(childrenOf(encapsulated)[1])[0];
    if (!(octets instanceof asn1.OctetString)) return unreadable(say("part.smime-empty"));
    return {text: "", unreadable: null, message: new Uint8Array(octets.getValue())};
}

function childrenOf(block: unknown): unknown[] {
    const value = (block as {valueBlock?: {value?: unknown}} | undefined)?.valueBlock?.value;
    return Array.isArray(value) ? value : [];
}

async function openTnef(bytes: Uint8Array): Promise<WrappedMail> {
    const body = readTnef(bytes);
    if (body === null) return unreadable(say("part.winmail-unreadable"));
    const text =
        body.kind === "text"
            ? body.text
            : body.kind === "html"
              ? htmlToText(body.text, "mail").text
              : (await parseRtf(Buffer.from(body.text, "latin1"))).text;
    return text.trim() === "" ? unreadable(say("part.winmail-empty")) : {text: text.replace(/\0/g, "").trim(), unreadable: null};
}
