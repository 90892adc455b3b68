import type {CallContext} from "../../app/rpc/messages.ts";
import type {Identity, IdentityGuess} from "../../app/history/identity.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import type {StoredText} from "../../app/persona/voice-meter/voice-meter.ts";
import type {SourceRecord} from "../store/sources.ts";
import type {CoreConfiguration, CoreOptions, CoreScanOptions, HistoryState} from "./core-options.ts";
import type {Explanation, LearnedDraft, LibraryStatus, ListPage, ListQuery, ScanProgress, ScanReport, SourceStatus} from "./library.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";

export interface OpenOptions extends Omit<CoreOptions, "clock"> {
    /** ms without events before changed files are read */
    readonly debounceMs: number;
    /** ms between complete scans while watching */
    readonly reconcileEvery: number;
}

/** Methods of the library's thread (`core-worker.ts`). `open` is called first. */
export interface LibraryThread {
    open(options: OpenOptions): HistoryState;
    configure(configuration: CoreConfiguration): Promise<void>;
    /** SHA-256 of the encoder's model, or null: there is none */
    setEncoder(encoder: string | null): void;
    scan(options: CoreScanOptions, context: CallContext<ScanProgress>): Promise<ScanReport>;
    removeSource(id: string): Promise<{readonly removedFiles: number; readonly removedItems: number}>;
    status(input: null): LibraryStatus;
    sources(input: null): SourceStatus[];
    items(page: {readonly after: number; readonly limit: number}): {row: number; item: HistoryItem}[];
    item(key: string): HistoryItem | null;
    /** `matrix`: shape (ids.length, size) */
    vectors(input: null): {ids: string[]; weights: Float32Array; matrix: Float32Array};
    voiceTexts(population: string): StoredText[];
    keepVoiceTexts(input: {readonly population: string; readonly texts: readonly StoredText[]}): void;
    search(input: {readonly query: string; readonly k: number}): {id: string; score: number}[];
    list(query: ListQuery): ListPage;
    suggestIdentities(input: null): Promise<readonly IdentityGuess[]>;
    learn(draft: LearnedDraft): Promise<void>;
    unlearn(id: string): Promise<void>;
    erase(input: null): Promise<void>;
    explain(file: string): Promise<Explanation>;
    /** Resolves when file events are received and a first complete scan is done. */
    watch(sources: readonly SourceRecord[]): Promise<void>;
    unwatch(input: null): Promise<void>;
    close(input: null): Promise<void>;
}

/** Methods of the caller that the library's thread calls. */
export interface LibraryHost {
    /** shape (items.length, size) */
    encode(items: readonly {readonly title: string | null; readonly text: string}[]): Promise<Float32Array>;
    changed(state: HistoryState): void;
    /** identities determined from the mail; to be stored */
    guessed(identities: readonly Identity[]): void;
    watchReport(report: ScanReport): void;
    watchProgress(progress: ScanProgress): void;
    watchProblem(sentence: Sentence): void;
}
