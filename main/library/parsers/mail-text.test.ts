import {Buffer} from "node:buffer";
import {describe, expect, it} from "vitest";
import {derive} from "../../../app/history/derive.ts";
import {noQuoteMark, ownText} from "../../../app/history/own-text.ts";
import {decodeFlowed, decodeMailText} from "./mail-charset.ts";
import {parseHead, parseMessage} from "./mail.ts";

const head =
    "From: Nora Lind <nora@lind.example>\r\nTo: Emil <emil@rother.example>\r\nSubject: pears\r\n" +
    "Date: Mon, 2 Jun 2025 10:00:00 +0200\r\nMessage-ID: <1@lind.example>\r\nMIME-Version: 1.0\r\n";
const mail = (headers: string, body: string | Uint8Array): Uint8Array =>
    Buffer.concat([Buffer.from(`${head}${headers}\r\n\r\n`), Buffer.from(body as string)]);
const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");
const japanese = latin1("\u001b$B2q5D$OL@F|$G$9\u001b(B.");
const textOf = async (bytes: Uint8Array): Promise<string> => (await parseMessage(bytes)).text;

describe("HTML of mail programs", () => {
    const html = async (body: string): Promise<string> => {
        const message = await parseMessage(mail("Content-Type: text/html; charset=utf-8", `<html><body>${body}</body></html>`));
        return ownText(message.text).text;
    };

    it.each([
        [
            "Gmail's forward",
            `<div dir="ltr">For you to read.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- ` +
                "Forwarded message ---------<br>From: <strong>Emil</strong> &lt;emil@rother.example&gt;<br>Date: Mon, Jun " +
                "2<br>Subject: pears<br>To: nora@lind.example<br></div><br><div>Shall we go?</div></div>"
        ],
        [
            "Spark",
            `<div name="messageBodySection">For you to read.</div><div name="messageSignatureSection"><br><div>Nora ` +
                `Lind<br>Lind Ltd</div></div><div name="messageReplySection">On 2 Jun 2025 at 08:05 +0200, Emil ` +
                `&lt;emil@rother.example&gt;, wrote:<br><blockquote type="cite">Shall we?</blockquote></div>`
        ],
        [
            "Superhuman",
            `<div>For you to read.</div><div class="sh-signature">Sent with love<br>Nora Lind</div><div class="gmail_quote">On ` +
                "Mon, Jun 2, 2025 at 8:05 AM, Emil <span>&lt;emil@rother.example&gt;</span> wrote:<br><blockquote " +
                `class="gmail_quote">Shall we?</blockquote></div>`
        ],
        [
            "an old Outlook in French",
            "<div>For you to read.</div><div style='border:none;border-top:solid windowtext 1.0pt'><p><b>De :</b> " +
                "Emil<br><b>Envoyé :</b> lundi 2 juin 2025 08:05<br><b>À :</b> Nora<br><b>Objet :</b> poires</p></div><p>On y va " +
                "?</p>"
        ],
        [
            "one element around reply and quote",
            "<div><p>For you to read.</p><p><b>From:</b> emil@rother.example<br><b>Sent:</b> Monday<br><b>To:</b> " +
                "Nora<br><b>Subject:</b> pears</p><p>Shall we?</p></div>"
        ]
    ])("%s", async (_, body) => {
        expect(await html(body)).toBe("For you to read.");
    });

    it("is recognised if the label says plain text", async () => {
        expect(
            await textOf(
                mail("Content-Type: text/plain; charset=utf-8", "<P>The pears are <B>ripe</B>.</P>\r\n<P>Come on Sunday.<BR>Nora</P>")
            )
        ).toBe("The pears are ripe.\n\nCome on Sunday.\nNora");
        expect(await textOf(mail("Content-Type: text/plain; charset=utf-8", "<p> opens a paragraph, and </p> closes it."))).toBe(
            "<p> opens a paragraph, and </p> closes it."
        );
    });

    it("keeps the cells of a table apart", async () => {
        expect(await html("<table><tr><td>Pears</td><td>12</td></tr><tr><th>Plums</th><th>13</th></tr></table>")).toBe(
            "Pears 12\nPlums 13"
        );
    });
});

it("a sender in the spelling of list archives is recognised", async () => {
    const message = await parseMessage(
        Buffer.from("From: nora.lind at lind.example (Nora Lind)\nDate: Mon, 2 Jun 2025 10:00:00 +0200\nSubject: pears\n\nRipe.")
    );
    expect(message.from).toEqual([{name: "Nora Lind", address: "nora.lind@lind.example"}]);
    expect(
        (await parseHead(Buffer.from("From: nora.lind at lind.example (Nora Lind)\nDate: Mon, 2 Jun 2025 10:00:00 +0200\n\n"), false))?.from
    ).toEqual(message.from);
});

describe("encodings are decided by the bytes", () => {
    const german = "Die Birnen hängen über der Mauer, süß und für alle.";

    it.each(["us-ascii", "iso-8859-1", "windows-1252", "koi8-r", "utf-8", "x-unknown", "nonsense"])(
        "UTF-8 that is labelled %s",
        async (label) => {
            expect(await textOf(mail(`Content-Type: text/plain; charset=${label}\r\nContent-Transfer-Encoding: 8bit`, german))).toBe(
                german
            );
        }
    );

    it("UTF-8 in quoted-printable and base64 with a Latin-1 label", async () => {
        const quoted = [...Buffer.from(german)]
            .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase()}`))
            .join("");
        expect(
            await textOf(mail("Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable", quoted))
        ).toBe(german);
        expect(
            await textOf(
                mail(
                    "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: base64",
                    Buffer.from(german).toString("base64")
                )
            )
        ).toBe(german);
    });

    it("8-bit text without a label or with a wrong one, alone and in a multipart", async () => {
        for (const type of ["text/plain", "text/plain; charset=utf-8", "text/plain; charset=us-ascii"]) {
            expect(await textOf(mail(`Content-Type: ${type}\r\nContent-Transfer-Encoding: 8bit`, latin1(german)))).toBe(german);
            const parts = `--x\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${german}\r\n--x--\r\n`;
            expect(await textOf(mail("Content-Type: multipart/mixed; boundary=x", latin1(parts)))).toBe(german);
        }
    });

    it("UTF-8 with stray bytes of Latin-1 in it", async () => {
        expect(
            await textOf(
                mail(
                    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
                    "Gr=C3=BC=C3=9Fe aus K=F6ln."
                )
            )
        ).toBe("Grüße aus Köln.");
        expect(
            await textOf(
                mail(
                    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit",
                    latin1("Grüße aus Köln für alle Mädchen.")
                )
            )
        ).toBe("Grüße aus Köln für alle Mädchen.");
    });

    it("any line ending", async () => {
        expect(await textOf(Buffer.from(`${head}\r\nThe pears\r\nare ripe.`.replaceAll("\r\n", "\r")))).toBe("The pears\nare ripe.");
    });

    it("HTML with the charset in its meta element only", async () => {
        const page = '<html><head><meta charset="windows-1251"></head><body><p>';
        const body = Buffer.concat([latin1(page), Buffer.from("cff0e8e2e5f22c20fdf2ee20e3f0f3f8e8", "hex"), latin1("</p></body></html>")]);
        expect(await textOf(mail("Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit", body))).toBe("Привет, это груши");
    });

    it.each(["", "; charset=us-ascii", "; charset=utf-8", "; charset=iso-2022-jp"])("ISO-2022-JP with the label %j", async (label) => {
        expect(await textOf(mail(`Content-Type: text/plain${label}`, japanese))).toBe("会議は明日です.");
    });

    it("ISO-2022-KR and HZ, which browsers do not support", () => {
        expect(decodeMailText(latin1("\u001b$)C\u000e>H3g\u000f, ok"), "iso-2022-kr")).toBe("안녕, ok");
        expect(decodeMailText(latin1("ok ~{VPND~}."), "hz-gb-2312")).toBe("ok 中文.");
        expect(decodeMailText(latin1("the sets ~{a~} and ~{b~}"), null)).toBe("the sets ~{a~} and ~{b~}");
    });

    it("UTF-7 with its label, and without if it is unambiguous", () => {
        expect(decodeMailText(latin1("s+APwA3w- und f+APw-r 1 +- 1"), "utf-7")).toBe("süß und für 1 + 1");
        expect(decodeMailText(latin1("s+APwA3w- und f+APw-r alle"), null)).toBe("süß und für alle");
        for (const text of ["C++ - and a+b-c, 1+1-2", "x+yes-no and so+on-", "call +49-561-555 or +1-202-555"])
            expect(decodeMailText(latin1(text), null)).toBe(text);
    });

    it("a correct label of a double-byte encoding", () => {
        const text = Buffer.from("a7daaabab0abb66f", "hex");
        expect(decodeMailText(text, "big5")).toBe(new TextDecoder("big5").decode(text));
    });

    it("UTF-8 that is cut inside a character, and raw 8-bit headers", async () => {
        expect(decodeMailText(Buffer.from("süß und für die Bäume".repeat(3)).subarray(0, -1), null)).toContain("süß und für");
        const raw = latin1("From: J\u00fcrgen <j@x.example>\r\nSubject: \u00dcber Birnen\r\n\r\nWorte.\r\n");
        expect(await parseMessage(raw)).toMatchObject({subject: "Über Birnen", from: [{name: "Jürgen"}]});
        expect((await parseHead(raw, false))?.from).toHaveLength(1);
    });
});

describe("format=flowed", () => {
    it("joins lines of one quote depth and separates those of two", () => {
        expect(decodeFlowed("> How are \n> the pears? \nRipe, and \nsweet.\n>> older \n> newer\n", false)).toBe(
            "> How are the pears? \nRipe, and sweet.\n>> older \n> newer\n"
        );
    });

    it("takes the stuffed space off, deletes soft spaces where the header says so, and keeps the signature's line", () => {
        expect(decodeFlowed(" From here\n >no quote\nText \n-- \nNora", false)).toBe(
            `From here\n${noQuoteMark}>no quote\nText \n-- \nNora`
        );
        expect(decodeFlowed("すも \nも", true)).toBe("すもも");
    });

    it("leaves a line that was set in to begin with a mark to the writer", async () => {
        const body = " >5 kilograms are too many.\r\n> Really? \r\n";
        expect(ownText(await textOf(mail("Content-Type: text/plain; charset=utf-8; format=flowed", body))).text).toBe(
            ">5 kilograms are too many."
        );
    });

    it("leaves the answers between the quotes to the writer", async () => {
        const body =
            "Emil wrote:\r\n> Shall we pick the pears on Sunday, or is it still \r\n> too early? \r\n" +
            "Sunday is fine, and I bring \r\nthe long ladder.\r\n> And who brings the baskets? \r\nEmil does.\r\n";
        expect(ownText(await textOf(mail("Content-Type: text/plain; charset=utf-8; format=flowed", body))).text).toBe(
            "Sunday is fine, and I bring the long ladder.\n\nEmil does."
        );
    });
});

describe("quotes in HTML", () => {
    const page = (inner: string): Promise<string> =>
        textOf(mail("Content-Type: text/html; charset=utf-8", `<html><body>${inner}</body></html>`)).then((text) => ownText(text).text);

    it("are answered between and below where the program marks them as block quotations", async () => {
        const answer = (intro: string) =>
            page(`<p>Hello Emil,</p>${intro}<blockquote type="cite"><p>Shall we?</p></blockquote><p>Sunday is fine.</p>`);
        const line = "Em 2025-06-02 08:05, Emil Rother escreveu:";
        expect(await answer(`<p id="reply-intro">${line}</p>`)).toBe("Hello Emil,\n\nSunday is fine.");
        expect(await answer(`<p id="v1reply-intro">Xy 2025-06-02 zw Emil Rother:</p>`)).toBe("Hello Emil,\n\nSunday is fine.");
        expect(
            await page(
                `<div>Hello Emil,</div><div class="zmail_extra">---- On Mon, 02 Jun 2025 08:05:11 +0200 <b>Emil Rother ` +
                    "&lt;emil@rother.example&gt;</b> wrote ---<blockquote>Shall we?</blockquote></div><div>Sunday is fine.</div>"
            )
        ).toBe("Hello Emil,\n\nSunday is fine.");
    });

    it.each([
        [
            "Outlook's line, labels in a language no table has",
            "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p><b>Xy:</b> " +
                "Emil<br><b>Zw:</b> Montag</p></div></div><p>Shall we?</p>"
        ],
        ["Hotmail's ruler", '<hr id="stopSpelling">Date: Mon, 2 Jun 2025<br>Shall we?'],
        ["GMX", '<div name="quote" style="margin:10px 5px 5px 10px"><div><b>Gesendet:</b> Montag</div><div>Shall we?</div></div>'],
        ["a box with a line at its left", '<div style="border-left: 2px solid #C3D9E5; padding-left: 10px">Shall we?</div>'],
        [
            "Thunderbird's forward",
            '<div class="moz-forward-container"><table><tr><th>Subject:</th><td>pears</td></tr></table>Shall we?</div>'
        ],
        [
            "Gmail without a gap",
            '<div class="gmail_quote">On Mon, Jun 2, 2025 at 8:05 AM Emil &lt;<a ' +
                'href="mailto:e@rother.example">e@rother.example</a>&gt; wrote:<br><blockquote>Shall we?</blockquote></div>'
        ]
    ])("%s", async (_name, quote) => {
        expect(await page(`<div>Sunday is fine.</div>${quote}`)).toBe("Sunday is fine.");
    });

    it("do not include paragraphs that the writer indented", async () => {
        expect(
            await page(
                '<div>I propose:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Sunday at ' +
                    "eight.</div></blockquote>"
            )
        ).toBe("I propose:\n\nSunday at eight.");
    });
});

const der = (tag: number, ...parts: (Uint8Array | string)[]): Buffer => {
    const content = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
    const size = content.length < 0x80 ? Buffer.from([content.length]) : Buffer.from([0x82, content.length >> 8, content.length & 0xff]);
    return Buffer.concat([Buffer.from([tag]), size, content]);
};
const oid = (last: number) => Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, last]);
const signed = (content: string, octets = der(0x04, content)): Buffer =>
    der(0x30, oid(2), der(0xa0, der(0x30, Buffer.from([0x02, 1, 1]), der(0x31), der(0x30, oid(1), der(0xa0, octets)), der(0x31))));
const smime = (bytes: Uint8Array): Uint8Array =>
    mail(
        "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64",
        Buffer.from(bytes).toString("base64")
    );
const reasons = async (bytes: Uint8Array): Promise<string[]> =>
    derive({type: "mail", messages: [await parseMessage(bytes)]}, {identities: ["nora@lind.example"], kinds: null}).leftOut.map(
        ({reason}) => reason.text
    );

describe("wrapped mail", () => {
    const inner = "Content-Type: text/plain; charset=utf-8\r\n\r\nThe pears are picked and signed for.";

    it("S/MIME's opaque signature is opened, in one piece, in several, and nested", async () => {
        expect(await textOf(smime(signed(inner)))).toBe("The pears are picked and signed for.");
        expect(await textOf(smime(signed("", der(0x24, der(0x04, inner.slice(0, 60)), der(0x04, inner.slice(60))))))).toBe(
            "The pears are picked and signed for."
        );
        const twice =
            "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
            `${signed(inner).toString("base64")}`;
        expect(await textOf(smime(signed(twice)))).toBe("The pears are picked and signed for.");
    });

    it("a list's footer beside a signed message does not hide the message", async () => {
        const body =
            "--x\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
            `${signed(inner).toString("base64")}\r\n--x\r\nContent-Type: text/plain\r\n\r\nGarden mailing list\r\n--x--`;
        expect(await textOf(mail("Content-Type: multipart/mixed; boundary=x", body))).toBe("The pears are picked and signed for.");
    });

    it("encrypted mail is reported as encrypted", async () => {
        expect(await reasons(smime(der(0x30, oid(3), der(0xa0, der(0x30, Buffer.from([0x02, 1, 0]))))))).toEqual(["encrypted with S/MIME"]);
        expect(await reasons(smime(Buffer.from("nothing of the kind")))).toEqual(["an S/MIME message that is damaged"]);
        expect(
            await reasons(mail("Content-Type: text/plain", "-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----"))
        ).toEqual(["encrypted with PGP"]);
        const pgp =
            "--x\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x\r\n" +
            "Content-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--x--";
        expect(await reasons(mail('Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x', pgp))).toEqual([
            "encrypted with PGP"
        ]);
    });

    it("PGP's dash escapes are removed, and the signature below them is recognised", () => {
        const text =
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nThree things:\n- - pears\n- - plums\n\n- -- \nNora Lind\n" +
            "-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n";
        expect(ownText(text).text).toBe("Three things:\n- pears\n- plums");
    });

    const attribute = (id: number, data: Uint8Array): Buffer => {
        const header = Buffer.alloc(9);
        header[0] = 1;
        header.writeUInt32LE(id, 1);
        header.writeUInt32LE(data.length, 5);
        return Buffer.concat([header, data, Buffer.alloc(2)]);
    };
    const words = (...values: number[]): Buffer =>
        Buffer.concat(
            values.map((value) => {
                const word = Buffer.alloc(4);
                word.writeUInt32LE(value);
                return word;
            })
        );
    const property = (id: number, type: number, value: Uint8Array): Buffer =>
        Buffer.concat([words(id * 0x10000 + type, 1, value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
    const tnef = (...attributes: Buffer[]): Buffer =>
        Buffer.concat([words(0x223e9f78), Buffer.alloc(2), attribute(0x00089006, words(0x10000)), ...attributes]);
    const winmail = (bytes: Uint8Array): Uint8Array =>
        mail(
            "Content-Type: multipart/mixed; boundary=x",
            "--x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                `${Buffer.from(bytes).toString("base64")}\r\n--x--`
        );

    it("winmail.dat yields its text, from the body or from a property", async () => {
        expect(await textOf(winmail(tnef(attribute(0x0002800c, Buffer.from("The pears are in the barn.\0")))))).toBe(
            "The pears are in the barn."
        );
        const named = Buffer.concat([words(0x80010003), Buffer.alloc(16), words(0, 7), words(5)]),
            flag = words(0x0e1b000b, 1);
        const utf16 = Buffer.from("Grüße aus der Scheune\0", "utf16le");
        expect(
            await textOf(winmail(tnef(attribute(0x00069003, Buffer.concat([words(3), named, flag, property(0x1000, 0x1f, utf16)])))))
        ).toBe("Grüße aus der Scheune");
        expect(
            await textOf(
                winmail(
                    tnef(
                        attribute(
                            0x00069003,
                            Buffer.concat([words(1), property(0x1013, 0x102, Buffer.from("<p>The pears</p><p>are ripe.</p>"))])
                        )
                    )
                )
            )
        ).toBe("The pears\n\nare ripe.");
    });

    it("winmail.dat yields compressed RTF ([MS-OXRTFCP] 3.1.1's example)", async () => {
        const example = Buffer.from(
            "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0".replaceAll(" ", ""),
            "hex"
        );
        expect(await textOf(winmail(tnef(attribute(0x00069003, Buffer.concat([words(1), property(0x1009, 0x102, example)])))))).toBe(
            "hello world"
        );
    });

    it("a winmail.dat without text is reported", async () => {
        expect(await reasons(winmail(Buffer.from("garbage")))).toEqual(["its text is in a winmail.dat of Outlook that cannot be read"]);
        expect(await reasons(winmail(tnef()))).toHaveLength(1);
    });
});
