import {unzipSync} from "fflate";
import {Parser} from "htmlparser2";
import type {ProseDocument} from "../../../app/history/document.ts";
import {isoDate} from "../../../app/history/prose.ts";
import {htmlToText} from "./html.ts";
import {Refusal} from "./refusal.ts";
import {decodeText} from "./text-encoding.ts";

/** bytes that the parts of a document may unpack to; a text of a thousand pages has about five million */
const unpackedLimit = 96 * 1024 * 1024;

/** @throws Refusal when it is not a Word document, or unpacks to more than a text can need */
export async function parseDocx(bytes: Uint8Array): Promise<ProseDocument> {
    const parts = unpack(bytes, (name) => name === "docProps/core.xml" || name.startsWith("word/"));
    if (parts["word/document.xml"] === undefined)
        throw new Refusal("it is not a Word document");
    // Loaded when a first document asks for it: most libraries hold none.
    const {default: mammoth} = await import("mammoth");
    let html: string;
    try {
        const result = await mammoth.convertToHtml({buffer: Buffer.from(bytes)}, {
            externalFileAccess: false,
            convertImage: mammoth.images.imgElement(async () => ({src: ""})),
            styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh", "p[style-name='Quote'] => blockquote > p:fresh", "p[style-name='Intense Quote'] => blockquote > p:fresh", "comment-reference => "]
        });
        html = result.value;
    } catch (error) {
        throw new Refusal(`the Word document is damaged (${(error as Error).message})`);
    }
    const page = htmlToText(html, "page");
    const core = parts["docProps/core.xml"] === undefined ? "" : decodeText(parts["docProps/core.xml"]);
    const body = page.text.split("\n").filter((line) => !/^>+ /.test(line)).join("\n").trim();
    const title = page.heading !== null && body.startsWith(page.heading) ? page.heading : null;
    return {
        type: "prose", title, text: title === null ? body : body.slice(title.length),
        date: isoDate(/<dcterms:created[^>]*>([^<]+)</.exec(core)?.[1]), markup: title === null ? "plain" : "none"
    };
}

/** OpenDocument text, zipped (.odt) or flat (.fodt). */
export function parseOdt(bytes: Uint8Array): ProseDocument {
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const parts = isZip ? unpack(bytes, (name) => name === "content.xml" || name === "meta.xml") : {};
    const content = isZip ? parts["content.xml"] : bytes;
    if (content === undefined)
        throw new Refusal("it is not an OpenDocument text");
    const xml = decodeText(content);
    if (!/<(?:office:text|text:p)[\s>]/.test(xml))
        throw new Refusal("it is not an OpenDocument text");
    const {text, title} = odtText(xml);
    const meta = parts["meta.xml"] === undefined ? xml : decodeText(parts["meta.xml"]);
    return {type: "prose", title, text, date: isoDate(/<meta:creation-date>([^<]+)</.exec(meta)?.[1]), markup: title === null ? "plain" : "none"};
}

function odtText(xml: string): {text: string; title: string | null} {
    const lines: string[] = [];
    let line = "", silent = 0, inBody = !xml.includes("<office:body"), title: string | null = null, isTitle = false;
    const titleStyles = new Set(["Title", ...[...xml.matchAll(/style:name="([^"]{1,80})"[^>]{0,200}style:parent-style-name="Title"/g)].map((match) => match[1] ?? "")]);
    // notes, comments, tracked deletions and generated indexes are not the running text
    const left = new Set(["office:annotation", "text:note", "text:tracked-changes", "text:table-of-content", "draw:frame", "office:forms"]);
    const parser = new Parser({
        onopentag(name, attributes) {
            if (name === "office:body")
                inBody = true;
            if (left.has(name))
                silent++;
            if ((name === "text:p" || name === "text:h") && silent === 0) {
                line = "";
                isTitle = titleStyles.has(attributes["text:style-name"] ?? "") || (name === "text:h" && attributes["text:outline-level"] === "1");
            }
            if (name === "text:s")
                line += " ".repeat(Math.min(20, Number(attributes["text:c"] ?? 1) || 1));
            if (name === "text:tab")
                line += "\t";
            if (name === "text:line-break")
                line += "\n";
        },
        onclosetag(name) {
            if (left.has(name))
                silent--;
            if ((name === "text:p" || name === "text:h") && silent === 0 && inBody) {
                if (isTitle && title === null && lines.every((before) => before.trim() === ""))
                    title = line.trim() || null;
                else
                    lines.push(line, "");
                line = "";
            }
        },
        ontext(text) {
            if (silent === 0 && inBody)
                line += text.replace(/\s+/g, " ");
        }
    }, {xmlMode: true, decodeEntities: true});
    parser.write(xml);
    parser.end();
    return {text: lines.join("\n").replace(/\n{3,}/g, "\n\n").trim(), title};
}

/** Unpacks the wanted parts after looking at all sizes that the archive declares; fflate never writes more than declared. */
function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): Record<string, Uint8Array> {
    let total = 0, entries = 0;
    try {
        return unzipSync(bytes, {
            filter(entry) {
                total += entry.originalSize;
                if (++entries > 20_000 || total > 4 * unpackedLimit)
                    throw new Refusal("it unpacks to far more than a text needs");
                if (!wanted(entry.name) || !/\.(?:xml|rels)$/.test(entry.name))
                    return false;
                if (entry.originalSize > unpackedLimit)
                    throw new Refusal("it unpacks to far more than a text needs");
                return true;
            }
        });
    } catch (error) {
        throw error instanceof Refusal ? error : new Refusal(`the archive is damaged (${(error as Error).message})`);
    }
}
