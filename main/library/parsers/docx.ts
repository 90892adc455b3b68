import {othersAmong} from "../../../app/history/document-author.ts";
import type {ProseDocument} from "../../../app/history/document.ts";
import {isoDate} from "../../../app/history/prose.ts";
import {attribute, documentText, readXml, unpack} from "./office-archive.ts";
import type {Paragraph, XmlReader} from "./office-archive.ts";
import {Refusal} from "./refusal.ts";
import {decodeText} from "./text-encoding.ts";
import {creatorIn, TrackedChanges} from "./tracked-changes.ts";
import {say} from "../../../app/sentences/sentence.ts";

/** Transitional (ECMA-376) and strict (ISO/IEC 29500) WordprocessingML */
const wordNamespace =
    /^http:\/\/(?:schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main|purl\.oclc\.org\/ooxml\/wordprocessingml\/main)$/;

/**
 * The text of a Word document (.docx, .docm) with all tracked changes accepted except what others than the user inserted, without comments,
 * notes, hidden text, placeholders and text that Word generates. Part names after ECMA-376 part 2 (relationships), markup after part
 * 1, chapter 17.
 * @param identities the user's names and addresses, by which the user is found among the authors of tracked changes
 * @throws Refusal when it is not a Word document, or unpacks to more than a text can need
 */
export function parseDocx(bytes: Uint8Array, identities: readonly string[] = []): ProseDocument {
    const relationships = unpack(bytes, (name) => /(?:^|\/)_rels\/[^/]*\.rels$/.test(name));
    const main = target(relationships["_rels/.rels"], "", "officeDocument") ?? "word/document.xml";
    const mainName = main.slice(main.lastIndexOf("/") + 1),
        folder = main.slice(0, main.lastIndexOf("/") + 1);
    const styles = target(relationships[`${folder}_rels/${mainName}.rels`], folder, "styles") ?? `${folder}styles.xml`;
    const parts = unpack(bytes, (name) => name === main || name === styles || name === "docProps/core.xml");
    const document = parts[main];
    if (document === undefined) throw new Refusal(say("document.not-word"));
    const names = parts[styles] === undefined ? new Map<string, string>() : styleNames(parts[styles]);
    const core = parts["docProps/core.xml"] === undefined ? "" : decodeText(parts["docProps/core.xml"]);
    let reader = readBody(document, names, new Set());
    // Who of several authors the user is, is known only after all of them were seen.
    const others = othersAmong(reader.changes.authors, creatorIn(core), identities);
    if (others.size > 0) reader = readBody(document, names, others);
    if (!reader.isWord) throw new Refusal(say("document.not-word"));
    const {title, text} = documentText(reader.paragraphs);
    return {
        type: "prose",
        title,
        text,
        date: isoDate(/<dcterms:created[^>]{0,200}>([^<]{1,40})</.exec(core)?.[1]),
        markup: title === null ? "plain" : "none",
        ...reader.changes.leftOut()
    };
}

function readBody(document: Uint8Array, styles: ReadonlyMap<string, string>, others: ReadonlySet<string>): BodyReader {
    const reader = new BodyReader(styles, others);
    readXml(document, reader);
    reader.finish();
    return reader;
}

/** The path of the part that a relationship of this type points to. */
function target(relationships: Uint8Array | undefined, folder: string, type: string): string | null {
    let found: string | null = null;
    if (relationships !== undefined)
        readXml(relationships, {
            open(name, _, attributes) {
                if (name === "Relationship" && attributes["TargetMode"] !== "External" && attributes["Type"]?.endsWith(`/${type}`))
                    found ??= attributes["Target"] ?? null;
            },
            close() {},
            text() {}
        });
    return found === null ? null : resolve(folder, found);
}

function resolve(folder: string, path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith("/") ? path : folder + path).split("/")) {
        if (part === "..") parts.pop();
        else if (part !== "" && part !== ".") parts.push(part);
    }
    return parts.join("/");
}

/** Style id → its name in lower case, or the name of its base style where that is a quotation or a title. */
function styleNames(bytes: Uint8Array): Map<string, string> {
    const styles = new Map<string, {name: string; base: string}>();
    let current = "";
    readXml(bytes, {
        open(name, _, attributes) {
            const value = attribute(attributes, "val") ?? "";
            const style = styles.get(current);
            if (name === "style") styles.set((current = attribute(attributes, "styleId") ?? ""), {name: "", base: ""});
            else if (style !== undefined && name === "name" && style.name === "") style.name = value.toLowerCase();
            else if (style !== undefined && name === "basedOn") style.base = value;
        },
        close(name) {
            if (name === "style") current = "";
        },
        text() {}
    });
    const names = new Map<string, string>();
    for (const [id, own] of styles) {
        let style: {name: string; base: string} | undefined = own;
        for (
            let steps = 0;
            style !== undefined && steps < 12 && !/^(?:title|(?:intense )?quote|quotations?|heading \d)$/.test(style.name);
            steps++
        )
            style = styles.get(style.base);
        names.set(id, style?.name || own.name);
    }
    return names;
}

interface OpenParagraph extends Paragraph {
    isListItem: boolean;
    isDropCap: boolean;
    /** its mark was deleted or moved away: the next paragraph continues it */
    isJoined: boolean;
}

/** elements whose content is not the document's text: deletions, notes' and comments' own bodies, old properties, phonetic guides */
const silentElements = new Set([
    "del",
    "moveFrom",
    "rt",
    "delText",
    "instrText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "sectPr",
    "tblPrChange",
    "tcPrChange",
    "trPrChange"
]);
const generatedGalleries = /^(?:table of contents|bibliographies|table of figures|cover pages)$/i;

class BodyReader implements XmlReader {
    readonly paragraphs: Paragraph[] = [];
    readonly changes: TrackedChanges;
    isWord = false;
    readonly #styles: ReadonlyMap<string, string>;
    /** prefixes bound to WordprocessingML */
    readonly #word = new Set<string>();
    readonly #open: OpenParagraph[] = [];
    /** for each alternative content (two forms of one thing): whether the first form had text */
    readonly #alternatives: {gaveText: boolean; isSilent: boolean}[] = [];
    /** for each structured document tag (content control): whether its text is left out */
    readonly #controls: boolean[] = [];
    #joined: OpenParagraph | null = null;
    #silent = 0;
    #inText = false;
    #inParagraphProperties = 0;
    #inRunProperties = 0;
    #hiddenRun = false;
    #texts = 0;

    constructor(styles: ReadonlyMap<string, string>, others: ReadonlySet<string>) {
        this.#styles = styles;
        this.changes = new TrackedChanges(others);
    }

    open(name: string, prefix: string, attributes: Readonly<Record<string, string>>): void {
        for (const key of Object.keys(attributes)) {
            if (key.startsWith("xmlns") && wordNamespace.test(attributes[key] ?? "")) this.#word.add(key === "xmlns" ? "" : key.slice(6));
        }
        if (name === "AlternateContent") this.#alternatives.push({gaveText: false, isSilent: false});
        else if (name === "Choice" || name === "Fallback") this.#openAlternative();
        if (!this.#word.has(prefix)) return;
        this.isWord ||= name === "body";
        if ((name === "ins" || name === "del") && this.#inRunProperties === 0)
            this.#openChange(name, attribute(attributes, "author") ?? "");
        if (silentElements.has(name)) this.#silent++;
        this.#openWord(name, attributes);
    }

    #openWord(name: string, attributes: Readonly<Record<string, string>>): void {
        const paragraph = this.#open.at(-1),
            value = attribute(attributes, "val");
        const isOn = value === undefined || !/^(?:0|false|off|none)$/.test(value);
        switch (name) {
            case "p":
                this.#openParagraph();
                break;
            case "pPr":
                this.#inParagraphProperties++;
                break;
            case "rPr":
                this.#inRunProperties++;
                break;
            case "r":
                this.#hiddenRun = false;
                break;
            case "t":
            case "delText":
                this.#inText = true;
                break;
            case "tab":
            case "ptab":
                if (this.#inParagraphProperties === 0) this.#write("\t");
                break;
            case "br":
            case "cr":
                this.#write("\n");
                break;
            case "noBreakHyphen":
                this.#write("-");
                break;
            case "vanish":
            case "specVanish":
                if (this.#inRunProperties > 0 && this.#inParagraphProperties === 0 && isOn) this.#hiddenRun = true;
                break;
            case "sdt":
                this.#controls.push(false);
                break;
            case "showingPlcHdr":
            case "bibliography":
                if (isOn) this.#silenceControl();
                break;
            case "docPartGallery":
                if (generatedGalleries.test(value ?? "")) this.#silenceControl();
                break;
        }
        if (paragraph === undefined || this.#inParagraphProperties === 0) return;
        // The marker of a deleted paragraph mark is a `del` among the mark's own properties.
        if (this.#silent > (name === "del" || name === "moveFrom" ? 1 : 0)) return;
        switch (name) {
            case "pStyle":
                paragraph.style = this.#styles.get(value ?? "") ?? (value ?? "").toLowerCase();
                break;
            case "numId":
                paragraph.isListItem = value !== "0";
                break;
            case "framePr":
                paragraph.isDropCap = /^(?:drop|margin)$/.test(attribute(attributes, "dropCap") ?? "");
                break;
            case "del":
            case "moveFrom":
                paragraph.isJoined ||= this.#inRunProperties > 0;
                break;
            case "ins":
                // Somebody else ended the paragraph here.
                paragraph.isJoined ||= this.#inRunProperties > 0 && this.changes.isOther(attribute(attributes, "author") ?? "");
                break;
        }
    }

    #openChange(name: "ins" | "del", author: string): void {
        this.changes.count(author);
        if (name === "del") this.changes.openDeletion(author);
        else {
            this.#write(this.changes.replacedBy(author));
            this.#silent += Number(this.changes.openInsertion(author));
        }
    }

    close(name: string, prefix: string): void {
        if (name === "AlternateContent") this.#alternatives.pop();
        else if (name === "Choice" || name === "Fallback") this.#closeAlternative();
        if (!this.#word.has(prefix)) return;
        if (silentElements.has(name)) this.#silent--;
        if (this.#inRunProperties === 0 && name === "del") this.#write(this.changes.closeDeletion());
        if (this.#inRunProperties === 0 && name === "ins") this.#silent -= Number(this.changes.closeInsertion());
        switch (name) {
            case "p":
                this.#closeParagraph();
                break;
            case "pPr":
                this.#inParagraphProperties--;
                break;
            case "rPr":
                this.#inRunProperties--;
                break;
            case "t":
            case "delText":
                this.#inText = false;
                break;
            case "sdt":
                if (this.#controls.pop()) this.#silent--;
                break;
        }
    }

    text(text: string): void {
        if (this.#inText) this.#write(text.replace(/[\r\n]+/g, " "));
    }

    #write(text: string): void {
        const paragraph = this.#open.at(-1);
        if (text === "" || this.#hiddenRun || paragraph === undefined) return;
        if (this.changes.inDeletion) this.changes.deleted(text);
        else if (this.changes.inOthers) this.changes.inserted(text);
        if (this.#silent > 0) return;
        paragraph.text += text;
        this.#texts++;
        this.changes.written();
    }

    #openParagraph(): void {
        // A drop cap, and a paragraph whose mark is deleted, continue in the next one.
        const before = this.#open.length === 0 ? this.#joined : null;
        this.#open.push({
            text: before?.text ?? "",
            style: "",
            isListItem: before !== null && before.text !== "" && before.isListItem,
            attached: [...(before?.attached ?? [])],
            isDropCap: false,
            isJoined: false
        });
        if (before !== null) this.#joined = null;
    }

    #closeParagraph(): void {
        const paragraph = this.#open.pop();
        if (paragraph === undefined) return;
        this.changes.written();
        this.#hiddenRun = false;
        const outer = this.#open.at(-1);
        if (outer !== undefined) outer.attached.push(paragraph);
        else if (paragraph.isDropCap || paragraph.isJoined) this.#joined = paragraph;
        else this.paragraphs.push(paragraph);
    }

    #silenceControl(): void {
        if (this.#controls.at(-1) === false) {
            this.#controls[this.#controls.length - 1] = true;
            this.#silent++;
        }
    }

    /** Of alternative forms, the first that has text is read. */
    #openAlternative(): void {
        const choice = this.#alternatives.at(-1);
        if (choice === undefined) return;
        choice.isSilent = choice.gaveText;
        if (choice.isSilent) this.#silent++;
        this.#texts = 0;
    }

    #closeAlternative(): void {
        const choice = this.#alternatives.at(-1);
        if (choice === undefined) return;
        if (choice.isSilent) this.#silent--;
        choice.gaveText ||= this.#texts > 0;
        choice.isSilent = false;
    }

    /** Ends the last paragraph, which had no mark of its own. */
    finish(): void {
        if (this.#joined !== null) this.paragraphs.push(this.#joined);
    }
}
