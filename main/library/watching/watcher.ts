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
    /** by source, from the moment it is asked for: another call meanwhile must not watch it twice */
    readonly #watched = new Map<string, WatchedSource>();
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
        const gone = [...this.#watched].filter(([id]) => !wanted.has(id));
        for (const [id] of gone) this.#watched.delete(id);
        const added = [...wanted.values()].filter(({id}) => !this.#closed && !this.#watched.has(id));
        for (const source of added) this.#watched.set(source.id, this.#watch(source));
        await Promise.all([...gone.map(([, watched]) => watched.close()), ...added.map(({id}) => this.#watched.get(id)?.ready)]);
    }

    /** Folders found by a scan: watched too, in case their event was lost. */
    add(folders: readonly string[]): void {
        for (const watched of this.#watched.values()) watched.add(folders);
    }

    async close(): Promise<void> {
        this.#closed = true;
        if (this.#timer !== null) clearTimeout(this.#timer);
        const watched = [...this.#watched.values()];
        this.#watched.clear();
        await Promise.all(watched.map((each) => each.close()));
    }

    #watch(source: SourceRecord): WatchedSource {
        return new WatchedSource(source.path, {
            note: (event, path) => this.#note(source, event, path),
            problem: (error) => this.#problem(error)
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

/** The file events of one source. */
class WatchedSource {
    /** resolves when file events are received, and when it is closed before */
    readonly ready: Promise<void>;
    readonly #root: string;
    #watcher: FSWatcher | null = null;
    #isClosed = false;
    #settle: () => void = () => {};

    constructor(root: string, events: {note(event: string, path: string): void; problem(error: unknown): void}) {
        this.#root = root;
        this.ready = this.#open(events);
    }

    add(folders: readonly string[]): void {
        this.#watcher?.add(folders.filter((folder) => folder.startsWith(this.#root + sep)));
    }

    async close(): Promise<void> {
        this.#isClosed = true;
        await this.#watcher?.close();
        // a closed watcher is never ready
        this.#settle();
    }

    async #open({note, problem}: {note(event: string, path: string): void; problem(error: unknown): void}): Promise<void> {
        const {watch} = await import("chokidar");
        if (this.#isClosed) return;
        const root = this.#root;
        const watcher = (this.#watcher = watch(root, {
            ignoreInitial: true,
            followSymlinks: false,
            atomic: false,
            ignorePermissionErrors: true,
            ignored: (path) =>
                path !== root &&
                path
                    .slice(root.length)
                    .split(sep)
                    .some((name) => name !== "" && isIgnoredFolder(name, () => name.startsWith(".") && !name.startsWith(".git")))
        }));
        watcher.on("all", note);
        watcher.on("error", problem);
        await new Promise<void>((resolve) => {
            this.#settle = resolve;
            watcher.once("ready", () => resolve());
        });
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
