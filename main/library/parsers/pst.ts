import type {PSTFile, PSTFolder, PSTMessage} from "pst-extractor";
import {notMail} from "./msg.ts";
import {internetMessage} from "./outlook-message.ts";
import type {OutlookAddress} from "./outlook-message.ts";
import {Refusal} from "./refusal.ts";
import {parseRtf} from "./rtf.ts";
import {say} from "../../../app/sentences/sentence.ts";

/** more folders, or deeper nesting, indicate a damaged file with a cycle */
const deepest = 60,
    mostFolders = 20_000;
/** unreadable messages in a row after which the rest of a folder is skipped: its count is damaged as well */
const mostDamaged = 1000;

export type PstEntry = {readonly message: Uint8Array; readonly folder: string} | {readonly damaged: true} | {readonly other: string};

/**
 * The messages of an Outlook data file (.pst, .ost), folder by folder, as Internet messages. `beat` is called for each (a heartbeat).
 * Contacts, appointments and tasks are reported as `other` with the reason.
 * @throws Refusal if the file is not one, or its folders cannot be read
 */
export async function* pstMessages(path: string, beat: () => void): AsyncGenerator<PstEntry> {
    const {PSTFile: File, PSTMessage: Message} = await import("pst-extractor");
    let file: PSTFile;
    try {
        file = new File(path);
    } catch (error) {
        throw new Refusal(say("outlook.not-pst", {why: (error as Error).message.slice(0, 80).replace(/[\u0000-\u001f]+/g, " ")}));
    }
    try {
        let root: PSTFolder;
        try {
            root = file.getRootFolder();
        } catch (error) {
            throw new Refusal(say("outlook.pst-damaged", {why: (error as Error).message.slice(0, 80)}));
        }
        const pending: {readonly folder: PSTFolder; readonly depth: number}[] = [{folder: root, depth: 0}];
        let folders = 0;
        for (let next = pending.pop(); next !== undefined && folders++ < mostFolders; next = pending.pop()) {
            const {folder, depth} = next;
            beat();
            try {
                if (folder.hasSubfolders && depth < deepest)
                    pending.push(...folder.getSubFolders().map((inner) => ({folder: inner, depth: depth + 1})));
            } catch {
                yield {damaged: true};
            }
            yield* messagesIn(folder, (entry): entry is PSTMessage => entry instanceof Message, beat);
        }
    } finally {
        file.close();
    }
}

function* messagesIn(folder: PSTFolder, isMessage: (entry: unknown) => entry is PSTMessage, beat: () => void): Generator<PstEntry> {
    const count = read(() => folder.contentCount, 0);
    for (let index = 0, damaged = 0; index < count && damaged < mostDamaged; index++) {
        beat();
        let entry: PstEntry | null;
        try {
            const child: unknown = folder.getNextChild();
            if (child === null || child === undefined) return;
            entry = isMessage(child)
                ? asEntry(
                      child,
                      read(() => folder.displayName, "")
                  )
                : null;
            damaged = 0;
        } catch {
            entry = {damaged: true};
            damaged++;
            try {
                folder.moveChildCursorTo(index + 1);
            } catch {
                yield entry;
                return;
            }
        }
        if (entry !== null) yield entry;
    }
}

function asEntry(message: PSTMessage, folder: string): PstEntry {
    const other = notMail(read(() => message.messageClass, ""))?.text ?? null;
    if (other !== null) return {other};
    const recipients: {to: OutlookAddress[]; cc: OutlookAddress[]} = {to: [], cc: []};
    for (
        let index = 0;
        index <
        Math.min(
            500,
            read(() => message.numberOfRecipients, 0)
        );
        index++
    ) {
        const recipient = read(() => message.getRecipient(index), null);
        const list =
            recipient === null
                ? null
                : recipient.recipientType === 1
                  ? recipients.to
                  : recipient.recipientType === 2
                    ? recipients.cc
                    : null;
        if (recipient !== null)
            list?.push({
                name: read(() => recipient.displayName, ""),
                address: read(() => recipient.smtpAddress, "") || read(() => recipient.emailAddress, "")
            });
    }
    const text = read(() => message.body, ""),
        html = read(() => message.bodyHTML, "");
    const name = read(() => message.senderName, "") || read(() => message.sentRepresentingName, "");
    const address =
        [read(() => message.senderEmailAddress, ""), read(() => message.sentRepresentingEmailAddress, "")].find((value) =>
            value.includes("@")
        ) ?? "";
    return {
        folder,
        message: internetMessage({
            headers: read(() => message.transportMessageHeaders, ""),
            from: name === "" && address === "" ? null : {name, address},
            ...recipients,
            subject: read(() => message.subject, ""),
            date: read(() => message.clientSubmitTime ?? message.messageDeliveryTime, null),
            messageId: read(() => message.internetMessageId, ""),
            inReplyTo: read(() => message.inReplyToId, ""),
            references: "",
            text: text === "" && html === "" ? read(() => parseRtf(Buffer.from(message.bodyRTF, "latin1")).text, "") : text,
            html
        })
    };
}

/** Reads a property; a damaged one affects only itself. */
function read<T>(get: () => T, otherwise: T): T {
    try {
        return get() ?? otherwise;
    } catch {
        return otherwise;
    }
}
