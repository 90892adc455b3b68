import {gzipSync, strToU8, zipSync} from "fflate";
import {madeMessage} from "./made-corpus.ts";
import {madeOlm, msgSeeds} from "./made-outlook.ts";
import type {Format} from "../parsers/formats.ts";

/** Small well-formed files of every format, generated here: input of tests, and of fuzzing before mutation. */

export interface DocxParts {
    /** name of the main part, `word/document.xml` by default */
    readonly main?: string;
    /** ISO's strict namespaces instead of ECMA's transitional ones */
    readonly strict?: boolean;
    /** contents of `w:styles` after Title and Quote */
    readonly styles?: string;
    /** further parts by name */
    readonly parts?: Readonly<Record<string, string>>;
}

/** A Word document around the given contents of `w:body`. */
export function docxOf(body: string, {main = "word/document.xml", strict = false, styles = "", parts = {}}: DocxParts = {}): Uint8Array {
    const word = strict
        ? "http://purl.oclc.org/ooxml/wordprocessingml/main"
        : "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const types = strict
        ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
        : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const folder = main.slice(0, main.lastIndexOf("/") + 1),
        name = main.slice(folder.length);
    const relationships = (list: string) =>
        strToU8(
            `<?xml version="1.0"?><Relationships ` +
                `xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`
        );
    return zipSync({
        "[Content_Types].xml": strToU8(
            `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default ` +
                `Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ` +
                `ContentType="application/xml"/><Override PartName="/${main}" ` +
                `ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
        ),
        "_rels/.rels": relationships(`<Relationship Id="r1" Type="${types}/officeDocument" Target="/${main}"/>`),
        [`${folder}_rels/${name}.rels`]: relationships(`<Relationship Id="r2" Type="${types}/styles" Target="styles.xml"/>`),
        [`${folder}styles.xml`]: strToU8(
            `<?xml version="1.0"?><w:styles xmlns:w="${word}"><w:style w:type="paragraph" w:styleId="Title"><w:name ` +
                `w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="Quote"><w:name ` +
                `w:val="Quote"/></w:style>${styles}</w:styles>`
        ),
        [main]: strToU8(
            `<?xml version="1.0"?><w:document xmlns:w="${word}" ` +
                `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`
        ),
        "docProps/core.xml": strToU8(
            `<?xml version="1.0"?><cp:coreProperties ` +
                `xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
                `xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2021-03-04T05:06:07Z</dcterms:created>` +
                "</cp:coreProperties>"
        ),
        ...Object.fromEntries(Object.entries(parts).map(([part, content]) => [part, strToU8(content)]))
    });
}

const escapeXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
/** `w:p` with one run */
export const docxParagraph = (text: string, properties = ""): string =>
    `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;

export function madeDocx(title: string | null, paragraphs: readonly string[]): Uint8Array {
    return docxOf(
        `${title === null ? "" : docxParagraph(title, '<w:pStyle w:val="Title"/>')}` +
            `${paragraphs.map((text) => docxParagraph(text, text.startsWith("Quote: ") ? '<w:pStyle w:val="Quote"/>' : "")).join("")}`
    );
}

/** The contents of `office:text`, and of `office:automatic-styles` before it. */
export const odtOf = (body: string, styles = "", manifest = ""): Uint8Array =>
    zipSync({
        mimetype: strToU8("application/vnd.oasis.opendocument.text"),
        "META-INF/manifest.xml": strToU8(`<manifest:manifest xmlns:manifest="m">${manifest}</manifest:manifest>`),
        "content.xml": strToU8(
            `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
                `xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
                `xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
                `xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:automatic-styles>` +
                `${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body>` +
                "</office:document-content>"
        ),
        "meta.xml": strToU8(
            `<office:document-meta xmlns:meta="m"><meta:creation-date>2021-03-04T05:06:07</meta:creation-date></office:document-meta>`
        )
    });

const footnote = "<text:note><text:note-body><text:p>a footnote</text:p></text:note-body></text:note>";

export function madeOdt(title: string | null, paragraphs: readonly string[]): Uint8Array {
    return odtOf(
        `${title === null ? "" : `<text:p text:style-name="Title">${title}</text:p>`}` +
            paragraphs.map((text) => `<text:p>${text}${footnote}</text:p>`).join("")
    );
}

/** One line of text per page and line; correct cross-reference table. */
export function madePdf(pages: readonly (readonly string[])[]): Uint8Array {
    return pdfOf(
        pages.map(
            (lines) =>
                "BT /F1 12 Tf 72 720 Td 14 TL " +
                `${lines.map((line) => (line === "" ? "0 -28 Td" : `(${line.replace(/[\\()]/g, "\\$&")}) Tj T*`)).join(" ")} ET`
        )
    );
}

/** Pages with the given content streams in Latin-1; the font F1 has a soft hyphen at 173, the image I is a pixel. */
export function pdfOf(contents: readonly string[]): Uint8Array {
    const pages = contents;
    const objects: string[] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${4 + 2 * index} 0 R`).join(" ")}] >>`,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding " +
            "/Differences [173 /sfthyphen] >> >>"
    ];
    for (const [index, content] of pages.entries()) {
        objects.push(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /I " +
                `${4 + 2 * pages.length} 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
            `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
        );
    }
    if (contents.some((content) => content.includes("/I Do")))
        objects.push(
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n" +
                "stream\nx\nendstream"
        );
    let body = "%PDF-1.4\n";
    const offsets = objects.map((object, index) => {
        const offset = body.length;
        body += `${index + 1} 0 obj\n${object}\nendobj\n`;
        return offset;
    });
    const table =
        `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n` +
        `${offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}`;
    return strToU8(
        `${body}${table}trailer << /Size ${objects.length + 1} /Root 1 0 R /Info << /CreationDate (D:20210304050607Z) >> >>\n` +
            `startxref\n${body.length}\n%%EOF\n`,
        true
    );
}

export function madeRtf(paragraphs: readonly string[]): Uint8Array {
    const escape = (text: string) =>
        text
            .replace(/[\\{}]/g, "\\$&")
            .replace(
                /[^\u0020-\u007e]/g,
                (character) => `\\u${character.charCodeAt(0) > 32767 ? character.charCodeAt(0) - 65536 : character.charCodeAt(0)}?`
            );
    return strToU8(
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 " +
            "Arial;}}{\\colortbl;\\red0\\green0\\blue0;}{\\*\\generator Made;}\\viewkind4\\uc1\\pard\\f0 " +
            `${paragraphs.map(escape).join("\\par\\par ")}\\par}`
    );
}

export const madeHtml = (title: string, paragraphs: readonly string[]): Uint8Array =>
    strToU8(
        `<!doctype html><html><head><meta charset="utf-8"><title>${title} | A ` +
            "site</title><style>p{}</style></head><body><nav>Home " +
            `About</nav><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join("\n")}<blockquote>Words of ` +
            "another.</blockquote></article><footer>Imprint</footer><script>run()</script></body></html>"
    );

/** A mail with both bodies, an attachment and encoded headers. */
export const madeMultipart = (plain: string, html: string): string =>
    [
        "From: =?utf-8?Q?J=C3=BCrgen?= <me@example.org>",
        "To: Ben <ben@example.org>, =?utf-8?B?w4Vzc2E=?= <a@example.org>",
        "Subject: =?utf-8?B?R3LDvMOfZQ==?=",
        "Message-ID: <m@x>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=outer",
        "",
        "--outer",
        "Content-Type: multipart/alternative; boundary=inner",
        "",
        "--inner",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        Buffer.from(plain)
            .toString("latin1")
            .replace(/[=\u0080-\u00ff]/g, (character) => `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`),
        "--inner",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Buffer.from(html).toString("base64").replace(/.{76}/g, "$&\r\n"),
        "--inner--",
        "--outer",
        "Content-Type: application/pdf; name=a.pdf",
        "Content-Disposition: attachment; filename=a.pdf",
        "Content-Transfer-Encoding: base64",
        "",
        "JVBERi0xLjQKJcOkw7zDtsOfCg==",
        "--outer--",
        ""
    ].join("\r\n");

export const madeZip = (name: string, content: Uint8Array): Uint8Array =>
    zipSync({"Takeout/archive_browser.html": strToU8("<p>list</p>"), [name]: content});

/** A tar archive with a pax header before its one file. */
export function madeTar(name: string, content: Uint8Array): Uint8Array {
    const entry = (type: string, path: string, bytes: Uint8Array): Buffer => {
        const header = Buffer.alloc(512);
        header.write(path.slice(0, 100));
        header.write("0000644\0", 100);
        header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
        header.write(`        ${type}ustar\u000000`, 148);
        header.write(
            `${header
                .reduce((sum, byte) => sum + byte, 0)
                .toString(8)
                .padStart(6, "0")}\0 `,
            148
        );
        return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
    };
    const record = (text: string): string => {
        let length = text.length + 3;
        while (`${length} ${text}\n`.length !== length) length++;
        return `${length} ${text}\n`;
    };
    return Buffer.concat([
        entry("0", "Takeout/archive_browser.html", Buffer.from("<p>list</p>")),
        entry("x", "PaxHeaders/x", Buffer.from(record(`path=${name}`))),
        entry("0", "short", content),
        Buffer.alloc(1024)
    ]);
}

/** Files that fuzzing starts with. */
export function fuzzSeeds(format: Format): Uint8Array[] {
    const prose = [
        "The first paragraph speaks of the garden.",
        "The second one, of a river & <a bridge>.",
        "Ein drittes mit Umlauten: äöü, 手紙."
    ];
    const plain = ["The first paragraph speaks of the garden.", "The second one, of a river and a bridge."];
    switch (format) {
        case "text":
            return [
                strToU8(prose.join("\n\n")),
                strToU8("Subject: Plan\nTo: Ben\n\nHere is the plan."),
                Buffer.from(prose.join("\n"), "utf16le")
            ];
        case "markdown":
            return [
                strToU8(
                    `---\ntitle: "A title"\ndate: 2020-01-02\n---\n# A title\n\n${prose.join("\n\n")}\n\n\`\`\`js\ncode\n` +
                        `\`\`\`\n\n> quote\n\n[link](http://x) ![image](y)\n`
                )
            ];
        case "html":
            return [madeHtml("A title", prose)];
        case "eml":
        case "maildir":
            return [
                strToU8(madeMessage(4)),
                strToU8(
                    madeMultipart(
                        "Grüße vom Fluss.\n\nOn 2020-01-01 10:00, Ben wrote:\n> so",
                        "<p>Grüße vom Fluss.</p><blockquote>so</blockquote>"
                    )
                )
            ];
        case "mbox":
            return [
                strToU8(
                    `From a@b Mon Jan  6 15:04:05 2020\n${madeMessage(4).replaceAll("\r\n", "\n")}\n\n` +
                        `From c@d Mon Jan  6 15:04:05 2020\n${madeMessage(5).replaceAll("\r\n", "\n")}\n`
                )
            ];
        case "takeout": {
            const mailbox = fuzzSeeds("mbox")[0] ?? new Uint8Array();
            return [madeZip("Takeout/Mail/All mail.mbox", mailbox), gzipSync(madeTar("Takeout/Mail/All mail.mbox", mailbox))];
        }
        case "msg":
            return msgSeeds();
        case "olm":
            return [
                madeOlm([
                    {subject: "Pears", body: plain.join("\n\n")},
                    {subject: "Re: Pears", body: `<html><body><p>${plain[0]}</p></body></html>`}
                ])
            ];
        // Nothing writes this format; the header alone reaches enough code to be rejected in many ways.
        case "pst":
            return [Buffer.concat([Buffer.from("!BDN"), Buffer.alloc(1020, 23)])];
        case "docx":
            return [
                madeDocx("A title", plain),
                docxOf(
                    `<w:p><w:r><w:t>${plain[0]}</w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:ins><w:r><w:t>` +
                        `${plain[1]}</w:t></w:r></w:ins></w:p><w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` +
                        `${docxParagraph("A box.")}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` +
                        `${docxParagraph("A box.")}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`
                )
            ];
        case "odt":
            return [madeOdt("A title", plain)];
        case "pdf":
            return [madePdf([plain, ["A second page."]])];
        case "rtf":
            return [madeRtf(prose)];
    }
}
