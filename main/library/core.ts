import type {IdentityGuess} from "../../app/history/identity.ts";
import {guessIdentities} from "../../app/history/identity.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import type {StoredText} from "../../app/persona/voice-meter/voice-meter.ts";
import {Mutex} from "../mutex.ts";
import {aesCipher} from "../store/cipher.ts";
import type {SourceRecord} from "../store/sources.ts";
import {defaultLimits} from "./core-options.ts";
import type {CoreConfiguration, CoreHost, CoreOptions, CoreScanOptions, HistoryState} from "./core-options.ts";
import {EncodeQueue} from "./encode-queue.ts";
import {DraftDocuments} from "./index/draft-documents.ts";
import {RecoveringIndex} from "./index/recovering-index.ts";
import {recoverySentence} from "./index/recovery.ts";
import type {
    Explanation,
    LearnedDraft,
    LibraryStatus,
    ListPage,
    ListQuery,
    ParserLimits,
    ScanProgress,
    ScanReport,
    SourceStatus
} from "./library.ts";
import {ParserPool} from "./parser-pool.ts";
import {formatOf, isMail} from "./parsers/formats.ts";
import type {Format} from "./parsers/formats.ts";
import {explainFile} from "./scan/explain-file.ts";
import {readHeads} from "./scan/owner-guess.ts";
import {removeOrphans} from "./scan/removals.ts";
import {heldSentence, Scanner} from "./scan/scan.ts";
import {SourceFolders} from "./scan/source-folders.ts";
import {say} from "../../app/sentences/sentence.ts";

export {defaultLimits};

/**
 * The library's work, in a thread that may block on SQLite and the disk: writes run one at a time, reads at once. Its public interface is
 * `Library`.
 */
export class LibraryCore {
    readonly #host: CoreHost;
    readonly #limits: ParserLimits;
    readonly #keyReason: string;
    readonly #pool: ParserPool;
    readonly #folders: SourceFolders;
    readonly #drafts: DraftDocuments;
    readonly #index: RecoveringIndex;
    readonly #encodeQueue: EncodeQueue;
    readonly #scanner: Scanner;
    readonly #writes = new Mutex();
    #configuration: CoreConfiguration;
    /** before the first scan, which relies on what the index says of files that have not changed */
    #isChecked = false;

    constructor(options: CoreOptions, host: CoreHost) {
        const clock = options.clock ?? Date.now;
        this.#host = host;
        this.#limits = {...defaultLimits, ...options.limits};
        this.#keyReason = options.keyReason;
        this.#configuration = options.configuration;
        this.#pool = new ParserPool(this.#limits);
        this.#folders = new SourceFolders(options.home);
        this.#drafts = new DraftDocuments(options.learned ?? [], clock);
        this.#index = new RecoveringIndex({
            home: options.home,
            cipher: options.key === null ? null : aesCipher(options.key),
            drafts: this.#drafts,
            clock,
            exclusions: () => this.#configuration.excluded
        });
        this.#encodeQueue = new EncodeQueue(options.encoder, {
            index: () => this.#index.current,
            encode: (items) => this.#host.encode(items),
            written: () => this.#announce()
        });
        this.#scanner = new Scanner({
            index: () => this.#index.current,
            configuration: () => this.#configuration,
            pool: this.#pool,
            limits: this.#limits,
            folders: this.#folders,
            clock,
            ownerFound: (identity) => {
                this.#configuration = {...this.#configuration, identities: [identity]};
                this.#host.guessed([identity]);
            },
            written: () => this.#recomputeVisibility(),
            encode: (onProgress, signal) => this.#encodeQueue.run(onProgress, signal)
        });
        this.#index.guard((index) =>
            index.transaction(() => {
                index.checkPassages();
                index.documents.removePending();
                index.visibility.setExclusions(options.configuration.excluded);
                this.#drafts.addMissing(index);
                index.visibility.recompute();
            })
        );
    }

    /** Called with folders that a scan found for the first time. */
    set onNewFolders(listener: (folders: readonly string[]) => void) {
        this.#folders.onNew = listener;
    }

    get state(): HistoryState {
        return this.#index.guard(({items, revision}) => ({size: items.size, revision}));
    }

    configure(configuration: CoreConfiguration): void {
        this.#configuration = configuration;
        this.#scanner.configured();
        this.#index.guard((index) =>
            index.transaction(() => {
                index.visibility.setExclusions(configuration.excluded);
                index.visibility.recompute();
            })
        );
        this.#announce();
    }

    /** `encoder`: SHA-256 of its model, or null: there is none */
    setEncoder(encoder: string | null): void {
        this.#encodeQueue.encoder = encoder;
        this.#announce();
    }

    scan(options: CoreScanOptions, onProgress: (progress: ScanProgress) => void, signal: AbortSignal): Promise<ScanReport> {
        return this.#write(async () => {
            try {
                if (!this.#isChecked) this.#index.current.checkConsistency();
                this.#isChecked = true;
                return await this.#scanner.scan(options, onProgress, signal);
            } catch (error) {
                if (!this.#index.recover(error)) throw this.#index.toUserError(error);
                // A new index has nothing of the parts that were not in this scan.
                return this.#scanner.scan({encode: options.encode}, onProgress, signal);
            }
        });
    }

    removeSource(id: string): Promise<{removedFiles: number; removedItems: number}> {
        return this.#write(async () => {
            const index = this.#index.current,
                sizeBefore = index.items.size;
            const removedFiles = removeOrphans(index, this.#configuration.sources, id);
            this.#recomputeVisibility();
            index.purgeRemoved();
            return {removedFiles, removedItems: Math.max(0, sizeBefore - index.items.size)};
        });
    }

    status(): Omit<LibraryStatus, "watching" | "watchProblem"> {
        return this.#index.guard((index) => {
            const {recovery} = this.#index;
            return {
                ...index.counts(this.#encodeQueue.encoder),
                encryption: {encrypted: index.isEncrypted, reason: this.#keyReason},
                recovered: recovery === null ? null : recoverySentence(recovery)
            };
        });
    }

    sourceStatus(): SourceStatus[] {
        return this.#index.guard((index) => {
            const counts = new Map(index.documents.counts().map((count) => [count.source, count]));
            const items = index.items.countBySource();
            return this.#configuration.sources.map((source) => {
                const count = counts.get(source.id);
                return {
                    ...source,
                    files: count?.files ?? 0,
                    failed: count?.failed ?? 0,
                    items: items.get(source.id) ?? 0,
                    ...this.#stateOf(source, count !== undefined)
                };
            });
        });
    }

    items(after: number, limit: number): {row: number; item: HistoryItem}[] {
        return this.#index.guard((index) => index.items.page(after, limit));
    }

    item(key: string): HistoryItem | null {
        return this.#index.guard((index) => index.items.get(key));
    }

    voiceTexts(population: string): StoredText[] {
        return this.#index.guard((index) => index.voiceTexts.all(population));
    }

    keepVoiceTexts(population: string, texts: readonly StoredText[]): void {
        this.#index.guard((index) => index.transaction(() => index.voiceTexts.put(population, texts)));
    }

    /** `matrix`: shape (ids.length, size); empty without an encoder */
    vectors(): {ids: string[]; weights: Float32Array; matrix: Float32Array} {
        const {encoder} = this.#encodeQueue;
        if (encoder === null) return {ids: [], weights: new Float32Array(0), matrix: new Float32Array(0)};
        return this.#index.guard((index) => index.vectors.all(encoder));
    }

    search(query: string, k: number): {id: string; score: number}[] {
        return this.#index.guard((index) => index.fullText.search(query, k));
    }

    list(query: ListQuery): ListPage {
        return this.#index.guard((index) => index.items.list(query));
    }

    async suggestIdentities(): Promise<readonly IdentityGuess[]> {
        const files: {readonly path: string; readonly format: Format}[] = [];
        for (const {path} of this.#index.current.documents.all()) {
            const format = formatOf(path);
            if (format !== null && isMail(format)) files.push({path, format});
        }
        return guessIdentities(await this.#reading((pool) => readHeads(pool, files)));
    }

    learn(draft: LearnedDraft): Promise<void> {
        return this.#write(async () => {
            this.#drafts.add(this.#index.current, draft);
            this.#recomputeVisibility();
            await this.#encodeQueue.run(() => {}, new AbortController().signal);
        });
    }

    unlearn(id: string): Promise<void> {
        return this.#write(async () => {
            if (!this.#drafts.remove(this.#index.current, id)) return;
            this.#recomputeVisibility();
            this.#index.current.purgeRemoved();
        });
    }

    erase(): Promise<void> {
        return this.#write(async () => {
            this.#drafts.clear();
            this.#index.erase();
            this.#scanner.held.clear();
            this.#folders.clear();
            this.#announce();
        });
    }

    explain(file: string): Promise<Explanation> {
        return this.#reading((pool) =>
            explainFile(file, {
                configuration: this.#configuration,
                folders: this.#folders,
                pool,
                limits: this.#limits,
                exclusionReason: (key) => this.#index.current.items.exclusionReason(key)
            })
        );
    }

    async close(): Promise<void> {
        await this.#pool.close();
        await this.#writes.idle();
        this.#index.close();
    }

    /** Reads files for an answer that the user waits for: with parsers of its own while a scan has the others. */
    async #reading<T>(work: (pool: ParserPool) => Promise<T>): Promise<T> {
        if (!this.#pool.isBusy) return work(this.#pool);
        const own = new ParserPool(this.#limits);
        return work(own).finally(() => own.close());
    }

    #stateOf(source: SourceRecord, wasScanned: boolean): Pick<SourceStatus, "state" | "reason"> {
        if (source.paused) return {state: "paused", reason: null};
        const problem = this.#scanner.unreachable.get(source.id);
        if (problem !== undefined) return {state: "unreachable", reason: say("folder.unreachable", {path: source.path, why: problem})};
        const held = this.#scanner.held.get(source.id);
        if (held !== undefined) return {state: "held", reason: heldSentence({...held, path: source.path})};
        return {state: wasScanned ? "ok" : "new", reason: null};
    }

    #recomputeVisibility(): void {
        const index = this.#index.current;
        index.transaction(() => index.visibility.recompute());
        this.#announce();
    }

    #announce(): void {
        const {state} = this;
        this.#index.lastRevision = state.revision;
        this.#host.changed(state);
    }

    /** One at a time. A failed step was rolled back: after a recovery it is repeated once. */
    #write<T>(work: () => Promise<T>): Promise<T> {
        return this.#writes
            .run(() =>
                work().catch((error: unknown) => {
                    if (!this.#index.recover(error)) throw error;
                    return work();
                })
            )
            .catch((error: unknown) => {
                throw this.#index.toUserError(error);
            });
    }
}
