import type {ProseDocument} from "../../../app/history/document.ts";
import {Refusal} from "./refusal.ts";

/** destinations whose text is not the document's */
const silentDestinations = new Set(["fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata", "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "fldinst", "bkmkstart", "bkmkend", "filetbl", "revtbl", "nonshppict", "shpinst", "pgdsctbl", "mmathPr", "userprops"]);
const symbols: Readonly<Record<string, string>> = {par: "\n", line: "\n", sect: "\n\n", page: "\n\n", row: "\n", cell: "\t", tab: "\t", emdash: "—", endash: "–", lquote: "‘", rquote: "’", ldblquote: "“", rdblquote: "”", bullet: "•", emspace: " ", enspace: " ", "~": " ", _: "-"};
/** font character sets (\fcharset) and their encodings; the others are Windows code pages by number */
const charsets: Readonly<Record<number, string>> = {0: "windows-1252", 128: "shift_jis", 129: "euc-kr", 134: "gb18030", 136: "big5", 161: "windows-1253", 162: "windows-1254", 163: "windows-1258", 177: "windows-1255", 178: "windows-1256", 186: "windows-1257", 204: "windows-1251", 222: "windows-874", 238: "windows-1250"};
const codePages: Readonly<Record<number, string>> = {932: "shift_jis", 936: "gb18030", 949: "euc-kr", 950: "big5", 10000: "macintosh", 65001: "utf-8", 874: "windows-874"};

interface Group {
    silent: boolean;
    /** characters that stand for a \u character in old readers */
    fallback: number;
    font: number;
}

/** groups nested deeper than this are an attack */
const deepest = 5000;

/** The running text of an RTF file. @throws Refusal when it is not RTF */
export function parseRtf(bytes: Uint8Array): ProseDocument {
    const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
    if (!/^\s*\{\\rtf/.test(source))
        throw new Refusal("it is not an RTF document");
    const fonts = new Map<number, string>();
    for (const match of source.slice(0, 200_000).matchAll(/\\f(\d{1,5})(?:\\[a-z]+-?\d*){0,6}?\\fcharset(\d{1,3})/g))
        fonts.set(Number(match[1]), charsets[Number(match[2])] ?? "windows-1252");
    const codePage = Number(/\\ansicpg(\d+)/.exec(source.slice(0, 4096))?.[1] ?? (/\\mac\b/.test(source.slice(0, 200)) ? 10000 : 1252));
    const defaultEncoding = codePages[codePage] ?? `windows-${codePage}`;

    const token = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/g;
    const stack: Group[] = [];
    let group: Group = {silent: false, fallback: 1, font: -1};
    const out: string[] = [];
    let pending: number[] = [], skip = 0, title = "";

    const flush = () => {
        if (pending.length > 0)
            out.push(decoder(group.font >= 0 ? fonts.get(group.font) ?? defaultEncoding : defaultEncoding).decode(Uint8Array.from(pending)));
        pending = [];
    };
    const write = (text: string) => {
        flush();
        if (!group.silent)
            out.push(text);
    };

    for (const [found, word, parameter, hex, symbol, brace, text] of source.matchAll(token)) {
        if (hex !== undefined) {
            if (skip > 0)
                skip--;
            else if (!group.silent)
                pending.push(Number.parseInt(hex, 16));
            continue;
        }
        if (text !== undefined) {
            const shown = skip >= text.length ? "" : text.slice(skip);
            skip = Math.max(0, skip - text.length);
            // The second byte of a double-byte character may stand as a plain letter after the first one.
            if (pending.length > 0 && shown !== "" && !group.silent && isDoubleByte(group.font >= 0 ? fonts.get(group.font) ?? defaultEncoding : defaultEncoding) && pending.length % 2 === 1) {
                pending.push(shown.charCodeAt(0));
                write(latin(shown.slice(1), defaultEncoding));
            } else if (shown !== "")
                write(latin(shown, defaultEncoding));
            continue;
        }
        if (word === undefined && brace === undefined && symbol === undefined)
            continue;
        flush();
        if (brace === "{") {
            if (stack.length >= deepest)
                throw new Refusal("its groups are nested too deeply");
            stack.push(group);
            group = {...group};
            skip = 0;
        } else if (brace === "}") {
            group = stack.pop() ?? group;
            skip = 0;
        } else if (symbol !== undefined) {
            if (symbol === "*")
                group.silent = true;
            else if (skip > 0)
                skip--;
            else if (symbol === "\n" || symbol === "\r")
                write("\n");
            else if (symbol !== "-")
                write(symbols[symbol] ?? (/[\\{}]/.test(symbol) ? symbol : ""));
        } else if (word !== undefined) {
            const number = parameter === undefined ? null : Number(parameter);
            if (word === "u" && number !== null) {
                write(String.fromCharCode(number < 0 ? number + 65536 : number));
                skip = group.fallback;
            } else if (word === "uc" && number !== null)
                group.fallback = Math.min(16, Math.max(0, number));
            else if (word === "f" && number !== null)
                group.font = number;
            else if (word === "bin" && number !== null)
                // Binary data may hold anything; what follows it up to the group's end is not text either.
                group.silent = true;
            else if (silentDestinations.has(word))
                group.silent = true;
            else if (symbols[word] !== undefined)
                write(symbols[word] ?? "");
            else if (found === "\\pard " || word === "plain")
                group.font = word === "plain" ? -1 : group.font;
        }
    }
    flush();
    title = /\{\\title ([^{}\\]{1,300})\}/.exec(source.slice(0, 100_000))?.[1]?.trim() ?? "";
    const body = out.join("").replace(/[ \t]+\n/g, "\n").trim();
    const startsWithTitle = title !== "" && body.startsWith(title);
    return {type: "prose", title: startsWithTitle ? title : null, text: startsWithTitle ? body.slice(title.length) : separateParagraphs(body), date: null, markup: startsWithTitle ? "none" : "plain"};
}

/** RTF has no empty lines between paragraphs; long lines are paragraphs. */
function separateParagraphs(text: string): string {
    const lines = text.split("\n");
    return text.includes("\n\n") || !lines.some((line) => line.length > 120) ? text : lines.join("\n\n");
}

const decoders = new Map<string, TextDecoder>();
function decoder(label: string): TextDecoder {
    let found = decoders.get(label);
    if (found === undefined) {
        try {
            found = new TextDecoder(label);
        } catch {
            found = new TextDecoder("windows-1252");
        }
        decoders.set(label, found);
    }
    return found;
}

const isDoubleByte = (label: string): boolean => label === "shift_jis" || label === "gb18030" || label === "big5" || label === "euc-kr";

/** Raw bytes above ASCII are not legal RTF but occur. */
function latin(text: string, encoding: string): string {
    return /[\u0080-\u00ff]/.test(text) ? decoder(encoding).decode(Buffer.from(text, "latin1")) : text;
}
