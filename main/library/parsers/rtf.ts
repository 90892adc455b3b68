import {othersAmong} from "../../../app/history/document-author.ts";
import type {ProseDocument} from "../../../app/history/document.ts";
import {Refusal} from "./refusal.ts";
import {decoderFor, defaultEncoding, encodingOfCharset, encodingOfCodePage} from "./rtf-encoding.ts";
import {say} from "../../../app/sentences/sentence.ts";
import {knownWord, shownDestinations, symbols, type ControlWord} from "./rtf-words.ts";
import {TrackedChanges} from "./tracked-changes.ts";

interface Group {
    silent: boolean;
    /** number of fallback characters after a \u, for readers without Unicode */
    fallback: number;
    font: number;
    /** \v or \deleted */
    hidden: boolean;
    deleted: boolean;
    /** \revised: inserted while changes were tracked, by the author with this number in the table of authors */
    revised: boolean;
    author: number;
    /** \revised by somebody else */
    foreign: boolean;
    /** whether the drawing that contains the group is itself left out */
    drawingSilent: boolean;
    /** the destination that contains the group, if relevant */
    place: "" | "fonts" | "info" | "title" | "created" | "upr" | "creator" | "authors";
}

/** deeper nesting of groups is an attack */
const deepest = 5000;
/** characters of a title or a name, and of the table of authors; more is no such thing */
const longestName = 300,
    longestTable = 20_000;
/** what of the head is read */
const places: Readonly<Record<string, Group["place"]>> = {fonttbl: "fonts", info: "info", revtbl: "authors"};
/** characters collected before they are stored as one flat string */
const pieceLength = 8192;
const backslash = 0x5c,
    openBrace = 0x7b,
    closeBrace = 0x7d,
    apostrophe = 0x27,
    lineFeed = 10,
    carriageReturn = 13;

/**
 * The running text of an RTF file, without hidden or deleted text, insertions of others than the user, comments, notes, headers, and
 * fallbacks
 * for old readers. One pass over the bytes, and a second one if others changed the text. Control words after Microsoft's RTF
 * specification 1.9.1.
 * @param identities the user's names and addresses, by which the user is found among the authors of tracked changes
 * @throws Refusal if it is not RTF
 */
export function parseRtf(bytes: Uint8Array, identities: readonly string[] = []): ProseDocument {
    let start = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
    while (start < 1000 && isSpace(bytes[start] ?? 0)) start++;
    if (Buffer.from(bytes.subarray(start, start + 5)).toString("latin1") !== "{\\rtf") throw new Refusal(say("document.not-rtf"));
    let reader = new RtfReader(bytes, new Set());
    reader.read(start);
    // Who of several authors the user is, is known only after all of them were seen.
    const others = othersAmong(reader.changes.authors, reader.creator.trim() || null, identities);
    if (others.size > 0) {
        reader = new RtfReader(bytes, others);
        reader.read(start);
    }
    const body = reader
        .text()
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n")
        .trim();
    const title = reader.title.trim();
    const startsWithTitle = title !== "" && body.startsWith(title);
    return startsWithTitle
        ? {type: "prose", title, text: body.slice(title.length), date: reader.date(), markup: "none", ...reader.changes.leftOut()}
        : {
              type: "prose",
              title: null,
              text: separateParagraphs(body),
              date: reader.date(),
              markup: "plain",
              ...reader.changes.leftOut()
          };
}

class RtfReader {
    title = "";
    creator = "";
    readonly changes: TrackedChanges;
    /** the table of authors: names that end in semicolons */
    #authors = "";
    readonly #bytes: Uint8Array;
    readonly #stack: Group[] = [];
    #group: Group = {
        silent: false,
        fallback: 1,
        font: -1,
        hidden: false,
        deleted: false,
        revised: false,
        author: 0,
        foreign: false,
        drawingSilent: false,
        place: ""
    };
    readonly #out: string[] = [];
    #piece = "";
    /** bytes of text in the current encoding, not yet decoded */
    #pending = new Uint8Array(1024);
    #pendingLength = 0;
    readonly #fonts = new Map<number, string>();
    #defaultEncoding = defaultEncoding;
    /** fallback characters still to be skipped after a \u */
    #skip = 0;
    /** the next control word names a destination that old readers skip */
    #starred = false;
    readonly #created = {yr: 0, mo: 1, dy: 1};

    constructor(bytes: Uint8Array, others: ReadonlySet<string>) {
        this.#bytes = bytes;
        this.changes = new TrackedChanges(others);
    }

    text(): string {
        return this.#out.join("") + this.#piece;
    }

    date(): string | null {
        const {yr, mo, dy} = this.#created;
        return yr < 1980 || yr > 9999 || mo < 1 || mo > 12 || dy < 1 || dy > 31 ? null : new Date(Date.UTC(yr, mo - 1, dy)).toISOString();
    }

    read(start: number): void {
        const bytes = this.#bytes;
        for (let at = start; at < bytes.length;) {
            const byte = bytes[at] ?? 0;
            if (byte === backslash) at = this.#control(at + 1);
            else if (byte === openBrace || byte === closeBrace) {
                this.#brace(byte === openBrace);
                at++;
            } else {
                if (byte !== lineFeed && byte !== carriageReturn && byte !== 0) this.#character(byte);
                at++;
            }
        }
        this.#flush();
    }

    #brace(opens: boolean): void {
        this.#flush();
        this.#skip = 0;
        this.#starred = false;
        if (!opens) {
            this.#group = this.#stack.pop() ?? this.#group;
            return;
        }
        if (this.#stack.length >= deepest) throw new Refusal(say("document.rtf-nested"));
        this.#stack.push(this.#group);
        // Of the two forms in \upr only the one in \ud is read.
        this.#group = {...this.#group, silent: this.#group.silent || this.#group.place === "upr"};
    }

    /** `at` is behind the backslash. Returns where to continue. */
    #control(at: number): number {
        const bytes = this.#bytes,
            first = bytes[at] ?? 0;
        if (first === apostrophe) {
            const value = hexDigit(bytes[at + 1] ?? 0) * 16 + hexDigit(bytes[at + 2] ?? 0);
            if (value >= 0) this.#character(value);
            return value >= 0 ? at + 3 : at + 1;
        }
        if (!isLetter(first)) {
            this.#symbol(String.fromCharCode(first));
            return at + 1;
        }
        let end = at;
        while (end < at + 32 && isLetter(bytes[end] ?? 0)) end++;
        const word = knownWord(bytes, at, end);
        let number: number | null = null;
        const digits = bytes[end] === 0x2d ? end + 1 : end;
        if (isDigit(bytes[digits] ?? 0)) {
            number = 0;
            for (end = digits; end < digits + 10 && isDigit(bytes[end] ?? 0); end++) number = number * 10 + (bytes[end] ?? 0) - 0x30;
            if (bytes[digits - 1] === 0x2d) number = -number;
        }
        if (bytes[end] === 0x20) end++;
        if (word?.name === "bin") return Math.min(bytes.length, end + Math.max(0, number ?? 0));
        this.#word(word, number);
        return end;
    }

    #symbol(symbol: string): void {
        if (symbol === "*") this.#starred = true;
        else if (this.#skip > 0) this.#skip--;
        else if (symbol === "\n" || symbol === "\r") this.#write("\n");
        else if (symbol === "\\" || symbol === "{" || symbol === "}") this.#character(symbol.charCodeAt(0));
        else this.#write(symbols[symbol] ?? "");
    }

    /** Null: a word without effect. */
    #word(word: ControlWord | null, number: number | null): void {
        const group = this.#group;
        if (this.#skip > 0 && word?.name !== "u" && word?.name !== "uc") {
            this.#skip--;
            return;
        }
        if (this.#starred || word?.isDestination === true) {
            this.#flush();
            this.#destination(word?.name ?? "");
            return;
        }
        if (word === null) return;
        if (word.symbol !== null) {
            this.#write(word.symbol);
            return;
        }
        switch (word.name) {
            case "u":
                if (number !== null) {
                    this.#write(String.fromCharCode(number & 0xffff));
                    this.#skip = group.fallback;
                }
                break;
            case "uc":
                group.fallback = Math.min(16, Math.max(0, number ?? 1));
                break;
            case "f":
                this.#flush();
                group.font = number ?? 0;
                break;
            case "fcharset":
            case "cpg":
                if (group.place === "fonts") {
                    const encoding =
                        word.name === "cpg" ? encodingOfCodePage(number ?? 1252) : encodingOfCharset(number ?? 0, this.#defaultEncoding);
                    this.#fonts.set(group.font, encoding);
                }
                break;
            case "ansicpg":
                this.#defaultEncoding = encodingOfCodePage(number ?? 1252);
                break;
            case "mac":
                this.#defaultEncoding = "macintosh";
                break;
            case "v":
            case "deleted":
                this.#flush();
                group[word.name === "v" ? "hidden" : "deleted"] = number !== 0;
                break;
            case "revised":
                this.#revise(number !== 0, group.author);
                break;
            case "revauth":
                this.#revise(group.revised, number ?? 0);
                if (group.revised) this.changes.count(this.#authorOf(group.author));
                break;
            case "plain":
                this.#flush();
                group.font = -1;
                group.hidden = group.deleted = group.revised = group.foreign = false;
                break;
            case "upr":
                group.place = "upr";
                break;
            case "title":
                if (group.place === "info") group.place = "title";
                break;
            case "author":
                if (group.place === "info") group.place = "creator";
                break;
            case "creatim":
                if (group.place === "info") group.place = "created";
                break;
            case "yr":
            case "mo":
            case "dy":
                if (group.place === "created") this.#created[word.name] = number ?? 0;
                break;
        }
    }

    #revise(revised: boolean, author: number): void {
        const group = this.#group;
        this.#flush();
        group.revised = revised;
        group.author = author;
        group.foreign = revised && this.changes.isOther(this.#authorOf(author));
    }

    #authorOf(number: number): string {
        return this.#authors.split(";")[number]?.trim() ?? "";
    }

    #destination(word: string): void {
        const group = this.#group;
        this.#starred = false;
        if (shownDestinations.has(word)) {
            // A box's text is read unless its container is left out.
            group.silent = word === "ud" ? (this.#stack.at(-1)?.silent ?? false) : group.drawingSilent;
            group.place = "";
            // A box is a separate paragraph, wherever it is anchored.
            if (word !== "ud" && !group.silent && !(this.#piece === "" ? (this.#out.at(-1) ?? "\n") : this.#piece).endsWith("\n"))
                this.#write("\n");
            return;
        }
        if ((word === "listtext" || word === "pntext") && !group.silent) this.#write("- ");
        if (word === "shpinst" || word === "do") group.drawingSilent = group.silent;
        group.silent = true;
        group.place = places[word] ?? "";
    }

    #character(byte: number): void {
        if (this.#skip > 0) {
            this.#skip--;
            return;
        }
        this.#starred = false;
        if (this.#isRead()) {
            if (this.#pendingLength === this.#pending.length) this.#flush();
            this.#pending[this.#pendingLength++] = byte;
        }
    }

    #isRead(): boolean {
        const {silent, hidden, deleted, place} = this.#group;
        return (!silent && !hidden && !deleted) || place === "title" || place === "creator" || place === "authors";
    }

    #write(text: string): void {
        this.#flush();
        if (this.#isRead()) this.#give(text);
    }

    /** Text of the document, or of a part of its head that is read. */
    #give(text: string): void {
        const {place, foreign} = this.#group;
        if (place === "title") this.title += this.title.length < longestName ? text : "";
        else if (place === "creator") this.creator += this.creator.length < longestName ? text : "";
        else if (place === "authors") this.#authors += this.#authors.length < longestTable ? text : "";
        else if (foreign) this.changes.inserted(text);
        else {
            this.changes.endPassage();
            this.#append(text);
        }
    }

    #flush(): void {
        if (this.#pendingLength === 0) return;
        const encoding = this.#fonts.get(this.#group.font) ?? this.#defaultEncoding;
        const text = decoderFor(encoding).decode(this.#pending.subarray(0, this.#pendingLength));
        this.#pendingLength = 0;
        this.#give(text);
    }

    #append(text: string): void {
        this.#piece += text;
        if (this.#piece.length > pieceLength) {
            this.#out.push(this.#piece);
            this.#piece = "";
        }
    }
}

/** Adds empty lines between paragraphs, which RTF does not have; long lines are paragraphs. */
function separateParagraphs(text: string): string {
    const lines = text.split("\n");
    return text.includes("\n\n") || !lines.some((line) => line.length > 120) ? text : lines.join("\n\n");
}

const isLetter = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 9 && byte <= 13);

/** 0 to 15; for other bytes a number that makes every sum negative */
function hexDigit(byte: number): number {
    return isDigit(byte) ? byte - 0x30 : byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : byte >= 0x41 && byte <= 0x46 ? byte - 0x37 : -1000;
}
