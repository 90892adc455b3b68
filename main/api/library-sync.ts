import type {IndexProgress, IndexResult, LibraryState, Source} from "../../app/contract/index.ts";
import type {Idiolect} from "../idiolect.ts";
import type {ScanProgress, ScanReport, SourceStatus, Watch} from "../library/library.ts";
import {log} from "../log/log.ts";
import {LeftOutFiles} from "./left-out.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";

/** ms between two progress events of the same scan */
const sayEvery = 150;

/**
 * Keeps the windows informed about the library: its content, the running scan, the last result. Progress of a scan goes to its caller and
 * to the status line of every window.
 */
export class LibrarySync {
    readonly #idiolect: () => Idiolect;
    readonly #emit: (state: LibraryState) => void;
    #running: IndexProgress | null = null;
    #report: ScanReport | null = null;
    readonly #leftOut = new LeftOutFiles();
    #problem: Sentence | null = null;
    #watch: Watch | null = null;
    /** number of stops so far */
    #run = 0;
    #timer: NodeJS.Timeout | null = null;
    #isStale = false;

    constructor(idiolect: () => Idiolect, emit: (state: LibraryState) => void) {
        this.#idiolect = idiolect;
        this.#emit = emit;
    }

    /** Are texts being read or encoded? */
    get isRunning(): boolean {
        return this.#running !== null;
    }

    /** Scans once and watches the folders from then on. Returns without an error if it is stopped meanwhile. */
    async start(): Promise<void> {
        if (this.#watch !== null) return;
        const run = this.#run;
        try {
            const watch = await this.#idiolect().library.watch({
                onProgress: (progress) => this.#follow(progress),
                onReport: (report) => this.#finish(report),
                onProblem: (sentence) => {
                    this.#problem = sentence;
                    this.#sayLater();
                }
            });
            if (run === this.#run) this.#watch = watch;
            else await watch.close();
        } catch (error) {
            // the first scan ends with its library, which is closed after a stop
            if (run === this.#run) throw error;
        }
    }

    async stop(): Promise<void> {
        this.#run++;
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = null;
        this.#isStale = false;
        this.#running = null;
        this.#report = null;
        this.#leftOut.clear();
        this.#problem = null;
        await this.#watch?.close();
        this.#watch = null;
    }

    /** Scans all folders, or only the named source; `progress` is called with every step. */
    async scan(signal: AbortSignal, progress: (step: IndexProgress) => void, sources?: readonly string[]): Promise<IndexResult> {
        const report = await this.#idiolect().library.scan({
            signal,
            ...(sources ? {sources} : {}),
            onProgress: (step) => {
                this.#follow(step);
                if (this.#running !== null) progress(this.#running);
            }
        });
        this.#finish(report);
        return {
            files: report.files,
            items: report.items,
            unchanged: report.unchanged,
            removed: report.removed,
            skipped: report.unreachable.length + report.skipped.length,
            libraryItems: report.libraryItems
        };
    }

    /** Files and folders that are left out, each with its reason. */
    skipped(): ScanReport["skipped"] {
        return this.#leftOut.list();
    }

    async state(): Promise<LibraryState> {
        const {library} = this.#idiolect();
        const [status, sources] = await Promise.all([library.status(), library.sources()]);
        this.#leftOut.keepOnly(sources.map(({path}) => path));
        return {
            sources: sources.map((source) => describeSource(source, this.#running !== null, this.#leftOut.countIn(source.path))),
            identities: library.store.sources.value.identities.map(({value}) => value),
            items: status.items,
            encoded: status.encoded,
            revision: library.history.revision,
            running: this.#running,
            notes: [status.recovered, status.watchProblem ?? this.#problem, this.#report?.identityNote].filter((note) => note != null)
        };
    }

    /** Notifies the windows that the library has changed. */
    changed(): void {
        this.#sayLater();
    }

    #follow(progress: ScanProgress): void {
        this.#running = describeProgress(progress);
        this.#sayLater();
    }

    #finish(report: ScanReport): void {
        this.#running = null;
        this.#report = report;
        const {files, items, unchanged, removed, duration, cancelled} = report;
        log.info("library.scan", {
            files,
            items,
            unchanged,
            removed,
            unreachable: report.unreachable.length,
            skipped: report.skipped.length,
            duration,
            cancelled
        });
        this.#leftOut.add(report);
        this.#sayLater();
    }

    /** Computes one state at a time, so that an older state is never sent after a newer one. */
    #sayLater(): void {
        this.#isStale = true;
        this.#timer ??= setTimeout(() => void this.#sayState(), sayEvery);
    }

    async #sayState(): Promise<void> {
        this.#isStale = false;
        await this.state().then(this.#emit, () => undefined);
        this.#timer = null;
        if (this.#isStale) this.#sayLater();
    }
}

function describeSource(source: SourceStatus, scanning: boolean, skipped: number): Source {
    const isReadable = source.state === "ok" || source.state === "new";
    const state = isReadable ? (scanning ? "scanning" : "ready") : source.state;
    return {
        id: source.id,
        path: source.path,
        state,
        reason: source.reason,
        files: source.files,
        items: source.items,
        skipped,
        kinds: [...(source.kinds ?? [])]
    };
}

function describeProgress(progress: ScanProgress): IndexProgress | null {
    const common = {
        items: progress.itemsDone,
        rate: progress.rate,
        secondsLeft: progress.timeLeft === null ? null : progress.timeLeft / 1000,
        path: progress.file
    };
    switch (progress.phase) {
        case "looking":
            return {...common, phase: "scan", done: progress.filesFound, total: null};
        case "reading":
            return {...common, phase: "read", done: progress.filesDone, total: progress.filesFound};
        case "encoding":
            return {...common, phase: "encode", done: progress.itemsEncoded, total: progress.itemsToEncode};
        case "done":
            return null;
    }
}
