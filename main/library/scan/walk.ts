import {lstatSync, readdirSync, realpathSync, statfsSync} from "node:fs";
import type {Dirent} from "node:fs";
import {stat} from "node:fs/promises";
import {dirname, join, sep} from "node:path";
import {IgnoreRules, isIgnoredFile, isIgnoredFolder, placeholderFor} from "./ignore-rules.ts";
import type {PathReason} from "../library.ts";
import {formatOf} from "../parsers/formats.ts";
import type {Format} from "../parsers/formats.ts";
import type {FileStamp} from "../parsers/parse-file.ts";
import {unreachableReason} from "../parsers/unreachable.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

export interface FoundFile extends FileStamp {
    /** device of the folder it is in */
    readonly dev: number;
    readonly path: string;
    readonly source: string;
    readonly format: Format;
}

/**
 * Result of a walk. A file counts as deleted only if its folder was listed; what is below an unreachable folder, or was not walked, is
 * unknown.
 */
export interface Findings {
    readonly files: FoundFile[];
    /** folder → its entries that are not ignored: files by name, folders with a trailing separator */
    readonly listed: Map<string, Set<string>>;
    /** paths that exist but cannot be read now; what is below them is kept */
    readonly unreachable: PathReason[];
    readonly skipped: PathReason[];
}

export interface WalkTask {
    readonly source: string;
    /** the source's own path */
    readonly root: string;
    /** where to start: the root, or a folder below it */
    readonly folder: string;
    /** false: only this folder, and folders below it that are not in `known` */
    readonly recursive: boolean;
    /** folders that earlier walks listed */
    readonly known: ReadonlySet<string>;
    readonly ignore: readonly string[];
    /** paths that are other sources or belong to none: never entered */
    readonly foreign: ReadonlySet<string>;
}

/** the walk yields to the event loop after this many entries */
const yieldEvery = 400;
/** ms; a source that does not answer for this long is unreachable */
const answerTimeout = 10_000;

/** Whether a source exists: null, or the sentence that says why not. A network share that does not respond counts as missing. */
export async function sourceProblem(path: string): Promise<Sentence | null> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<Sentence>((resolve) => {
        timer = setTimeout(() => resolve(say("reach.no-answer")), answerTimeout);
    });
    const look = stat(path).then(
        () => null,
        (error: NodeJS.ErrnoException) => unreachableReason(error.code ?? "")
    );
    return Promise.race([look, timeout]).finally(() => clearTimeout(timer));
}

/** Walks one source, or a part of it, adding to `findings`. Symbolic links are not followed. */
export async function walk(task: WalkTask, findings: Findings, signal: AbortSignal, onFound: () => void): Promise<void> {
    const holes = reportsHoles(task.root);
    const pending: {folder: string; rules: IgnoreRules; recursive: boolean}[] = [];
    const root = lstatSync(task.folder, {throwIfNoEntry: false});
    if (root === undefined) return;
    if (!root.isDirectory()) {
        lookAt(task, task.folder, deviceOf(dirname(task.folder)), findings, holes);
        return;
    }
    pending.push({folder: task.folder, rules: rulesBelow(task) ?? IgnoreRules.of(task.root, task.ignore), recursive: task.recursive});
    let entriesSeen = 0;
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        if (signal.aborted) return;
        const {folder, rules, recursive} = next;
        // Another task of this scan has already walked it.
        if (findings.listed.has(folder)) continue;
        const entries = list(folder, findings);
        if (entries === null) continue;
        const names = new Set(entries.map(({name}) => name));
        const inside = rules.inside(folder, names);
        const kept = new Set<string>();
        findings.listed.set(folder, kept);
        const device = deviceOf(folder);
        for (const entry of entries) {
            const path = join(folder, entry.name);
            const kind = kindOf(entry, path);
            if (task.foreign.has(path)) {
                kept.add(kind === "folder" ? entry.name + sep : entry.name);
                continue;
            }
            if (kind === "folder") {
                if (isIgnoredFolder(entry.name, () => isMaildir(path)) || inside.ignores(path, true)) continue;
                kept.add(entry.name + sep);
                if (recursive || !task.known.has(path)) pending.push({folder: path, rules: inside, recursive: true});
            } else if (kind === "file") {
                if (isIgnoredFile(entry.name) || inside.ignores(path, false)) continue;
                const placeholder = placeholderFor(entry.name);
                if (placeholder !== null) {
                    kept.add(placeholder);
                    findings.unreachable.push({path: join(folder, placeholder), reason: say("file.in-cloud")});
                } else if (lookAt(task, path, device, findings, holes)) {
                    kept.add(entry.name);
                    onFound();
                }
            } else if (kind === "link" && formatOf(path) !== null) findings.skipped.push({path, reason: say("file.link")});
            if (++entriesSeen % yieldEvery === 0) await new Promise<void>((resolve) => setImmediate(resolve));
        }
    }
}

/** The rules in a folder below the source, or null if a folder on the way to it is ignored. */
function rulesBelow(task: WalkTask): IgnoreRules | null {
    let rules = IgnoreRules.of(task.root, task.ignore);
    let folder = task.root;
    for (const part of task.folder
        .slice(task.root.length)
        .split(sep)
        .filter((name) => name !== "")) {
        try {
            rules = rules.inside(folder, new Set(readdirSync(folder).filter((name) => name.endsWith("ignore"))));
        } catch {
            return null;
        }
        folder = join(folder, part);
        if (task.foreign.has(folder) || isIgnoredFolder(part, () => isMaildir(folder)) || rules.ignores(folder, true)) return null;
    }
    return rules;
}

/** Whether a partial walk may start at its folder: no folder on the way to it is ignored. */
export function isWatched(task: WalkTask): boolean {
    return rulesBelow(task) !== null;
}

/** Whether a file in the task's folder is not ignored. */
export function isTaken(task: WalkTask, file: string): boolean {
    const rules = rulesBelow(task);
    if (rules === null) return false;
    try {
        return !rules.inside(task.folder, new Set(readdirSync(task.folder).filter((name) => name.endsWith("ignore")))).ignores(file, false);
    } catch {
        return true;
    }
}

function list(folder: string, findings: Findings): Dirent[] | null {
    try {
        return readdirSync(folder, {withFileTypes: true});
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? "";
        // Deleted since its parent was listed: the next scan notices it.
        if (code !== "ENOENT" && code !== "ENOTDIR") findings.unreachable.push({path: folder, reason: unreachableReason(code)});
        return null;
    }
}

function kindOf(entry: Dirent, path: string): "file" | "folder" | "link" | "other" {
    if (entry.isFile()) return "file";
    if (entry.isDirectory()) return "folder";
    if (entry.isSymbolicLink()) return "link";
    if (entry.isFIFO() || entry.isSocket() || entry.isBlockDevice() || entry.isCharacterDevice()) return "other";
    // Some network file systems do not return the type with the name.
    const found = lstatSync(path, {throwIfNoEntry: false});
    return found?.isFile() === true
        ? "file"
        : found?.isDirectory() === true
          ? "folder"
          : found?.isSymbolicLink() === true
            ? "link"
            : "other";
}

/** Adds a file to the findings; false if it was deleted or its name is unusable. */
function lookAt(task: WalkTask, path: string, device: number, findings: Findings, holes: boolean): boolean {
    const format = formatOf(path);
    if (format === null) {
        findings.skipped.push({path, reason: say("file.not-format")});
        return false;
    }
    let found;
    try {
        found = lstatSync(path, {throwIfNoEntry: false});
    } catch (error) {
        findings.unreachable.push({path, reason: unreachableReason((error as NodeJS.ErrnoException).code ?? "")});
        return true;
    }
    if (found === undefined || !found.isFile()) {
        if (path.includes("\ufffd")) findings.skipped.push({path, reason: say("file.name")});
        return false;
    }
    if (holes && found.size > 0 && found.blocks === 0) {
        findings.unreachable.push({path, reason: say("file.placeholder")});
        return true;
    }
    findings.files.push({path, source: task.source, format, size: found.size, mtime: found.mtimeMs, ctime: found.ctimeMs, dev: device});
    return true;
}

/**
 * The device of a folder, -1 if it does not exist. A file's own device is less reliable: overlay file systems give it that of a lower
 * layer.
 */
export function deviceOf(folder: string): number {
    return lstatSync(folder, {throwIfNoEntry: false})?.dev ?? -1;
}

/**
 * Whether "no blocks" means "no content here" on this file system: always on macOS and Windows, whose cloud placeholders look like that; on
 * Linux if the file system is known to count blocks (network and FUSE file systems often return 0).
 */
function reportsHoles(root: string): boolean {
    if (process.platform === "darwin" || process.platform === "win32") return true;
    const counting = new Set([0xef53, 0x58465342, 0x01021994, 0x9123683e, 0xf2f52010]);
    try {
        return counting.has(statfsSync(root).type);
    } catch {
        return false;
    }
}

function isMaildir(folder: string): boolean {
    try {
        const names = readdirSync(folder);
        return names.includes("cur") && names.includes("new");
    } catch {
        return false;
    }
}

/** The path as the file system spells it: links resolved, true case. */
export function trueCase(path: string): string {
    try {
        return realpathSync.native(path);
    } catch {
        return path;
    }
}

/** Whether a known folder is confirmed missing: the nearest listed folder above it does not contain the path to it. */
export function isFolderGone(folder: string, findings: Findings): boolean {
    for (let child = folder; ;) {
        const parent = dirname(child);
        if (parent === child) return false;
        const listed = findings.listed.get(parent);
        if (listed !== undefined) return !listed.has(child.slice(parent.endsWith(sep) ? parent.length : parent.length + 1) + sep);
        child = parent;
    }
}

/**
 * Status of a path that a walk did not find: `gone` if the nearest listed folder above it does not contain it, `kept` if that is unknown,
 * `outside` if no folder above it was listed. `evidence`: that folder (or the root), whose device shows whether a drive is missing.
 */
export function removalStatus(
    path: string,
    root: string,
    findings: Findings
): {readonly status: "gone" | "kept" | "outside"; readonly evidence: string} {
    let child = path,
        suffix = "";
    while (child !== root && child.length > root.length) {
        const parent = dirname(child);
        const listed = findings.listed.get(parent);
        if (listed !== undefined) {
            const name = child.slice(parent.endsWith(sep) ? parent.length : parent.length + 1);
            return {status: listed.has(name + suffix) ? "kept" : "gone", evidence: parent};
        }
        child = parent;
        suffix = sep;
    }
    return {status: "outside", evidence: root};
}
