import type {SourceRecord} from "../../store/sources.ts";
import type {LibraryCore} from "../core.ts";
import type {CoreScanOptions, ScanTarget} from "../core-options.ts";
import type {ScanProgress, ScanReport} from "../library.ts";
import {sourceProblem} from "../scan/walk.ts";
import {SourceWatcher} from "./watcher.ts";
import {UserError} from "../../../app/errors.ts";
import {quote} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

export interface FolderSyncEvents {
    report(report: ScanReport): void;
    progress(progress: ScanProgress): void;
    problem(sentence: Sentence): void;
}

export interface FolderSyncTimes {
    /** ms without events before changed folders are scanned */
    readonly debounceMs: number;
    /** ms between complete scans */
    readonly reconcileEvery: number;
}

/** ms between checks whether sources were connected or removed; a drive that is plugged in is noticed within this time */
const lookEvery = 5000;
/** After this long without events, ms, what changed is scanned once more: events get lost, and last writes arrive late. */
const secondLook = 1500;
/** With at most this many files the second scan is a complete one: it takes less than a second. */
const filesOfCheapScan = 5000;

/** Keeps the library equal to its folders while it runs: file events for speed, complete scans for completeness. */
export class FolderSync {
    /** file events are received from now on, and a first complete scan is done */
    readonly ready: Promise<void>;
    readonly #core: LibraryCore;
    readonly #events: FolderSyncEvents;
    readonly #watcher: SourceWatcher;
    readonly #times: FolderSyncTimes;
    readonly #abort = new AbortController();
    readonly #timers: NodeJS.Timeout[] = [];
    #sources: readonly SourceRecord[];
    #reachable = new Set<string>();
    #problem: Sentence | null = null;
    #settled: NodeJS.Timeout | null = null;
    #changedTargets: ScanTarget[] = [];
    #files = Infinity;
    #isFirst = true;
    #work: Promise<void> = Promise.resolve();

    constructor(core: LibraryCore, sources: readonly SourceRecord[], times: FolderSyncTimes, events: FolderSyncEvents) {
        this.#core = core;
        this.#events = events;
        this.#times = times;
        this.#sources = sources;
        this.#watcher = new SourceWatcher(times.debounceMs, {
            changed: (targets) => this.#changed(targets),
            problem: (sentence) => {
                this.#problem = sentence;
                events.problem(sentence);
            }
        });
        core.onNewFolders = (folders) => this.#watcher.add(folders);
        this.ready = this.#begin();
    }

    /** Why events may be missing, or null. */
    get problem(): Sentence | null {
        return this.#problem;
    }

    async follow(sources: readonly SourceRecord[]): Promise<void> {
        this.#sources = sources;
        await this.#look();
    }

    async close(): Promise<void> {
        this.#abort.abort();
        for (const timer of this.#timers) clearInterval(timer);
        if (this.#settled !== null) clearTimeout(this.#settled);
        this.#core.onNewFolders = () => {};
        await this.#watcher.close();
        await this.#work;
    }

    async #begin(): Promise<void> {
        // Watching starts before the scan, so that no change between the two is lost.
        await this.#look();
        this.#scan({});
        await this.#work;
        this.#timers.push(
            setInterval(() => this.#scan({}), this.#times.reconcileEvery),
            setInterval(() => void this.#look(), lookEvery)
        );
    }

    /** Sources that are back are watched and scanned; those that disappeared are scanned, which marks them unreachable. */
    async #look(): Promise<void> {
        let sources: readonly SourceRecord[], reachable: Set<string>;
        do {
            // they may change while a slow drive is asked: what was found of other sources says nothing of these
            sources = this.#sources;
            reachable = new Set();
            for (const source of sources) {
                if (!source.paused && (await sourceProblem(source.path)) === null) reachable.add(source.id);
            }
            if (this.#abort.signal.aborted) return;
        } while (sources !== this.#sources);
        const changed = [...reachable].some((id) => !this.#reachable.has(id)) || [...this.#reachable].some((id) => !reachable.has(id));
        const first = this.#reachable.size === 0 && this.#timers.length === 0;
        this.#reachable = reachable;
        await this.#watcher.follow(sources.filter(({id}) => reachable.has(id)));
        if (changed && !first) this.#scan({});
    }

    #changed(targets: readonly ScanTarget[] | null): void {
        this.#scan(targets === null ? {} : {targets});
        this.#changedTargets.push(...(targets ?? []));
        if (this.#settled !== null) clearTimeout(this.#settled);
        this.#settled = setTimeout(() => {
            const changed = this.#changedTargets.splice(0);
            this.#scan(this.#files <= filesOfCheapScan ? {} : {targets: changed});
        }, secondLook);
    }

    #scan(options: CoreScanOptions): void {
        this.#work = this.#work.then(async () => {
            if (this.#abort.signal.aborted) return;
            try {
                const report = await this.#core.scan(options, (progress) => this.#events.progress(progress), this.#abort.signal);
                if (options.targets === undefined) this.#files = report.files;
                if (this.#isFirst || report.unchanged < report.files || report.removed > 0 || report.moved > 0 || report.held.length > 0)
                    this.#events.report(report);
                this.#isFirst = false;
            } catch (error) {
                this.#problem = error instanceof UserError ? error.sentence : quote((error as Error).message);
                this.#events.problem(this.#problem);
            }
        });
    }
}
