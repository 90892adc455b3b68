import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync, strToU8, zipSync} from "fflate";
import {afterAll, describe, expect, it} from "vitest";
import {madeTar, madeZip} from "../testing/made-files.ts";
import {formatOf, isSentFolder, isSentName} from "./formats.ts";
import {parseHead, parseMessage} from "./mail.ts";
import {mboxMessages} from "./mbox.ts";
import {takeoutMailboxes} from "./takeout.ts";

const folder = mkdtempSync(join(tmpdir(), "idiolect-takeout-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const name = "Takeout/Mail/All mail Including Spam and Trash.mbox";
const message = (subject: string, body: string): string =>
    "From 1545668983435175434@xxx Mon Jun 02 10:00:00 +0000 2025\nX-GM-THRID: 1\nX-Gmail-Labels: Sent\n" +
    `From: Nora <nora@lind.example>\nSubject: ${subject}\nDate: Mon, 2 Jun 2025 10:00:00 +0200\n\n${body}\n\n`;
const mailbox = strToU8(message("one", "First.") + message("two", "Second."));

async function read(bytes: Uint8Array): Promise<[string | null, string][]> {
    const path = join(folder, "takeout-x.zip"),
        found: [string | null, string][] = [];
    writeFileSync(path, bytes);
    const file = openSync(path, "r");
    try {
        for (const mailboxReader of takeoutMailboxes(file)) {
            for (const part of mboxMessages(mailboxReader, () => {})) {
                const {subject, text} = await parseMessage(Uint8Array.from(part));
                found.push([subject, text]);
            }
        }
    } finally {
        closeSync(file);
    }
    return found;
}
const both = [
    ["one", "First."],
    ["two", "Second."]
];

describe("Google's Takeout as it is downloaded", () => {
    it.each(["takeout-20250601T083000Z-001.zip", "Takeout.zip", "takeout-20250601T083000Z-2-001.tgz", "takeout.tar.gz"])(
        "is known by its name: %s",
        (file) => {
            expect(formatOf(join(folder, file))).toBe("takeout");
            expect(formatOf(join(folder, `my ${file}`))).toBeNull();
        }
    );

    it("is read from a zip archive, packed or stored", async () => {
        expect(await read(madeZip(name, mailbox))).toEqual(both);
        expect(await read(zipSync({[name]: [mailbox, {level: 0}]}))).toEqual(both);
    });

    it("is read from a tgz archive", async () => {
        expect(await read(gzipSync(madeTar(name, mailbox)))).toEqual(both);
    });

    it("is read with any size of a message relative to the unpacked chunk", async () => {
        const long = "Pears are ripe and plums are not. ".repeat(40_000).trim();
        for (const bytes of [
            madeZip(name, strToU8(message("one", long) + message("two", "Second."))),
            gzipSync(madeTar(name, strToU8(message("one", long) + message("two", "Second."))))
        ])
            expect(await read(bytes)).toEqual([
                ["one", long],
                ["two", "Second."]
            ]);
    });

    it("with sizes in the long form, and with sizes only at the end", async () => {
        expect(await read(withLongSizes(madeZip(name, mailbox)))).toEqual(both);
        expect(await read(withoutLocalSizes(madeZip(name, mailbox)))).toEqual(both);
    });

    it("may contain several mailboxes", async () => {
        expect(
            await read(
                zipSync({
                    "Takeout/Mail/Sent.mbox": strToU8(message("one", "First.")),
                    "Takeout/Mail/Inbox.mbox": strToU8(message("two", "Second."))
                })
            )
        ).toEqual(both);
    });

    it("without mail is reported, and so is one that is damaged, encrypted or a zip bomb", async () => {
        await expect(read(madeZip("Takeout/Drive/a.txt", mailbox))).rejects.toThrow("no mailbox in it");
        await expect(read(gzipSync(madeTar("Takeout/Drive/a.txt", mailbox)))).rejects.toThrow("no mailbox in it");
        await expect(read(madeZip(name, mailbox).subarray(0, 300))).rejects.toThrow("damaged");
        await expect(read(gzipSync(madeTar(name, mailbox)).subarray(0, 200))).rejects.toThrow(/damaged/);
        await expect(read(gzipSync(strToU8("no archive at all ".repeat(100))))).rejects.toThrow("not an archive");
        await expect(read(zipSync({[name]: new Uint8Array(8_000_000)}))).rejects.toThrow("far more than mail needs");
        await expect(read(gzipSync(madeTar(name, new Uint8Array(8_000_000))))).rejects.toThrow(/far more than mail needs|no “From ” line/);
        for (const at of [110, 140, 200]) {
            const bytes = Buffer.from(
                zipSync({[name]: strToU8(message("one", "Pears are ripe and plums are not, and so it goes. ".repeat(50)))})
            );
            bytes.fill(0xff, at, at + 20);
            await expect(read(bytes)).rejects.toThrow("the archive is damaged");
        }
        const locked = Buffer.from(madeZip(name, mailbox)),
            entry = locked.lastIndexOf("PK\u0001\u0002");
        locked.writeUInt16LE(1, entry + 8);
        await expect(read(locked)).rejects.toThrow("locked");
    });

    it("names its sent mail by a label in the user's language", async () => {
        for (const label of [
            "Sent",
            "Important,Sent,Opened",
            "=?UTF-8?Q?Gesendet,Ge=C3=B6ffnet?=",
            "=?UTF-8?Q?Messages_envoy=C3=A9s?=",
            "=?UTF-8?B?0J7RgtC/0YDQsNCy0LvQtdC90L3Ri9C1?=",
            "送信済みメール"
        ])
            expect(
                (await parseHead(Buffer.from(`From: Nora <nora@lind.example>\nX-Gmail-Labels: ${label}\nSubject: x\n\n`), false))
                    ?.inSentFolder,
                label
            ).toBe(true);
        expect(
            (await parseHead(Buffer.from("From: Nora <nora@lind.example>\nX-Gmail-Labels: Inbox,Sent by others\nSubject: x\n\n"), false))
                ?.inSentFolder
        ).toBe(false);
    });
});

describe("sent folders", () => {
    it.each([
        "Sent",
        "sent-mail",
        "[Gmail]/Sent Mail",
        "[Gmail].Sent Mail",
        "INBOX.Sent",
        ".Sent",
        "Sent.mbox",
        "Sent Items.sbd",
        "Envoy&AOk-s",
        "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-",
        "&kAFP4W4IMH8w4TD8MOs-",
        "Gesendete Elemente",
        "Enviados",
        "Wysłane",
        "已发送邮件",
        "Sent-1"
    ])("are known: %s", (path) => {
        expect(isSentFolder(join("/mail", path)), path).toBe(true);
    });

    it("are not matched by similar names", () => {
        expect(["Sent by others", "Presents", "Inbox", "Unsent"].filter(isSentName)).toEqual([]);
    });
});

/** The same archive with the central directory's sizes and place in the zip64 extra field. */
function withLongSizes(zip: Uint8Array): Uint8Array {
    const bytes = Buffer.from(zip),
        at = bytes.lastIndexOf("PK\u0001\u0002"),
        end = bytes.lastIndexOf("PK\u0005\u0006");
    const nameLength = bytes.readUInt16LE(at + 28),
        extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    for (const [index, place] of [24, 20, 42].entries()) {
        extra.writeBigUInt64LE(BigInt(bytes.readUInt32LE(at + place)), 4 + 8 * index);
        bytes.writeUInt32LE(0xffffffff, at + place);
    }
    bytes.writeUInt16LE(28, at + 30);
    const whole = Buffer.concat([bytes.subarray(0, at + 46 + nameLength), extra, bytes.subarray(at + 46 + nameLength)]),
        newEnd = end + 28;
    const length = whole.readUInt32LE(newEnd + 12) + 28,
        place = whole.readUInt32LE(newEnd + 16);
    const long = Buffer.alloc(76);
    long.writeUInt32LE(0x06064b50, 0);
    long.writeBigUInt64LE(BigInt(length), 40);
    long.writeBigUInt64LE(BigInt(place), 48);
    long.writeUInt32LE(0x07064b50, 56);
    long.writeBigUInt64LE(BigInt(newEnd), 64);
    const tail = Buffer.from(whole.subarray(newEnd));
    tail.writeUInt32LE(0xffffffff, 12);
    tail.writeUInt32LE(0xffffffff, 16);
    return Buffer.concat([whole.subarray(0, newEnd), long, tail]);
}

/** The same archive as written by a program that does not know sizes in advance: zeros in the local header. */
function withoutLocalSizes(zip: Uint8Array): Uint8Array {
    const bytes = Buffer.from(zip),
        at = bytes.lastIndexOf("PK\u0003\u0004");
    bytes.writeUInt16LE(8, at + 6);
    bytes.fill(0, at + 14, at + 26);
    return bytes;
}
