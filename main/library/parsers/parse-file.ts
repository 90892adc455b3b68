import {createHash, hash as hashOf} from "node:crypto";
import type {Hash} from "node:crypto";
import {closeSync, fstatSync, openSync, readSync} from "node:fs";
import {basename} from "node:path";
import {derive} from "../../../app/history/derive.ts";
import type {AnsweredMessage, LeftOut, MailMessage, ParsedDocument} from "../../../app/history/document.ts";
import type {HistoryItem} from "../../../app/history/item.ts";
import {isoDate} from "../../../app/history/prose.ts";
import type {ParserLimits} from "../library.ts";
import type {Format} from "./formats.ts";
import {parseHtml} from "./html.ts";
import {parseMessage, unwrapEmlx} from "./mail.ts";
import {mboxMessages} from "./mbox.ts";
import {readMsg} from "./msg.ts";
import {parseDocx} from "./docx.ts";
import {parseOdt} from "./odt.ts";
import {olmMessages} from "./olm.ts";
import {parsePdf} from "./pdf.ts";
import {prepare} from "./prepared-item.ts";
import type {PreparedItem} from "./prepared-item.ts";
import {pstMessages} from "./pst.ts";
import {Refusal} from "./refusal.ts";
import {parseRtf} from "./rtf.ts";
import {takeoutMailboxes} from "./takeout.ts";
import {decodeText} from "./text-encoding.ts";
import {unreachableReason} from "./unreachable.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";
import {readFlags} from "../../regular-file.ts";

export interface ParseRequest {
    readonly path: string;
    readonly format: Format;
    readonly identities: readonly string[];
    readonly kinds: readonly HistoryItem["kind"][] | null;
    /** content hash under which the file is already in the library: if it is unchanged, it is not parsed */
    readonly knownHash: string | null;
    readonly limits: ParserLimits;
    /** list each left-out part instead of counting them */
    readonly explain: boolean;
}

/** What identifies a state of a file. Times in ms, fractions kept. */
export interface FileStamp {
    readonly size: number;
    readonly mtime: number;
    readonly ctime: number;
}

export interface ParsedPart {
    readonly items: readonly PreparedItem[];
    readonly messages: readonly AnsweredMessage[];
}

export type FileOutcome =
    | {
          readonly outcome: "taken";
          readonly stamp: FileStamp;
          readonly hash: string;
          readonly leftOut: Readonly<Record<string, number>>;
          readonly explained: readonly LeftOut[];
      }
    | {readonly outcome: "same"; readonly stamp: FileStamp; readonly hash: string}
    | {readonly outcome: "refused"; readonly stamp: FileStamp; readonly hash: string; readonly reason: Sentence}
    | {readonly outcome: "unreachable"; readonly reason: Sentence; readonly code: string}
    | {readonly outcome: "gone"};

/** messages of an mbox that are sent in one batch */
const messagesPerPart = 25;

/** Reads one file and turns it into history items. `onPart` may be called several times before the outcome. */
export async function parseFile(
    request: ParseRequest,
    onPart: (part: ParsedPart) => void | Promise<void>,
    beat: () => void
): Promise<FileOutcome> {
    let file: number;
    try {
        file = openSync(request.path, readFlags);
    } catch (error) {
        return failure(error);
    }
    try {
        return await parseOpen(file, request, onPart, beat);
    } catch (error) {
        return failure(error);
    } finally {
        closeSync(file);
    }
}

async function parseOpen(
    file: number,
    request: ParseRequest,
    onPart: (part: ParsedPart) => void | Promise<void>,
    beat: () => void
): Promise<FileOutcome> {
    const stat = fstatSync(file);
    const stamp: FileStamp = {size: stat.size, mtime: stat.mtimeMs, ctime: stat.ctimeMs};
    if (!stat.isFile()) return {outcome: "gone"};
    const counts: Record<string, number> = {},
        explained: LeftOut[] = [];
    const digest = createHash("sha256");
    let hash: string | null = null;
    const take = async (document: ParsedDocument): Promise<void> => {
        const derived = derive(document, {identities: request.identities, kinds: request.kinds});
        for (const left of derived.leftOut) {
            counts[left.reason.text] = (counts[left.reason.text] ?? 0) + 1;
            if (request.explain) explained.push(left);
        }
        if (derived.items.length > 0 || derived.messages.length > 0)
            await onPart({items: derived.items.map(prepare), messages: derived.messages});
    };

    try {
        if (stat.size === 0) throw new Refusal(say("file.empty"));
        if (request.format === "mbox" || request.format === "pst" || request.format === "olm" || request.format === "takeout") {
            if (request.knownHash !== null && hashWhole(file, stat.size, beat) === request.knownHash)
                return {outcome: "same", stamp, hash: request.knownHash};
            const count = (reason: string): void => {
                counts[reason] = (counts[reason] ?? 0) + 1;
            };
            let messages: MailMessage[] = [];
            for await (const bytes of streamed(file, request, digest, count, beat)) {
                beat();
                const message = await parseMessage(bytes).catch((error: unknown) => {
                    count("a damaged message");
                    if (!(error instanceof Refusal)) throw error;
                    return null;
                });
                if (message !== null && messages.push(message) >= messagesPerPart) {
                    await take({type: "mail", messages});
                    messages = [];
                }
            }
            await take({type: "mail", messages});
            hash = digest.digest("hex");
        } else {
            const limit = sizeLimit(request.format, request.limits);
            if (stat.size > limit) throw new Refusal(say("file.too-large", {size: inMegabytes(stat.size), limit: inMegabytes(limit)}));
            const bytes = readWhole(file, stat.size);
            hash = hashOf("sha256", bytes, "hex");
            if (hash === request.knownHash) return {outcome: "same", stamp, hash};
            beat();
            await take(await parseBytes(bytes, request, beat));
        }
        return {outcome: "taken", stamp, hash, leftOut: counts, explained};
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return {outcome: "refused", stamp, hash: hash ?? "", reason: error.reason};
    }
}

/** The messages of a file that is never whole in memory; `count` is called with what is skipped, `digest` receives all bytes. */
async function* streamed(
    file: number,
    request: ParseRequest,
    digest: Hash,
    count: (reason: string) => void,
    beat: () => void
): AsyncGenerator<Uint8Array> {
    if (request.format === "mbox") yield* mboxMessages(file, (read) => digest.update(read));
    else if (request.format === "olm") {
        for (const {message} of olmMessages(file, (read) => {
            digest.update(read);
            beat();
        })) {
            if (message === null) count("a damaged message");
            else yield message;
        }
    } else if (request.format === "takeout") {
        hashInto(digest, file, beat);
        for (const mailbox of takeoutMailboxes(file)) yield* mboxMessages(mailbox, beat);
    } else {
        // Its parser reads in random order.
        hashInto(digest, file, beat);
        for await (const entry of pstMessages(request.path, beat)) {
            if ("message" in entry) yield entry.message;
            else count("other" in entry ? entry.other : "a damaged message");
        }
    }
}

function hashInto(digest: Hash, file: number, beat: () => void): void {
    eachChunk(file, fstatSync(file).size, (chunk) => {
        digest.update(chunk);
        beat();
    });
}

/** One parser entry for each format whose files are read whole. */
async function parseBytes(
    bytes: Uint8Array,
    request: Pick<ParseRequest, "format" | "limits" | "path" | "identities">,
    beat: () => void
): Promise<ParsedDocument> {
    switch (request.format) {
        case "text":
            return {type: "prose", title: null, text: decodeText(bytes), date: null, markup: "plain"};
        case "markdown":
            return {type: "prose", title: null, text: decodeText(bytes), date: dateInName(request.path), markup: "markdown"};
        case "html":
            return parseHtml(bytes);
        case "eml":
            return {type: "mail", messages: [await parseEml(bytes, request.path.toLowerCase())]};
        case "msg":
            return {type: "mail", messages: [await parseMessage(await readMsg(bytes))]};
        case "maildir":
            return {type: "mail", messages: [await parseMessage(bytes)]};
        case "docx":
            return parseDocx(bytes, request.identities);
        case "pdf":
            return parsePdf(bytes, request.limits.pages, beat);
        case "rtf":
            return parseRtf(bytes, request.identities);
        case "odt":
            return parseOdt(bytes, request.identities);
        case "mbox":
        case "pst":
        case "olm":
        case "takeout":
            throw new Error("Mailboxes are streamed, not parsed whole");
    }
}

async function parseEml(bytes: Uint8Array, name: string): Promise<MailMessage> {
    if (!name.endsWith(".emlx")) return parseMessage(bytes);
    const message = await parseMessage(unwrapEmlx(bytes));
    // Apple Mail stores the head, and the parts that it has downloaded.
    if (name.endsWith(".partial.emlx") && message.text.trim() === "") throw new Refusal(say("mail.partial"));
    return message;
}

/** Jekyll's posts and daily notes have their date in the name: `2021-10-02-pears.md`, `2021-10-02.md`. */
function dateInName(path: string): string | null {
    return isoDate(/^(\d{4}-\d{2}-\d{2})(?:[-_ .]|$)/.exec(basename(path))?.[1]);
}

function sizeLimit(format: Format, limits: ParserLimits): number {
    return format === "text" || format === "markdown" || format === "html" || format === "rtf"
        ? Math.min(limits.size, 16 * 1024 * 1024)
        : limits.size;
}

function inMegabytes(bytes: number): string {
    return bytes >= 1 << 30 ? `${(bytes / (1 << 30)).toFixed(1)} GB` : `${Math.max(0.1, bytes / (1 << 20)).toFixed(1)} MB`;
}

function readWhole(file: number, size: number): Uint8Array {
    const bytes = Buffer.allocUnsafe(size);
    let at = 0;
    while (at < size) {
        const count = readSync(file, bytes, at, size - at, at);
        if (count === 0) break;
        at += count;
    }
    return bytes.subarray(0, at);
}

function hashWhole(file: number, size: number, beat: () => void): string {
    const digest = createHash("sha256");
    eachChunk(file, size, (chunk) => {
        digest.update(chunk);
        beat();
    });
    return digest.digest("hex");
}

/** Reads the whole file, a megabyte at a time; the chunk is valid until `use` returns. */
function eachChunk(file: number, size: number, use: (chunk: Uint8Array) => void): void {
    const chunk = Buffer.alloc(1 << 20);
    for (let at = 0; at < size;) {
        const count = readSync(file, chunk, 0, chunk.length, at);
        if (count === 0) break;
        use(chunk.subarray(0, count));
        at += count;
    }
}

function failure(error: unknown): FileOutcome {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR" || code === "ELOOP") return {outcome: "gone"};
    if (/^E[A-Z0-9]+$/.test(code)) return {outcome: "unreachable", code, reason: unreachableReason(code)};
    // A bug of a parser on unusual input affects this file only.
    return {
        outcome: "refused",
        stamp: {size: -1, mtime: -1, ctime: -1},
        hash: "",
        reason: say("file.parser-failed", {why: (error as Error).message.slice(0, 200)})
    };
}
