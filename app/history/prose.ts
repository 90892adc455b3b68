import type {ProseDocument} from "./document.ts";
import {frontMatter} from "./front-matter.ts";
import {markdownProse, type LeftOutMarkdown} from "./markdown.ts";
import {pattern} from "../text/pattern.ts";

export interface TitledText {
    readonly title: string | null;
    readonly text: string;
    readonly date: string | null;
    /** whom the front matter names as the writers; empty: nobody, so the owner of the folder */
    readonly authors: readonly string[];
    /** the document says itself that it is a copy of somebody else's page */
    readonly clipped: boolean;
    /** `to:` or `subject:` in the front matter or on top of a plain text: an e-mail kept as a note */
    readonly email: {readonly to: readonly string[]; /** as written; null: the owner of the folder */ readonly from: string | null} | null;
    readonly leftOut: readonly LeftOutMarkdown[];
}

/** Finds title and body of a document: front matter, heading, or a first line that stands like a title. */
export function titleAndBody(document: ProseDocument): TitledText {
    let leftOut: TitledText["leftOut"] = [];
    let text = document.text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    let title = document.title,
        date = document.date,
        email: {to: string[]; from: string | null} | null = null;
    let authors: readonly string[] = [],
        clipped = false;

    if (document.markup !== "none") {
        const matter = document.markup === "markdown" ? frontMatter(text) : null;
        authors = matter?.authors ?? [];
        clipped =
            matter !== null &&
            matter.tags.some((tag) => /^#?(?:web-?)?clippings?$/i.test(tag)) &&
            /^https?:/.test(matter.fields["source"] ?? matter.fields["url"] ?? "");
        const head = matter ?? textHead(text);
        if (head !== null) {
            text = head.rest;
            title = head.fields["title"] ?? head.fields["subject"] ?? title;
            date = isoDate(head.fields["date"]) ?? date;
            if (head.fields["subject"] !== undefined && (head.fields["title"] === undefined || head.fields["to"] !== undefined))
                email = {
                    from: head.fields["from"] || null,
                    to: (head.fields["to"] ?? "")
                        .split(/[,;]/)
                        .map((to) => to.trim())
                        .filter((to) => to !== "")
                };
        }
    }
    if (document.markup === "markdown") {
        const heading = markdownHeading(text);
        if (heading !== null && (title === null || sameTitle(title, heading.title))) {
            title = heading.title;
            text = heading.rest;
        }
        const plain = markdownProse(text);
        text = plain.text;
        leftOut = plain.leftOut;
    } else if (document.markup === "plain" && title === null) {
        const line = firstLineTitle(text);
        if (line !== null) {
            title = line.title;
            text = line.rest;
        }
    }
    title = title?.replace(/\s+/g, " ").trim() || null;
    return {title, text: tidy(text), date, authors, clipped, email, leftOut};
}

/** Spaces at line ends and more than one empty line in a row say nothing. */
function tidy(text: string): string {
    return text
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
}

interface Head {
    readonly fields: Readonly<Record<string, string>>;
    readonly rest: string;
}

/** An e-mail kept as text: `Subject:` among lines that look like headers, up to the first blank line. */
function textHead(text: string): Head | null {
    const end = text.indexOf("\n\n");
    if (end < 0 || end > 2000) return null;
    const fields: Record<string, string> = {};
    for (const line of text.slice(0, end).trimStart().split("\n")) {
        const field = /^(subject|to|cc|date|from)\s*:\s*(.*)$/i.exec(line);
        if (field === null) return null;
        fields[(field[1] ?? "").toLowerCase()] = (field[2] ?? "").trim();
    }
    return fields["subject"] === undefined ? null : {fields, rest: text.slice(end)};
}

/** `# Title`, or a line underlined with `=` or `-`; a sentence above dashes is a paragraph before a horizontal rule. */
function markdownHeading(text: string): {title: string; rest: string} | null {
    const start = text.length - text.trimStart().length;
    const end = text.indexOf("\n", start),
        line = text.slice(start, end < 0 ? text.length : end).trimEnd();
    const rest = end < 0 ? "" : text.slice(end + 1);
    if (line.length > 320) return null;
    const atx = /^#{1,2}[ \t]+(.+?)(?:[ \t]+#+)?$/.exec(line);
    if (atx !== null) return {title: inlineText(atx[1] ?? ""), rest};
    const next = rest.indexOf("\n"),
        underline = (next < 0 ? rest : rest.slice(0, next)).trimEnd();
    const isTitle =
        /^={1,400}$/.test(underline) ||
        (/^-{3,400}$/.test(underline) && line.length <= titleLength && !/[.!?…。！？:;,]["'”»)]?$/u.test(line));
    return isTitle && /[\p{L}\p{N}]/u.test(line) && !/^(?:>|[-*+] |\d+[.)] |`{3}|~{3})/.test(line)
        ? {title: inlineText(line), rest: next < 0 ? "" : rest.slice(next + 1)}
        : null;
}

function inlineText(markdown: string): string {
    return markdown
        .replace(/!\[([^\]]*)\]\([^)]*\)/g, "")
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/(\*\*|__|\*|`)(.+?)\1/g, "$2")
        .trim();
}

/** a first line longer than this is a paragraph, a body shorter than this has no headline */
const titleLength = 110,
    bodyLength = 160;

const greetingWords = pattern("iu")`
    ^(?:hi|hello|hey|dear|hallo|liebe[rs]?|sehr geehrte|guten|bonjour|salut|ch[eè]re?s?|hola|estimad|querid|ciao
    |gentile|caro|cara|beste|geachte|olá|oi|prezad|car[oa]|你好|您好|尊敬|こんにちは|お世話|拝啓)\b`;

function firstLineTitle(text: string): {title: string; rest: string} | null {
    const [first, second, third] = text.trimStart().slice(0, 1000).split("\n", 3);
    const title = first?.trim() ?? "",
        isUnderlined = /^[=-]{3,}$/.test(second?.trim() ?? "");
    if (third === undefined || (isUnderlined ? third : second)?.trim() !== "") return null;
    const rest = text
        .trimStart()
        .split("\n")
        .slice(isUnderlined ? 3 : 2)
        .join("\n");
    if (title.length < 3 || title.length > titleLength || rest.trim().length < bodyLength) return null;
    const isSentence = /[.。,;:，；：]$/u.test(title);
    const isGreeting = greetingWords.test(title) || /[,!，！]$/u.test(title);
    const isListItem = /^(?:[-*•]|\d+[.)])\s/.test(title);
    return isSentence || isGreeting || isListItem ? null : {title, rest};
}

const sameTitle = (a: string, b: string): boolean =>
    a.toLocaleLowerCase().replace(/[^\p{L}\p{N}]/gu, "") === b.toLocaleLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** ISO 8601, or null when the text is no date. */
export function isoDate(text: string | undefined | null): string | null {
    if (text === undefined || text === null || text.trim() === "") return null;
    const time = Date.parse(text.trim());
    return Number.isNaN(time) ? null : new Date(time).toISOString();
}
