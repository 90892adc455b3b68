import {appendFileSync, existsSync, mkdirSync, renameSync, statSync} from "node:fs";
import {join} from "node:path";
import {serializeError} from "../../app/rpc/errors.ts";
import type {SerializedError} from "../../app/rpc/errors.ts";
import {privateFile, privateFolder} from "../store/file-rights.ts";

/** most important first */
const logLevels = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Counts, times, flags and names from the program: never the user's data, no text, no path. */
export type LogDetails = Readonly<Record<string, number | boolean | null | string>>;

export interface LogOptions {
    /** home folder; the log is in its subfolder `log` */
    readonly home: string;
    /** the least important level that is written; default `info` */
    readonly level?: LogLevel;
    /** bytes of one file; default 1 MiB */
    readonly maxBytes?: number;
    /** older files that are kept besides the current one; default 3 */
    readonly olderFiles?: number;
    /** receives each line too, e.g. for standard error */
    readonly echo?: (line: string) => void;
}

/** `--verbose`: all levels, and on standard error too. */
export const verboseLog: Pick<LogOptions, "level" | "echo"> = {level: "debug", echo: (line) => void process.stderr.write(`${line}\n`)};

/** The folder of the log in a home. */
export const logFolder = (home: string): string => join(home, "log");

/** The current file; older ones are `idiolect.1.log` and so on. */
export const logFile = (home: string): string => join(logFolder(home), "idiolect.log");

/**
 * The log of what the program did and what failed, a JSON object per line: `time`, `level`, `event`, the event's details. It is written
 * synchronously, so that a crash does not lose it. It never contains the user's data: of an error its class, code, sentence key and place
 * in the program, not its message, which may quote a text or a path; of a text passed as a detail, its length.
 */
export class Log {
    #options: Required<LogOptions> | null = null;

    /** Writes to this home from now on. Earlier entries are dropped. */
    open(options: LogOptions): void {
        this.#options = {level: "info", maxBytes: 1 << 20, olderFiles: 3, echo: () => {}, ...options};
    }

    /** Later entries are dropped. */
    close(): void {
        this.#options = null;
    }

    error(event: string, details?: LogDetails, error?: unknown): void {
        this.#write("error", event, details, error);
    }

    warn(event: string, details?: LogDetails, error?: unknown): void {
        this.#write("warn", event, details, error);
    }

    info(event: string, details?: LogDetails): void {
        this.#write("info", event, details);
    }

    debug(event: string, details?: LogDetails): void {
        this.#write("debug", event, details);
    }

    #write(level: LogLevel, event: string, details: LogDetails = {}, error?: unknown): void {
        const options = this.#options;
        if (options === null || logLevels.indexOf(level) > logLevels.indexOf(options.level)) return;
        const safe = Object.fromEntries(
            Object.entries(details).map(([name, value]) => [name, typeof value === "string" ? safeWord(value) : value])
        );
        const what = error === undefined ? {} : {error: describeError(serializeError(error))};
        const line = JSON.stringify({time: new Date().toISOString(), level, event: safeWord(event), ...safe, ...what});
        options.echo(line);
        try {
            append(`${line}\n`, options);
        } catch {
            // a full or read-only disk must not stop the operation that is logged
        }
    }
}

/** The log of this program; `createIdiolect` opens it. */
export const log = new Log();

function append(line: string, {home, maxBytes, olderFiles}: Required<LogOptions>): void {
    const file = logFile(home);
    const found = statSync(file, {throwIfNoEntry: false});
    // a FIFO would wait for a reader
    if (found?.isFile() === false) return;
    const size = found?.size ?? 0;
    if (size > 0 && size + Buffer.byteLength(line) > maxBytes) rotate(home, olderFiles);
    // not recursive: a missing home is not created here
    if (!existsSync(logFolder(home))) mkdirSync(logFolder(home), {mode: privateFolder});
    appendFileSync(file, line, {mode: privateFile});
}

/** The oldest file is overwritten by the next older one. */
function rotate(home: string, olderFiles: number): void {
    const nameOf = (age: number): string => (age === 0 ? logFile(home) : join(logFolder(home), `idiolect.${age}.log`));
    for (let age = olderFiles; age > 0; age--) {
        if (statSync(nameOf(age - 1), {throwIfNoEntry: false}) !== undefined) renameSync(nameOf(age - 1), nameOf(age));
    }
}

/** A name from the program, e.g. `library.scan` or `SIGSEGV`; for anything else its length. */
function safeWord(text: string): string {
    return /^[\w.:+-]{1,64}$/.test(text) ? text : `(${text.length} characters)`;
}

interface LoggedError {
    readonly class: string;
    readonly [property: string]: unknown;
}

/** properties of errors that name a kind of error and contain no user data */
const kindProperties = ["code", "errcode", "key", "syscall"] as const;

function describeError({classes, message, stack, properties, cause}: SerializedError): LoggedError {
    const kinds: Record<string, number | string> = {};
    for (const name of kindProperties) {
        const value = properties[name];
        if (typeof value === "number" || typeof value === "string") kinds[name] = typeof value === "number" ? value : safeWord(value);
    }
    return {
        class: classes[0] ?? "Error",
        ...kinds,
        at: framesOf(stack, message),
        ...(cause === null ? {} : {cause: describeError(cause)})
    };
}

/** frames of a stack that are written */
const mostFrames = 8;

/** Locations in the program's own files: name and line, without the installation folder. */
function framesOf(stack: string, message: string): string[] {
    // a line of the message may look like a location
    const places = stack
        .slice(stack.indexOf(message) + message.length)
        .split("\n")
        .filter((line) => /^\s+at /.test(line))
        .slice(0, mostFrames);
    return places.map((line) => /([^\\/()\s]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? "native");
}
