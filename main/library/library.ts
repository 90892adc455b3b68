import type {History} from "../../app/history/history.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import type {Identity, IdentityGuess} from "../../app/history/identity.ts";
import type {Encoder} from "../../app/persona/encoder.ts";
import type {StoredText} from "../../app/persona/voice-meter/voice-meter.ts";
import type {SourceRecord} from "../store/sources.ts";
import type {Store} from "../store/store.ts";
import type {LeftOut} from "../../app/history/document.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";

/**
 * The library: watched folders become history items with vectors and full text. `openLibrary` (open-library.ts) creates one; its work runs
 * in a worker thread, so that the caller's event loop never waits for SQLite, hashing or a parser.
 */
export interface Library {
    /** settings, sources, identities and drafts, in the same home and under the same lock */
    readonly store: Store;
    /** what the persona and drafting read; its `size` and `revision` are always current */
    readonly history: History;
    status(): Promise<LibraryStatus>;

    /** Adds a folder (or a single file). Adding a known folder returns its record. Nothing is read before `scan`. */
    addSource(path: string, options?: SourceOptions): Promise<SourceRecord>;
    updateSource(id: string, options: SourceOptions): Promise<SourceRecord>;
    /** A paused source keeps its items and is neither scanned nor watched. A running scan of paused sources alone is cancelled. */
    pauseSource(id: string, paused: boolean): Promise<void>;
    /** Removes the source and permanently every item and vector that has no other source. */
    removeSource(id: string): Promise<{readonly removedFiles: number; readonly removedItems: number}>;
    sources(): Promise<readonly SourceStatus[]>;

    /** The user's own names and addresses. Mail is classified again at the next scan. */
    setIdentities(values: readonly string[]): Promise<readonly Identity[]>;
    /** Candidates for the user's own address, from the mail found, most likely first, each with its evidence. */
    suggestIdentities(): Promise<readonly IdentityGuess[]>;

    /**
     * Makes the library equal to its folders. With an encoder, resolves once the new items have their vectors. One scan runs at a time; a
     * second call waits for the first. Aborting keeps what is finished and resolves with `cancelled: true`.
     */
    scan(options?: ScanOptions): Promise<ScanReport>;
    /** Watches the sources until closed: file events for speed, and a complete scan every few minutes for completeness. */
    watch(options?: WatchOptions): Promise<Watch>;
    /** Confirms the removals that a report lists as `held`: the files were deleted. */
    confirmRemovals(sourceId: string): Promise<ScanReport>;

    /** What was kept of a file and what was left out, each with its reason. Reads the file, which need not be in a source. */
    explain(file: string): Promise<Explanation>;
    /** Excludes one item from the history, or includes it again. Survives re-indexing. */
    exclude(itemId: string, excluded?: boolean): Promise<void>;
    /** One page of the history for display, newest first. */
    list(query?: ListQuery): Promise<ListPage>;

    /** Adds an accepted draft as an item of lower weight (default 0.5); learning the same id again replaces it. */
    learn(draft: LearnedDraft): Promise<void>;
    unlearn(draftId: string): Promise<void>;

    /**
     * Deletes everything that was learned, from every file: the index is recreated empty, and no copy of it is kept. Sources stay in the
     * list, paused.
     */
    erase(): Promise<void>;
    /** The voice meter's data of the items that count, computed with this population; deleted with its items. */
    voiceTexts(population: string): Promise<readonly StoredText[]>;
    keepVoiceTexts(population: string, texts: readonly StoredText[]): Promise<void>;

    /** Sets another encoder: items are encoded again at the next scan; those without a vector are absent from `history.vectors()`. */
    setEncoder(encoder: Encoder | null): Promise<void>;
    close(): Promise<void>;
}

export interface OpenLibraryOptions {
    /** folder of all state; created if missing */
    readonly home: string;
    readonly encoder?: Encoder | null;
    /** the encoder's text for an item; default `encoderText` of app/persona */
    readonly encoderText?: (item: {readonly title: string | null; readonly text: string}) => string;
    /** where the system keeps a key; if present, text and vectors are encrypted with it */
    readonly keyProvider?: KeyProvider | null;
    readonly limits?: Partial<ParserLimits>;
    /** ms between complete scans while watching; default 5 minutes */
    readonly reconcileEvery?: number;
    /** ms without events before changed files are read; default 300 */
    readonly debounceMs?: number;
}

/** A 32-byte key that the operating system stores (by Electron's safeStorage). */
export interface KeyProvider {
    /** for the status: "macOS Keychain", "Windows DPAPI", "GNOME Keyring" … */
    readonly name: string;
    /** The key, created at the first call; null if the system has no secure storage (e.g. safeStorage's basic_text). */
    key(): Promise<Uint8Array | null>;
}

export interface ParserLimits {
    /** ms without progress on one file; default 20,000 */
    readonly time: number;
    /** bytes of heap and buffers while parsing; default 768 MiB */
    readonly memory: number;
    /** bytes of a file, mbox excepted; default 64 MiB; text and HTML 16 MiB */
    readonly size: number;
    /** pages of a PDF; default 500 */
    readonly pages: number;
}

/** kinds of writing a source may hold; items of other kinds are left out */
export type WritingKind = HistoryItem["kind"];

export interface SourceOptions {
    /** default: all */
    readonly kinds?: readonly WritingKind[];
    /** further ignore rules in .gitignore syntax, in addition to the defaults and to .gitignore/.idiolectignore files */
    readonly ignore?: readonly string[];
}

export interface SourceStatus extends SourceRecord {
    readonly files: number;
    readonly items: number;
    readonly failed: number;
    /** held: more than half of its files disappeared at once; see `confirmRemovals` */
    readonly state: "ok" | "paused" | "unreachable" | "held" | "new";
    /** for the states unreachable and held, else null */
    readonly reason: Sentence | null;
}

export interface LibraryStatus {
    readonly files: number;
    /** items that count */
    readonly items: number;
    /** items that count and have a vector of the current encoder */
    readonly encoded: number;
    readonly duplicates: number;
    readonly excluded: number;
    readonly encryption: {readonly encrypted: boolean; readonly reason: string};
    /** true if events are received, or a sentence that says why only the periodic scan works */
    readonly watching: boolean;
    readonly watchProblem: Sentence | null;
    /** a sentence if the index was damaged and has been rebuilt, else null */
    readonly recovered: Sentence | null;
}

export interface ScanOptions {
    /** ids of sources; default all that are not paused */
    readonly sources?: readonly string[];
    readonly onProgress?: (progress: ScanProgress) => void;
    readonly signal?: AbortSignal;
    /** false: resolve without encoding; the next scan does it. Default true */
    readonly encode?: boolean;
    /** confirms that missing files are deleted, however many at once */
    readonly confirmRemovals?: boolean;
}

export interface ScanProgress {
    readonly phase: "looking" | "reading" | "encoding" | "done";
    readonly filesFound: number;
    readonly filesDone: number;
    readonly itemsDone: number;
    readonly itemsToEncode: number;
    readonly itemsEncoded: number;
    /** bytes read of those to read */
    readonly bytesDone: number;
    readonly bytesTotal: number;
    /** files a second in `reading`, items a second in `encoding` */
    readonly rate: number;
    /** ms, null while unknown */
    readonly timeLeft: number | null;
    readonly file: string | null;
}

export interface PathReason {
    readonly path: string;
    readonly reason: Sentence;
}

/** `ingest --json` prints the first seven fields as they are, reasons as their English text. */
export interface ScanReport {
    /** files found in a format that is read, in the sources of this scan */
    readonly files: number;
    /** history items taken from the files that were read in this scan, duplicates counted once */
    readonly items: number;
    /** of `files`: those that were not read again */
    readonly unchanged: number;
    /** deleted files, with their items and vectors */
    readonly removed: number;
    /** sources, folders and files that could not be reached; their items are kept */
    readonly unreachable: readonly PathReason[];
    /** files that are not in the library, each with the reason */
    readonly skipped: readonly PathReason[];
    /** the parts of the sources that this scan covered: `unreachable` and `skipped` are complete for them */
    readonly covered: readonly {readonly folder: string; readonly recursive: boolean}[];
    /** items in the whole library that count */
    readonly libraryItems: number;

    /** files found again under another path, whose history was kept */
    readonly moved: number;
    /** sources whose removals wait for the user's confirmation */
    readonly held: readonly {readonly source: string; readonly path: string; readonly missing: number; readonly of: number}[];
    /** what was left out of the files read in this scan: reason → count */
    readonly leftOut: Readonly<Record<string, number>>;
    /** set when identities were guessed in this scan, or could not be: a sentence for the user */
    readonly identityNote: Sentence | null;
    readonly cancelled: boolean;
    /** ms */
    readonly duration: number;
}

export interface WatchOptions {
    /** after each change that was added to the library */
    readonly onReport?: (report: ScanReport) => void;
    readonly onProgress?: (progress: ScanProgress) => void;
    /** the watcher has a problem; periodic scans continue */
    readonly onProblem?: (sentence: Sentence) => void;
}

export interface Watch {
    close(): Promise<void>;
}

export interface Explanation {
    readonly path: string;
    readonly format: string | null;
    /** reason why the whole file was rejected; else null */
    readonly refusal: Sentence | null;
    readonly kept: readonly {
        readonly kind: WritingKind;
        readonly title: string | null;
        readonly text: string;
        readonly to: readonly string[];
        readonly date: string | null;
        /** reason why it does not count: near duplicate of another text, or excluded by the user */
        readonly silent: string | null;
    }[];
    readonly leftOut: readonly LeftOut[];
}

export interface ListQuery {
    readonly search?: string;
    readonly source?: string;
    readonly kind?: WritingKind;
    readonly offset?: number;
    /** default 50, at most 500 */
    readonly limit?: number;
    /** default false: only items that count */
    readonly all?: boolean;
}

export interface ListPage {
    readonly total: number;
    readonly items: readonly (HistoryItem & {readonly excluded: boolean; readonly duplicateOf: string | null})[];
}

export interface LearnedDraft {
    readonly id: string;
    readonly kind: WritingKind;
    readonly title: string | null;
    readonly text: string;
    readonly message: string | null;
    readonly to: readonly string[];
    readonly date: string | null;
    /** 0 < weight < 1; default 0.5 */
    readonly weight?: number;
}
