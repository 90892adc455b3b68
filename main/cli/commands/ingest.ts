import {stat} from "node:fs/promises";
import {resolve} from "node:path";
import {CommandError} from "../../../app/errors.ts";
import type {Idiolect} from "../../idiolect.ts";
import type {Explanation, ScanProgress, ScanReport} from "../../library/library.ts";
import {readArguments, serviceOptions, UsageError} from "../arguments.ts";
import type {Command} from "../command.ts";
import {openServices} from "../services.ts";
import {counted, Terminal} from "../terminal.ts";

const usage = `idiolect ingest [FOLDER…] [--me NAME|ADDRESS]… [--encoder DIR] [--home DIR] [--json]
idiolect ingest --explain FILE [--me NAME|ADDRESS]…

Scans the folders and all that were added before, and indexes what is new. Without a folder: those that were added before.

  --me NAME|ADDRESS   who you are; in mail, only text written by you counts (may be given several times)
  --explain FILE      what was kept of one file, what was left out, and why; changes nothing
  --confirm-removals  when more than half of a folder's files vanished at once, they are kept; this confirms that they are gone`;

export const ingest: Command = {summary: "scan folders and index what you wrote", usage, run};

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {values, positionals} = readArguments(
        args,
        {
            me: {type: "string", multiple: true},
            explain: {type: "string"},
            "confirm-removals": {type: "boolean"},
            encoder: {type: "string"}
        },
        true
    );
    const terminal = new Terminal(values.json);
    if (values.explain !== undefined && positionals.length > 0)
        throw new UsageError("--explain takes one file and no folders: see --help.");
    const idiolect = await openServices(serviceOptions(values));
    try {
        // A known folder may be missing: then it counts as unreachable and its items are kept.
        const known = new Set(idiolect.library.store.sources.value.sources.map(({path}) => path));
        await Promise.all(positionals.filter((folder) => !known.has(resolve(folder))).map(checkFolder));
        await addIdentities(idiolect, values.me ?? []);
        if (values.explain !== undefined) {
            const explanation = await idiolect.library.explain(resolve(values.explain));
            terminal.result(explanation, explanationText(explanation));
            return;
        }
        for (const folder of positionals) await idiolect.library.addSource(resolve(folder));
        if ((await idiolect.library.sources()).length === 0)
            throw new UsageError("No folder is named and none was added before: name one, for example `idiolect ingest ~/Mail`.");
        const report = await idiolect.library.scan({
            signal,
            confirmRemovals: values["confirm-removals"] === true,
            onProgress: (progress) => terminal.progress(progressLine(progress))
        });
        terminal.result(reportDocument(report), reportText(report));
        for (const line of reportNotes(report)) terminal.note(line);
    } finally {
        await idiolect.dispose();
    }
}

/** Adds names and addresses to the known ones. */
export async function addIdentities(idiolect: Idiolect, values: readonly string[]): Promise<void> {
    if (values.length === 0) return;
    const known = idiolect.library.store.sources.value.identities.filter(({origin}) => origin === "given").map(({value}) => value);
    await idiolect.library.setIdentities([...new Set([...known, ...values])]);
}

export async function checkFolder(folder: string): Promise<void> {
    const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "EACCES")
            throw new CommandError(`The folder ${folder} may not be read: give yourself access to it, or name another one.`);
        throw new CommandError(`There is no folder ${folder}: check its name.`);
    });
    if (!found.isDirectory() && !found.isFile()) throw new CommandError(`${folder} is neither a folder nor a file: name a folder.`);
}

/** The document of `ingest --json`. */
export function reportDocument(report: ScanReport) {
    const {files, items, unchanged, removed, unreachable, skipped, libraryItems, moved, held, leftOut, cancelled} = report;
    return {files, items, unchanged, removed, unreachable, skipped, libraryItems, moved, held, leftOut, cancelled};
}

function reportText(report: ScanReport): string {
    const lines = [
        `${counted(report.files, "file")}: ${report.unchanged} unchanged, ${report.removed} removed, ${report.skipped.length} ` +
            `skipped, ${report.unreachable.length} unreachable`,
        `${counted(report.items, "new text")}, ${report.libraryItems} in the library`,
        ...Object.entries(report.leftOut).map(([reason, count]) => `  left out ${count} ×: ${reason}`),
        ...report.skipped.map(({path, reason}) => `  skipped ${path}: ${reason.text}`),
        ...report.unreachable.map(({path, reason}) => `  unreachable ${path}: ${reason.text}`)
    ];
    return lines.join("\n");
}

/** Sentences that ask the user to do something. */
export function reportNotes(report: ScanReport): readonly string[] {
    return [
        ...(report.identityNote === null ? [] : [report.identityNote.text]),
        ...report.held.map(
            ({path, missing, of}) =>
                `${missing} of ${of} files of ${path} vanished at once: their texts are kept until the files come back; if ` +
                "they are gone for good, run this again with --confirm-removals."
        )
    ];
}

export function progressLine(progress: ScanProgress): string {
    const {phase, filesDone, filesFound, itemsEncoded, itemsToEncode, rate, timeLeft} = progress;
    const left = timeLeft === null ? "" : `, ${Math.ceil(timeLeft / 1000)} s left`;
    switch (phase) {
        case "looking":
            return `Looking: ${counted(filesFound, "file")}`;
        case "reading":
            return `Reading: ${filesDone} of ${counted(filesFound, "file")}, ${Math.round(rate)} a second${left}`;
        case "encoding":
            return `Learning: ${itemsEncoded} of ${counted(itemsToEncode, "text")}, ${Math.round(rate)} a second${left}`;
        case "done":
            return `Done: ${counted(filesDone, "file")}`;
    }
}

function explanationText(explanation: Explanation): string {
    if (explanation.refusal !== null) return `${explanation.path}: ${explanation.refusal.text}`;
    const kept = explanation.kept.map(({kind, title, text, silent}) =>
        [
            `kept (${kind})${title === null ? "" : `: ${title}`}${silent === null ? "" : ` [does not count: ${silent}]`}`,
            ...text.split("\n").map((line) => `  | ${line}`)
        ].join("\n")
    );
    const leftOut = explanation.leftOut.map(
        ({what, reason, excerpt}) => `left out (${what}): ${reason.text}\n  | ${typeof excerpt === "string" ? excerpt : excerpt.text}`
    );
    return [`${explanation.path} (${explanation.format ?? "unknown format"})`, ...kept, ...leftOut].join("\n");
}
