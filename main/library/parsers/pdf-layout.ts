import {quantile} from "../../../app/statistics.ts";

/** A piece of text on a page, in points from the lower left corner, in the order of the file. */
export interface PlacedText {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** A gap in a line wider than this many line heights separates columns or cells, not words. */
const columnGap = 1.2;
/** rows that a page must have on both sides of a gutter to be set in columns */
const fewestRows = 3;
/** share of the lines on a page that may cross a gutter: headings, captions */
const mostCrossing = 0.25;
/** share of a column that its lines fill in running text; in tables it is less */
const leastFilled = 0.5;
/** depth to which columns are searched inside columns */
const deepest = 3;

interface Segment extends PlacedText {
    readonly right: number;
}

/**
 * The lines of a page in reading order; an empty line separates paragraphs. Columns are read one after the other if the page has them
 * (recursive cuts: Nagy and Seth 1984), also if the file contains them row by row. Without columns the file's own order is kept.
 */
export function linesInOrder(pieces: readonly PlacedText[]): string[] {
    const segments = segmentsOf(pieces);
    return linesOf(inColumns(segments, 0));
}

/** Joins pieces that follow each other on a line while the gap between them is one between words. */
function segmentsOf(pieces: readonly PlacedText[]): Segment[] {
    const segments: Segment[] = [];
    let last: {text: string; x: number; y: number; right: number; height: number} | null = null;
    let space = false;
    const close = (): void => {
        if (last !== null && last.text.trim() !== "")
            segments.push({...last, text: last.text.replace(/\s+/g, " ").trim(), width: last.right - last.x});
        last = null;
    };
    for (const piece of pieces) {
        if (piece.text.trim() === "") {
            space = true;
            continue;
        }
        const current: {text: string; x: number; y: number; right: number; height: number} | null = last;
        const height = Math.max(piece.height, 1);
        const onLine = current !== null && Math.abs(piece.y - current.y) <= Math.max(2, 0.5 * Math.max(height, current.height));
        const gap = current === null ? 0 : piece.x - current.right;
        if (current !== null && onLine && gap < columnGap * Math.max(height, current.height) && piece.x >= current.x - height) {
            current.text += (space || gap > 0.15 * height ? " " : "") + piece.text;
            current.right = Math.max(current.right, piece.x + piece.width);
            current.height = Math.max(current.height, height);
        } else {
            close();
            last = {text: piece.text, x: piece.x, y: piece.y, right: piece.x + piece.width, height};
        }
        space = /\s$/.test(piece.text);
    }
    close();
    return segments;
}

function inColumns(segments: readonly Segment[], depth: number): Segment[] {
    const gutter = depth < deepest ? gutterOf(segments) : null;
    if (gutter === null) return [...segments];
    const ordered: Segment[] = [];
    // What crosses the gutter divides the page into bands; each is read column by column.
    const crossing = segments.filter((segment) => segment.x < gutter && segment.right > gutter).sort((a, b) => b.y - a.y);
    let rest = segments.filter((segment) => segment.right <= gutter || segment.x >= gutter);
    const band = (inside: readonly Segment[]): void => {
        ordered.push(
            ...inColumns(fromTop(inside.filter(({right}) => right <= gutter)), depth + 1),
            ...inColumns(fromTop(inside.filter(({x}) => x >= gutter)), depth + 1)
        );
    };
    for (const line of crossing) {
        band(rest.filter(({y}) => y > line.y));
        rest = rest.filter(({y}) => y <= line.y);
        ordered.push(line);
    }
    band(rest);
    return ordered;
}

const fromTop = (segments: readonly Segment[]): Segment[] =>
    [...segments].sort((a, b) => (Math.abs(a.y - b.y) > 2 ? b.y - a.y : a.x - b.x));

/** The vertical white strip that separates two columns of running text, or null. */
function gutterOf(segments: readonly Segment[]): number | null {
    if (segments.length < 2 * fewestRows || segments.length > 2000) return null;
    const left = Math.min(...segments.map(({x}) => x)),
        right = Math.max(...segments.map((segment) => segment.right));
    const height = quantile(
        segments.map((segment) => segment.height),
        0.5
    );
    let best: {at: number; crossing: number} | null = null;
    // A gutter begins where a line ends.
    for (const at of new Set(segments.map((segment) => Math.ceil(segment.right) + 1))) {
        if (at < left + 0.15 * (right - left) || at > right - 0.15 * (right - left)) continue;
        const crossing = segments.filter((segment) => segment.x < at && segment.right > at).length;
        if (crossing <= mostCrossing * segments.length && (best === null || crossing < best.crossing) && isGutter(segments, at, height))
            best = {at, crossing};
    }
    return best?.at ?? null;
}

function isGutter(segments: readonly Segment[], at: number, height: number): boolean {
    const before = segments.filter((segment) => segment.right <= at),
        after = segments.filter(({x}) => x >= at);
    if (before.length < fewestRows || after.length < fewestRows) return false;
    const edge = Math.min(...after.map(({x}) => x)),
        end = Math.max(...before.map((segment) => segment.right));
    if (edge - end < 0.6 * height) return false;
    // The columns are beside each other, not one below the other.
    const rows = before.filter(({y}) => after.some((other) => Math.abs(other.y - y) < height)).length;
    const overlap = Math.min(top(before), top(after)) - Math.max(bottom(before), bottom(after));
    if (rows < fewestRows && overlap < fewestRows * height) return false;
    return [before, after].every((column) => {
        const width = Math.max(...column.map((segment) => segment.right)) - Math.min(...column.map(({x}) => x));
        // Several segments in a row are nested columns; running text fills most of its width.
        const filled = column.filter((segment) => segment.width > leastFilled * width || segment.width > 12 * height).length;
        return width > 6 * height && filled >= column.length / 2;
    });
}

const top = (segments: readonly Segment[]): number => Math.max(...segments.map(({y}) => y));
const bottom = (segments: readonly Segment[]): number => Math.min(...segments.map(({y}) => y));

/** Joins segments of a row to one line; adds an empty line if the distance to the next row is that between paragraphs. */
function linesOf(segments: readonly Segment[]): string[] {
    const lines: string[] = [];
    let last: Segment | null = null;
    for (const segment of segments) {
        if (last !== null && Math.abs(segment.y - last.y) <= Math.max(2, 0.5 * segment.height) && segment.x >= last.x)
            lines.push(`${lines.pop() ?? ""} ${segment.text}`);
        else {
            if (last !== null && last.y - segment.y > 1.8 * Math.max(last.height, segment.height)) lines.push("");
            lines.push(segment.text);
        }
        last = segment;
    }
    return lines;
}
