import type {FieldsData} from "@kenjiuno/msgreader";
import {checkContainer} from "./ole-container.ts";
import {decoderFor, encodingOfCodePage} from "./rtf-encoding.ts";
import {internetMessage} from "./outlook-message.ts";
import type {OutlookAddress} from "./outlook-message.ts";
import {Refusal} from "./refusal.ts";
import {parseRtf} from "./rtf.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** other items that Outlook saves besides mail (message classes of MS-OXOMSG and related) */
const otherClasses: readonly (readonly [RegExp, Sentence])[] = [
    [/^ipm\.contact|^ipm\.distlist/i, say("outlook.contact")],
    [/^ipm\.appointment|^ipm\.schedule/i, say("outlook.appointment")],
    [/^ipm\.task/i, say("outlook.task")],
    [/^ipm\.activity/i, say("outlook.journal")],
    [/^report\./i, say("outlook.report")]
];

/** Why a message class is not mail that a person wrote, or null. Outlook's notes ("IPM.StickyNote") and posts are prose of their owner. */
export function notMail(messageClass: string): Sentence | null {
    const found = otherClasses.find(([pattern]) => pattern.test(messageClass));
    return found === undefined ? null : say("outlook.other", {what: found[1]});
}

/**
 * Outlook's .msg (MS-OXMSG) as an Internet message.
 * @throws Refusal if it is damaged or not an e-mail
 */
export async function readMsg(bytes: Uint8Array): Promise<Uint8Array> {
    if (bytes.length < 1536 || bytes[0] !== 0xd0 || bytes[1] !== 0xcf || bytes[2] !== 0x11 || bytes[3] !== 0xe0)
        throw new Refusal(say("outlook.not-message"));
    checkContainer(bytes);
    const library = await import("@kenjiuno/msgreader");
    // The package is CommonJS; bundlers and Node wrap its default export differently.
    const MsgReader = (library.default as unknown as {default?: typeof library.default}).default ?? library.default;
    let fields: FieldsData;
    try {
        fields = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.length)).getFileData();
    } catch (error) {
        throw new Refusal(say("outlook.damaged", {why: (error as Error).message}));
    }
    if (fields.error !== undefined) throw new Refusal(say("outlook.not-message"));
    const other = notMail(textOf(fields.messageClass));
    if (other !== null) throw new Refusal(other);
    const recipients = (type: string): OutlookAddress[] =>
        (fields.recipients ?? [])
            .filter(({recipType}) => (recipType ?? "to") === type)
            .map(({name: display, email, smtpAddress}) => ({name: textOf(display), address: textOf(smtpAddress) || textOf(email)}));
    const name = textOf(fields.senderName);
    const address =
        [fields.senderSmtpAddress, fields.sentRepresentingSmtpAddress, fields.creatorSMTPAddress, fields.senderEmail]
            .map(textOf)
            .find((value) => value.includes("@")) ?? "";
    const html = textOf(fields.bodyHtml) || (fields.html instanceof Uint8Array ? decodedHtml(fields.html, fields.internetCodepage) : "");
    const text = textOf(fields.body);
    const date = textOf(fields.clientSubmitTime) || textOf(fields.messageDeliveryTime) || textOf(fields.creationTime);
    return internetMessage({
        headers: textOf(fields.headers),
        from: name === "" && address === "" ? null : {name, address},
        to: recipients("to"),
        cc: recipients("cc"),
        subject: textOf(fields.subject),
        date: date === "" ? null : new Date(date),
        messageId: textOf(fields.messageId),
        inReplyTo: "",
        references: "",
        text: text === "" && html === "" && fields.compressedRtf instanceof Uint8Array ? await textOfRtf(fields.compressedRtf) : text,
        html
    });
}

/** A damaged file may hold any type under any property. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function decodedHtml(bytes: Uint8Array, codePage: number | undefined): string {
    try {
        return new TextDecoder("utf-8", {fatal: true}).decode(bytes);
    } catch {
        return decoderFor(encodingOfCodePage(codePage ?? 1252)).decode(bytes);
    }
}

/** The text of a body that is present as compressed RTF only (MS-OXRTFCP). */
async function textOfRtf(compressed: Uint8Array): Promise<string> {
    const {decompressRTF} = await import("@kenjiuno/decompressrtf");
    try {
        return parseRtf(Uint8Array.from(decompressRTF([...compressed]))).text;
    } catch {
        return "";
    }
}
