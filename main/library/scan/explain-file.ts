import {basename, dirname, resolve} from "node:path";
import {UserError} from "../../../app/errors.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";
import type {CoreConfiguration} from "../core-options.ts";
import type {Explanation, ParserLimits} from "../library.ts";
import type {ParserPool} from "../parser-pool.ts";
import {formatOf} from "../parsers/formats.ts";
import type {FileOutcome} from "../parsers/parse-file.ts";
import type {PreparedItem} from "../parsers/prepared-item.ts";
import {isIgnoredFile} from "./ignore-rules.ts";
import {sourceOf} from "./source-folders.ts";
import type {SourceFolders} from "./source-folders.ts";
import {isTaken} from "./walk.ts";

export interface ExplainParts {
    readonly configuration: CoreConfiguration;
    readonly folders: SourceFolders;
    readonly pool: ParserPool;
    readonly limits: ParserLimits;
    /** reason why the item with this key does not count; null if it does */
    readonly exclusionReason: (key: string) => string | null;
}

/**
 * What is kept of a file and what is left out, each with its reason. Reads the file; writes nothing.
 * @throws UserError if the file does not exist or cannot be read
 */
export async function explainFile(
    file: string,
    {configuration, folders, pool, limits, exclusionReason}: ExplainParts
): Promise<Explanation> {
    const path = resolve(file),
        format = formatOf(path);
    const refused = (refusal: Sentence): Explanation => ({path, format, refusal, kept: [], leftOut: []});
    if (format === null) return refused(say("file.not-read"));
    const source = sourceOf(configuration.sources, path);
    if (
        isIgnoredFile(basename(path)) ||
        (source !== null && !isTaken(folders.task(source, configuration.sources, dirname(path), false), path))
    )
        return refused(say("file.ignored"));
    const items: PreparedItem[] = [],
        outcomes: FileOutcome[] = [];
    const identities = configuration.identities.map(({value}) => value);
    await pool.parse([{path, format, identities, kinds: source?.kinds ?? null, knownHash: null, limits, explain: true}], {
        part: (_, part) => void items.push(...part.items),
        file: (_, outcome) => void outcomes.push(outcome)
    });
    const [result] = outcomes;
    if (result === undefined || result.outcome === "gone") throw new UserError(say("file.missing", {path}));
    if (result.outcome === "unreachable") throw new UserError(say("file.unreadable", {path, why: result.reason}));
    if (result.outcome === "refused") return refused(say("file.not-taken", {why: result.reason}));
    return {
        path,
        format,
        refusal: null,
        leftOut: result.outcome === "taken" ? result.explained : [],
        kept: items.map(({kind, title, text, to, date, key}) => ({kind, title, text, to, date, silent: exclusionReason(key)}))
    };
}
