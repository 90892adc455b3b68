import type {LibraryIndex} from "../index/library-index.ts";
import type {DocumentRow} from "../index/document-table.ts";
import type {PathReason} from "../library.ts";
import type {FileOutcome, ParsedPart, ParseRequest} from "../parsers/parse-file.ts";
import type {ScanProgressReporter} from "./scan-progress.ts";
import type {FoundFile} from "./walk.ts";

/** files written in one transaction, and ms after which one is written at the latest */
export const filesPerTransaction = 200;
const transactionEvery = 400;
/** items of one file that are held in memory; more are written as they arrive */
const itemsHeld = 400;

export interface FileToRead {
    readonly file: FoundFile;
    /** hash of everything besides the bytes that affects what is taken from the file */
    readonly stamp: string;
    /** the document that the index has for it, or null */
    readonly row: DocumentRow | null;
    readonly request: ParseRequest;
}

/** Writes the parsers' output to the index: many files in one transaction, large files incrementally. */
export class DocumentWriter {
    /** ids of the documents that were written */
    readonly documents: number[] = [];
    /** content hashes of the files that were read */
    readonly hashes = new Set<string>();
    /** paths of the files that were examined, whatever the outcome */
    readonly outcomes = new Set<string>();
    readonly refused: PathReason[] = [];
    readonly unreachable: PathReason[] = [];
    readonly gone: string[] = [];
    /** what was left out: reason → count */
    readonly leftOut: Record<string, number> = {};
    /** files whose bytes are unchanged */
    same = 0;
    /** documents that replaced an older one */
    replaced = 0;
    readonly #index: LibraryIndex;
    readonly #clock: () => number;
    readonly #progress: ScanProgressReporter;
    #batch: readonly FileToRead[] = [];
    #open: OpenFile = emptyFile();
    #done: {file: FileToRead; open: OpenFile; outcome: FileOutcome}[] = [];
    #lastWrite = performance.now();

    constructor(index: LibraryIndex, clock: () => number, progress: ScanProgressReporter) {
        this.#index = index;
        this.#clock = clock;
        this.#progress = progress;
    }

    /** Sets the files that the following calls refer to by index. */
    begin(batch: readonly FileToRead[]): void {
        this.#batch = batch;
    }

    part(index: number, part: ParsedPart): void {
        const open = this.#open;
        open.parts.push(part);
        open.held += part.items.length + part.messages.length;
        if (open.held < itemsHeld) return;
        const file = this.#batch[index];
        if (file === undefined) return;
        this.#index.transaction(() => {
            open.document ??= this.#index.documents.begin(file.file.path, file.file.source);
            this.#addParts(open.document, open);
        });
    }

    file(index: number, outcome: FileOutcome): void {
        const file = this.#batch[index];
        if (file !== undefined) this.#done.push({file, open: this.#open, outcome});
        this.#open = emptyFile();
        this.#progress.read(file?.file.size ?? 0, file?.file.path ?? null);
        if (this.#done.length >= filesPerTransaction || performance.now() - this.#lastWrite > transactionEvery) this.flush();
    }

    /** Writes what is finished. An incomplete file leaves nothing. */
    flush(): void {
        const done = this.#done;
        this.#done = [];
        const open = this.#open;
        this.#open = emptyFile();
        this.#lastWrite = performance.now();
        if (done.length === 0 && open.document === null) return;
        this.#index.transaction(() => {
            for (const {file, open: parts, outcome} of done) this.#write(file, parts, outcome);
            if (open.document !== null) this.#index.documents.remove(open.document);
        });
    }

    #write({file, stamp, row}: FileToRead, open: OpenFile, outcome: FileOutcome): void {
        this.outcomes.add(file.path);
        if (outcome.outcome !== "taken") {
            if (open.document !== null) this.#index.documents.remove(open.document);
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
            this.#index.documents.refresh(row.id, file.source, stat, file.dev, this.#clock());
            if (row.refusal !== null) this.refused.push({path: file.path, reason: row.refusal});
            return;
        }
        const refusal = outcome.outcome === "refused" ? outcome.reason : null;
        const leftOut = outcome.outcome === "taken" ? outcome.leftOut : {};
        const document = open.document ?? this.#index.documents.begin(file.path, file.source);
        this.#addParts(document, open);
        this.#index.documents.finish(document, {
            path: file.path,
            source: file.source,
            format: file.format,
            stat,
            dev: file.dev,
            hash: outcome.hash,
            stamp,
            readAt: this.#clock(),
            refusal,
            leftOut
        });
        this.documents.push(document);
        this.replaced += Number(row !== null);
        if (outcome.hash !== "") this.hashes.add(outcome.hash);
        if (refusal !== null) this.refused.push({path: file.path, reason: refusal});
        for (const [reason, count] of Object.entries(leftOut)) this.leftOut[reason] = (this.leftOut[reason] ?? 0) + count;
    }

    #addParts(document: number, open: OpenFile): void {
        for (const part of open.parts) {
            this.#index.documents.addPart(document, open.ordinal, part);
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
