import {mkdirSync, renameSync, rmSync, existsSync} from "node:fs";
import {basename, dirname, join, resolve, sep} from "node:path";
import {hash as hashOf} from "node:crypto";
import {UserError} from "../../app/errors.ts";
import type {StoredText} from "../../app/persona/voice-meter/voice-meter.ts";
import type {LeftOut} from "../../app/history/document.ts";
import {guessIdentities} from "../../app/history/identity.ts";
import type {Identity, IdentityGuess, MailHead} from "../../app/history/identity.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import {cannotWrite} from "../store/json-store.ts";
import {aesSeal} from "../store/sealing.ts";
import type {SourceRecord} from "../store/sources.ts";
import {isIgnoredFile} from "./ignore-rules.ts";
import {isDamage, isDamageOnOpening, mayBeDamage} from "./index-damage.ts";
import {LibraryIndex} from "./library-index.ts";
import type {DocumentRow, TextToEncode} from "./library-index.ts";
import type {Explanation, LearnedDraft, LibraryStatus, ListPage, ListQuery, ParserLimits, PathReason, ScanProgress, ScanReport, SourceStatus} from "./library.ts";
import {ParserPool} from "./parser-pool.ts";
import {recoverySentence} from "./recovery.ts";
import type {Recovery} from "./recovery.ts";
import {salvage} from "./salvage.ts";
import {formatOf, isMail} from "./parsers/formats.ts";
import type {Format} from "./parsers/formats.ts";
import {prepare} from "./parsers/parse-file.ts";
import type {FileOutcome, ParsedPart, ParseRequest, PreparedItem} from "./parsers/parse-file.ts";
import {deviceOf, fate, isFolderGone, isTaken, isWatched, sourceProblem, trueCase, walk} from "./walk.ts";
import type {Findings, FoundFile, WalkTask} from "./walk.ts";

/** Rules' version: raise it when parsers or rules take other things out of the same bytes, and every file is read again. */
const rulesVersion = 3;

/** A file written less than this before it was read may change again without a new time; it is looked at once more. */
const racyWindow = 2000;
/** A source with at least this many files is large: more than half of it vanishing at once needs the user's word. */
const largeSource = 50;
/** files written in one transaction, and ms after which one is written at the latest */
const filesPerTransaction = 200, transactionEvery = 400;
/** items of one file that are held in memory; more are written as they come */
const itemsHeld = 400;
/** requests sent to the parsers at once */
const filesPerBatch = 2000;
/** items encoded in one call, and calls on their way at once */
const itemsPerCall = 32, callsAtOnce = 2;
const itemsFetched = 512;
/** mail files looked at to guess whose mail it is */
const filesForGuess = 400;

/** documents that are no files: accepted drafts */
const draftSource = "drafts";
const draftPath = (id: string): string => `idiolect:draft/${id}`;

export const defaultLimits: ParserLimits = {time: 20_000, memory: 512 * 1024 * 1024, size: 64 * 1024 * 1024, pages: 500};

export interface CoreConfiguration {
    readonly sources: readonly SourceRecord[];
    readonly identities: readonly Identity[];
    readonly excluded: readonly string[];
}

export interface CoreOptions {
    readonly home: string;
    /** 32 bytes, or null: not encrypted, and `keyReason` says why */
    readonly key: Uint8Array | null;
    readonly keyReason: string;
    readonly limits?: Partial<ParserLimits>;
    readonly encoder: string | null;
    readonly configuration: CoreConfiguration;
    /** accepted drafts that the index is to hold; default: none */
    readonly learned?: readonly LearnedDraft[];
    /** ms since 1970 */
    readonly clock?: () => number;
}

/** What the core needs of its host. */
export interface CoreHost {
    /** shape (items.length, size) for the encoder that was announced last */
    encode(items: readonly {readonly title: string | null; readonly text: string}[]): Promise<Float32Array>;
    /** size and revision of the history changed */
    changed(state: {readonly size: number; readonly revision: number}): void;
    /** identities that the mail makes clear; to be kept */
    guessed(identities: readonly Identity[]): void;
}

/** A part of the sources: all of each, or some folders below them. */
export interface ScanTarget {
    readonly source: string;
    readonly folder: string;
    readonly recursive: boolean;
}

export interface CoreScanOptions {
    readonly sources?: readonly string[] | undefined;
    readonly targets?: readonly ScanTarget[] | undefined;
    readonly encode?: boolean | undefined;
    readonly confirmRemovals?: boolean | undefined;
}

/** The library's work, for one thread that may wait on SQLite and the disk. The interface for others is `Library`. */
export class LibraryCore {
    readonly #options: CoreOptions;
    readonly #host: CoreHost;
    readonly #limits: ParserLimits;
    readonly #pool: ParserPool;
    readonly #clock: () => number;
    readonly #held = new Map<string, {missing: number; of: number}>();
    readonly #unreachableSources = new Map<string, string>();
    /** folders that were listed, of all sources */
    #folders = new Set<string>();
    #index: LibraryIndex;
    #configuration: CoreConfiguration;
    #encoder: string | null;
    #recovery: Recovery | null = null;
    /** what the drafts store says was learned; the index may have lost it */
    readonly #learned: Map<string, LearnedDraft>;
    #turn: Promise<unknown> = Promise.resolve();
    #encoding: Promise<void> | null = null;
    /** the last revision that was told: another index goes on behind it, so that nobody takes it for the old one */
    #announced = 0;

    constructor(options: CoreOptions, host: CoreHost) {
        this.#options = options;
        this.#host = host;
        this.#limits = {...defaultLimits, ...options.limits};
        this.#pool = new ParserPool(this.#limits);
        this.#clock = options.clock ?? Date.now;
        this.#configuration = options.configuration;
        this.#encoder = options.encoder;
        this.#learned = new Map((options.learned ?? []).map((draft) => [draft.id, draft]));
        this.#index = this.#openIndex();
        this.#guard(() => this.#index.transaction(() => {
            this.#index.removePending();
            this.#index.setExclusions(options.configuration.excluded);
            this.#learnAgain(this.#index);
            this.#index.settle();
        }));
    }

    /** told of folders that a scan found for the first time */
    onNewFolders: (folders: readonly string[]) => void = () => {};

    get state(): {size: number; revision: number} {
        return this.#guard(() => ({size: this.#index.size, revision: this.#index.revision}));
    }

    configure(configuration: CoreConfiguration): void {
        this.#configuration = configuration;
        this.#guard(() => this.#index.transaction(() => {
            this.#index.setExclusions(configuration.excluded);
            this.#index.settle();
        }));
        this.#announce();
    }

    setEncoder(encoder: string | null): void {
        this.#encoder = encoder;
        this.#announce();
    }

    scan(options: CoreScanOptions, onProgress: (progress: ScanProgress) => void, signal: AbortSignal): Promise<ScanReport> {
        return this.#inTurn(async () => {
            try {
                return await this.#scan(options, onProgress, signal);
            } catch (error) {
                if (!this.#recover(error))
                    throw this.#sentence(error);
                return this.#scan({encode: options.encode}, onProgress, signal);
            }
        });
    }

    removeSource(id: string): Promise<{removedFiles: number; removedItems: number}> {
        return this.#inTurn(async () => {
            const sizeBefore = this.#index.size;
            const removedFiles = this.#removeForeign(id);
            this.#settle();
            this.#index.forgetRemoved();
            return {removedFiles, removedItems: Math.max(0, sizeBefore - this.#index.size)};
        });
    }

    status(): Omit<LibraryStatus, "watching" | "watchProblem"> {
        return this.#guard(() => {
            const encrypted = this.#index.encrypted;
            return {...this.#index.counts(this.#encoder), encryption: {encrypted, reason: this.#options.keyReason}, recovered: this.#recovery === null ? null : recoverySentence(this.#recovery)};
        });
    }

    sourceStatus(): SourceStatus[] {
        return this.#guard(() => {
            const counts = new Map(this.#index.documentCounts().map((count) => [count.source, count]));
            const items = this.#index.itemsPerSource();
            return this.#configuration.sources.map((source) => {
                const count = counts.get(source.id), held = this.#held.get(source.id), problem = this.#unreachableSources.get(source.id) ?? null;
                const state = source.paused ? "paused" : problem !== null ? "unreachable" : held !== undefined ? "held" : count === undefined ? "new" : "ok";
                const reason = state === "unreachable" ? `${source.path} cannot be reached: ${problem}; its texts are kept.` : state === "held" && held !== undefined ? heldSentence(source.path, held) : null;
                return {...source, files: count?.files ?? 0, failed: count?.failed ?? 0, items: items.get(source.id) ?? 0, state, reason};
            });
        });
    }

    items(after: number, limit: number): {row: number; item: HistoryItem}[] {
        return this.#guard(() => this.#index.items(after, limit));
    }

    item(key: string): HistoryItem | null {
        return this.#guard(() => this.#index.item(key));
    }

    voiceTexts(population: string): StoredText[] {
        return this.#guard(() => this.#index.voiceTexts.all(population));
    }

    keepVoiceTexts(population: string, texts: readonly StoredText[]): void {
        this.#guard(() => this.#index.transaction(() => this.#index.voiceTexts.put(population, texts)));
    }

    vectors(): {ids: string[]; weights: Float32Array; matrix: Float32Array} {
        return this.#guard(() => this.#encoder === null ? {ids: [], weights: new Float32Array(0), matrix: new Float32Array(0)} : this.#index.vectors(this.#encoder));
    }

    search(query: string, k: number): {id: string; score: number}[] {
        return this.#guard(() => this.#index.search(query, k));
    }

    list(query: ListQuery): ListPage {
        return this.#guard(() => this.#index.list(query));
    }

    async suggestIdentities(): Promise<readonly IdentityGuess[]> {
        const paths: FoundFile[] = [];
        for (const row of this.#index.documents()) {
            const format = formatOf(row.path);
            if (format !== null && isMail(format))
                paths.push({...row, format});
        }
        return guessIdentities(await this.#heads(paths));
    }

    learn(draft: LearnedDraft): Promise<void> {
        return this.#inTurn(async () => {
            this.#learned.set(draft.id, draft);
            this.#index.transaction(() => this.#addDraft(this.#index, draft));
            this.#settle();
            await this.#encodeAll(() => {}, new AbortController().signal);
        });
    }

    unlearn(id: string): Promise<void> {
        return this.#inTurn(async () => {
            this.#learned.delete(id);
            const row = this.#index.document(draftPath(id));
            if (row === null)
                return;
            this.#index.transaction(() => this.#index.removeDocument(row.id));
            this.#settle();
            this.#index.forgetRemoved();
        });
    }

    /** The files of the index are deleted with their copies in the backups, not emptied: no page of them can hold a word. */
    erase(): Promise<void> {
        return this.#inTurn(async () => {
            const {revision} = this.#index;
            this.#index.close();
            for (const path of [this.#path(), `${this.#path()}-wal`, `${this.#path()}-shm`, join(this.#options.home, "backups")])
                rmSync(path, {recursive: true, force: true, maxRetries: 3});
            this.#learned.clear();
            this.#held.clear();
            this.#recovery = null;
            this.#folders = new Set();
            this.#index = LibraryIndex.open(this.#path(), this.#options.key === null ? null : aesSeal(this.#options.key));
            this.#index.countRevisionsFrom(revision + 1);
            this.#announce();
        });
    }

    #addDraft(index: LibraryIndex, draft: LearnedDraft): void {
        const item = prepare({kind: draft.kind, title: draft.title, text: draft.text, quoted: draft.message, answers: [], to: draft.to, date: draft.date});
        const weight = Math.min(0.99, Math.max(0.01, draft.weight ?? 0.5));
        const document = index.beginDocument(draftPath(draft.id), draftSource);
        index.addPart(document, 0, {items: [item], messages: []}, weight);
        index.finishDocument(document, {path: draftPath(draft.id), source: draftSource, format: "draft", stat: {size: 0, mtime: 0, ctime: 0}, dev: 0, hash: item.key, stamp: "", readAt: this.#clock(), refusal: null, leftOut: {}});
    }

    /** Accepted drafts that an index does not have are learned from the store once more. Returns how many. */
    #learnAgain(index: LibraryIndex): number {
        if (this.#learned.size === 0)
            return 0;
        const there = index.wholeDocuments(draftSource);
        const missing = [...this.#learned.values()].filter(({id}) => !there.has(draftPath(id)));
        for (const draft of missing)
            this.#addDraft(index, draft);
        return missing.length;
    }

    async explain(file: string): Promise<Explanation> {
        const path = resolve(file), format = formatOf(path);
        const refused = (refusal: string): Explanation => ({path, format, refusal, kept: [], leftOut: []});
        if (format === null)
            return refused("It is not a format that is read.");
        const source = this.#sourceOf(path);
        if (isIgnoredFile(basename(path)) || (source !== null && !isTaken(this.#task(source, dirname(path), false), path)))
            return refused("It is passed over by an ignore rule.");
        const items: PreparedItem[] = [];
        let outcome: FileOutcome | null = null;
        await this.#pool.parse([{path, format, identities: this.#identityValues(), kinds: source?.kinds ?? null, knownHash: null, limits: this.#limits, explain: true}], {
            part: (_, part) => void items.push(...part.items),
            file: (_, result) => {
                outcome = result;
            }
        });
        const result = outcome as FileOutcome | null;
        if (result === null || result.outcome === "gone")
            throw new UserError(`${path} is not there; check its name.`);
        if (result.outcome === "unreachable")
            throw new UserError(`${path} cannot be read: ${result.reason}.`);
        if (result.outcome === "refused")
            return refused(`${result.reason.charAt(0).toUpperCase()}${result.reason.slice(1)}.`);
        const leftOut: readonly LeftOut[] = result.outcome === "taken" ? result.explained : [];
        return {
            path, format, refusal: null, leftOut,
            kept: items.map(({kind, title, text, to, date, key}) => ({kind, title, text, to, date, silent: this.#index.silence(key)}))
        };
    }

    async close(): Promise<void> {
        await this.#pool.close();
        await this.#turn.catch(() => {});
        this.#index.close();
    }

    // --- the scan

    async #scan(options: CoreScanOptions, onProgress: (progress: ScanProgress) => void, signal: AbortSignal): Promise<ScanReport> {
        const started = performance.now();
        const progress = new Progress(onProgress);
        const sources = this.#configuration.sources.filter((source) => !source.paused && (options.sources?.includes(source.id) ?? true) && (options.targets?.some((target) => target.source === source.id) ?? true));
        if (options.targets === undefined)
            this.#removeForeign(null);

        const findings: Findings = {files: [], listed: new Map(), unreachable: [], skipped: []};
        const reached: SourceRecord[] = [];
        for (const source of sources) {
            const problem = await sourceProblem(source.path);
            if (problem !== null) {
                this.#unreachableSources.set(source.id, problem);
                findings.unreachable.push({path: source.path, reason: problem});
                continue;
            }
            this.#unreachableSources.delete(source.id);
            reached.push(source);
            for (const task of this.#tasks(source, options.targets))
                await walk(task, findings, signal, () => progress.found());
        }

        this.#knowFolders(findings);
        const identityNote = await this.#knowOwner(findings.files);
        const known = new Map<string, DocumentRow>();
        // A part of the library is looked up alone; a hundred thousand rows for one changed file would take longer than the file.
        const rows = options.targets === undefined ? this.#index.documents() : options.targets.flatMap(({folder}) => this.#index.documentsIn(folder));
        for (const row of rows)
            known.set(row.path, row);
        const {toRead, unchanged, seen} = this.#compare(findings, known);
        progress.reading(toRead);

        const reading = new Reading(this.#index, this.#clock, progress);
        for (let from = 0; from < toRead.length && !signal.aborted; from += filesPerBatch) {
            const batch = toRead.slice(from, from + filesPerBatch);
            reading.begin(batch);
            await this.#pool.parse(batch.map(({request}) => request), reading, signal).finally(() => reading.flush());
        }
        findings.unreachable.push(...reading.unreachable);
        for (const path of reading.gone)
            seen.delete(path);

        const removal = signal.aborted ? {removed: 0, moved: 0, held: []} : this.#removeMissing(reached, findings, known, seen, reading.hashes, options.confirmRemovals === true);
        this.#settle();
        if (removal.removed > 0 || reading.replaced > 0)
            this.#index.forgetRemoved();

        if (options.encode !== false)
            await this.#encodeAll((done, total) => progress.encoding(done, total), signal);
        progress.end();

        const refusedBefore = findings.files.flatMap(({path}) => {
            const row = known.get(path);
            return row !== undefined && row.refusal !== null && !reading.outcomes.has(path) ? [{path, reason: row.refusal}] : [];
        });
        const held = removal.held.map(({path, missing, of}) => ({path, reason: heldSentence(path, {missing, of})}));
        return {
            files: findings.files.length,
            items: this.#index.countingItemsOf(reading.documents),
            unchanged: unchanged + reading.same,
            removed: removal.removed,
            unreachable: [...findings.unreachable, ...held],
            skipped: [...findings.skipped, ...refusedBefore, ...reading.refused],
            covered: sources.flatMap((source) => this.#tasks(source, options.targets).map(({folder, recursive}) => ({folder, recursive}))),
            libraryItems: this.#index.size,
            moved: removal.moved,
            held: removal.held,
            leftOut: reading.leftOut,
            identityNote,
            cancelled: signal.aborted,
            duration: Math.round(performance.now() - started)
        };
    }

    #tasks(source: SourceRecord, targets: readonly ScanTarget[] | undefined): WalkTask[] {
        if (targets === undefined)
            return [this.#task(source, source.path, true)];
        return targets.filter((target) => target.source === source.id)
            .sort((a, b) => Number(b.recursive) - Number(a.recursive))
            .map((target) => this.#task(source, target.folder, target.recursive))
            .filter(isWatched);
    }

    #task(source: SourceRecord, folder: string, recursive: boolean): WalkTask {
        const foreign = new Set([this.#options.home, trueCase(this.#options.home), ...this.#configuration.sources.map(({path}) => path)]);
        foreign.delete(source.path);
        return {source: source.id, root: source.path, folder, recursive, known: this.#folders, ignore: source.ignore, foreign};
    }

    /** Remembers which folders there are; new ones are told, so that they are watched. */
    #knowFolders(findings: Findings): void {
        const isFirst = this.#folders.size === 0;
        for (const folder of this.#folders) {
            if (!findings.listed.has(folder) && isFolderGone(folder, findings))
                this.#folders.delete(folder);
        }
        const added = [...findings.listed.keys()].filter((folder) => !this.#folders.has(folder));
        for (const folder of added)
            this.#folders.add(folder);
        if (!isFirst && added.length > 0)
            this.onNewFolders(added);
    }

    /** The deepest source that holds a path. */
    #sourceOf(path: string): SourceRecord | null {
        let best: SourceRecord | null = null;
        for (const source of this.#configuration.sources) {
            if ((path === source.path || path.startsWith(source.path.endsWith(sep) ? source.path : source.path + sep)) && source.path.length > (best?.path.length ?? -1))
                best = source;
        }
        return best;
    }

    #compare(findings: Findings, known: ReadonlyMap<string, DocumentRow>): {toRead: FileToRead[]; unchanged: number; seen: Set<string>} {
        const toRead: FileToRead[] = [], seen = new Set<string>(), stamps = new Map<string, string>();
        let unchanged = 0;
        this.#index.transaction(() => {
            for (const file of findings.files) {
                seen.add(file.path);
                const row = known.get(file.path);
                const rules = `${file.source}/${mayBeMail(file.format)}`;
                let stamp = stamps.get(rules);
                if (stamp === undefined)
                    stamps.set(rules, stamp = this.#stamp(file));
                const sameRules = row !== undefined && row.stamp === stamp;
                const sameFile = sameRules && row.size === file.size && row.mtime === file.mtime && row.ctime === file.ctime;
                if (sameFile && Math.abs(row.readAt - row.mtime) >= racyWindow) {
                    unchanged++;
                    if (row.source !== file.source || row.dev !== file.dev)
                        this.#index.refreshDocument(row.id, file.source, file, file.dev, row.readAt);
                    continue;
                }
                const source = this.#configuration.sources.find(({id}) => id === file.source);
                toRead.push({
                    file, stamp, row: row ?? null,
                    request: {path: file.path, format: file.format, identities: this.#identityValues(), kinds: source?.kinds ?? null, knownHash: sameRules && row.hash !== "" ? row.hash : null, limits: this.#limits, explain: false}
                });
            }
        });
        return {toRead, unchanged, seen};
    }

    /** Everything besides a file's bytes that decides what is taken from it. */
    #stamp(file: FoundFile): string {
        const source = this.#configuration.sources.find(({id}) => id === file.source);
        return hashOf("sha256", JSON.stringify([rulesVersion, source?.kinds ?? null, mayBeMail(file.format) ? [...this.#identityValues()].sort() : null, this.#limits.pages, this.#limits.size]), "hex").slice(0, 16);
    }

    #removeMissing(reached: readonly SourceRecord[], findings: Findings, known: ReadonlyMap<string, DocumentRow>, seen: ReadonlySet<string>, newHashes: ReadonlySet<string>, confirmed: boolean): {removed: number; moved: number; held: {source: string; path: string; missing: number; of: number}[]} {
        // Devices get new numbers at a restart; files that are still there tell which number became which.
        const renumbered = new Map<number, number>();
        for (const file of findings.files) {
            const row = known.get(file.path);
            if (row !== undefined && row.dev !== file.dev)
                renumbered.set(row.dev, file.dev);
        }
        const devices = new Map<string, number>();
        const deviceAt = (folder: string): number => {
            let device = devices.get(folder);
            if (device === undefined)
                devices.set(folder, device = deviceOf(folder));
            return device;
        };

        const missing = new Map<string, DocumentRow[]>(), away = new Set<string>();
        const totals = new Map(this.#index.documentCounts().map(({source, files}) => [source, files]));
        const roots = new Map(reached.map((source) => [source.id, source]));
        let moved = 0;
        const going: DocumentRow[] = [];
        for (const row of known.values()) {
            const root = roots.get(row.source);
            if (root === undefined || seen.has(row.path))
                continue;
            const {fate: became, witness} = fate(row.path, root.path, findings);
            if (became !== "gone")
                continue;
            const device = deviceAt(witness);
            if (row.dev !== device && renumbered.get(row.dev) !== device) {
                away.add(witness);
                continue;
            }
            if (row.hash !== "" && newHashes.has(row.hash)) {
                moved++;
                going.push(row);
                continue;
            }
            const list = missing.get(row.source) ?? [];
            list.push(row);
            missing.set(row.source, list);
        }
        for (const folder of away)
            findings.unreachable.push({path: folder, reason: "a drive that was here is not connected"});

        // Files that this scan added were not there to vanish.
        const added = new Map<string, number>();
        for (const file of findings.files) {
            if (!known.has(file.path))
                added.set(file.source, (added.get(file.source) ?? 0) + 1);
        }
        const held: {source: string; path: string; missing: number; of: number}[] = [];
        for (const [id, source] of roots) {
            const rows = missing.get(id) ?? [], of = (totals.get(id) ?? 0) - (added.get(id) ?? 0);
            if (of >= largeSource && rows.length > of / 2 && !confirmed) {
                this.#held.set(id, {missing: rows.length, of});
                held.push({source: id, path: source.path, missing: rows.length, of});
            } else {
                this.#held.delete(id);
                going.push(...rows);
            }
        }
        for (let from = 0; from < going.length; from += filesPerTransaction) {
            this.#index.transaction(() => {
                for (const row of going.slice(from, from + filesPerTransaction))
                    this.#index.removeDocument(row.id);
            });
        }
        return {removed: going.length - moved, moved, held};
    }

    /** Removes documents of sources that are no more; those that another source holds go over to it. Gives the number removed. */
    #removeForeign(source: string | null): number {
        const ids = new Set(this.#configuration.sources.map(({id}) => id));
        if (source !== null)
            ids.delete(source);
        const going: DocumentRow[] = [];
        for (const row of this.#index.documents()) {
            if (row.source !== draftSource && !ids.has(row.source))
                going.push(row);
        }
        let removed = 0;
        for (let from = 0; from < going.length; from += filesPerTransaction) {
            this.#index.transaction(() => {
                for (const row of going.slice(from, from + filesPerTransaction)) {
                    const heir = this.#sourceOf(row.path);
                    if (heir !== null && heir.id !== source)
                        this.#index.refreshDocument(row.id, heir.id, row, row.dev, row.readAt);
                    else {
                        this.#index.removeDocument(row.id);
                        removed++;
                    }
                }
            });
        }
        return removed;
    }

    // --- whose mail it is

    #identityValues(): readonly string[] {
        return this.#configuration.identities.map(({value}) => value);
    }

    /** With mail and no identity: takes the owner from clear evidence, or says who it could be. */
    async #knowOwner(files: readonly FoundFile[]): Promise<string | null> {
        if (this.#configuration.identities.length > 0)
            return null;
        const mail = files.filter(({format}) => isMail(format));
        if (mail.length === 0)
            return null;
        const guesses = guessIdentities(await this.#heads(mail));
        const certain = guesses.find((guess) => guess.certain);
        if (certain !== undefined) {
            const identity: Identity = {value: certain.address, origin: "guessed", evidence: certain.evidence};
            this.#configuration = {...this.#configuration, identities: [identity]};
            this.#host.guessed([identity]);
            return `You are taken to be ${certain.address} (${certain.evidence}); say --me ADDRESS if that is wrong.`;
        }
        const best = guesses.slice(0, 3).map(({evidence}) => evidence).join("; ");
        return `It is not clear which sender is you, so no mail was taken in: say --me ADDRESS.${best === "" ? "" : ` Found: ${best}.`}`;
    }

    async #heads(files: readonly FoundFile[]): Promise<readonly MailHead[]> {
        const mailboxes = files.filter(({format}) => format === "mbox").slice(0, 12);
        const single = files.filter(({format}) => format !== "mbox").sort((a, b) => (a.path < b.path ? -1 : 1));
        // Evenly spread, so that no one folder decides.
        const step = Math.max(1, single.length / filesForGuess);
        const sample = Array.from({length: Math.min(single.length, filesForGuess)}, (_, index) => single[Math.floor(index * step)]?.path ?? "");
        return this.#pool.heads([...mailboxes.map(({path}) => path), ...sample.filter((path) => path !== "")]);
    }

    // --- vectors

    /** Encodes what has no vector; one run at a time, a second caller waits for the first and then for what is left. */
    async #encodeAll(onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<void> {
        while (this.#encoding !== null)
            await this.#encoding;
        const run = this.#encodePending(onProgress, signal);
        this.#encoding = run.finally(() => {
            this.#encoding = null;
        });
        this.#encoding.catch(() => {});
        await run;
    }

    async #encodePending(onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<void> {
        const encoder = this.#encoder;
        if (encoder === null)
            return;
        const total = this.#index.countToEncode(encoder);
        let done = 0, after = 0;
        const onTheWay = new Set<Promise<void>>();
        let queue: TextToEncode[] = [];
        while (!signal.aborted && this.#encoder === encoder) {
            if (queue.length === 0) {
                const fetched = this.#index.toEncode(encoder, after, itemsFetched);
                if (fetched.length === 0)
                    break;
                after = fetched.at(-1)?.item ?? after;
                // Texts of like length share a batch, so that little of it is padding.
                queue = fetched.sort((a, b) => b.text.length - a.text.length);
            }
            const batch = queue.splice(0, itemsPerCall);
            const call = this.#host.encode(batch.map(({title, text}) => ({title, text}))).then((rows) => {
                if (rows.length % batch.length !== 0 || rows.length === 0)
                    throw new Error(`The encoder gave ${rows.length} values for ${batch.length} texts`);
                if (this.#encoder === encoder)
                    this.#index.transaction(() => this.#index.putVectors(encoder, batch.map(({item}) => item), rows));
                done += batch.length;
                onProgress(done, total);
                this.#announce();
            });
            const tracked: Promise<void> = call.finally(() => onTheWay.delete(tracked));
            onTheWay.add(tracked);
            tracked.catch(() => {});
            // The encoder always has its next batch waiting.
            if (onTheWay.size >= callsAtOnce)
                await Promise.race(onTheWay);
        }
        await Promise.all(onTheWay);
    }

    // --- keeping house

    #settle(): void {
        this.#index.transaction(() => this.#index.settle());
        this.#announce();
    }

    #announce(): void {
        const {state} = this;
        this.#announced = state.revision;
        this.#host.changed(state);
    }

    #inTurn<T>(work: () => Promise<T>): Promise<T> {
        // what failed half way was rolled back: after a recovery it is done once more
        const turn = this.#turn.then(() => work().catch((error: unknown) => {
            if (!this.#recover(error))
                throw error;
            return work();
        }));
        this.#turn = turn.catch(() => {});
        return turn.catch((error: unknown) => {
            throw this.#sentence(error);
        });
    }

    #openIndex(): LibraryIndex {
        const path = this.#path();
        const seal = this.#options.key === null ? null : aesSeal(this.#options.key);
        try {
            return LibraryIndex.open(path, seal);
        } catch (error) {
            if (!isDamageOnOpening(error))
                throw this.#sentence(error);
            const damaged = this.#setAside();
            const index = LibraryIndex.open(path, seal);
            this.#save(damaged, index);
            return index;
        }
    }

    /** Runs a read; a damaged index is replaced and the read tried once more. */
    #guard<T>(work: () => T): T {
        try {
            return work();
        } catch (error) {
            if (!this.#recover(error))
                throw this.#sentence(error);
            return work();
        }
    }

    /** A damaged index is put aside, never deleted, and made anew from the folders. */
    #recover(error: unknown): boolean {
        if (!isDamage(error) && !(mayBeDamage(error) && this.#index.isDamaged()))
            return false;
        try {
            this.#index.close();
        } catch {
            // Closing a damaged database may fail as well.
        }
        const damaged = this.#setAside();
        this.#index = LibraryIndex.open(this.#path(), this.#options.key === null ? null : aesSeal(this.#options.key));
        this.#index.countRevisionsFrom(this.#announced + 1);
        this.#save(damaged, this.#index);
        this.#index.transaction(() => this.#index.setExclusions(this.#configuration.excluded));
        return true;
    }

    /** What is in the folders is read anew; what cannot be reached now is saved from the damaged index. */
    #save(damaged: string, index: LibraryIndex): void {
        const found = salvage(damaged, this.#options.key === null ? null : aesSeal(this.#options.key), (path) => !path.startsWith(draftPath("")) && !existsSync(path));
        index.transaction(() => {
            let saved = 0, next = found.next();
            for (; next.done !== true; next = found.next()) {
                const {record, part} = next.value;
                const document = index.beginDocument(record.path, record.source);
                index.addPart(document, 0, part);
                index.finishDocument(document, record);
                saved++;
            }
            this.#recovery = {aside: damaged, saved, lost: next.value, learned: this.#learnAgain(index)};
            index.settle();
        });
    }

    /** Gives the path under which the damaged index is kept. */
    #setAside(): string {
        const path = this.#path(), folder = join(this.#options.home, "backups");
        mkdirSync(folder, {recursive: true, mode: 0o700});
        const aside = join(folder, `library.sqlite.damaged-${new Date(this.#clock()).toISOString().replace(/[:.]/g, "-")}`);
        renameSync(path, aside);
        rmSync(`${path}-shm`, {force: true});
        if (existsSync(`${path}-wal`))
            renameSync(`${path}-wal`, `${aside}-wal`);
        return aside;
    }

    #path(): string {
        return join(this.#options.home, "library.sqlite");
    }

    /** SQLite's errors as sentences that say what to do. */
    #sentence(error: unknown): unknown {
        const code = (error as {errcode?: number}).errcode;
        if (error instanceof UserError || code === undefined)
            return error;
        const primary = code & 0xff;
        if (primary === 13 || code === 778 /* SQLITE_IOERR_WRITE */ || code === 1034 /* SQLITE_IOERR_FSYNC */ || code === 4874 /* SQLITE_IOERR_SHMSIZE */ || code === 1546 /* SQLITE_IOERR_TRUNCATE */)
            return cannotWrite(this.#path(), Object.assign(new Error((error as Error).message), {code: "ENOSPC"}));
        if (primary === 8 || primary === 14 || primary === 3)
            return cannotWrite(this.#path(), Object.assign(new Error((error as Error).message), {code: "EACCES"}));
        return new UserError(`${this.#path()} cannot be used (${(error as Error).message}); end Idiolect, rename that file and start again: it is made anew from your folders.`, {cause: error});
    }
}

/** An e-mail may be kept as a text file, with its sender on top. */
const mayBeMail = (format: Format): boolean => isMail(format) || format === "text" || format === "markdown";

function heldSentence(path: string, {missing, of}: {missing: number; of: number}): string {
    return `${missing} of ${of} files in ${path} vanished at once; their texts are kept until you confirm that they are gone`;
}

interface FileToRead {
    readonly file: FoundFile;
    readonly stamp: string;
    readonly row: DocumentRow | null;
    readonly request: ParseRequest;
}

/** Takes what the parsers give and writes it, many files in one transaction, large files as they come. */
class Reading {
    readonly documents: number[] = [];
    readonly hashes = new Set<string>();
    readonly outcomes = new Set<string>();
    readonly refused: PathReason[] = [];
    readonly unreachable: PathReason[] = [];
    readonly gone: string[] = [];
    readonly leftOut: Record<string, number> = {};
    same = 0;
    replaced = 0;
    readonly #index: LibraryIndex;
    readonly #clock: () => number;
    readonly #progress: Progress;
    #batch: readonly FileToRead[] = [];
    #open: OpenFile = emptyFile();
    #done: {file: FileToRead; open: OpenFile; outcome: FileOutcome}[] = [];
    #lastWrite = performance.now();

    constructor(index: LibraryIndex, clock: () => number, progress: Progress) {
        this.#index = index;
        this.#clock = clock;
        this.#progress = progress;
    }

    begin(batch: readonly FileToRead[]): void {
        this.#batch = batch;
    }

    part(index: number, part: ParsedPart): void {
        const open = this.#open;
        open.parts.push(part);
        open.held += part.items.length + part.messages.length;
        if (open.held < itemsHeld)
            return;
        const file = this.#batch[index];
        if (file === undefined)
            return;
        this.#index.transaction(() => {
            open.document ??= this.#index.beginDocument(file.file.path, file.file.source);
            this.#addParts(open.document, open);
        });
    }

    file(index: number, outcome: FileOutcome): void {
        const file = this.#batch[index];
        if (file !== undefined)
            this.#done.push({file, open: this.#open, outcome});
        this.#open = emptyFile();
        this.#progress.read(file?.file.size ?? 0, file?.file.path ?? null);
        if (this.#done.length >= filesPerTransaction || performance.now() - this.#lastWrite > transactionEvery)
            this.flush();
    }

    /** Writes what is finished. A file that was cut off leaves nothing. */
    flush(): void {
        const done = this.#done;
        this.#done = [];
        const open = this.#open;
        this.#open = emptyFile();
        this.#lastWrite = performance.now();
        if (done.length === 0 && open.document === null)
            return;
        this.#index.transaction(() => {
            for (const {file, open: parts, outcome} of done)
                this.#write(file, parts, outcome);
            if (open.document !== null)
                this.#index.removeDocument(open.document);
        });
    }

    #write({file, stamp, row}: FileToRead, open: OpenFile, outcome: FileOutcome): void {
        this.outcomes.add(file.path);
        if (outcome.outcome !== "taken") {
            if (open.document !== null)
                this.#index.removeDocument(open.document);
            open = emptyFile();
        }
        if (outcome.outcome === "gone") {
            this.gone.push(file.path);
            return;
        }
        if (outcome.outcome === "unreachable") {
            this.unreachable.push({path: file.path, reason: outcome.reason});
            return;
        }
        const stat = outcome.stamp.size < 0 ? file : outcome.stamp;
        if (outcome.outcome === "same" && row !== null) {
            this.same++;
            this.#index.refreshDocument(row.id, file.source, stat, file.dev, this.#clock());
            if (row.refusal !== null)
                this.refused.push({path: file.path, reason: row.refusal});
            return;
        }
        const refusal = outcome.outcome === "refused" ? outcome.reason : null;
        const leftOut = outcome.outcome === "taken" ? outcome.leftOut : {};
        const document = open.document ?? this.#index.beginDocument(file.path, file.source);
        this.#addParts(document, open);
        this.#index.finishDocument(document, {path: file.path, source: file.source, format: file.format, stat, dev: file.dev, hash: outcome.hash, stamp, readAt: this.#clock(), refusal, leftOut});
        this.documents.push(document);
        this.replaced += Number(row !== null);
        if (outcome.hash !== "")
            this.hashes.add(outcome.hash);
        if (refusal !== null)
            this.refused.push({path: file.path, reason: refusal});
        for (const [reason, count] of Object.entries(leftOut))
            this.leftOut[reason] = (this.leftOut[reason] ?? 0) + count;
    }

    #addParts(document: number, open: OpenFile): void {
        for (const part of open.parts) {
            this.#index.addPart(document, open.ordinal, part);
            open.ordinal += Math.max(part.items.length, part.messages.length);
            this.#progress.items(part.items.length);
        }
        open.parts = [];
        open.held = 0;
    }
}

interface OpenFile {
    document: number | null;
    parts: ParsedPart[];
    held: number;
    ordinal: number;
}

const emptyFile = (): OpenFile => ({document: null, parts: [], held: 0, ordinal: 0});

/** Counts for the window and the terminal; told at most ten times a second. */
class Progress {
    readonly #tell: (progress: ScanProgress) => void;
    #state = {phase: "looking" as ScanProgress["phase"], filesFound: 0, filesDone: 0, itemsDone: 0, itemsToEncode: 0, itemsEncoded: 0, bytesDone: 0, bytesTotal: 0, file: null as string | null};
    #filesToRead = 0;
    #phaseStart = performance.now();
    #lastTold = 0;

    constructor(tell: (progress: ScanProgress) => void) {
        this.#tell = tell;
    }

    found(): void {
        this.#state.filesFound++;
        this.#say();
    }

    reading(files: readonly FileToRead[]): void {
        this.#phase("reading");
        this.#filesToRead = files.length;
        this.#state.bytesTotal = files.reduce((sum, {file}) => sum + file.size, 0);
        this.#state.filesDone = this.#state.filesFound - files.length;
        this.#say(true);
    }

    read(bytes: number, file: string | null): void {
        this.#state.filesDone++;
        this.#state.bytesDone += bytes;
        this.#state.file = file;
        this.#say();
    }

    items(count: number): void {
        this.#state.itemsDone += count;
    }

    encoding(done: number, total: number): void {
        if (this.#state.phase !== "encoding")
            this.#phase("encoding");
        this.#state.itemsEncoded = done;
        this.#state.itemsToEncode = total;
        this.#say();
    }

    end(): void {
        this.#state.phase = "done";
        this.#say(true);
    }

    #phase(phase: ScanProgress["phase"]): void {
        this.#state.phase = phase;
        this.#phaseStart = performance.now();
    }

    #say(now = false): void {
        const time = performance.now();
        if (!now && time - this.#lastTold < 100)
            return;
        this.#lastTold = time;
        const {phase, itemsEncoded, itemsToEncode, filesDone, filesFound} = this.#state;
        const seconds = Math.max(0.001, (time - this.#phaseStart) / 1000);
        const done = phase === "encoding" ? itemsEncoded : filesDone - (filesFound - this.#filesToRead);
        const left = phase === "encoding" ? itemsToEncode - itemsEncoded : phase === "reading" ? this.#filesToRead - done : 0;
        const rate = phase === "looking" || phase === "done" ? 0 : done / seconds;
        this.#tell({...this.#state, rate, timeLeft: phase === "done" ? 0 : rate > 0 ? Math.round(left / rate * 1000) : null});
    }
}
