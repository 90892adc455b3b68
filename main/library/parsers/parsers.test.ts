import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {strToU8, zipSync} from "fflate";
import {describe, expect, it, vi} from "vitest";
import {ownText} from "../../../app/history/own-text.ts";
import {madeDocx, madeHtml, madeMultipart, madeOdt, madePdf, madeRtf} from "../testing/made-files.ts";
import {formatOf, isSentFolder} from "./formats.ts";
import {htmlToText, parseHtml} from "./html.ts";
import {parseMessage, unwrapEmlx} from "./mail.ts";
import {mboxMessages} from "./mbox.ts";
import {parseDocx} from "./docx.ts";
import {parseOdt} from "./odt.ts";
import {parsePdf} from "./pdf.ts";
import {Refusal} from "./refusal.ts";
import {parseRtf} from "./rtf.ts";
import {decodeText} from "./text-encoding.ts";

vi.setConfig({testTimeout: 60_000});
const paragraphs = ["The first paragraph speaks of the garden.", "The second one speaks of a river."];

describe("documents", () => {
    it("reads Word with its title and date, without quotations", async () => {
        expect(await parseDocx(madeDocx("A title", [...paragraphs, "Quote: words of another"]))).toEqual({
            type: "prose",
            title: "A title",
            text: expect.stringMatching(/^\s*The first.*garden\.\n\nThe second.*river\.$/),
            date: "2021-03-04T05:06:07.000Z",
            markup: "none"
        });
    });

    it("reads OpenDocument, zipped, without its footnotes", () => {
        expect(parseOdt(madeOdt("A title", paragraphs))).toMatchObject({title: "A title", text: paragraphs.join("\n\n")});
    });

    it("rejects an archive that unpacks to far more than its size", async () => {
        const bomb = zipSync({"word/document.xml": new Uint8Array(120 * 1024 * 1024)}, {level: 9});
        expect(() => parseDocx(bomb)).toThrow(/unpacks to far more/);
        expect(() => parseDocx(strToU8("PK not really"))).toThrow(Refusal);
        expect(() => parseDocx(zipSync({"other.xml": strToU8("<x/>")}))).toThrow(/not a Word document/);
    });

    it("reads PDF as paragraphs, without running heads and page numbers", async () => {
        const pages = [1, 2, 3, 4].map((number) => [
            "The Book of Gardens",
            `Page ${number} tells of the garden and`,
            "goes on in a second line.",
            `${number}`
        ]);
        const {text, date} = await parsePdf(madePdf(pages), 500, () => {});
        expect(text).not.toContain("Book of Gardens");
        expect(text).toContain("Page 1 tells of the garden and goes on in a second line.");
        expect(date).toBe("2021-03-04T00:00:00.000Z");
    });

    it("rejects a PDF that is too long, damaged or without text", async () => {
        await expect(parsePdf(madePdf([["a"], ["b"], ["c"]]), 2, () => {})).rejects.toThrow("it has 3 pages; the limit is 2");
        await expect(parsePdf(strToU8("%PDF-1.4 nothing"), 9, () => {})).rejects.toThrow(/damaged/);
        await expect(parsePdf(madePdf([[]]), 9, () => {})).rejects.toThrow(/holds no text/);
    });

    it("reads RTF with every encoding of characters", () => {
        expect(parseRtf(madeRtf(["Äpfel und 手紙, {so} \\ weiter.", "Zweiter Absatz."])).text).toBe(
            "Äpfel und 手紙, {so} \\ weiter.\n\nZweiter Absatz."
        );
        expect(
            parseRtf(
                strToU8(
                    "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 X;}}\\f0 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2{\\*\\x " +
                        "hidden}{\\pict 89504e47}\\par end}"
                )
            ).text
        ).toBe("Привет\nend");
        expect(parseRtf(strToU8("{\\rtf1\\ansi\\ansicpg932 \\'8e\\'e8\\'8e\\'86}")).text).toBe("手紙");
        expect(() => parseRtf(strToU8("plain"))).toThrow(Refusal);
    });

    it("reads a page without its navigation, scripts and quotes", () => {
        expect(parseHtml(madeHtml("A title", paragraphs))).toMatchObject({
            title: "A title",
            text: expect.stringMatching(/^\s*The first paragraph speaks of the garden\.\n\nThe second one speaks of a river\.$/)
        });
    });

    it("reads deeply nested HTML without a stack overflow", () => {
        expect(htmlToText(`${"<div><blockquote>".repeat(10_000)}deep`, "mail").text).toContain("deep");
    });
});

describe("encodings", () => {
    const text = "Grüße aus Köln: façade, naïve, Žižek – “so”.";
    it.each(["utf-8", "utf-16le"] as const)("reads %s", (label) => {
        expect(decodeText(Buffer.from(text, label === "utf-8" ? "utf8" : "utf16le"))).toBe(text);
    });

    it("reads encodings other than UTF-8", () => {
        expect(decodeText(Buffer.from("Die Grüße aus Köln kommen spät, aber schön über die Brücke. ".repeat(4), "latin1"))).toContain(
            "Grüße aus Köln"
        );
        // 「日本語の文章です。今日は良い天気ですね。」 in Shift_JIS
        const japanese = Buffer.from("93fa967b8cea82cc95b68fcd82c582b78142" + "8da193fa82cd97c782a293568b4382c582b782cb8142", "hex");
        expect(decodeText(Buffer.concat([japanese, japanese, japanese]))).toContain("今日は良い天気ですね");
        // «Привет, как дела? Сегодня хорошая погода.» in windows-1251
        const russian = Buffer.from("cff0e8e2e5f22c20eae0ea20e4e5ebe03f20d1e5e3eee4edff20f5eef0eef8e0ff20efeee3eee4e02e20", "hex");
        expect(decodeText(Buffer.concat([russian, russian, russian, russian]))).toContain("Сегодня хорошая погода");
    });

    it("rejects binary data", () => {
        expect(() => decodeText(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0]))).toThrow(/not text/);
    });
});

describe("mail", () => {
    it("reads encoded headers, alternatives and attachments", async () => {
        const message = await parseMessage(strToU8(madeMultipart("Grüße vom Fluss.", "<p>Grüße</p>")));
        expect(message).toMatchObject({
            subject: "Grüße",
            from: [{name: "Jürgen", address: "me@example.org"}],
            to: [{name: "Ben"}, {name: "Åssa"}],
            text: "Grüße vom Fluss.",
            messageId: "<m@x>"
        });
    });

    it("reads only the body of a message with a huge attachment", async () => {
        const attachment = `${"QUJD".repeat(19)}\r\n`.repeat(400_000);
        const raw =
            "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" +
            `The body.\r\n--b\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${attachment}--b--\r\n`;
        expect((await parseMessage(strToU8(raw))).text).toBe("The body.");
    });

    it("rejects what is not mail", async () => {
        await expect(parseMessage(strToU8("Just some text: with a colon.\n\nAnd more."))).rejects.toThrow(/not an e-mail/);
    });

    it("unwraps Apple's .emlx", () => {
        expect(Buffer.from(unwrapEmlx(strToU8("9      \nFrom: a\n\n<?xml"))).toString()).toBe("From: a\n\n");
    });

    it.each([
        [
            "Gmail",
            '<div dir="ltr">My own words.</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, Jan 6, 2020 Ben ' +
                '&lt;<a>ben@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote">Theirs<br>and ' +
                "more</blockquote></div>"
        ],
        ["Gmail, inline", "<div>My own words.</div><blockquote>Theirs</blockquote><blockquote>and more</blockquote>"],
        [
            "Outlook on the web",
            '<div>My own words.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ben<br><b>Sent:</b> ' +
                "Monday<br><b>To:</b> me<br><b>Subject:</b> Plan</div><div>Theirs</div>"
        ],
        [
            "Outlook",
            "<p class=MsoNormal>My own words.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>Von:</b> " +
                "Ben<br><b>Gesendet:</b> Montag<br><b>An:</b> mich<br><b>Betreff:</b> Plan</p></div><p>Theirs</p>"
        ],
        [
            "Apple Mail",
            '<div>My own words.</div><div><br><blockquote type="cite"><div>On 6 Jan 2020, at 15:04, Ben ' +
                "wrote:</div><div>Theirs</div></blockquote></div>"
        ],
        [
            "Thunderbird",
            '<p>My own words.</p><div class="moz-cite-prefix">Am 06.01.20 um 15:04 schrieb Ben:<br></div><blockquote ' +
                'type="cite">Theirs</blockquote><pre class="moz-signature">-- \nMe</pre>'
        ],
        ["Yahoo", '<div>My own words.</div><div class="yahoo_quoted"><div>On Monday, Ben wrote:</div><div>Theirs</div></div>'],
        ["Proton", '<div>My own words.</div><div class="protonmail_quote">On Monday, Ben wrote:<blockquote>Theirs</blockquote></div>']
    ])("finds the own words in HTML from %s", (_, html) => {
        expect(ownText(htmlToText(html, "mail").text).text).toBe("My own words.");
    });
});

describe("mbox", () => {
    const folder = mkdtempSync(join(tmpdir(), "idiolect-mbox-"));
    const read = (content: string): string[] => {
        writeFileSync(join(folder, "x.mbox"), content);
        const file = openSync(join(folder, "x.mbox"), "r");
        const found: string[] = [];
        let bytes = 0;
        for (const message of mboxMessages(file, (chunk) => {
            bytes += chunk.length;
        }))
            found.push(Buffer.from(message).toString());
        closeSync(file);
        expect(bytes).toBe(Buffer.byteLength(content));
        return found;
    };

    it("splits at From lines after blank lines only, independent of chunk boundaries", () => {
        for (const padding of [0, 1, 1_048_500, 1_048_570, 1_048_574, 1_048_575, 1_048_576, 2_097_100]) {
            const first = `Subject: one\n\nFrom here it goes on.\n${"x".repeat(padding)}\n\nFrom the window I see.\n`;
            const second = "Subject: two\n\nBody.\n";
            const messages = read(`From a@b Mon Jan  6 15:04:05 2020\n${first}\nFrom c@d Mon Jan  6 15:04:05 2020\n${second}`);
            expect(messages.map((message) => message.trimEnd().length)).toEqual([first.trimEnd().length, second.trimEnd().length]);
        }
        rmSync(folder, {recursive: true});
    });
});

it("recognises formats and sent folders by name and place", () => {
    expect([
        formatOf("/a/B.TXT"),
        formatOf("/a/x.Docx"),
        formatOf("/m/cur/1578319440.M1P2.host:2,S"),
        formatOf("/m/Sent"),
        formatOf("/m/photo.jpg"),
        formatOf("/m/README")
    ]).toEqual(["text", "docx", "maildir", "mbox", null, null]);
    expect([isSentFolder("/m/Sent Items/1.eml"), isSentFolder("/m/.INBOX.Sent/cur/1"), isSentFolder("/m/presented/1.eml")]).toEqual([
        true,
        true,
        false
    ]);
});
