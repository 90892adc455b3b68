import {closeSync, openSync, readSync} from "node:fs";
import type {MailHead} from "../../../app/history/identity.ts";
import {formatOf, isSentFolder} from "./formats.ts";
import {unwrapEmlx} from "./mail.ts";
import {mboxMessages} from "./mbox.ts";

/** heads read of one mailbox file; more do not make a guess better */
const headsPerMailbox = 1500;
const headSize = 32 * 1024;

/** The heads of the messages in one file, for guessing whose mail it is. Damaged and unreachable files have none. */
export async function headsOfFile(path: string, parseHead: (bytes: Uint8Array, inSentFolder: boolean) => Promise<MailHead | null>, beat: () => void): Promise<MailHead[]> {
    const heads: MailHead[] = [];
    let file: number;
    try {
        file = openSync(path, "r");
    } catch {
        return heads;
    }
    try {
        const inSentFolder = isSentFolder(path);
        if (formatOf(path) === "mbox") {
            for (const message of mboxMessages(file, beat)) {
                const head = await parseHead(message.subarray(0, headSize), inSentFolder);
                if (head !== null && heads.push(head) >= headsPerMailbox)
                    break;
            }
        } else {
            const bytes = Buffer.alloc(headSize);
            const count = readSync(file, bytes, 0, headSize, 0);
            const head = await parseHead(path.toLowerCase().endsWith(".emlx") ? unwrapEmlx(bytes.subarray(0, count)) : bytes.subarray(0, count), inSentFolder);
            if (head !== null)
                heads.push(head);
        }
    } catch {
        // What cannot be read says nothing about its owner.
    } finally {
        closeSync(file);
    }
    return heads;
}
