import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it, vi} from "vitest";
import {defaultLimits} from "../core.ts";
import {madeMsg, madeOlm, olmXml} from "../testing/made-outlook.ts";
import {formatOf} from "./formats.ts";
import {parseHead, parseMessage} from "./mail.ts";
import {headsOfFile} from "./mail-heads.ts";
import {readMsg} from "./msg.ts";
import {messageOf, olmMessages} from "./olm.ts";
import {internetMessage} from "./outlook-message.ts";
import {parseFile} from "./parse-file.ts";
import type {ParsedPart} from "./parse-file.ts";

vi.setConfig({testTimeout: 60_000});
const folder = mkdtempSync(join(tmpdir(), "idiolect-outlook-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const body = "The pears are ripe, come on Sunday.";
const sent = {
    "001A": "IPM.Note",
    "0037": "Pears – ripe",
    "0C1A": "Anna Berg",
    "0C1F": "/O=X/CN=ANNA",
    "5D01": "anna@berg.example",
    "1000": body,
    "1035": "<p1@berg.example>"
};

/** A file with these bytes, parsed as the library does. */
async function parsed(name: string, bytes: Uint8Array) {
    const path = join(folder, name),
        parts: ParsedPart[] = [];
    writeFileSync(path, bytes);
    const outcome = await parseFile(
        {
            path,
            format: formatOf(path)!,
            identities: ["anna@berg.example"],
            kinds: null,
            knownHash: null,
            limits: defaultLimits,
            explain: false
        },
        (part) => void parts.push(part),
        () => {}
    );
    return {outcome, items: parts.flatMap((part) => part.items)};
}

describe("an Outlook message (.msg)", () => {
    it("that was sent has no header; sender, recipients and subject come from its properties", async () => {
        const message = await parseMessage(
            await readMsg(madeMsg(sent, [{"3001": "Ödön, Ben", "39FE": "ben@ode.example", "3003": "/O=X/CN=BEN"}]))
        );
        expect(message).toMatchObject({
            subject: "Pears – ripe",
            from: [{name: "Anna Berg", address: "anna@berg.example"}],
            to: [{name: "Ödön, Ben", address: "ben@ode.example"}],
            text: body,
            messageId: "<p1@berg.example>"
        });
    });

    it("that was received keeps its header, so that automatic mail is recognised", async () => {
        const headers =
            "Received: from x\r\nFrom: List <list@x.example>\r\nList-Id: <a.x.example>\r\nSubject: =?utf-8?Q?Pears?=\r\n" +
            "References: <a@x>\r\n <b@x>\r\nContent-Type: multipart/mixed; boundary=x\r\n" +
            "Date: Mon, 6 Jan 2020 15:04:00 +0100\r\n";
        const message = await parseMessage(await readMsg(madeMsg({...sent, "007D": headers})));
        expect(message).toMatchObject({
            subject: "Pears",
            from: [{address: "list@x.example"}],
            answers: ["<b@x>", "<a@x>"],
            text: body,
            date: "2020-01-06T14:04:00.000Z"
        });
        expect(message.headers["list-id"]).toBe("<a.x.example>");
    });

    it("with only HTML is read like any mail in HTML", async () => {
        const rest = Object.fromEntries(Object.entries(sent).filter(([tag]) => tag !== "1000"));
        expect((await parseMessage(await readMsg(madeMsg({...rest, "1013": `<p>${body}</p><blockquote>Theirs</blockquote>`})))).text).toBe(
            `${body}\n\n> Theirs`
        );
    });

    it("becomes an item if the user wrote it; other Outlook items and damaged files are reported", async () => {
        expect((await parsed("a.msg", madeMsg(sent))).items).toMatchObject([{kind: "email", title: "Pears – ripe", text: body}]);
        expect((await parsed("b.msg", madeMsg({"001A": "IPM.Contact", "3001": "Ben"}))).outcome).toMatchObject({
            outcome: "refused",
            reason: expect.objectContaining({text: "it is a contact from Outlook, not an e-mail"})
        });
        expect((await parsed("c.msg", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).outcome).toMatchObject({
            outcome: "refused",
            reason: expect.objectContaining({text: "it is not an Outlook message"})
        });
        expect(await headsOfFile(join(folder, "a.msg"), parseHead, () => {})).toMatchObject([
            {from: [{address: "anna@berg.example"}], arrived: false}
        ]);
    });
});

it("an Outlook message whose sectors form a cycle is rejected at once", async () => {
    const bytes = madeMsg(sent),
        view = new DataView(bytes.buffer);
    const directory = (view.getUint32(48, true) + 1) * 512;
    for (const [at, value] of [
        [directory + 76, 0],
        [directory + 128 + 68, 1],
        [(view.getUint32(76, true) + 1) * 512 + 4 * view.getUint32(48, true), view.getUint32(48, true)],
        [48, 0x7fffffff],
        [68, 3]
    ] as const) {
        const damaged = Uint8Array.from(bytes);
        new DataView(damaged.buffer).setUint32(at, value, true);
        await expect(readMsg(damaged)).rejects.toThrow(/damaged|not an Outlook message/);
    }
});

describe("an archive of Outlook for Mac (.olm)", () => {
    it("yields its messages, plain or HTML, with their folder", async () => {
        const path = join(folder, "x.olm");
        writeFileSync(
            path,
            madeOlm([
                {subject: "Pears & more", body},
                {
                    subject: "Re: Pears",
                    body: `<html><body><p>${body}</p></body></html>`,
                    extra: "<OPFMessageCopyInReplyTo>&lt;q@x&gt;</OPFMessageCopyInReplyTo>"
                }
            ])
        );
        const file = openSync(path, "r");
        const found = [...olmMessages(file, () => {})];
        closeSync(file);
        expect(found.map((entry) => entry.folder)).toEqual(["Sent Items", "Sent Items"]);
        expect(await parseMessage(found[0]!.message!)).toMatchObject({
            subject: "Pears & more",
            from: [{name: "Anna Berg", address: "anna@berg.example"}],
            to: [{name: "Ben Ode", address: "ben@ode.example"}],
            text: body,
            date: "2021-03-04T05:06:07.000Z",
            messageId: "<olm1@berg.example>"
        });
        expect(await parseMessage(found[1]!.message!)).toMatchObject({text: body, answers: ["<q@x>"]});
        expect(await headsOfFile(path, parseHead, () => {})).toMatchObject([{inSentFolder: true}, {inSentFolder: true}]);
    });

    it("is read into the library; a file that is not one is rejected, and an unknown entry affects only itself", async () => {
        expect(
            (
                await parsed(
                    "a.olm",
                    madeOlm([
                        {subject: "Pears", body},
                        {subject: "Pears", body: "From another.", from: "ben@ode.example"}
                    ])
                )
            ).items
        ).toMatchObject([{title: "Pears", text: body}]);
        expect((await parsed("b.olm", Buffer.from("no archive"))).outcome).toMatchObject({
            outcome: "refused",
            reason: expect.objectContaining({text: "it is not an archive of Outlook for Mac"})
        });
        expect(messageOf(Buffer.from("<contacts/>"))).toBeNull();
        expect(messageOf(Buffer.from(olmXml({subject: "x", body}).slice(0, 200)))).not.toBeNull();
    });
});

it("an Outlook data file (.pst) that is damaged or not one is rejected", async () => {
    expect((await parsed("a.pst", Buffer.from("no data file"))).outcome).toMatchObject({
        outcome: "refused",
        reason: expect.objectContaining({text: expect.stringMatching(/not an Outlook data file, or is damaged/)})
    });
    expect((await parsed("b.pst", Buffer.concat([Buffer.from("!BDN"), Buffer.alloc(2000, 23)]))).outcome).toMatchObject({
        outcome: "refused"
    });
});

it("names and subjects cannot inject fields or addresses into the created message", async () => {
    const message = await parseMessage(
        internetMessage({
            headers: "",
            from: {name: "Anna\r\nBcc: x@y.example <z@y.example>", address: "anna@berg.example>\r\nX: y"},
            to: [],
            cc: [],
            subject: "Pears\r\nReply-To: x@y.example\u0000",
            date: new Date(Number.NaN),
            messageId: "a b",
            inReplyTo: "",
            references: "",
            text: "From here.\r\n.\r\n--=_outlook",
            html: ""
        })
    );
    expect(Object.keys(message.headers).sort()).toEqual(["content-transfer-encoding", "content-type", "from", "mime-version", "subject"]);
    expect(message.subject).toBe("Pears Reply-To: x@y.example");
    expect(message.text).toContain("--=_outlook");
});

it("Apple Mail's partial messages are reported as partial if their text is missing", async () => {
    const emlx = (text: string): Uint8Array => Buffer.from(`${Buffer.byteLength(text)}\n${text}<?xml version="1.0"?><plist/>`);
    const head = "From: anna@berg.example\nTo: ben@ode.example\nSubject: Pears\n\n";
    expect((await parsed("1.partial.emlx", emlx(head))).outcome).toMatchObject({
        outcome: "refused",
        reason: expect.objectContaining({text: expect.stringMatching(/^Apple Mail has only a part/)})
    });
    expect((await parsed("2.partial.emlx", emlx(`${head}${body}`))).items).toHaveLength(1);
});
