import type {ProseDocument} from "./document.ts";

export interface TitledText {
    readonly title: string | null;
    readonly text: string;
    readonly date: string | null;
    /** `to:` or `subject:` in the front matter or on top of a plain text: an e-mail kept as a note */
    readonly email: {readonly to: readonly string[]; /** as written; null: the owner of the folder */ readonly from: string | null} | null;
    readonly leftOut: readonly {readonly what: string; readonly reason: string; readonly text: string}[];
}

/** Finds title and body of a document: front matter, heading, or a first line that stands like a title. */
export function titleAndBody(document: ProseDocument): TitledText {
    const leftOut: {what: string; reason: string; text: string}[] = [];
    let text = document.text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    let title = document.title, date = document.date, email: {to: string[]; from: string | null} | null = null;

    if (document.markup !== "none") {
        const matter = document.markup === "markdown" ? frontMatter(text) : null;
        const head = matter ?? textHead(text);
        if (head !== null) {
            text = head.rest;
            title = head.fields["title"] ?? head.fields["subject"] ?? title;
            date = isoDate(head.fields["date"]) ?? date;
            if (head.fields["subject"] !== undefined && (head.fields["title"] === undefined || head.fields["to"] !== undefined))
                email = {from: head.fields["from"] || null, to: (head.fields["to"] ?? "").split(/[,;]/).map((to) => to.trim()).filter((to) => to !== "")};
        }
    }
    if (document.markup === "markdown") {
        const heading = markdownHeading(text);
        if (heading !== null && (title === null || sameTitle(title, heading.title))) {
            title = heading.title;
            text = heading.rest;
        }
        const plain = withoutMarkdownMachinery(text);
        text = plain.text;
        leftOut.push(...plain.leftOut);
    } else if (document.markup === "plain" && title === null) {
        const line = firstLineTitle(text);
        if (line !== null) {
            title = line.title;
            text = line.rest;
        }
    }
    title = title?.replace(/\s+/g, " ").trim() || null;
    return {title, text: text.replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim(), date, email, leftOut};
}

interface Head {
    readonly fields: Readonly<Record<string, string>>;
    readonly rest: string;
}

/** YAML (`---`) or TOML (`+++`) front matter; only flat `key: value` lines matter here. */
function frontMatter(text: string): Head | null {
    const match = /^(---|\+\+\+)[ \t]*\n([\s\S]{0,20000}?)\n\1[ \t]*(?:\n|$)/.exec(text);
    if (match === null)
        return null;
    const fields: Record<string, string> = {};
    for (const line of (match[2] ?? "").split("\n")) {
        const field = /^([A-Za-z_-]{1,40})\s*[:=]\s*(.*)$/.exec(line);
        if (field !== null)
            fields[(field[1] ?? "").toLowerCase()] = (field[2] ?? "").trim().replace(/^(["'])(.*)\1$/, "$2");
    }
    return {fields, rest: text.slice(match[0].length)};
}

/** An e-mail kept as text: `Subject:` among lines that look like headers, up to the first blank line. */
function textHead(text: string): Head | null {
    const end = text.indexOf("\n\n");
    if (end < 0 || end > 2000)
        return null;
    const fields: Record<string, string> = {};
    for (const line of text.slice(0, end).trimStart().split("\n")) {
        const field = /^(subject|to|cc|date|from)\s*:\s*(.*)$/i.exec(line);
        if (field === null)
            return null;
        fields[(field[1] ?? "").toLowerCase()] = (field[2] ?? "").trim();
    }
    return fields["subject"] === undefined ? null : {fields, rest: text.slice(end)};
}

function markdownHeading(text: string): {title: string; rest: string} | null {
    const atx = /^\s*#{1,2}[ \t]+([^\n]{1,300}?)[ \t]*#*[ \t]*(?:\n|$)/.exec(text);
    const setext = atx ?? /^\s*([^\n]{1,300})\n(?:=+|-{3,})[ \t]*(?:\n|$)/.exec(text);
    if (setext === null)
        return null;
    return {title: inlineText(setext[1] ?? ""), rest: text.slice(setext[0].length)};
}

function inlineText(markdown: string): string {
    return markdown.replace(/!\[([^\]]*)\]\([^)]*\)/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/(\*\*|__|\*|`)(.+?)\1/g, "$2").trim();
}

/** Code, comments, images and link targets are not the user's prose. Emphasis and lists stay as written. */
function withoutMarkdownMachinery(text: string): {text: string; leftOut: {what: string; reason: string; text: string}[]} {
    const leftOut: {what: string; reason: string; text: string}[] = [];
    const drop = (what: string, reason: string) => (found: string): string => {
        leftOut.push({what, reason, text: found});
        return "";
    };
    const plain = text
        .replace(/^(```|~~~)[^\n]*\n[\s\S]*?(?:^\1[ \t]*$|(?![\s\S]))/gm, drop("code", "code is not prose"))
        .replace(/<!--[\s\S]*?-->/g, drop("comment", "an HTML comment is not read by anybody"))
        .replace(/^> ?.*(?:\n>.*)*/gm, drop("quote", "quoted from somebody else"))
        .replace(/!\[[^\]\n]*\]\([^)\n]*\)/g, drop("image", "an image is not text"))
        .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
        .replace(/^\[[^\]\n]+\]:[ \t]+\S+.*$/gm, "");
    return {text: plain, leftOut};
}

/** a first line longer than this is a paragraph, a body shorter than this has no headline */
const titleLength = 110, bodyLength = 160;

function firstLineTitle(text: string): {title: string; rest: string} | null {
    const match = /^\s*([^\n]+)\n[ \t]*(?:[=-]{3,}[ \t]*\n)?[ \t]*\n([\s\S]+)$/.exec(text);
    const title = match?.[1]?.trim() ?? "", rest = match?.[2] ?? "";
    if (title.length < 3 || title.length > titleLength || rest.trim().length < bodyLength)
        return null;
    const isSentence = /[.。,;:，；：]$/u.test(title);
    const isGreeting = /^(?:hi|hello|hey|dear|hallo|liebe[rs]?|sehr geehrte|guten|bonjour|salut|ch[eè]re?s?|hola|estimad|querid|ciao|gentile|caro|cara|beste|geachte|olá|oi|prezad|car[oa]|你好|您好|尊敬|こんにちは|お世話|拝啓)\b/iu.test(title) || /[,!，！]$/u.test(title);
    const isListItem = /^(?:[-*•]|\d+[.)])\s/.test(title);
    return isSentence || isGreeting || isListItem ? null : {title, rest};
}

const sameTitle = (a: string, b: string): boolean => a.toLocaleLowerCase().replace(/[^\p{L}\p{N}]/gu, "") === b.toLocaleLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** ISO 8601, or null when the text is no date. */
export function isoDate(text: string | undefined | null): string | null {
    if (text === undefined || text === null || text.trim() === "")
        return null;
    const time = Date.parse(text.trim());
    return Number.isNaN(time) ? null : new Date(time).toISOString();
}
