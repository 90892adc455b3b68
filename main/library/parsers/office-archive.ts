import {unzipSync} from "fflate";
import {Parser} from "htmlparser2";
import {Refusal} from "./refusal.ts";
import {say} from "../../../app/sentences/sentence.ts";

/** bytes that one part of a document may unpack to; a text of a thousand pages has about five million */
const unpackedLimit = 96 * 1024 * 1024;
/** deeper nesting of elements is an attack */
const deepest = 2000;
/** bytes decoded at a time: the whole part as one string would double the memory */
const slice = 256 * 1024;

/**
 * Unpacks the requested parts of a zip archive after checking all sizes that it declares; fflate never writes more than declared.
 * @throws Refusal if the archive is damaged, encrypted, or unpacks to more than a text can need
 */
export function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): Record<string, Uint8Array> {
    // Word and Excel store an encrypted document in an OLE container.
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0)
        throw new Refusal(say("document.locked-or-old-word"));
    let total = 0,
        entries = 0;
    try {
        return unzipSync(bytes, {
            filter(entry) {
                total += entry.originalSize;
                if (++entries > 20_000 || total > 4 * unpackedLimit) throw new Refusal(say("file.unpacks"));
                if (!wanted(entry.name)) return false;
                if (entry.originalSize > unpackedLimit) throw new Refusal(say("file.unpacks"));
                return true;
            }
        });
    } catch (error) {
        throw error instanceof Refusal ? error : new Refusal(say("file.archive-damaged", {why: (error as Error).message}));
    }
}

export interface XmlReader {
    /** `name` without its namespace prefix; `prefix` distinguishes namespaces */
    open(name: string, prefix: string, attributes: Readonly<Record<string, string>>): void;
    close(name: string, prefix: string): void;
    text(text: string): void;
}

/**
 * Parses XML in UTF-8 or UTF-16 incrementally.
 * @throws Refusal if its elements are nested too deeply
 */
export function readXml(bytes: Uint8Array, reader: XmlReader): void {
    let depth = 0;
    const split = (name: string): [string, string] => {
        const colon = name.indexOf(":");
        return colon < 0 ? [name, ""] : [name.slice(colon + 1), name.slice(0, colon)];
    };
    const parser = new Parser(
        {
            onopentag(name, attributes) {
                if (++depth > deepest) throw new Refusal(say("file.nested"));
                reader.open(...split(name), attributes);
            },
            onclosetag(name) {
                depth--;
                reader.close(...split(name));
            },
            ontext: (text) => reader.text(text)
        },
        {xmlMode: true, decodeEntities: true}
    );
    const decoder = new TextDecoder(
        bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8"
    );
    for (let at = 0; at < bytes.length; at += slice) parser.write(decoder.decode(bytes.subarray(at, at + slice), {stream: true}));
    parser.write(decoder.decode());
    parser.end();
}

/** The value of an attribute, whatever its prefix. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
    for (const key of Object.keys(attributes)) {
        if (key === name || key.endsWith(`:${name}`)) return attributes[key];
    }
    return undefined;
}

/** One paragraph of a document: `attached` are those of text boxes anchored to it. */
export interface Paragraph {
    text: string;
    /** its style's name in lower case, for a custom style that of the built-in style it is based on; empty: none */
    style: string;
    readonly isListItem: boolean;
    readonly attached: Paragraph[];
}

const quoteStyles = /^(?:intense )?quote$|^quotations?$|^block ?quot(?:e|ation)s?$/;
const generatedStyles = /^(?:toc|table of (?:figures|authorities)|contents|index|toa)\b/;

/**
 * Title and text: a first paragraph in the style Title or the first heading is the title, quotations in a quotation style and
 * generated lists are left out.
 */
export function documentText(paragraphs: readonly Paragraph[]): {title: string | null; text: string} {
    let title: string | null = null,
        wasListItem = false,
        text = "";
    const add = (paragraph: Paragraph): void => {
        const line = paragraph.text.replaceAll("\u00ad", "").trim();
        if (line !== "" && !quoteStyles.test(paragraph.style) && !generatedStyles.test(paragraph.style)) {
            if (title === null && text === "" && /^(?:title|heading 1)$/.test(paragraph.style)) title = line;
            else {
                text +=
                    `${text === "" ? "" : wasListItem && paragraph.isListItem ? "\n" : "\n\n"}${paragraph.isListItem ? "- " : ""}` +
                    `${line}`;
                wasListItem = paragraph.isListItem;
            }
        }
        for (const attached of paragraph.attached) add(attached);
    };
    for (const paragraph of paragraphs) add(paragraph);
    return {title, text};
}
