import {readSync} from "node:fs";
import {Unzip, UnzipInflate} from "fflate";
import type {UnzipFile} from "fflate";
import {attribute, readXml} from "./office-archive.ts";
import {internetMessage} from "./outlook-message.ts";
import type {OutlookAddress} from "./outlook-message.ts";
import {Refusal} from "./refusal.ts";
import {say} from "../../../app/sentences/sentence.ts";

const chunkSize = 1 << 18;
/** a message's XML longer than this is not read: bytes */
const longestMessage = 24 * 1024 * 1024;
const messageName = /(?:^|\/)message_\d+\.xml$/i;

export interface OlmEntry {
    /** null: it could not be read */
    readonly message: Uint8Array | null;
    readonly folder: string;
}

/**
 * The messages of an archive that Outlook for Mac exported (.olm: a zip archive with one XML file per message), in constant memory.
 * `onBytes` receives every byte of the file in order.
 * @throws Refusal if it is not such an archive
 */
export function* olmMessages(file: number, onBytes: (bytes: Uint8Array) => void): Generator<OlmEntry> {
    let ready: OlmEntry[] = [],
        entries = 0,
        failure: Error | null = null;
    const unzip = new Unzip((entry) => {
        entries++;
        if (messageName.test(entry.name)) collect(entry, (result) => ready.push(result));
    });
    unzip.register(UnzipInflate);
    const chunk = Buffer.alloc(chunkSize);
    for (let isFirst = true; ; isFirst = false) {
        const count = readSync(file, chunk, 0, chunkSize, null);
        if (isFirst && !(chunk[0] === 0x50 && chunk[1] === 0x4b)) throw new Refusal(say("outlook.not-olm"));
        onBytes(chunk.subarray(0, count));
        if (failure === null) {
            try {
                unzip.push(Uint8Array.from(chunk.subarray(0, count)), count === 0);
            } catch (error) {
                failure = error as Error;
            }
        }
        yield* ready;
        ready = [];
        if (count === 0) break;
    }
    if (entries === 0 || failure !== null)
        throw new Refusal(say("file.archive-damaged", {why: failure?.message ?? say("outlook.no-entries")}));
}

function collect(entry: UnzipFile, done: (result: OlmEntry) => void): void {
    const parts: Uint8Array[] = [];
    let length = 0,
        failed = false;
    // com.microsoft.__Messages/Sent Items/message_00001.xml
    const folder = entry.name.split("/").at(-2) ?? "";
    entry.ondata = (error, data, final) => {
        if (failed) return;
        length += data?.length ?? 0;
        if (error !== null || length > longestMessage) {
            failed = true;
            done({message: null, folder});
            return;
        }
        parts.push(data);
        if (final) done({message: messageOf(Buffer.concat(parts)), folder});
    };
    entry.start();
}

/** One message's XML as an Internet message; null if it is not one. */
export function messageOf(xml: Uint8Array): Uint8Array | null {
    const fields = new Map<string, string>();
    const lists = new Map<string, OutlookAddress[]>();
    let current = "",
        isEmail = false;
    try {
        readXml(xml, {
            open(name, _, attributes) {
                isEmail ||= name === "email";
                if (name.startsWith("OPFMessage")) current = name;
                else if (name === "emailAddress") {
                    const list = lists.get(current) ?? [];
                    list.push({
                        name: attribute(attributes, "OPFContactEmailAddressName") ?? "",
                        address: attribute(attributes, "OPFContactEmailAddressAddress") ?? ""
                    });
                    lists.set(current, list);
                }
            },
            close(name) {
                if (name === current) current = "";
            },
            text(text) {
                if (current !== "") fields.set(current, (fields.get(current) ?? "") + text);
            }
        });
    } catch {
        return null;
    }
    if (!isEmail) return null;
    const field = (name: string): string => fields.get(`OPFMessageCopy${name}`)?.trim() ?? "";
    const people = (name: string): OutlookAddress[] => lists.get(`OPFMessageCopy${name}`) ?? [];
    const body = field("Body"),
        isMarkup = /<(?:html|body|div|p|br|span|table|head)\b/i.test(body.slice(0, 20_000));
    const date = new Date(withZone(field("SentTime") || field("ReceivedTime")));
    return internetMessage({
        headers:
            field("Source")
                .slice(0, 256 * 1024)
                .split(/\r?\n\r?\n/, 1)[0] ?? "",
        from: people("FromAddresses")[0] ?? people("SenderAddress")[0] ?? null,
        to: people("ToAddresses"),
        cc: people("CCAddresses"),
        subject: field("Subject"),
        date: Number.isNaN(date.getTime()) ? null : date,
        messageId: field("MessageID"),
        inReplyTo: field("InReplyTo"),
        references: field("References"),
        text: isMarkup ? "" : body,
        html: field("HTMLBody") || (isMarkup ? body : "")
    });
}

/** Times are in UTC without a time zone. */
const withZone = (time: string): string => (/^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(time) ? `${time}Z` : time);
