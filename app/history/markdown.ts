import {say} from "../sentences/sentence.ts";
import type {Sentence} from "../sentences/sentence.ts";
import type {Piece} from "./document.ts";
import {pattern} from "../text/pattern.ts";
export interface LeftOutMarkdown {
    readonly what: Piece;
    readonly reason: Sentence;
    readonly text: string;
}

/**
 * The prose of a Markdown text, without what is not the user's prose: code, comments, images, embeds, link targets, template tags,
 * and what is quoted from others. Emphasis and lists stay as written. Block rules after CommonMark 0.31 (4.5 fenced code blocks);
 * callouts, wiki links, embeds, `%%` comments and block ids after Obsidian's. Linear in the text's length. Line ends must be `\n`.
 */
export function markdownProse(text: string): {text: string; leftOut: LeftOutMarkdown[]} {
    const leftOut: LeftOutMarkdown[] = [];
    const drop: Drop = (what, reason, found) => {
        leftOut.push({what, reason, text: found});
    };
    return {
        text: proseLines(text.split("\n"), drop, 0)
            .map((line) => inlineProse(line, drop))
            .filter((line) => line !== null)
            .join("\n"),
        leftOut
    };
}

type Drop = (what: Piece, reason: Sentence, found: string) => void;

const commentReason = say("part.comment"),
    quoteReason = say("part.quoted"),
    codeReason = say("part.code"),
    templateReason = say("part.template");
/** list marks and indentation may stand before a fence; in the text after backticks another one would make it code within a line */
const fenceLine = /^(?:[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]){0,40}(`{3,}(?=[^`]*$)|~{3,})/;
const quoteLine = /^[ \t]{0,40}>/;
/** `> [!note]- Title`; the title is what the writer set, or nothing */
const calloutLine = /^\[!([\w-]{1,40})(?:\|[^\]]{0,80})?\][+-]?[ \t]*(.*)$/;
const quotingCallouts = new Set(["quote", "cite", "quotation", "blockquote"]);
/** Liquid and Hugo tags around code or around what others wrote, alone in their line */
const codeTag = /^\s{0,40}\{[%{][<%-]?\s{0,9}(highlight|code|codeblock|raw|mermaid)\b/i,
    quoteTag = /^\s{0,40}\{[%{][<%-]?\s{0,9}(quote|blockquote|epigraph|pullquote)\b/i;

/** HTML elements around code or around what others wrote, that begin a line */
const codeElement = /^ {0,3}<(script|style|pre)(?=[\s>])/i,
    quoteElement = /^ {0,3}<(blockquote)(?=[\s>])/i;
const formulaLine = /^[ \t]{0,40}\$\$[ \t]*$/;
/** modules and components of MDX, alone in their lines */
const mdxLine = pattern("")`
    ^(?:import\s[^.!?]{1,200}\sfrom\s{1,9}["'][^"']{1,200}["'];?|import\s{1,9}["'][^"']{1,200}["'];?
    |export\s{1,9}(?:const|let|var|function|default)\s.*|\s{0,40}<\/?[A-Z][\w.]{0,60}
    (?:\s[^<>]{0,400})?\/?>)\s*$`;
/** `:::tip[Title]`, `::: tip Title`, `!!! note "Title"`, `??? note`: boxes of the writer's own; what stands behind the kind is the title */
const boxLine = pattern("")`
    ^[ \t]{0,12}(?:
    :{3,9}[ \t]*(?:\{[^{}]{0,100}\}|[\w-]{0,40})[ \t]*(?:\{[^{}]{0,100}\}[ \t]*)?(?:\[([^\]]{0,200})\]|([^\x60:]{0,200}))
    |(?:!!!|\?\?\?\+?)[ \t]+[\w-]{1,40}(?:[ \t]+[\w-]{1,40}){0,3}(?:[ \t]+"([^"]{0,200})")?
    )[ \t]*$`;

/** Removes comments, fenced code and quotations; lines in callouts lose their marks. */
function proseLines(lines: string[], drop: Drop, depth: number): string[] {
    const kept: string[] = [];
    const search = new LineSearch(lines);
    for (let at = 0; at < lines.length;) {
        const line = lines[at] ?? "";
        const fence = fenceLine.exec(line)?.[1];
        const tag = fence === undefined ? (codeTag.exec(line) ?? quoteTag.exec(line)) : null;
        const element = line.includes("<") ? (codeElement.exec(line) ?? quoteElement.exec(line)) : null;
        // Most lines have none of these marks: the expressions are for those that do.
        const box = fence === undefined && /^[ \t]{0,12}(?::::|!!!|\?\?\?)/.test(line) ? boxLine.exec(line) : null;
        const comment = fence === undefined ? commentStart(line) : null;
        let end: number | null;
        if (fence !== undefined) {
            end = fenceEnd(lines, at, fence);
            drop("code", codeReason, lines.slice(at, end).join("\n"));
            at = end;
        } else if (
            tag !== null &&
            (end = search.line(at, new RegExp(String.raw`\{[%{][<%-]?\s{0,9}(?:end|/\s{0,9})${tag[1]}\b`, "i"))) !== null
        ) {
            const found = lines.slice(at, end + 1).join("\n");
            if (codeTag.test(line)) drop("code", codeReason, found);
            else drop("quote", quoteReason, found);
            at = end + 1;
        } else if (element !== null && (end = search.text(at, `</${(element[1] ?? "").toLowerCase()}>`)) !== null) {
            const found = lines.slice(at, end + 1).join("\n");
            if (codeElement.test(line)) drop("code", codeReason, found);
            else drop("quote", quoteReason, found);
            at = end + 1;
        } else if (line.includes("$$") && formulaLine.test(line) && (end = search.line(at + 1, formulaLine)) !== null) {
            drop("formula", say("part.formula"), lines.slice(at, end + 1).join("\n"));
            at = end + 1;
        } else if (/^(?:import|export)\s|^\s{0,40}</.test(line) && mdxLine.test(line)) {
            drop("code", codeReason, line);
            at++;
        } else if (box !== null) {
            kept.push((box[1] ?? box[2] ?? box[3] ?? "").trim());
            at++;
        } else if (comment !== null && (end = search.text(at + 1, comment.close)) !== null) {
            const last = lines[end] ?? "",
                column = last.indexOf(comment.close) + comment.close.length;
            drop("comment", commentReason, [line.slice(comment.at), ...lines.slice(at + 1, end), last.slice(0, column)].join("\n"));
            // What stands before and after the comment in its lines is prose.
            const joined = line.slice(0, comment.at) + last.slice(column);
            at = joined.trim() === "" ? end + 1 : end;
            if (at === end) lines[end] = joined;
        } else if (quoteLine.test(line)) {
            end = at + 1;
            while (end < lines.length && (quoteLine.test(lines[end] ?? "") || goesOnLazily(lines, end))) end++;
            for (const own of quotedLines(lines.slice(at, end), drop, depth)) kept.push(own);
            at = end;
        } else {
            kept.push(line);
            at++;
        }
    }
    return kept;
}

/**
 * A line without a mark right below a quoted one is a part of the quotation (CommonMark 0.31, 5.1), and many people write their own comment
 * there: it is the quotation's only where it goes on in the middle of a sentence.
 */
function goesOnLazily(lines: readonly string[], at: number): boolean {
    return /^\p{Ll}/u.test(lines[at] ?? "") && quoteLine.test(lines[at - 1] ?? "") && /[\p{L},;–-]\s*$/u.test(lines[at - 1] ?? "");
}

/** Own lines of a block of lines that begin with `>`: those in callouts. */
function quotedLines(lines: readonly string[], drop: Drop, depth: number): string[] {
    const inner = lines.map((line) => line.replace(/^[ \t]{0,40}> ?/, ""));
    const kept: string[] = [];
    for (let at = 0; at < inner.length;) {
        const callout = calloutLine.exec(inner[at] ?? "");
        // A callout ends where the next one begins.
        let end = at + 1;
        while (end < inner.length && !calloutLine.test(inner[end] ?? "")) end++;
        if (callout === null || quotingCallouts.has((callout[1] ?? "").toLowerCase()) || depth > 20)
            drop("quote", quoteReason, lines.slice(at, end).join("\n"));
        else {
            kept.push(callout[2] ?? "");
            for (const own of proseLines(inner.slice(at + 1, end), drop, depth + 1)) kept.push(own);
        }
        at = end;
    }
    return kept;
}

/** The line after the fence that closes: the same character, at least as often, nothing behind it. An open fence runs to the end. */
function fenceEnd(lines: readonly string[], start: number, fence: string): number {
    for (let at = start + 1; at < lines.length; at++) {
        const line = (lines[at] ?? "").trim();
        if (line.startsWith(fence) && line === fence.charAt(0).repeat(line.length)) return at + 1;
    }
    return lines.length;
}

/** A comment that begins in this line and does not end in it: HTML, MDX, or Obsidian's `%%` at the line's beginning. */
function commentStart(line: string): {readonly at: number; readonly close: string} | null {
    const html = line.lastIndexOf("<!--");
    if (html >= 0 && !line.includes("-->", html + 2)) return {at: html, close: "-->"};
    const mdx = line.lastIndexOf("{/*");
    if (mdx >= 0 && !line.includes("*/}", mdx)) return {at: mdx, close: "*/}"};
    return line.startsWith("%%") && !line.includes("%%", 2) ? {at: 0, close: "%%"} : null;
}

/** Finds the next non-empty line. A failed search is cached, which keeps hostile texts linear. */
class LineSearch {
    readonly #lines: readonly string[];
    readonly #missing = new Set<string>();

    constructor(lines: readonly string[]) {
        this.#lines = lines;
    }

    text(from: number, wanted: string): number | null {
        return this.#find(from, wanted, (line) => line.includes(wanted));
    }

    line(from: number, wanted: RegExp): number | null {
        return this.#find(from, String(wanted).toLowerCase(), (line) => wanted.test(line));
    }

    #find(from: number, key: string, matches: (line: string) => boolean): number | null {
        if (this.#missing.has(key)) return null;
        for (let at = from; at < this.#lines.length; at++) {
            if (matches(this.#lines[at] ?? "")) return at;
        }
        this.#missing.add(key);
        return null;
    }
}

/** One line without markup; code within the line is left as it is. Null: it consisted of markup only. */
function inlineProse(line: string, drop: Drop): string | null {
    if (!/[[\]%{}^<\\]/.test(line)) return line;
    if (line.trim() === "") return line;
    const plain = line.includes("`")
        ? line
              .split(/(`{1,20}[^`]+`{1,20})/)
              .map((part, index) => (index % 2 === 1 ? part : inlinePart(part, drop)))
              .join("")
        : inlinePart(line, drop);
    // `[name]: address` is where a link leads, `[^1]: text` a footnote; ` ^name` names the paragraph.
    const text = /^ {0,3}\[[^\]\n]{1,300}\]:[ \t]/.test(line) ? "" : withoutBlockId(plain);
    return text.trim() === "" ? null : text;
}

function withoutBlockId(line: string): string {
    const trimmed = line.trimEnd();
    const id = /(?:^|[ \t])\^[A-Za-z0-9-]{1,60}$/.exec(trimmed.slice(-64));
    return id === null ? line : trimmed.slice(0, trimmed.length - id[0].length).trimEnd();
}

function inlinePart(line: string, drop: Drop): string {
    let text = !line.includes("[") ? line : line.replace(/^(\s{0,40}(?:[-*+]|\d{1,9}[.)])[ \t])\[[ xX/>-]\][ \t]/, "$1");
    text = between(text, "<!--", "-->", (found) => drop("comment", commentReason, found));
    text = between(text, "{/*", "*/}", (found) => drop("comment", commentReason, found));
    text = between(text, "%%", "%%", (found) => drop("comment", commentReason, found));
    text = between(text, "{{", "}}", (found) => drop("code", templateReason, found));
    text = between(text, "<%", "%>", (found) => drop("code", templateReason, found));
    text = between(text, "{%", "%}", (found) => drop("code", templateReason, found));
    if (text.includes("<"))
        text = text
            .replace(htmlTag, (found) => (/^<br/i.test(found) ? " " : ""))
            .replace(/<((?:https?:\/\/|mailto:)[^<>\s]{1,400})>/gi, "$1");
    text = text.replace(/\{:[^{}\n]{0,200}\}/g, "");
    text = text.replace(/(!?)\[\[([^[\]\n]{1,400})\]\]/g, (found, embeds: string, target: string) => {
        if (embeds === "") return shownTarget(target);
        drop("image", say("part.embedded"), found);
        return "";
    });
    text = withoutLinkTargets(text, drop);
    return text
        .replace(/\[\^[^[\]\s]{1,60}\]/g, "")
        .replace(/\[([^[\]\n]{1,300})\]\[[^[\]\n]{0,100}\]/g, "$1")
        .replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** tags by name, so that "a < b > c" and `<name>` stay */
const htmlTag = pattern("gi")`
    <\/?(?:a|abbr|article|aside|audio|b|big|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl
    |dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li|main|mark|nav|ol|p
    |picture|q|rp|rt|ruby|s|samp|section|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th
    |thead|time|tr|u|ul|var|video|wbr)(?:\s[^<>]{0,500})?\s?\/?>`;

/** What Obsidian shows for a wiki link: the alias, else the page, with its heading behind `>`. */
function shownTarget(target: string): string {
    const bar = target.indexOf("|");
    if (bar >= 0) return target.slice(bar + 1).trim();
    return target
        .replace(/#\^.*$/, "")
        .split("#")
        .map((part) => part.trim())
        .filter((part) => part !== "")
        .join(" > ");
}

function between(line: string, open: string, close: string, onFound: (found: string) => void): string {
    let kept = "",
        from = 0;
    for (let at = line.indexOf(open); at >= 0; at = line.indexOf(open, from)) {
        const end = line.indexOf(close, at + open.length);
        if (end < 0) break;
        kept += line.slice(from, at);
        onFound(line.slice(at, end + close.length));
        from = end + close.length;
    }
    return from === 0 ? line : kept + line.slice(from);
}

/** a longer address with brackets in it is not one */
const longestTarget = 400;

/** `[text](address)` to its text, `![text](address)` to nothing. An image may be a link's text. */
function withoutLinkTargets(line: string, drop: Drop): string {
    if (!line.includes("](")) return line;
    // Parts of the line so far; an opening bracket is a part of its own, so that the text since then can be taken back.
    const parts: string[] = [],
        open: number[] = [];
    const mark = /\[|\]\(?/g;
    const lastBracket = line.lastIndexOf(")");
    let from = 0;
    for (let found = mark.exec(line); found !== null; found = mark.exec(line)) {
        parts.push(line.slice(from, found.index));
        from = mark.lastIndex;
        if (found[0] === "[") {
            open.push(parts.length);
            parts.push("[");
            continue;
        }
        const start = open.pop();
        const end = start === undefined || found[0] === "]" || from > lastBracket ? null : targetEnd(line, from);
        if (end === null || start === undefined) {
            parts.push(found[0]);
            continue;
        }
        const label = parts.splice(start).slice(1).join("");
        const before = parts.at(-1) ?? "";
        if (before.endsWith("!")) {
            parts[parts.length - 1] = before.slice(0, -1);
            drop("image", say("part.image"), `![${label}](${line.slice(from, end)})`);
        } else parts.push(label);
        from = mark.lastIndex = end + 1;
    }
    return parts.join("") + line.slice(from);
}

/** Where the bracket after a link's address stands; an address may hold pairs of brackets. */
function targetEnd(line: string, start: number): number | null {
    const close = line.indexOf(")", start),
        inner = line.slice(start, close).indexOf("(");
    if (inner < 0) return close;
    let depth = 0;
    for (let at = start; at < line.length && at < start + longestTarget; at++) {
        const character = line[at];
        if (character === "(") depth++;
        else if (character === ")" && depth-- === 0) return at;
    }
    return null;
}
