import {dirname, sep} from "node:path";
import type {FSWatcher} from "chokidar";
import type {SourceRecord} from "../../store/sources.ts";
import type {ScanTarget} from "../core-options.ts";
import {isIgnoredFolder} from "../scan/ignore-rules.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** a burst that never pauses is taken in after this long, ms */
const longestBurst = 1000;
/** more changed folders than this at once are one complete scan */
const foldersForFullScan = 200;

export interface WatcherEvents {
    /** Folders to look at again; null: everything. */
    changed(targets: readonly ScanTarget[] | null): void;
    problem(sentence: Sentence): void;
}

/**
 * Turns file events into folders to scan. Events are only hints: which file and what happened to it is seen by looking, so lost,
 * doubled and late events do no harm. Bursts become one call.
 */
export class SourceWatcher {
    readonly #events: WatcherEvents;
    readonly #settle: number;
    readonly #watchers = new Map<string, {root: string; watcher: FSWatcher}>();
    #pending = new Map<string, ScanTarget>();
    #timer: NodeJS.Timeout | null = null;
    #burstStart = 0;
    #closed = false;

    constructor(settle: number, events: WatcherEvents) {
        this.#settle = settle;
        this.#events = events;
    }

    /** Watches exactly these sources from now on. Resolves when events arrive. */
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

    /** Folders that a scan found: watched too, if their event was lost. */
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
        // A new folder may have come with its content; a removed one is seen missing from its parent.
        const isNewFolder = event === "addDir";
        const folder = inside === source.path || isNewFolder ? inside : dirname(inside);
        const known = this.#pending.get(folder);
        this.#pending.set(folder, {source: source.id, folder, recursive: isNewFolder || known?.recursive === true});
        const now = performance.now();
        if (this.#timer === null) this.#burstStart = now;
        else clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#tell(), Math.max(10, Math.min(this.#settle, this.#burstStart + longestBurst - now)));
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

/** A folder below one that is walked with all its content needs no walk of its own. */
function withoutCovered(targets: readonly ScanTarget[]): ScanTarget[] {
    const recursive = targets.filter((target) => target.recursive);
    return targets.filter(
        (target) =>
            !recursive.some((other) => other !== target && target.source === other.source && target.folder.startsWith(other.folder + sep))
    );
}
