import {sep} from "node:path";
import type {PathReason, ScanReport} from "../library/library.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";

/**
 * Files and folders that are not in the library, by path, accumulated over all scans, because a scan of some folders reports only on those.
 * Both the list and the counts in the window come from here, so that they agree.
 */
export class LeftOutFiles {
    readonly #reasons = new Map<string, Sentence>();

    add({covered, unreachable, skipped}: Pick<ScanReport, "covered" | "unreachable" | "skipped">): void {
        for (const path of this.#reasons.keys()) if (covered.some((part) => isCovered(path, part))) this.#reasons.delete(path);
        for (const {path, reason} of [...unreachable, ...skipped]) this.#reasons.set(path, reason);
    }

    /** Drops everything that is in none of these folders. */
    keepOnly(folders: readonly string[]): void {
        for (const path of this.#reasons.keys()) if (!folders.some((folder) => isBelow(path, folder))) this.#reasons.delete(path);
    }

    list(): readonly PathReason[] {
        return [...this.#reasons].map(([path, reason]) => ({path, reason}));
    }

    /** Number of entries inside a folder. */
    countIn(folder: string): number {
        let count = 0;
        for (const path of this.#reasons.keys()) if (isBelow(path, folder)) count++;
        return count;
    }

    clear(): void {
        this.#reasons.clear();
    }
}

function isCovered(path: string, {folder, recursive}: ScanReport["covered"][number]): boolean {
    if (!isBelow(path, folder)) return false;
    return recursive || path === folder || !path.slice(folder.length + 1).includes(sep);
}

function isBelow(path: string, folder: string): boolean {
    return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
