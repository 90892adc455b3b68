import type {LeftOut, ProseDocument} from "../../../app/history/document.ts";
import {joined, spellingsIn} from "./line-breaks.ts";
import {linesInOrder} from "./pdf-layout.ts";
import type {PlacedText} from "./pdf-layout.ts";
import {Refusal} from "./refusal.ts";
import {say} from "../../../app/sentences/sentence.ts";

interface PdfPiece {
    readonly str: string;
    /** [horizontal scale, …, x at 4, y at 5], in points */
    readonly transform: readonly number[];
    readonly width: number;
    readonly height: number;
}

interface PdfPage {
    getTextContent(): Promise<{items: readonly object[]}>;
    getOperatorList(): Promise<{fnArray: readonly number[]; argsArray: readonly unknown[]}>;
    cleanup(): unknown;
}

/** pages whose glyphs are checked for soft hyphens */
const pagesProbed = 3;
/** characters before a soft hyphen that identify its place */
const contextLength = 12;

/**
 * The text of a PDF, page after page; `onPage` is called for each (a heartbeat). Columns are read one after the other, lines are joined to
 * paragraphs, and running heads and page numbers, which repeat from page to page, are left out.
 *
 * @throws Refusal when it is damaged, locked, too long, scanned or without text
 */
export async function parsePdf(bytes: Uint8Array, pageLimit: number, onPage: () => void): Promise<ProseDocument> {
    const {getDocument, VerbosityLevel, OPS} = await import("unpdf/pdfjs");
    // Copied, because pdf.js transfers the buffer. Fonts and images are not needed for text, nothing is downloaded or evaluated.
    const task = getDocument({
        data: Uint8Array.from(bytes),
        verbosity: VerbosityLevel.ERRORS,
        isEvalSupported: false,
        disableFontFace: true,
        useSystemFonts: false,
        maxImageSize: 1,
        stopAtErrors: false,
        useWorkerFetch: false
    });
    try {
        const document = await task.promise;
        if (document.numPages > pageLimit) throw new Refusal(say("pdf.pages", {pages: document.numPages, limit: pageLimit}));
        const pages: string[][] = [];
        let empty = 0,
            probed = 0,
            hasSoftHyphens = false;
        for (let number = 1; number <= document.numPages; number++) {
            onPage();
            const page = (await document.getPage(number)) as unknown as PdfPage;
            const content = await page.getTextContent();
            const lines = linesInOrder(upright(content.items.filter((item) => "str" in item) as unknown as PdfPiece[]));
            if (lines.length === 0) empty++;
            else if (hasSoftHyphens || probed++ < pagesProbed) {
                const found = softHyphens(await page.getOperatorList(), OPS.showText);
                hasSoftHyphens ||= found.size > 0;
                markSoftHyphens(lines, found);
            }
            pages.push(lines);
            page.cleanup();
        }
        const isScan = empty > 0 && holdsImages(bytes);
        if (empty === document.numPages) throw new Refusal(say(isScan ? "pdf.scanned" : "pdf.no-text"));
        const text = paragraphs(withoutRunningHeads(pages));
        const leftOut: readonly LeftOut[] = isScan
            ? [{what: "pages", reason: say("part.scanned"), excerpt: say("excerpt.pages", {empty, pages: document.numPages})}]
            : [];
        return {type: "prose", title: null, text, date: await creationDate(document), markup: "plain", leftOut};
    } catch (error) {
        if (error instanceof Refusal) throw error;
        const name = (error as Error).name;
        throw new Refusal(name === "PasswordException" ? say("file.locked") : say("pdf.damaged", {why: (error as Error).message}));
    } finally {
        await task.destroy().catch(() => {});
    }
}

/** The pieces without those at an angle (stamps, marginal notes), unless the page has no others. */
function upright(pieces: readonly PdfPiece[]): PlacedText[] {
    const placed = (list: readonly PdfPiece[]): PlacedText[] =>
        list.map(({str, transform, width, height}) => ({
            text: withoutLigatures(str),
            x: transform[4] ?? 0,
            y: transform[5] ?? 0,
            width,
            height: height || Math.abs(transform[3] ?? 0)
        }));
    const straight = pieces.filter(({transform}) => Math.abs(transform[1] ?? 0) <= Math.abs(transform[0] ?? 1));
    return placed(straight.some(({str}) => str.trim() !== "") ? straight : pieces);
}

/** Ligatures that some fonts draw as one glyph: fi, fl, ffi and others (U+FB00 to U+FB06). */
function withoutLigatures(text: string): string {
    return /[\ufb00-\ufb06]/.test(text) ? text.replace(/[\ufb00-\ufb06]/g, (found) => found.normalize("NFKC")) : text;
}

/** Whether the file has pictures: they are streams, whose dictionaries are uncompressed in a PDF. */
function holdsImages(bytes: Uint8Array): boolean {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return ["/Subtype/Image", "/Subtype /Image", "/CCITTFaxDecode", "/DCTDecode", "/JBIG2Decode", "/JPXDecode"].some((mark) =>
        view.includes(mark)
    );
}

/** The text before each soft hyphen, without spaces: pdf.js omits the hyphen itself. */
function softHyphens(
    {fnArray, argsArray}: {fnArray: readonly number[]; argsArray: readonly unknown[]},
    showText: number
): ReadonlySet<string> {
    const found = new Set<string>();
    let before = "";
    for (const [index, operator] of fnArray.entries()) {
        if (operator !== showText) continue;
        const [glyphs] = argsArray[index] as [readonly ({readonly unicode?: string} | number | null)[]];
        for (const glyph of glyphs) {
            if (typeof glyph !== "object" || glyph?.unicode === undefined) continue;
            if (glyph.unicode === "\u00ad") found.add(before);
            else before = (before + withoutLigatures(glyph.unicode).replace(/\s/g, "")).slice(-contextLength);
        }
    }
    return found;
}

/** Restores the soft hyphens at the ends of lines. */
function markSoftHyphens(lines: string[], contexts: ReadonlySet<string>): void {
    if (contexts.size === 0) return;
    for (const [index, line] of lines.entries()) {
        const end = line
            .slice(-3 * contextLength)
            .replace(/\s/g, "")
            .slice(-contextLength);
        if (end.length > 1 && (contexts.has(end) || (end.length < contextLength && [...contexts].some((context) => context.endsWith(end)))))
            lines[index] = `${line}\u00ad`;
    }
}

/** lines of a running head or foot at most */
const headLines = 3;

function edgeLines(pageLines: number): number {
    return Math.min(headLines, Math.max(1, Math.floor(pageLines / 4)));
}

/**
 * The first and last lines of a page that are, numbers aside, on at least three pages and on half of them are not text. A file may
 * have a page's foot before its text, so that it stands below the head. At most a quarter of a page's lines at either end, but one:
 * the text of short pages that are made alike is no running head.
 */
function withoutRunningHeads(pages: readonly (readonly string[])[]): string[][] {
    const shape = (line: string) => line.replace(/\d+/g, "#").trim();
    const counts = new Map<string, number>();
    for (const lines of pages) {
        const filled = lines.filter((line) => line !== "");
        const most = edgeLines(filled.length);
        const edges = new Set([...filled.slice(0, most), ...filled.slice(-most)].map(shape));
        for (const edge of edges) counts.set(edge, (counts.get(edge) ?? 0) + 1);
    }
    const isPageNumber = (line: string) => /^[-–\s]*\d{1,4}[-–\s]*$/.test(line);
    const repeats = (line: string) =>
        pages.length > 1 && (counts.get(shape(line)) ?? 0) >= Math.max(Math.min(3, pages.length), pages.length / 2);
    return pages.map((lines) => {
        let from = 0,
            to = lines.length;
        const most = edgeLines(lines.filter((line) => line !== "").length);
        const runs = (line: string, count: number) => isPageNumber(line) || (count < most && repeats(line));
        for (let count = 0; count < headLines && from < to; count++) {
            while (from < to && lines[from] === "") from++;
            if (from < to && runs(lines[from] ?? "", count)) from++;
        }
        for (let count = 0; count < headLines && from < to; count++) {
            while (from < to && lines[to - 1] === "") to--;
            if (from < to && runs(lines[to - 1] ?? "", count)) to--;
        }
        return lines.slice(from, to);
    });
}

function paragraphs(pages: readonly (readonly string[])[]): string {
    const lines = pages.flat();
    const widest = lines.reduce((most, line) => Math.max(most, line.length), 1);
    const spellings = spellingsIn(lines);
    const parts: string[] = [];
    for (const [index, line] of lines.entries()) {
        const next = lines[index + 1];
        if (line === "") {
            parts.push("\n\n");
            continue;
        }
        const endsParagraph = next === undefined || next === "" || (line.length < widest * 0.7 && /[.!?:"”»。！？]$/u.test(line));
        const goesOn = endsParagraph ? line : joined(line, next, spellings);
        parts.push(
            endsParagraph
                ? `${line.replace(/\u00ad$/, "")}\n\n`
                : line.length < widest * 0.5 && goesOn.endsWith(" ") && !/\p{L}[-\u2010]$/u.test(line)
                  ? `${line}\n`
                  : goesOn
        );
    }
    return parts
        .join("")
        .replace(/\n{3,}/g, "\n\n")
        .replaceAll("\u00ad", "")
        .trim();
}

async function creationDate(document: {getMetadata(): Promise<{info: object}>}): Promise<string | null> {
    const {info} = await document.getMetadata().catch(() => ({info: {}}));
    const match = /^D:(\d{4})(\d{2})?(\d{2})?/.exec(String((info as Record<string, unknown>)["CreationDate"] ?? ""));
    if (match === null) return null;
    const date = new Date(Date.UTC(Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1)));
    return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
