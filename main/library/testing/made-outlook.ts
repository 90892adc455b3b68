import {createRequire} from "node:module";
import {strToU8, zipSync} from "fflate";

// The library's writer of OLE containers has no declared entry point.
const {burn} = createRequire(import.meta.url)("@kenjiuno/msgreader/lib/Burner") as {burn(entries: readonly Entry[]): Uint8Array};

interface Entry {
    readonly name: string;
    /** 1: directory, 2: document, 5: root */
    readonly type: number;
    readonly length: number;
    readonly children?: number[];
    readonly binaryProvider?: () => Uint8Array;
}

/** An Outlook message (.msg) with the given string properties by tag (four hex digits, MS-OXPROPS) and recipients. */
export function madeMsg(
    properties: Readonly<Record<string, string>>,
    recipients: readonly Readonly<Record<string, string>>[] = []
): Uint8Array {
    const entries: Entry[] = [{name: "Root Entry", type: 5, length: 0, children: []}];
    const add = (parent: number, name: string, bytes: Uint8Array | null): number => {
        const index =
            entries.push(
                bytes === null
                    ? {name, type: 1, length: 0, children: []}
                    : {name, type: 2, length: bytes.length, binaryProvider: () => bytes}
            ) - 1;
        entries[parent]?.children?.push(index);
        return index;
    };
    const strings = (parent: number, values: Readonly<Record<string, string>>): void => {
        for (const [tag, value] of Object.entries(values))
            // A separate buffer: the writer takes all of the memory behind it.
            add(parent, `__substg1.0_${tag.toUpperCase()}001F`, Uint8Array.from(Buffer.from(value, "utf16le")));
    };
    const named = add(0, "__nameid_version1.0", null);
    for (const tag of ["00020102", "00030102", "00040102"]) add(named, `__substg1.0_${tag}`, new Uint8Array(16));
    add(0, "__properties_version1.0", new Uint8Array(32));
    strings(0, properties);
    for (const [index, values] of recipients.entries()) {
        const folder = add(0, `__recip_version1.0_#${String(index).padStart(8, "0")}`, null);
        add(folder, "__properties_version1.0", new Uint8Array(8));
        strings(folder, values);
    }
    return burn(entries);
}

const plainMsg = {
    "001A": "IPM.Note",
    "0037": "Pears",
    "0C1A": "Anna Berg",
    "0C1F": "anna@berg.example",
    "1000": "The pears are ripe, come on Sunday.",
    "1035": "<p1@berg.example>"
};

export const msgSeeds = (): Uint8Array[] => [
    madeMsg(plainMsg, [{"3001": "Ben Ode", "3003": "ben@ode.example"}]),
    madeMsg({
        "001A": "IPM.Note",
        "0037": "RE: Pears",
        "007D": "From: Ben <ben@ode.example>\r\nTo: anna@berg.example\r\nDate: Mon, 6 Jan 2020 15:04:00 +0100\r\n",
        "1013": "<p>Yes.</p><blockquote>so</blockquote>"
    })
];

export interface OlmMail {
    readonly subject: string;
    readonly body: string;
    readonly from?: string;
    readonly extra?: string;
}

/** One message of Outlook for Mac in its XML. */
export const olmXml = ({subject, body, from = "anna@berg.example", extra = ""}: OlmMail): string => {
    const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return (
        `<?xml version="1.0" encoding="UTF-8"?><emails elementCount="1"><email xml:space="preserve"><OPFMessageCopySubject ` +
        `xml:space="preserve">${escape(subject)}</OPFMessageCopySubject><OPFMessageCopyBody ` +
        `xml:space="preserve">${escape(body)}</OPFMessageCopyBody><OPFMessageCopyFromAddresses><emailAddress ` +
        `OPFContactEmailAddressAddress="${from}" OPFContactEmailAddressName="Anna Berg" ` +
        `OPFContactEmailAddressType="0"/></OPFMessageCopyFromAddresses><OPFMessageCopyToAddresses><emailAddress ` +
        `OPFContactEmailAddressAddress="ben@ode.example" OPFContactEmailAddressName="Ben ` +
        `Ode"/></OPFMessageCopyToAddresses><OPFMessageCopySentTime>2021-03-04T05:06:07</OPFMessageCopySentTime>` +
        `<OPFMessageCopyMessageID>olm1@berg.example</OPFMessageCopyMessageID>${extra}</email></emails>`
    );
};

/** An archive of Outlook for Mac (.olm). */
export const madeOlm = (mails: readonly OlmMail[], folder = "Sent Items"): Uint8Array =>
    zipSync(
        Object.fromEntries([
            ["Categories.xml", strToU8("<categories/>")],
            ...mails.map((mail, index) => [
                `Accounts/anna@berg.example/com.microsoft.__Messages/${folder}/message_${String(index + 1).padStart(5, "0")}.xml`,
                strToU8(olmXml(mail))
            ])
        ])
    );
