import {clearLine, cursorTo} from "node:readline";
import {isSentence} from "../../app/sentences/sentence.ts";

/** ms between two progress lines when standard error is not a terminal */
const logEvery = 5000;

/**
 * Text for a terminal: control characters in the name of a file, a mail or a draft would be commands to it (clear the screen, set its
 * title, answer for the user), so that all but line breaks and tabs are shown as escapes.
 */
export function printable(text: string): string {
    return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) =>
        character === "\r" ? "" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
    );
}

/** The two streams of a command: results on standard output, everything else on standard error. */
export class Terminal {
    readonly json: boolean;
    #progressShown = false;
    #lastLog = Date.now();

    constructor(json: boolean) {
        this.json = json;
    }

    /** The result: the document with --json, the text without. */
    result(document: unknown, text: string): void {
        this.endProgress();
        const shown = this.json ? JSON.stringify(document, (_, value: unknown) => (isSentence(value) ? value.text : value)) : text;
        if (shown !== "") process.stdout.write(`${printable(shown)}\n`);
    }

    /** Part of a streamed text; nothing with --json. */
    write(text: string): void {
        this.endProgress();
        if (!this.json) process.stdout.write(printable(text));
    }

    /** A message for the user that is not part of the result. */
    note(line: string): void {
        this.endProgress();
        process.stderr.write(`${printable(line)}\n`);
    }

    /** Progress of a job: one line that is overwritten, or a line now and then if standard error is not a terminal. */
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

/** A count with its noun: "1 text", "2 texts". */
export function counted(count: number, one: string, many = `${one}s`): string {
    return `${count} ${count === 1 ? one : many}`;
}

/** A table with columns as wide as needed; numbers aligned right. */
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
