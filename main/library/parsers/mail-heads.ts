import {closeSync, fstatSync, openSync, readSync} from "node:fs";
import type {MailHead} from "../../../app/history/identity.ts";
import {formatOf, isSentFolder} from "./formats.ts";
import {unwrapEmlx} from "./mail.ts";
import {mboxMessages} from "./mbox.ts";
import {readMsg} from "./msg.ts";
import {olmMessages} from "./olm.ts";
import {pstMessages} from "./pst.ts";
import {takeoutMailboxes} from "./takeout.ts";
import {readFlags, readRegularFileSync} from "../../regular-file.ts";

/** heads read of one mailbox file; more do not improve the guess */
const headsPerMailbox = 1500;
const headSize = 32 * 1024;
/** bytes of a message of Outlook, which is read whole */
const mostMsg = 256 * 1024 * 1024;

/** The heads of the messages in one file, for guessing the mailbox's owner. Damaged and unreachable files give none. */
export async function headsOfFile(
    path: string,
    parseHead: (bytes: Uint8Array, inSentFolder: boolean) => Promise<MailHead | null>,
    beat: () => void
): Promise<MailHead[]> {
    const heads: MailHead[] = [];
    let file: number;
    try {
        file = openSync(path, readFlags);
    } catch {
        return heads;
    }
    try {
        if (!fstatSync(file).isFile()) return heads;
        for await (const {message, inSentFolder} of messagesOf(file, path, beat)) {
            const head = await parseHead(message.subarray(0, headSize), inSentFolder);
            if (head !== null && heads.push(head) >= headsPerMailbox) break;
        }
    } catch {
        // An unreadable file gives no evidence of its owner.
    } finally {
        closeSync(file);
    }
    return heads;
}

/** The messages of a file; of single-message files only the beginning. */
async function* messagesOf(
    file: number,
    path: string,
    beat: () => void
): AsyncGenerator<{readonly message: Uint8Array; readonly inSentFolder: boolean}> {
    const inSentFolder = isSentFolder(path),
        format = formatOf(path);
    if (format === "mbox") {
        for (const message of mboxMessages(file, beat)) yield {message, inSentFolder};
    } else if (format === "takeout") {
        for (const mailbox of takeoutMailboxes(file)) {
            for (const message of mboxMessages(mailbox, beat)) yield {message, inSentFolder};
        }
    } else if (format === "olm") {
        for (const {message, folder} of olmMessages(file, beat)) {
            if (message !== null) yield {message, inSentFolder: inSentFolder || isSentFolder(folder)};
        }
    } else if (format === "pst") {
        for await (const entry of pstMessages(path, beat)) {
            if ("message" in entry) yield {message: entry.message, inSentFolder: inSentFolder || isSentFolder(entry.folder)};
        }
    } else if (format === "msg") yield {message: await readMsg(readRegularFileSync(path, mostMsg)), inSentFolder};
    else {
        const bytes = Buffer.alloc(headSize);
        const count = readSync(file, bytes, 0, headSize, 0);
        yield {
            message: path.toLowerCase().endsWith(".emlx") ? unwrapEmlx(bytes.subarray(0, count)) : bytes.subarray(0, count),
            inSentFolder
        };
    }
}
