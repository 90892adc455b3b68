import type {Identity} from "../../../app/history/identity.ts";
import type {SourceRecord} from "../../store/sources.ts";
import type {CoreConfiguration, CoreScanOptions} from "../core-options.ts";
import type {DocumentRow} from "../index/document-table.ts";
import type {LibraryIndex} from "../index/library-index.ts";
import type {ParserLimits, ScanProgress, ScanReport} from "../library.ts";
import type {ParserPool} from "../parser-pool.ts";
import {DocumentWriter} from "./document-writer.ts";
import {guessOwner} from "./owner-guess.ts";
import {removeMissing, removeOrphans} from "./removals.ts";
import type {HeldSource, Removals} from "./removals.ts";
import {ScanProgressReporter} from "./scan-progress.ts";
import {planScan} from "./scan-plan.ts";
import type {SourceFolders} from "./source-folders.ts";
import {sourceProblem, walk} from "./walk.ts";
import type {Findings} from "./walk.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** requests sent to the parsers at once */
const filesPerBatch = 2000;

export interface ScannerParts {
    readonly index: () => LibraryIndex;
    readonly configuration: () => CoreConfiguration;
    readonly pool: ParserPool;
    readonly limits: ParserLimits;
    readonly folders: SourceFolders;
    /** ms since 1970 */
    readonly clock: () => number;
    /** called when the mail's owner was determined */
    readonly ownerFound: (identity: Identity) => void;
    /** called when the documents are written: recomputes which items count */
    readonly written: () => void;
    /** gives new items their vectors */
    readonly encode: (onProgress: (done: number, total: number) => void, signal: AbortSignal) => Promise<void>;
}

/** Makes the index equal to the files in the sources. */
export class Scanner {
    readonly #parts: ScannerParts;
    /** sources of which too much disappeared at once, by id */
    readonly held = new Map<string, HeldSource>();
    /** reasons why sources were unreachable at the last scan, by id */
    readonly unreachable = new Map<string, Sentence>();
    /** the sources of the running scan, and what stops it */
    #running: {readonly sources: ReadonlySet<string>; readonly stop: AbortController} | null = null;
    /** everything has been paused since the library was opened: texts that were read are not encoded either, until something is resumed */
    #isPaused = false;

    constructor(parts: ScannerParts) {
        this.#parts = parts;
    }

    /**
     * One scan at a time. Aborting keeps what is finished and resolves with `cancelled: true`; so does pausing all sources that are scanned
     * (`configured`).
     */
    async scan(options: CoreScanOptions, onProgress: (progress: ScanProgress) => void, signal: AbortSignal): Promise<ScanReport> {
        const progress = new ScanProgressReporter(onProgress);
        const sources = this.#wantedSources(options);
        const stop = new AbortController();
        this.#running = {sources: new Set(sources.map(({id}) => id)), stop};
        // also of a scan that fails: who follows it would wait for its end
        return this.#scan(sources, options, progress, AbortSignal.any([signal, stop.signal])).finally(() => {
            this.#running = null;
            progress.end();
        });
    }

    /** To be called when the configuration has changed: a scan of sources that are all paused now, by whomever it was begun, ends. */
    configured(): void {
        const {sources} = this.#parts.configuration();
        this.#isPaused = sources.length > 0 && sources.every(({paused}) => paused);
        if (this.#running === null) return;
        const scanned = sources.filter(({id}) => this.#running?.sources.has(id));
        if (scanned.length > 0 && scanned.every(({paused}) => paused)) this.#running.stop.abort();
    }

    async #scan(
        sources: readonly SourceRecord[],
        options: CoreScanOptions,
        progress: ScanProgressReporter,
        signal: AbortSignal
    ): Promise<ScanReport> {
        const {index, pool, clock, limits, folders} = this.#parts;
        const started = performance.now();
        if (options.targets === undefined) removeOrphans(index(), this.#parts.configuration().sources, null);

        const {reached, findings} = await this.#walk(sources, options, progress, signal);
        folders.remember(findings);
        const identityNote = await this.#guessOwner(findings);
        const known = this.#knownDocuments(options);
        const {toRead, unchanged, seen} = planScan(index(), findings.files, known, this.#parts.configuration(), limits);
        progress.reading(toRead.map(({file}) => file.size));

        const writer = new DocumentWriter(index(), clock, progress);
        for (let from = 0; from < toRead.length && !signal.aborted; from += filesPerBatch) {
            const batch = toRead.slice(from, from + filesPerBatch);
            writer.begin(batch);
            await pool
                .parse(
                    batch.map(({request}) => request),
                    writer,
                    signal
                )
                .finally(() => writer.flush());
        }
        findings.unreachable.push(...writer.unreachable);
        for (const path of writer.gone) seen.delete(path);

        const removals = signal.aborted
            ? {removed: 0, moved: 0, held: []}
            : this.#remove({sources: reached, findings, known, seen, newHashes: writer.hashes}, options);
        this.#parts.written();
        if (removals.removed > 0 || writer.replaced > 0) index().purgeRemoved();
        if (options.encode !== false && !this.#isPaused) await this.#parts.encode((done, total) => progress.encoding(done, total), signal);

        const refusedBefore = findings.files.flatMap(({path}) => {
            const refusal = known.get(path)?.refusal ?? null;
            return refusal !== null && !writer.outcomes.has(path) ? [{path, reason: refusal}] : [];
        });
        return {
            files: findings.files.length,
            items: index().items.countIn(writer.documents),
            unchanged: unchanged + writer.same,
            removed: removals.removed,
            unreachable: [...findings.unreachable, ...removals.held.map((held) => ({path: held.path, reason: heldSentence(held)}))],
            skipped: [...findings.skipped, ...refusedBefore, ...writer.refused],
            covered: sources.flatMap((source) => this.#tasks(source, options).map(({folder, recursive}) => ({folder, recursive}))),
            libraryItems: index().items.size,
            moved: removals.moved,
            held: removals.held,
            leftOut: writer.leftOut,
            identityNote,
            cancelled: signal.aborted,
            duration: Math.round(performance.now() - started)
        };
    }

    #wantedSources({sources, targets}: CoreScanOptions): SourceRecord[] {
        return this.#parts
            .configuration()
            .sources.filter(
                ({id, paused}) => !paused && (sources?.includes(id) ?? true) && (targets?.some((target) => target.source === id) ?? true)
            );
    }

    #tasks(source: SourceRecord, {targets}: CoreScanOptions) {
        return this.#parts.folders.tasks(source, this.#parts.configuration().sources, targets);
    }

    /** `reached`: the reachable sources */
    async #walk(
        sources: readonly SourceRecord[],
        options: CoreScanOptions,
        progress: ScanProgressReporter,
        signal: AbortSignal
    ): Promise<{reached: SourceRecord[]; findings: Findings}> {
        const findings: Findings = {files: [], listed: new Map(), unreachable: [], skipped: []};
        const reached: SourceRecord[] = [];
        for (const source of sources) {
            const problem = await sourceProblem(source.path);
            if (problem !== null) {
                this.unreachable.set(source.id, problem);
                findings.unreachable.push({path: source.path, reason: problem});
                continue;
            }
            this.unreachable.delete(source.id);
            reached.push(source);
            for (const task of this.#tasks(source, options)) await walk(task, findings, signal, () => progress.found());
        }
        return {reached, findings};
    }

    /** If there is mail and no identity: a sentence about the owner. */
    async #guessOwner({files}: Findings): Promise<Sentence | null> {
        if (this.#parts.configuration().identities.length > 0) return null;
        const guess = await guessOwner(this.#parts.pool, files);
        // the user may have said who they are in the meantime
        if (this.#parts.configuration().identities.length > 0) return null;
        if (guess !== null && guess.identity !== null) this.#parts.ownerFound(guess.identity);
        return guess?.note ?? null;
    }

    #knownDocuments({targets}: CoreScanOptions): Map<string, DocumentRow> {
        const {documents} = this.#parts.index();
        // Only the scanned part is read from the index; reading a hundred thousand rows for one changed file would take longer than the
        // file.
        const rows = targets === undefined ? documents.all() : targets.flatMap(({folder}) => documents.in(folder));
        const known = new Map<string, DocumentRow>();
        for (const row of rows) known.set(row.path, row);
        return known;
    }

    #remove(scanned: Parameters<typeof removeMissing>[1], {confirmRemovals}: CoreScanOptions): Removals {
        const removals = removeMissing(this.#parts.index(), scanned, confirmRemovals === true);
        for (const {id} of scanned.sources) this.held.delete(id);
        for (const held of removals.held) this.held.set(held.source, held);
        return removals;
    }
}

export function heldSentence({path, missing, of}: HeldSource): Sentence {
    return say("folder.held", {path, missing, of});
}
