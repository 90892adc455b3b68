import {clearLine, cursorTo} from "node:readline";
import {isSentence} from "../../app/sentences/sentence.ts";

/** ms between two lines of progress where they cannot overwrite each other */
const logEvery = 5000;

/** The two streams of a command: results on standard output, everything else on standard error. */
export class Terminal {
    readonly json: boolean;
    #progressShown = false;
    #lastLog = Date.now();

    constructor(json: boolean) {
        this.json = json;
    }

    /** A result: the document with --json, in which sentences are their English text; the text without. */
    result(document: unknown, text: string): void {
        this.endProgress();
        process.stdout.write(
            this.json
                ? `${JSON.stringify(document, (_, value: unknown) => (isSentence(value) ? value.text : value))}\n`
                : text === ""
                  ? ""
                  : `${text}\n`
        );
    }

    /** Part of a text as it comes; nothing with --json. */
    write(text: string): void {
        this.endProgress();
        if (!this.json) process.stdout.write(text);
    }

    /** A line for the user that is no result. */
    note(line: string): void {
        this.endProgress();
        process.stderr.write(`${line}\n`);
    }

    /** How far a job is: one line that changes, or a line now and then where standard error is no terminal. */
    progress(line: string): void {
        if (process.stderr.isTTY) {
            clearLine(process.stderr, 0);
            cursorTo(process.stderr, 0);
            process.stderr.write(line.slice(0, Math.max(20, (process.stderr.columns || 80) - 1)));
            this.#progressShown = true;
            return;
        }
        if (Date.now() - this.#lastLog < logEvery) return;
        this.#lastLog = Date.now();
        process.stderr.write(`${line}\n`);
    }

    endProgress(): void {
        if (!this.#progressShown) return;
        clearLine(process.stderr, 0);
        cursorTo(process.stderr, 0);
        this.#progressShown = false;
    }
}

/** A table with columns as wide as they need; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
    const line = (cells: readonly string[]) =>
        cells
            .map((cell, column) => {
                const width = widths[column] ?? 0;
                return /^[−+-]?[\d.]/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
            })
            .join("  ")
            .trimEnd();
    return [line(head), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n");
}
