import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {parseMessage} from "./mail.ts";
import {mboxMessages} from "./mbox.ts";

const folder = mkdtempSync(join(tmpdir(), "idiolect-mbox-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const head = (subject: string): string =>
    `From: Nora Lind <nora@lind.example>\nTo: emil@rother.example\nSubject: ${subject}\nDate: Mon, 2 Jun 2025 10:00:00 +0200\n` +
    `Message-ID: <${subject}@lind.example>\n`;
const message = (subject: string, body: string): string => `${head(subject)}\n${body}\n`;

/** Subject and text of each message. A message is valid until the next one is requested, so each is copied at once. */
async function read(content: string): Promise<[string | null, string][]> {
    const path = join(folder, "x.mbox");
    writeFileSync(path, content);
    const file = openSync(path, "r"),
        messages: Uint8Array[] = [];
    try {
        for (const bytes of mboxMessages(file, () => {})) messages.push(Uint8Array.from(bytes));
    } finally {
        closeSync(file);
    }
    return Promise.all(
        messages.map(async (bytes) => {
            const {subject, text} = await parseMessage(bytes);
            return [subject, text] as [string | null, string];
        })
    );
}

describe("a mailbox is split where a header follows", () => {
    it.each([
        ["ctime", "From nora@lind.example Mon Jun  2 10:00:00 2025"],
        ["Thunderbird", "From - Mon Jun 02 10:00:00 2025"],
        ["Takeout", "From 1545668983435175434@xxx Mon Jun 02 10:00:00 +0000 2025"],
        ["a zone's name", "From nora@lind.example Mon Jun 2 10:00:00 CEST 2025"],
        ["an ISO date", "From nora@lind.example 2025-06-02 10:00:00"],
        ["no date", "From nora@lind.example"],
        ["bare", "From "],
        ["bare with a dash", "From -"],
        ["Eudora", "From ???@??? Mon Jun 02 10:00:00 2025"],
        ["MAILER-DAEMON", "From MAILER-DAEMON Mon Jun  2 10:00:00 2025"],
        ["a zone behind the year", "From Nora Lind Mon, 02 Jun 2025 10:00:00 GMT"],
        ["a list archive", "From nora at lind.example  Mon Jun  2 10:00:00 2025"],
        ["name with spaces", "From Nora Lind Mon Jun  2 10:00:00 2025"]
    ])("separators: %s", async (_name, line) => {
        expect(await read(`${line}\n${message("one", "First.")}\n${line}\n${message("two", "Second.")}`)).toEqual([
            ["one", "First."],
            ["two", "Second."]
        ]);
        expect(await read(`${line}\n${message("one", "First.")}\n${line}\n${message("two", "Second.")}`.replaceAll("\n", "\r\n"))).toEqual([
            ["one", "First."],
            ["two", "Second."]
        ]);
    });

    it("without an empty line before, if the header is unambiguous", async () => {
        expect(await read(`From \n${message("one", "First.")}From \n${message("two", "Second.")}`)).toEqual([
            ["one", "First."],
            ["two", "Second."]
        ]);
        expect((await read(`From - Mon Jun 02 10:00:00 2025\n${message("one", "First.")}From Monday\nSubject: the pears\n`))[0]?.[1]).toBe(
            "First.\nFrom Monday\nSubject: the pears"
        );
    });

    it.each([
        "From Monday on the barn is open from 8:30 to 17:00, until 31 December 2025.\n\nNora",
        "From Monday 2 June 2025, 8:30:\nNote: bring a ladder.\nDate: as said",
        "From my side:\nSubject: pears, and nothing else\n\nNora",
        "From nora@lind.example 2025-06-02\n\nstands in the log.",
        "From here on\nFrom: is a header's name, and Date: another"
    ])("prose that begins with From stays in its message: %j", async (text) => {
        expect(
            await read(
                `From - Mon Jun 02 10:00:00 2025\n${message("one", `Before.\n\n${text}`)}\nFrom - Mon Jun 02 11:00:00 2025\n` +
                    `${message("two", "Second.")}`
            )
        ).toEqual([
            ["one", `Before.\n\n${text}`],
            ["two", "Second."]
        ]);
    });

    it("escaped separators before headers: above a message's own header, and in place of a separator", async () => {
        expect(await read(`From - Mon Jun 02 10:00:00 2025\n>From - Mon Jun 02 10:00:00 2025\n${message("one", "First.")}`)).toEqual([
            ["one", "First."]
        ]);
        const exported =
            `From - Mon Jun 02 10:00:00 2025\n${message("one", "First.")}\n>From - Mon Jun 02 11:00:00 2025\n` +
            `${message("two", "Second.\n\n>From the barn\n>>From the log")}`;
        expect(await read(exported)).toEqual([
            ["one", "First."],
            ["two", "Second.\n\nFrom the barn\n>From the log"]
        ]);
    });

    it("behind a byte order mark", async () => {
        expect(await read(`\ufeffFrom - Mon Jun 02 10:00:00 2025\n${message("one", "First.")}`)).toEqual([["one", "First."]]);
    });

    it("an attached message's own separator does not split", async () => {
        const attached =
            `${head("one")}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n` +
            `First.\n--x\nContent-Type: message/rfc822\n\n>From - Mon Jun 02 09:00:00 2025\n${message("inner", "Inner.")}\n--x--\n`;
        expect((await read(`From - Mon Jun 02 10:00:00 2025\n${attached}`)).map(([subject]) => subject)).toEqual(["one"]);
    });

    it("independent of the file's chunk boundaries", async () => {
        // 256 KiB is read at a time: the separators are moved across the chunk's end byte by byte.
        const line = "From - Mon Jun 02 10:00:00 2025\n";
        for (const shift of [0, 1, 2, 3, 4, 5, 6, 20, 33, 34, 60, 200, 2000]) {
            const first = `${line}${head("one")}\n`,
                pad = (1 << 18) - first.length - 2 - shift;
            const all = await read(`${first}${"pears ".repeat(Math.ceil(pad / 6)).slice(0, pad)}\n\n${line}${message("two", "Second.")}`);
            expect(
                all.map(([subject]) => subject),
                `${shift}`
            ).toEqual(["one", "two"]);
        }
    });
});
