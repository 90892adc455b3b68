import {dirname, sep} from "node:path";
import type {FSWatcher} from "chokidar";
import type {SourceRecord} from "../../store/sources.ts";
import type {ScanTarget} from "../core-options.ts";
import {isIgnoredFolder} from "../scan/ignore-rules.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** a burst without a pause is processed after this long, ms */
const longestBurst = 1000;
/** more changed folders than this at once cause one complete scan */
const foldersForFullScan = 200;

export interface WatcherEvents {
    /** Folders to scan again; null: all. */
    changed(targets: readonly ScanTarget[] | null): void;
    problem(sentence: Sentence): void;
}

/**
 * Converts file events to folders to scan. Events are only hints: the scan determines which file changed and how, so lost, doubled and late
 * events do no harm. Bursts are merged into one call.
 */
export class SourceWatcher {
    readonly #events: WatcherEvents;
    readonly #debounceMs: number;
    readonly #watchers = new Map<string, {root: string; watcher: FSWatcher}>();
    #pending = new Map<string, ScanTarget>();
    #timer: NodeJS.Timeout | null = null;
    #burstStart = 0;
    #closed = false;

    constructor(debounceMs: number, events: WatcherEvents) {
        this.#debounceMs = debounceMs;
        this.#events = events;
    }

    /** Watches exactly these sources from now on. Resolves when file events are received. */
    async follow(sources: readonly SourceRecord[]): Promise<void> {
        const wanted = new Map(sources.filter(({paused}) => !paused).map((source) => [source.id, source]));
        for (const [id, {watcher}] of this.#watchers) {
            if (!wanted.has(id)) {
                this.#watchers.delete(id);
                await watcher.close();
            }
        }
        await Promise.all([...wanted.values()].filter(({id}) => !this.#watchers.has(id)).map((source) => this.#watch(source)));
    }

    /** Folders found by a scan: watched too, in case their event was lost. */
    add(folders: readonly string[]): void {
        for (const {root, watcher} of this.#watchers.values()) watcher.add(folders.filter((folder) => folder.startsWith(root + sep)));
    }

    async close(): Promise<void> {
        this.#closed = true;
        if (this.#timer !== null) clearTimeout(this.#timer);
        await Promise.all([...this.#watchers.values()].map(({watcher}) => watcher.close()));
        this.#watchers.clear();
    }

    async #watch(source: SourceRecord): Promise<void> {
        const {watch: watchPaths} = await import("chokidar");
        const watcher = watchPaths(source.path, {
            ignoreInitial: true,
            followSymlinks: false,
            atomic: false,
            ignorePermissionErrors: true,
            ignored: (path) =>
                path !== source.path &&
                path
                    .slice(source.path.length)
                    .split(sep)
                    .some((name) => name !== "" && isIgnoredFolder(name, () => name.startsWith(".") && !name.startsWith(".git")))
        });
        this.#watchers.set(source.id, {root: source.path, watcher});
        watcher.on("all", (event, path) => this.#note(source, event, path));
        watcher.on("error", (error) => this.#problem(error));
        await new Promise<void>((resolve) => {
            watcher.once("ready", () => resolve());
        });
    }

    #note(source: SourceRecord, event: string, path: string): void {
        if (this.#closed) return;
        const inside = path.startsWith(source.path) ? path : source.path;
        // A new folder may already have content; a removed one is noticed in its parent.
        const isNewFolder = event === "addDir";
        const folder = inside === source.path || isNewFolder ? inside : dirname(inside);
        const known = this.#pending.get(folder);
        this.#pending.set(folder, {source: source.id, folder, recursive: isNewFolder || known?.recursive === true});
        const now = performance.now();
        if (this.#timer === null) this.#burstStart = now;
        else clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#tell(), Math.max(10, Math.min(this.#debounceMs, this.#burstStart + longestBurst - now)));
    }

    #tell(): void {
        this.#timer = null;
        const targets = [...this.#pending.values()];
        this.#pending = new Map();
        this.#events.changed(targets.length > foldersForFullScan ? null : withoutCovered(targets));
    }

    #problem(error: unknown): void {
        const code = (error as NodeJS.ErrnoException).code;
        this.#events.problem(
            code === "ENOSPC" || code === "EMFILE" ? say("watch.too-many") : say("watch.problem", {why: (error as Error).message})
        );
    }
}

/** Drops folders that are below one that is walked recursively. */
function withoutCovered(targets: readonly ScanTarget[]): ScanTarget[] {
    const recursive = targets.filter((target) => target.recursive);
    return targets.filter(
        (target) =>
            !recursive.some((other) => other !== target && target.source === other.source && target.folder.startsWith(other.folder + sep))
    );
}
