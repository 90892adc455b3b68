import {hash as hashOf} from "node:crypto";
import type {SourceRecord} from "../../store/sources.ts";
import type {CoreConfiguration} from "../core-options.ts";
import type {LibraryIndex} from "../index/library-index.ts";
import type {DocumentRow} from "../index/document-table.ts";
import type {ParserLimits} from "../library.ts";
import {isMail} from "../parsers/formats.ts";
import type {Format} from "../parsers/formats.ts";
import type {FileToRead} from "./document-writer.ts";
import type {FoundFile} from "./walk.ts";

/** Version of the rules: increase it when parsers or rules extract something else from the same bytes, and every file is read again. */
const rulesVersion = 5;
/** ms; a file written less than this before it was read may change again without a new modification time, so it is read once more */
const racyWindow = 2000;

export interface ScanPlan {
    readonly toRead: readonly FileToRead[];
    /** files that are unchanged since they were indexed */
    readonly unchanged: number;
    /** paths of all files that were found */
    readonly seen: Set<string>;
}

/** Compares the files found with the index's documents. A document whose file is unchanged but in another source is moved to that one. */
export function planScan(
    index: LibraryIndex,
    files: readonly FoundFile[],
    known: ReadonlyMap<string, DocumentRow>,
    configuration: CoreConfiguration,
    limits: ParserLimits
): ScanPlan {
    const identities = configuration.identities.map(({value}) => value);
    const sources = new Map(configuration.sources.map((source) => [source.id, source]));
    const toRead: FileToRead[] = [],
        seen = new Set<string>(),
        stamps = new Map<string, string>();
    let unchanged = 0;
    index.transaction(() => {
        for (const file of files) {
            seen.add(file.path);
            const row = known.get(file.path),
                source = sources.get(file.source);
            const rules = `${file.source}/${dependsOnIdentities(file.format)}`;
            let stamp = stamps.get(rules);
            if (stamp === undefined) stamps.set(rules, (stamp = stampOf(file, source, identities, limits)));
            const sameRules = row !== undefined && row.stamp === stamp;
            const sameFile = sameRules && row.size === file.size && row.mtime === file.mtime && row.ctime === file.ctime;
            if (sameFile && Math.abs(row.readAt - row.mtime) >= racyWindow) {
                unchanged++;
                if (row.source !== file.source || row.dev !== file.dev)
                    index.documents.refresh(row.id, file.source, file, file.dev, row.readAt);
                continue;
            }
            const knownHash = sameRules && row.hash !== "" ? row.hash : null;
            toRead.push({
                file,
                stamp,
                row: row ?? null,
                request: {path: file.path, format: file.format, identities, kinds: source?.kinds ?? null, knownHash, limits, explain: false}
            });
        }
    });
    return {toRead, unchanged, seen};
}

/** Hash of everything besides a file's bytes that affects what is taken from it. */
function stampOf(file: FoundFile, source: SourceRecord | undefined, identities: readonly string[], limits: ParserLimits): string {
    const rules = [
        rulesVersion,
        source?.kinds ?? null,
        dependsOnIdentities(file.format) ? identities.toSorted() : null,
        limits.pages,
        limits.size
    ];
    return hashOf("sha256", JSON.stringify(rules), "hex").slice(0, 16);
}

/** texts that may be an e-mail with its sender in the first lines, or a post with its author; documents whose changes have authors */
const identified: ReadonlySet<Format> = new Set<Format>(["text", "markdown", "docx", "odt", "rtf"]);

/** Whether it depends on who the user is what is taken from files of a format. */
const dependsOnIdentities = (format: Format): boolean => isMail(format) || identified.has(format);
