import {homedir} from "node:os";
import {join} from "node:path";
import {parseArgs, type ParseArgsOptionsConfig} from "node:util";
import {CommandError} from "../../app/errors.ts";
import {verboseLog} from "../log/log.ts";
import type {IdiolectOptions} from "../idiolect.ts";

/** Invalid command line: exit code 2. */
export class UsageError extends CommandError {
    override name = "UsageError";
}

const commonOptions = {
    home: {type: "string"},
    json: {type: "boolean", default: false},
    verbose: {type: "boolean", default: false},
    help: {type: "boolean", short: "h", default: false}
} as const satisfies ParseArgsOptionsConfig;

export const modelOptions = {
    model: {type: "string"},
    plug: {type: "string"},
    encoder: {type: "string"},
    threads: {type: "string"}
} as const satisfies ParseArgsOptionsConfig;

/**
 * Parses a command's arguments.
 * @throws UsageError for an unknown option, a missing value or an extra argument
 */
export function readArguments<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T, allowPositionals = false) {
    try {
        return parseArgs({args: [...args], options: {...commonOptions, ...options}, allowPositionals, strict: true, allowNegative: true});
    } catch (error) {
        const [sentence = ""] = (error as Error).message.split(/\.\s|\n/);
        throw new UsageError(`${sentence.replace(/\.$/, "")}: see --help.`);
    }
}

/** An integer option. */
export function wholeNumber(
    name: string,
    text: string | undefined,
    range: {readonly least: number; readonly most: number}
): number | undefined {
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= range.least && value <= range.most) return value;
    throw new UsageError(`--${name} is a whole number from ${range.least} to ${range.most}, not "${text}".`);
}

/** A number option that may have a fraction. */
export function decimalNumber(
    name: string,
    text: string | undefined,
    range: {readonly least: number; readonly most: number}
): number | undefined {
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== "" && value >= range.least && value <= range.most) return value;
    throw new UsageError(`--${name} is a number from ${range.least} to ${range.most}, not "${text}".`);
}

/** Folder of all state: --home, else IDIOLECT_HOME, else the platform's data folder. */
export function homeFolder(home: string | undefined): string {
    const chosen = home ?? process.env.IDIOLECT_HOME;
    if (chosen !== undefined && chosen !== "") return chosen;
    switch (process.platform) {
        case "darwin":
            return join(homedir(), "Library", "Application Support", "Idiolect");
        case "win32":
            return join(process.env.APPDATA ?? join(homedir(), "AppData", "Roaming"), "Idiolect");
        default:
            return join(process.env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "idiolect");
    }
}

type ServiceValues = {
    readonly home?: string | undefined;
    readonly model?: string | undefined;
    readonly plug?: string | undefined;
    readonly encoder?: string | undefined;
    readonly threads?: string | undefined;
    readonly verbose?: boolean | undefined;
};

/**
 * The options of `createIdiolect` from a command's options. The engine runs in this process, since there is no window to protect from a
 * crash.
 */
export function serviceOptions(values: ServiceValues): IdiolectOptions {
    const threads = wholeNumber("threads", values.threads, {least: 1, most: 256});
    return {
        home: homeFolder(values.home),
        engine: "in-process",
        ...(values.model === undefined ? {} : {model: values.model}),
        ...(values.plug === undefined ? {} : {plug: values.plug}),
        ...(values.encoder === undefined ? {} : {encoder: values.encoder}),
        ...(threads === undefined ? {} : {threads}),
        ...(values.verbose === true ? {log: verboseLog} : {})
    };
}
