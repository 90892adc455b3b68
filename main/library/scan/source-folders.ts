import {sep} from "node:path";
import type {SourceRecord} from "../../store/sources.ts";
import type {ScanTarget} from "../core-options.ts";
import {isFolderGone, isWatched, trueCase} from "./walk.ts";
import type {Findings, WalkTask} from "./walk.ts";

/** The deepest source that contains a path, or null. */
export function sourceOf(sources: readonly SourceRecord[], path: string): SourceRecord | null {
    let best: SourceRecord | null = null;
    for (const source of sources) {
        const isInside = path === source.path || path.startsWith(source.path.endsWith(sep) ? source.path : source.path + sep);
        if (isInside && source.path.length > (best?.path.length ?? -1)) best = source;
    }
    return best;
}

/** The folders of all sources as earlier scans listed them, and which of them to walk. */
export class SourceFolders {
    readonly #home: string;
    readonly #known = new Set<string>();
    /** called with folders that a scan found for the first time, so that they are watched */
    onNew: (folders: readonly string[]) => void = () => {};

    /** `home`: never walked */
    constructor(home: string) {
        this.#home = home;
    }

    /** What to walk of a source: all of it, or those of the targets that are not ignored. */
    tasks(source: SourceRecord, sources: readonly SourceRecord[], targets: readonly ScanTarget[] | undefined): WalkTask[] {
        if (targets === undefined) return [this.task(source, sources, source.path, true)];
        return targets
            .filter((target) => target.source === source.id)
            .sort((a, b) => Number(b.recursive) - Number(a.recursive))
            .map((target) => this.task(source, sources, target.folder, target.recursive))
            .filter(isWatched);
    }

    task(source: SourceRecord, sources: readonly SourceRecord[], folder: string, recursive: boolean): WalkTask {
        const foreign = new Set([this.#home, trueCase(this.#home), ...sources.map(({path}) => path)]);
        foreign.delete(source.path);
        return {source: source.id, root: source.path, folder, recursive, known: this.#known, ignore: source.ignore, foreign};
    }

    /** Stores which folders exist, and returns the new ones. */
    remember(findings: Findings): void {
        const isFirst = this.#known.size === 0;
        for (const folder of this.#known) {
            if (!findings.listed.has(folder) && isFolderGone(folder, findings)) this.#known.delete(folder);
        }
        const added = [...findings.listed.keys()].filter((folder) => !this.#known.has(folder));
        for (const folder of added) this.#known.add(folder);
        if (!isFirst && added.length > 0) this.onNew(added);
    }

    clear(): void {
        this.#known.clear();
    }
}
