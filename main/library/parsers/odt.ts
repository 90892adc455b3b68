import type {ProseDocument} from "../../../app/history/document.ts";
import {isoDate} from "../../../app/history/prose.ts";
import {attribute, documentText, readXml, unpack} from "./office-archive.ts";
import type {Paragraph, XmlReader} from "./office-archive.ts";
import {Refusal} from "./refusal.ts";
import {decodeText} from "./text-encoding.ts";
import {say} from "../../../app/sentences/sentence.ts";

/**
 * The text of an OpenDocument text, zipped (.odt) or flat (.fodt), with its text boxes, without comments, notes, tracked deletions,
 * hidden text and generated indexes. Markup after OpenDocument 1.3 part 3.
 *
 * @throws Refusal when it is none
 */
export function parseOdt(bytes: Uint8Array): ProseDocument {
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const parts = isZip
        ? unpack(
              bytes,
              (name) => name === "content.xml" || name === "meta.xml" || name === "styles.xml" || name === "META-INF/manifest.xml"
          )
        : {};
    const content = isZip ? parts["content.xml"] : bytes;
    if (content === undefined) throw new Refusal(say("document.not-odt"));
    if (parts["META-INF/manifest.xml"] !== undefined && /<manifest:encryption-data\b/.test(decodeText(parts["META-INF/manifest.xml"])))
        throw new Refusal(say("file.locked"));
    const reader = new ContentReader();
    if (parts["styles.xml"] !== undefined) readXml(parts["styles.xml"], reader);
    readXml(content, reader);
    if (!reader.isText) throw new Refusal(say("document.not-odt"));
    const {title, text} = documentText(reader.paragraphs);
    const date =
        parts["meta.xml"] === undefined ? reader.date : /<meta:creation-date>([^<]{1,40})</.exec(decodeText(parts["meta.xml"]))?.[1];
    return {type: "prose", title, text, date: isoDate(date), markup: title === null ? "plain" : "none"};
}

/** elements whose content is not the running text */
const silentElements = new Set([
    "annotation",
    "note",
    "tracked-changes",
    "forms",
    "ruby-text",
    "placeholder",
    "hidden-text",
    "hidden-paragraph",
    "title",
    "desc",
    "table-of-content",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
    "alphabetical-index",
    "bibliography",
    "master-styles"
]);

interface Style {
    readonly name: string;
    readonly base: string;
    isHidden: boolean;
}

class ContentReader implements XmlReader {
    readonly paragraphs: Paragraph[] = [];
    isText = false;
    date = "";
    readonly #styles = new Map<string, Style>();
    readonly #open: Paragraph[] = [];
    /** for each open span: whether its style hides it */
    readonly #spans: boolean[] = [];
    #style: Style | null = null;
    #silent = 0;
    #inDate = false;

    open(name: string, prefix: string, attributes: Readonly<Record<string, string>>): void {
        this.isText ||= name === "text" && prefix === "office";
        // `svg:title` and `dc:title` are left out, `text:title` (a field with the document's title) is not.
        if (silentElements.has(name) && !(prefix === "text" && (name === "title" || name === "desc"))) this.#silent++;
        this.#inDate = name === "creation-date" && prefix === "meta";
        if (name === "style" && prefix === "style") this.#openStyle(attributes);
        else if (name === "text-properties" && attribute(attributes, "display") === "none" && this.#style !== null)
            this.#style.isHidden = true;
        if (prefix !== "text") return;
        const paragraph = this.#open.at(-1);
        const styleName = attribute(attributes, "style-name") ?? "";
        switch (name) {
            case "p":
            case "h":
                this.#open.push({
                    text: "",
                    style: name === "h" ? `heading ${attribute(attributes, "outline-level") ?? "1"}` : this.#nameOf(styleName),
                    isListItem: false,
                    attached: []
                });
                break;
            case "span": {
                const isHidden = this.#styles.get(styleName)?.isHidden ?? false;
                this.#spans.push(isHidden);
                this.#silent += Number(isHidden);
                break;
            }
            case "s":
                this.#write(" ".repeat(Math.min(20, Number(attribute(attributes, "c") ?? 1) || 1)));
                break;
            case "tab":
                this.#write("\t");
                break;
            case "line-break":
                if (paragraph !== undefined) this.#write("\n");
                break;
        }
    }

    close(name: string, prefix: string): void {
        if (silentElements.has(name) && !(prefix === "text" && (name === "title" || name === "desc"))) this.#silent--;
        this.#inDate = false;
        if (name === "style" && prefix === "style") this.#style = null;
        if (prefix !== "text") return;
        if (name === "span") this.#silent -= Number(this.#spans.pop() ?? false);
        if (name !== "p" && name !== "h") return;
        const paragraph = this.#open.pop();
        if (paragraph !== undefined) (this.#open.at(-1)?.attached ?? this.paragraphs).push(paragraph);
    }

    text(text: string): void {
        if (this.#inDate) this.date += text;
        this.#write(text.replace(/\s+/g, " "));
    }

    #write(text: string): void {
        const paragraph = this.#open.at(-1);
        if (this.#silent === 0 && paragraph !== undefined) paragraph.text += text;
    }

    #openStyle(attributes: Readonly<Record<string, string>>): void {
        this.#style = {name: attribute(attributes, "name") ?? "", base: attribute(attributes, "parent-style-name") ?? "", isHidden: false};
        this.#styles.set(this.#style.name, this.#style);
    }

    /** The name of a paragraph's style, of an automatic one that of the built-in style it is based on. */
    #nameOf(id: string): string {
        let name = id;
        for (let steps = 0; steps < 12; steps++) {
            const plain = name.replaceAll("_20_", " ").toLowerCase();
            const base = this.#styles.get(name)?.base ?? "";
            if (base === "" || /^(?:title|quotations)$/.test(plain)) return plain;
            name = base;
        }
        return "";
    }
}
