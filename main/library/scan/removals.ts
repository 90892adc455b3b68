import type {SourceRecord} from "../../store/sources.ts";
import type {DocumentRow} from "../index/document-table.ts";
import {draftSource} from "../index/draft-documents.ts";
import type {LibraryIndex} from "../index/library-index.ts";
import {filesPerTransaction} from "./document-writer.ts";
import {sourceOf} from "./source-folders.ts";
import {deviceOf, removalStatus} from "./walk.ts";
import type {Findings} from "./walk.ts";
import {say} from "../../../app/sentences/sentence.ts";

/** A source with at least this many files is large: if more than half of it disappears at once, the user has to confirm. */
const largeSource = 50;

/** A source of which too much disappeared at once: its documents are kept until the user confirms. */
export interface HeldSource {
    readonly source: string;
    readonly path: string;
    readonly missing: number;
    /** number of files that it had */
    readonly of: number;
}

export interface Removals {
    readonly removed: number;
    /** documents whose file was found again under another path */
    readonly moved: number;
    readonly held: readonly HeldSource[];
}

export interface ScannedFiles {
    /** the reachable sources */
    readonly sources: readonly SourceRecord[];
    readonly findings: Findings;
    /** documents in the index before the scan, by path */
    readonly known: ReadonlyMap<string, DocumentRow>;
    /** paths of existing files */
    readonly seen: ReadonlySet<string>;
    /** content hashes of the files that were read */
    readonly newHashes: ReadonlySet<string>;
}

/** Removes the documents of deleted files. Folders whose drive is not connected are added to the unreachable ones. */
export function removeMissing(index: LibraryIndex, scanned: ScannedFiles, isConfirmed: boolean): Removals {
    const {sources, findings, newHashes} = scanned;
    const {gone, disconnected} = goneDocuments(scanned);
    for (const folder of disconnected) findings.unreachable.push({path: folder, reason: say("reach.drive-gone")});
    const isMoved = ({hash}: DocumentRow): boolean => hash !== "" && newHashes.has(hash);
    const moved = gone.filter(isMoved);
    const missing = Map.groupBy(
        gone.filter((row) => !isMoved(row)),
        ({source}) => source
    );

    // Files that this scan added do not count for the share.
    const added = new Map<string, number>();
    for (const file of findings.files) {
        if (!scanned.known.has(file.path)) added.set(file.source, (added.get(file.source) ?? 0) + 1);
    }
    const totals = new Map(index.documents.counts().map(({source, files}) => [source, files]));
    const toRemove = [...moved],
        held: HeldSource[] = [];
    for (const {id, path} of sources) {
        const rows = missing.get(id) ?? [],
            of = (totals.get(id) ?? 0) - (added.get(id) ?? 0);
        if (of >= largeSource && rows.length > of / 2 && !isConfirmed) held.push({source: id, path, missing: rows.length, of});
        else toRemove.push(...rows);
    }
    inTransactions(index, toRemove, (row) => index.documents.remove(row.id));
    return {removed: toRemove.length - moved.length, moved: moved.length, held};
}

/** Documents of the scanned sources whose file is confirmed missing, and folders that may only appear empty. */
function goneDocuments({sources, findings, known, seen}: ScannedFiles): {gone: DocumentRow[]; disconnected: Set<string>} {
    const currentDevice = renumberedDevices(findings, known);
    const devices = new Map<string, number>();
    const deviceAt = (folder: string): number => {
        let device = devices.get(folder);
        if (device === undefined) devices.set(folder, (device = deviceOf(folder)));
        return device;
    };
    const roots = new Map(sources.map(({id, path}) => [id, path]));
    const gone: DocumentRow[] = [],
        disconnected = new Set<string>();
    for (const row of known.values()) {
        const root = roots.get(row.source);
        if (root === undefined || seen.has(row.path)) continue;
        const {status, evidence} = removalStatus(row.path, root, findings);
        if (status !== "gone") continue;
        const device = deviceAt(evidence);
        if (row.dev === device || currentDevice.get(row.dev) === device) gone.push(row);
        else disconnected.add(evidence);
    }
    return {gone, disconnected};
}

/** Devices get new numbers at a restart; files that still exist tell which old number is which new one. */
function renumberedDevices(findings: Findings, known: ReadonlyMap<string, DocumentRow>): ReadonlyMap<number, number> {
    const current = new Map<number, number>();
    for (const file of findings.files) {
        const row = known.get(file.path);
        if (row !== undefined && row.dev !== file.dev) current.set(row.dev, file.dev);
    }
    return current;
}

/**
 * Removes documents of removed sources (`removedSource` among them); those that another source contains are moved to it. Returns how many
 * were removed.
 */
export function removeOrphans(index: LibraryIndex, sources: readonly SourceRecord[], removedSource: string | null): number {
    const remaining = sources.filter(({id}) => id !== removedSource);
    const ids = new Set(remaining.map(({id}) => id));
    const orphans: DocumentRow[] = [];
    for (const row of index.documents.all()) {
        if (row.source !== draftSource && !ids.has(row.source)) orphans.push(row);
    }
    let removed = 0;
    inTransactions(index, orphans, (row) => {
        const newOwner = sourceOf(remaining, row.path);
        if (newOwner !== null) index.documents.refresh(row.id, newOwner.id, row, row.dev, row.readAt);
        else {
            index.documents.remove(row.id);
            removed++;
        }
    });
    return removed;
}

function inTransactions(index: LibraryIndex, rows: readonly DocumentRow[], work: (row: DocumentRow) => void): void {
    for (let from = 0; from < rows.length; from += filesPerTransaction)
        index.transaction(() => rows.slice(from, from + filesPerTransaction).forEach(work));
}
