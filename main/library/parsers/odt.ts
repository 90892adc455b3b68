import {othersAmong} from "../../../app/history/document-author.ts";
import type {ProseDocument} from "../../../app/history/document.ts";
import {isoDate} from "../../../app/history/prose.ts";
import {attribute, documentText, readXml, unpack} from "./office-archive.ts";
import type {Paragraph, XmlReader} from "./office-archive.ts";
import {Refusal} from "./refusal.ts";
import {decodeText} from "./text-encoding.ts";
import {creatorIn, TrackedChanges} from "./tracked-changes.ts";
import {say} from "../../../app/sentences/sentence.ts";

/**
 * The text of an OpenDocument text, zipped (.odt) or flat (.fodt), with its text boxes, without comments, notes, tracked deletions,
 * insertions of others than the user, hidden text and generated indexes. Markup after OpenDocument 1.3 part 3.
 *
 * @param identities the user's names and addresses, by which the user is found among the authors of tracked changes
 * @throws Refusal when it is none
 */
export function parseOdt(bytes: Uint8Array, identities: readonly string[] = []): ProseDocument {
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
    const meta = parts["meta.xml"] === undefined ? null : decodeText(parts["meta.xml"]);
    const creator = creatorIn(meta ?? (isZip ? "" : Buffer.from(bytes.subarray(0, flatMeta)).toString("utf8")));
    let reader = readContent(content, parts["styles.xml"], new Set());
    // Who of several authors the user is, is known only after all of them were seen.
    const others = othersAmong(reader.changes.authors, creator, identities);
    if (others.size > 0) reader = readContent(content, parts["styles.xml"], others);
    if (!reader.isText) throw new Refusal(say("document.not-odt"));
    const {title, text} = documentText(reader.paragraphs);
    const date = meta === null ? reader.date : /<meta:creation-date>([^<]{1,40})</.exec(meta)?.[1];
    return {
        type: "prose",
        title,
        text,
        date: isoDate(date),
        markup: title === null ? "plain" : "none",
        ...reader.changes.leftOut()
    };
}

/** bytes at the beginning of a flat document that have its properties */
const flatMeta = 64 * 1024;

function readContent(content: Uint8Array, styles: Uint8Array | undefined, others: ReadonlySet<string>): ContentReader {
    const reader = new ContentReader(others);
    if (styles !== undefined) readXml(styles, reader);
    readXml(content, reader);
    return reader;
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

/** A tracked change as the head of the text describes it; the text refers to it by its id. */
interface Change {
    readonly isDeletion: boolean;
    author: string;
    /** deletion: what was deleted */
    text: string;
}

interface Style {
    readonly name: string;
    readonly base: string;
    isHidden: boolean;
}

class ContentReader implements XmlReader {
    readonly paragraphs: Paragraph[] = [];
    readonly changes: TrackedChanges;
    isText = false;
    date = "";
    readonly #changesById = new Map<string, Change>();
    #changeId = "";
    #change: Change | null = null;
    #inChangeAuthor = false;
    readonly #styles = new Map<string, Style>();
    readonly #open: Paragraph[] = [];
    /** for each open span: whether its style hides it */
    readonly #spans: boolean[] = [];
    /** for each open section: whether it is hidden */
    readonly #sections: boolean[] = [];
    #style: Style | null = null;
    #silent = 0;
    #inDate = false;

    constructor(others: ReadonlySet<string>) {
        this.changes = new TrackedChanges(others);
    }

    open(name: string, prefix: string, attributes: Readonly<Record<string, string>>): void {
        this.isText ||= name === "text" && prefix === "office";
        // `svg:title` and `dc:title` are left out, `text:title` (a field with the document's title) is not.
        if (silentElements.has(name) && !(prefix === "text" && (name === "title" || name === "desc"))) this.#silent++;
        this.#inDate = name === "creation-date" && prefix === "meta";
        this.#inChangeAuthor = name === "creator" && this.#change !== null && this.#change.author === "";
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
            case "section":
                this.#sections.push(attribute(attributes, "display") === "none");
                this.#silent += Number(this.#sections.at(-1));
                break;
            case "changed-region":
                this.#changeId = attribute(attributes, "id") ?? "";
                break;
            case "insertion":
            case "deletion":
                this.#change = {isDeletion: name === "deletion", author: "", text: ""};
                this.#changesById.set(this.#changeId, this.#change);
                break;
            case "change":
            case "change-start":
            case "change-end":
                this.#passChange(name, attribute(attributes, "change-id") ?? "");
                break;
        }
    }

    #passChange(mark: "change" | "change-start" | "change-end", id: string): void {
        const change = this.#changesById.get(id);
        if (change === undefined) return;
        if (mark === "change" && change.isDeletion) {
            this.changes.openDeletion(change.author);
            this.changes.deleted(change.text);
            this.#write(this.changes.closeDeletion());
        } else if (mark === "change-start" && !change.isDeletion) {
            this.#write(this.changes.replacedBy(change.author));
            this.#silent += Number(this.changes.openInsertion(change.author));
        } else if (mark === "change-end" && !change.isDeletion) this.#silent -= Number(this.changes.closeInsertion());
    }

    close(name: string, prefix: string): void {
        if (silentElements.has(name) && !(prefix === "text" && (name === "title" || name === "desc"))) this.#silent--;
        this.#inDate = false;
        if (this.#inChangeAuthor && this.#change !== null) {
            this.changes.count(this.#change.author);
            this.#inChangeAuthor = false;
        }
        if (name === "style" && prefix === "style") this.#style = null;
        if (prefix !== "text") return;
        if (name === "changed-region") this.#change = null;
        if (name === "section") this.#silent -= Number(this.#sections.pop() ?? false);
        if (name === "span") this.#silent -= Number(this.#spans.pop() ?? false);
        if (name !== "p" && name !== "h") return;
        const paragraph = this.#open.pop();
        if (paragraph === undefined) return;
        (this.#open.at(-1)?.attached ?? this.paragraphs).push(paragraph);
        this.changes.written();
    }

    text(text: string): void {
        if (this.#inDate) this.date += text;
        if (this.#change !== null) {
            if (this.#inChangeAuthor) this.#change.author += text;
            else if (this.#open.length > 0) this.#change.text += text.replace(/\s+/g, " ");
        }
        this.#write(text.replace(/\s+/g, " "));
    }

    #write(text: string): void {
        const paragraph = this.#open.at(-1);
        if (text === "" || paragraph === undefined) return;
        if (this.changes.inOthers) this.changes.inserted(text);
        if (this.#silent > 0) return;
        paragraph.text += text;
        this.changes.written();
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
