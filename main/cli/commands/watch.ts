import {readArguments, serviceOptions, UsageError} from "../arguments.ts";
import type {Command} from "../command.ts";
import {openServices} from "../services.ts";
import {counted, Terminal} from "../terminal.ts";
import {progressLine, reportDocument, reportNotes} from "./ingest.ts";

const usage = `idiolect watch [--encoder DIR] [--home DIR] [--json]

Stays and follows the folders that were added with \`ingest\`. Ctrl-C ends it. With --json: one document a line for each change.`;

export const watch: Command = {summary: "stay and follow the folders", usage, run, endsByInterrupt: true};

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {values} = readArguments(args, {encoder: {type: "string"}});
    const terminal = new Terminal(values.json);
    const idiolect = await openServices(serviceOptions(values));
    try {
        const sources = await idiolect.library.sources();
        if (sources.length === 0) throw new UsageError("There is no folder to watch: add one with `idiolect ingest FOLDER`.");
        const watching = await idiolect.library.watch({
            onReport: (report) => {
                terminal.result(
                    reportDocument(report),
                    `${counted(report.items, "new text")}, ${counted(report.removed, "file")} removed, ${report.libraryItems} ` +
                        "in the library"
                );
                for (const line of reportNotes(report)) terminal.note(line);
            },
            onProgress: (progress) => terminal.progress(progressLine(progress)),
            onProblem: (sentence) => terminal.note(sentence.text)
        });
        terminal.note(`Watching ${counted(sources.length, "folder")}; Ctrl-C ends it.`);
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, {once: true}));
        await watching.close();
    } finally {
        await idiolect.dispose();
    }
}
