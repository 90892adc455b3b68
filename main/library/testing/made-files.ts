import {strToU8, zipSync} from "fflate";
import {madeMessage} from "./made-corpus.ts";
import type {Format} from "../parsers/formats.ts";

/** Small well-formed files of every format, made here: what tests read and what fuzzing mutates. */

export function madeDocx(title: string | null, paragraphs: readonly string[]): Uint8Array {
    const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const paragraph = (text: string, style: string | null) => `<w:p>${style === null ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:p>`;
    return zipSync({
        "[Content_Types].xml": strToU8(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`),
        "_rels/.rels": strToU8(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`),
        "word/_rels/document.xml.rels": strToU8(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`),
        "word/styles.xml": strToU8(`<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style></w:styles>`),
        "word/document.xml": strToU8(`<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${title === null ? "" : paragraph(title, "Title")}${paragraphs.map((text) => paragraph(text, text.startsWith("Quote: ") ? "Quote" : null)).join("")}</w:body></w:document>`),
        "docProps/core.xml": strToU8(`<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2021-03-04T05:06:07Z</dcterms:created></cp:coreProperties>`)
    });
}

export function madeOdt(title: string | null, paragraphs: readonly string[]): Uint8Array {
    return zipSync({
        mimetype: strToU8("application/vnd.oasis.opendocument.text"),
        "content.xml": strToU8(`<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>${title === null ? "" : `<text:p text:style-name="Title">${title}</text:p>`}${paragraphs.map((text) => `<text:p>${text}<text:note><text:note-body><text:p>a footnote</text:p></text:note-body></text:note></text:p>`).join("")}</office:text></office:body></office:document-content>`),
        "meta.xml": strToU8(`<office:document-meta xmlns:meta="m"><meta:creation-date>2021-03-04T05:06:07</meta:creation-date></office:document-meta>`)
    });
}

/** One line of text a page and line; correct cross-reference table. */
export function madePdf(pages: readonly (readonly string[])[]): Uint8Array {
    const objects: string[] = ["<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${4 + 2 * index} 0 R`).join(" ")}] >>`, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"];
    for (const [index, lines] of pages.entries()) {
        const content = `BT /F1 12 Tf 72 720 Td 14 TL ${lines.map((line) => (line === "" ? "0 -28 Td" : `(${line.replace(/[\\()]/g, "\\$&")}) Tj T*`)).join(" ")} ET`;
        objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    }
    let body = "%PDF-1.4\n";
    const offsets = objects.map((object, index) => {
        const offset = body.length;
        body += `${index + 1} 0 obj\n${object}\nendobj\n`;
        return offset;
    });
    const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}`;
    return strToU8(`${body}${table}trailer << /Size ${objects.length + 1} /Root 1 0 R /Info << /CreationDate (D:20210304050607Z) >> >>\nstartxref\n${body.length}\n%%EOF\n`, true);
}

export function madeRtf(paragraphs: readonly string[]): Uint8Array {
    const escape = (text: string) => text.replace(/[\\{}]/g, "\\$&").replace(/[^\u0020-\u007e]/g, (character) => `\\u${character.charCodeAt(0) > 32767 ? character.charCodeAt(0) - 65536 : character.charCodeAt(0)}?`);
    return strToU8(`{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}}{\\colortbl;\\red0\\green0\\blue0;}{\\*\\generator Made;}\\viewkind4\\uc1\\pard\\f0 ${paragraphs.map(escape).join("\\par\\par ")}\\par}`);
}

export const madeHtml = (title: string, paragraphs: readonly string[]): Uint8Array =>
    strToU8(`<!doctype html><html><head><meta charset="utf-8"><title>${title} | A site</title><style>p{}</style></head><body><nav>Home About</nav><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join("\n")}<blockquote>Words of another.</blockquote></article><footer>Imprint</footer><script>run()</script></body></html>`);

/** A mail with both bodies, an attachment and encoded headers. */
export const madeMultipart = (plain: string, html: string): string => [
    "From: =?utf-8?Q?J=C3=BCrgen?= <me@example.org>", "To: Ben <ben@example.org>, =?utf-8?B?w4Vzc2E=?= <a@example.org>", "Subject: =?utf-8?B?R3LDvMOfZQ==?=", "Message-ID: <m@x>", "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=outer", "", "--outer", "Content-Type: multipart/alternative; boundary=inner", "", "--inner", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
    Buffer.from(plain).toString("latin1").replace(/[=\u0080-\u00ff]/g, (character) => `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`),
    "--inner", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", Buffer.from(html).toString("base64").replace(/.{76}/g, "$&\r\n"), "--inner--",
    "--outer", "Content-Type: application/pdf; name=a.pdf", "Content-Disposition: attachment; filename=a.pdf", "Content-Transfer-Encoding: base64", "", "JVBERi0xLjQKJcOkw7zDtsOfCg==", "--outer--", ""
].join("\r\n");

/** Files that fuzzing begins with. */
export function fuzzSeeds(format: Format): Uint8Array[] {
    const prose = ["The first paragraph speaks of the garden.", "The second one, of a river & <a bridge>.", "Ein drittes mit Umlauten: äöü, 手紙."];
    const plain = ["The first paragraph speaks of the garden.", "The second one, of a river and a bridge."];
    switch (format) {
        case "text": return [strToU8(prose.join("\n\n")), strToU8("Subject: Plan\nTo: Ben\n\nHere is the plan."), Buffer.from(prose.join("\n"), "utf16le")];
        case "markdown": return [strToU8(`---\ntitle: "A title"\ndate: 2020-01-02\n---\n# A title\n\n${prose.join("\n\n")}\n\n\`\`\`js\ncode\n\`\`\`\n\n> quote\n\n[link](http://x) ![image](y)\n`)];
        case "html": return [madeHtml("A title", prose)];
        case "eml": case "maildir": return [strToU8(madeMessage(4)), strToU8(madeMultipart("Grüße vom Fluss.\n\nOn 2020-01-01 10:00, Ben wrote:\n> so", "<p>Grüße vom Fluss.</p><blockquote>so</blockquote>"))];
        case "mbox": return [strToU8(`From a@b Mon Jan  6 15:04:05 2020\n${madeMessage(4).replaceAll("\r\n", "\n")}\n\nFrom c@d Mon Jan  6 15:04:05 2020\n${madeMessage(5).replaceAll("\r\n", "\n")}\n`)];
        case "docx": return [madeDocx("A title", plain)];
        case "odt": return [madeOdt("A title", plain)];
        case "pdf": return [madePdf([plain, ["A second page."]])];
        case "rtf": return [madeRtf(prose)];
    }
}
