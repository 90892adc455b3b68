import {Parser} from "htmlparser2";
import type {ProseDocument} from "../../../app/history/document.ts";
import {isoDate} from "../../../app/history/prose.ts";
import {withBoundedDepth} from "./html-depth.ts";
import {decodeLabelled} from "./text-encoding.ts";
import {pattern} from "../../../app/text/pattern.ts";

const blocks = new Set([
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "blockquote",
    "pre",
    "hr",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "form",
    "address",
    "center",
    "body",
    "br"
]);
const spaced = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "dl", "figure"]);
const silent = new Set([
    "script",
    "style",
    "head",
    "title",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "select",
    "button",
    "textarea"
]);
const furniture = new Set(["nav", "aside", "footer", "form", "menu"]);
const unclosed = new Set(["br", "hr", "img", "meta", "link", "input", "wbr", "area", "base", "col", "embed", "source", "track", "param"]);

export interface HtmlText {
    readonly text: string;
    readonly title: string | null;
    readonly heading: string | null;
    readonly date: string | null;
}

/**
 * HTML as plain text. In `mail`, quotations get `> ` before each line, a signature follows a line `-- `, and Outlook's reply marker becomes
 * a separator line; in `page`, navigation and the like are left out.
 */
export function htmlToText(html: string, mode: "mail" | "page"): HtmlText {
    const reader = new HtmlReader(mode);
    const parser = new Parser(
        {
            onopentag: (name, attributes) => reader.open(name, attributes),
            onclosetag: (name) => reader.close(name),
            ontext: (text) => reader.text(text)
        },
        {decodeEntities: true}
    );
    parser.write(withBoundedDepth(html));
    parser.end();
    return reader.result();
}

interface OpenElement {
    readonly name: string;
    readonly silent: boolean;
    readonly quotes: boolean;
}

class HtmlReader {
    readonly #mode: "mail" | "page";
    readonly #open: OpenElement[] = [];
    readonly #lines: string[] = [];
    /** quotation depth of the last line */
    #lastDepth = 0;
    #line = "";
    /** whether the last character of a non-empty line is a space */
    #endsWithSpace = false;
    #blankWanted = false;
    #depth = 0;
    #silent = 0;
    #preformatted = 0;
    #title = "";
    #heading = "";
    #inHeading = false;
    #date: string | null = null;

    constructor(mode: "mail" | "page") {
        this.#mode = mode;
    }

    open(name: string, attributes: Readonly<Record<string, string>>): void {
        if (name === "meta" && /published_time|^date$|dc\.date/i.test(attributes["property"] ?? attributes["name"] ?? ""))
            this.#date ??= isoDate(attributes["content"]);
        if (name === "time" && attributes["datetime"] !== undefined) this.#date ??= isoDate(attributes["datetime"]);
        if (name === "h1" && this.#heading === "") this.#inHeading = true;
        if (blocks.has(name)) this.#breakLine(spaced.has(name));
        if (name === "li") {
            this.#line += "- ";
            this.#endsWithSpace = true;
        }
        // Cells of one row are separated, with or without white space between them.
        if ((name === "td" || name === "th") && this.#line !== "" && !this.#endsWithSpace) {
            this.#line += " ";
            this.#endsWithSpace = true;
        }

        const marker = this.#mode === "mail" ? mailMarker(name, attributes) : null;
        if (marker === "reply") this.#write("-----Original Message-----");
        if (marker === "signature") this.#write("-- ");
        if (unclosed.has(name)) return;
        const isSilent = silent.has(name) || (this.#mode === "page" && furniture.has(name)) || isHidden(attributes);
        const quotes = (name === "blockquote" && !(this.#mode === "mail" && isIndent(attributes))) || marker === "quote";
        this.#open.push({name, silent: isSilent, quotes});
        this.#silent += Number(isSilent);
        this.#depth += Number(quotes);
        this.#preformatted += Number(name === "pre");
    }

    close(name: string): void {
        if (unclosed.has(name)) return;
        const at = this.#open.findLastIndex((element) => element.name === name);
        if (at < 0) return;
        if (blocks.has(name)) this.#breakLine(spaced.has(name));
        for (const element of this.#open.splice(at)) {
            this.#silent -= Number(element.silent);
            this.#depth -= Number(element.quotes);
            this.#preformatted -= Number(element.name === "pre");
        }
        if (name === "h1") this.#inHeading = false;
    }

    text(text: string): void {
        if (this.#open.at(-1)?.name === "title") this.#title += text;
        if (this.#silent > 0) return;
        if (this.#inHeading) this.#heading += text;
        if (this.#preformatted > 0) {
            const [first, ...rest] = text.split("\n");
            this.#line += first ?? "";
            this.#endsWithSpace = false;
            for (const line of rest) {
                this.#flush();
                this.#line = line;
            }
            return;
        }
        const collapsed = text.replace(/[ \t\r\n\f]+/g, " ");
        const added = this.#line === "" || this.#endsWithSpace ? collapsed.trimStart() : collapsed;
        this.#line += added;
        // Reading the growing line itself would copy it each time.
        if (added !== "") this.#endsWithSpace = added.endsWith(" ");
    }

    result(): HtmlText {
        this.#breakLine(false);
        const text = this.#lines.join("\n");
        const clean = (found: string) => found.replace(/\s+/g, " ").trim() || null;
        return {text: text.replace(/\n{3,}/g, "\n\n").trim(), title: clean(this.#title), heading: clean(this.#heading), date: this.#date};
    }

    #write(line: string): void {
        this.#breakLine(false);
        this.#push(this.#depth, line);
    }

    #breakLine(blank: boolean): void {
        if (this.#line.trim() !== "") this.#flush();
        this.#line = "";
        this.#blankWanted ||= blank;
    }

    #flush(): void {
        if (this.#blankWanted && this.#lines.length > 0) this.#push(Math.min(this.#depth, this.#lastDepth), "");
        this.#blankWanted = false;
        this.#push(this.#depth, this.#preformatted > 0 ? this.#line.trimEnd() : this.#line.trim());
        this.#line = "";
    }

    #push(depth: number, line: string): void {
        this.#lines.push(depth > 0 ? `${">".repeat(Math.min(depth, 20))} ${line}` : line);
        this.#lastDepth = depth;
    }
}

const replyClasses = pattern("i")`
     (?:x_)?(?:ms-outlook-mobile-reference-message|protonmail_quote|tutanota_quote|yahoo_quoted|yahoo-quoted
    |qtdSeparateBR|hmmessage_quote|mailru-blockquote|cloud_mail_quote) `;

const signatureClasses = pattern("i")`
     (?:x_)?(?:gmail_signature|moz-signature|protonmail_signature_block|mail-signature|sh-signature
    |front-signature|email-signature|signature) `;

/** How mail programs mark quotations, signatures and replies. */
function mailMarker(name: string, attributes: Readonly<Record<string, string>>): "quote" | "reply" | "signature" | null {
    const id = attributes["id"] ?? "",
        classes = ` ${attributes["class"] ?? ""} `;
    if (
        /^(?:x_)*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|replySplit)/i.test(id) ||
        replyClasses.test(classes)
    )
        return / (?:x_)?(?:protonmail_quote|tutanota_quote|yahoo_quoted|yahoo-quoted|mailru-blockquote) /i.test(classes)
            ? "quote"
            : "reply";
    // Roundcube's line above a block quotation, below which the user may go on
    if (/^(?:x_|v1)*reply-intro$/i.test(id)) return "quote";
    const style = attributes["style"] ?? "";
    // Desktop Outlook marks a reply by a rule above its header block, in any language.
    if (name === "div" && /border-top\s*:\s*solid\s+#(?:e1e1e1|b5c4df)\s+1(?:\.0)?pt/i.test(style)) return "reply";
    if ((name === "hr" && /^(?:x_)*stopSpelling$/i.test(id)) || / (?:x_)?moz-forward-container /i.test(classes)) return "reply";
    // GMX, Yandex and others quote in a box with a left border.
    if (
        name === "div" &&
        (attributes["name"] === "quote" ||
            (/border-left\s*:\s*(?:(?:solid|[\d.]+(?:px|pt))\s+[^;]*){2}/i.test(style) &&
                !/border-left\s*:[^;]*(?:none|transparent)/i.test(style)))
    )
        return "quote";
    if (/ (?:x_)?(?:gmail_attr|moz-cite-prefix|moz-email-headers-table|OutlookMessageHeader) /i.test(classes)) return "quote";
    // Spark
    if (attributes["name"] === "messageReplySection") return "quote";
    if (
        attributes["name"] === "messageSignatureSection" ||
        /^(?:x_)*(?:Signature|ms-outlook-mobile-signature|signature|divtagdefaultsignature)$/i.test(id) ||
        signatureClasses.test(classes)
    )
        return "signature";
    return null;
}

/** Gmail's and Apple's "increase indent": the writer's own paragraph, indented. */
function isIndent(attributes: Readonly<Record<string, string>>): boolean {
    const style = attributes["style"] ?? "";
    return (
        /margin(?:-left)?\s*:[^;]*\b[34]\dpx/i.test(style) &&
        /border(?:-left)?\s*:\s*(?:none|0)/i.test(style) &&
        attributes["type"] !== "cite" &&
        !/quote|cite/i.test(attributes["class"] ?? "")
    );
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
    return "hidden" in attributes || /display\s*:\s*none|mso-hide\s*:\s*all/i.test(attributes["style"] ?? "");
}

/** A web page: its title is the headline; quotations are left out. */
export function parseHtml(bytes: Uint8Array): ProseDocument {
    const label =
        /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})/i.exec(
            Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString("latin1")
        )?.[1] ?? null;
    const page = htmlToText(decodeLabelled(bytes, label), "page");
    const title = page.heading ?? page.title;
    const body = page.text
        .split("\n")
        .filter((line) => !/^>+ /.test(line))
        .join("\n")
        .trim();
    const text = title !== null && body.startsWith(title) ? body.slice(title.length) : body;
    return {type: "prose", title, text, date: page.date, markup: "none"};
}
