import type {ProseDocument} from "../../../app/history/document.ts";
import {Refusal} from "./refusal.ts";

interface PdfPiece {
    readonly str: string;
    readonly hasEOL: boolean;
    /** x at 4, y at 5, in points */
    readonly transform: readonly number[];
    readonly height: number;
}

/**
 * The text of a PDF, page after page; `onPage` is called for each (a sign of life). Lines are put together to paragraphs, and
 * running heads and page numbers, which repeat from page to page, are left out.
 *
 * @throws Refusal when it is damaged, locked, too long or holds no text
 */
export async function parsePdf(bytes: Uint8Array, pageLimit: number, onPage: () => void): Promise<ProseDocument> {
    const {getDocument, VerbosityLevel} = await import("unpdf/pdfjs");
    // A copy: pdf.js takes the buffer away. Fonts and images are not needed for text, nothing is fetched, nothing evaluated.
    const task = getDocument({data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS, isEvalSupported: false, disableFontFace: true, useSystemFonts: false, maxImageSize: 1, stopAtErrors: false, useWorkerFetch: false});
    try {
        const document = await task.promise;
        if (document.numPages > pageLimit)
            throw new Refusal(`it has ${document.numPages} pages; the limit is ${pageLimit}`);
        const pages: string[][] = [];
        let empty = 0;
        for (let number = 1; number <= document.numPages; number++) {
            onPage();
            const page = await document.getPage(number);
            const content = await page.getTextContent();
            const lines = linesOf(content.items.filter((item) => "str" in item) as unknown as PdfPiece[]);
            empty += Number(lines.length === 0);
            pages.push(lines);
            page.cleanup();
        }
        if (empty === document.numPages)
            throw new Refusal("it holds no text (a scan?)");
        const text = paragraphs(withoutRunningHeads(pages));
        return {type: "prose", title: null, text, date: await creationDate(document), markup: "plain"};
    } catch (error) {
        if (error instanceof Refusal)
            throw error;
        const name = (error as Error).name;
        throw new Refusal(name === "PasswordException" ? "it is locked with a password" : `the PDF is damaged (${(error as Error).message})`);
    } finally {
        await task.destroy().catch(() => {});
    }
}

function linesOf(pieces: readonly PdfPiece[]): string[] {
    const lines: string[] = [];
    let line = "", y: number | null = null, height = 0;
    const push = () => {
        if (line.trim() !== "")
            lines.push(line.replace(/\s+/g, " ").trim());
        line = "";
    };
    for (const piece of pieces) {
        const at = piece.transform[5] ?? 0;
        if (y !== null && line !== "" && Math.abs(at - y) > Math.max(2, piece.height * 0.5)) {
            push();
            // More than a line's height between two lines is a new paragraph.
            if (y - at > Math.max(height, piece.height) * 1.8)
                lines.push("");
        }
        line += piece.str;
        if (piece.str.trim() !== "") {
            y = at;
            height = piece.height || height;
        }
        if (piece.hasEOL && !line.endsWith(" "))
            line += " ";
    }
    push();
    return lines;
}

/** A first or last line that stands, numbers aside, on at least three pages and on half of them is not text. */
function withoutRunningHeads(pages: readonly (readonly string[])[]): string[][] {
    const shape = (line: string | undefined) => (line ?? "").replace(/\d+/g, "#").trim();
    const counts = new Map<string, number>();
    for (const lines of pages) {
        for (const edge of new Set([shape(lines[0]), shape(lines.at(-1))]))
            counts.set(edge, (counts.get(edge) ?? 0) + 1);
    }
    const runs = (line: string | undefined) => (counts.get(shape(line)) ?? 0) >= Math.max(3, pages.length / 2) || /^[-–\s]*\d{1,4}[-–\s]*$/.test(line ?? "");
    return pages.map((lines) => {
        let from = 0, to = lines.length;
        if (from < to && runs(lines[from]))
            from++;
        if (from < to && runs(lines[to - 1]))
            to--;
        return lines.slice(from, to);
    });
}

function paragraphs(pages: readonly (readonly string[])[]): string {
    const lines = pages.flat();
    const widest = Math.max(...lines.map((line) => line.length), 1);
    let text = "";
    for (let index = 0; index < lines.length; index++) {
        const line = lines[index] ?? "", next = lines[index + 1];
        if (line === "") {
            text = `${text.trimEnd()}\n\n`;
            continue;
        }
        if (next !== undefined && /\p{Ll}-$/u.test(line) && /^\p{Ll}/u.test(next)) {
            text += line.slice(0, -1);
            continue;
        }
        const endsParagraph = next === undefined || (line.length < widest * 0.7 && /[.!?:"”»。！？]$/u.test(line));
        text += line + (endsParagraph ? "\n\n" : line.length < widest * 0.5 ? "\n" : " ");
    }
    return text.replace(/\n{3,}/g, "\n\n").trim();
}

async function creationDate(document: {getMetadata(): Promise<{info: object}>}): Promise<string | null> {
    const {info} = await document.getMetadata().catch(() => ({info: {}}));
    const match = /^D:(\d{4})(\d{2})?(\d{2})?/.exec(String((info as Record<string, unknown>)["CreationDate"] ?? ""));
    if (match === null)
        return null;
    const date = new Date(Date.UTC(Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1)));
    return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
