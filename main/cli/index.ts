import {CommandError, UserError} from "../../app/errors.ts";
import {log} from "../log/log.ts";
import {UsageError} from "./arguments.ts";
import type {Command} from "./command.ts";
import {printable} from "./terminal.ts";

/** Commands are imported when they are called, so that `--help` and usage errors are printed at once. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
    ingest: async () => (await import("./commands/ingest.ts")).ingest,
    watch: async () => (await import("./commands/watch.ts")).watch,
    persona: async () => (await import("./commands/persona.ts")).persona,
    draft: async () => (await import("./commands/draft.ts")).draft,
    eval: async () => (await import("./commands/eval.ts")).evaluation,
    train: async () => (await import("./commands/train.ts")).train,
    models: async () => (await import("./commands/models.ts")).models,
    connections: async () => (await import("./commands/connections.ts")).connections,
    mcp: async () => (await import("./commands/mcp.ts")).mcp,
    demo: async () => (await import("./commands/demo.ts")).demo
};

const exitCodes = {error: 1, usage: 2, cancelled: 130} as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
    const [name, ...rest] = args;
    endWithOutput();
    const controller = cancelOnInterrupt();
    try {
        checkWorkingFolder();
        if (name === undefined || name === "--help" || name === "-h" || name === "help") {
            process.stdout.write(await overview());
            return name === undefined ? exitCodes.usage : 0;
        }
        const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
        if (load === undefined) throw new UsageError(`There is no command ${name}: choose one of ${Object.keys(commands).join(", ")}.`);
        const command = await load();
        if (rest.includes("--help") || rest.includes("-h")) {
            process.stdout.write(`${command.summary}\n\n${command.usage}\n`);
            return 0;
        }
        await command.run(rest, controller.signal);
        return controller.signal.aborted && command.endsByInterrupt !== true ? exitCodes.cancelled : 0;
    } catch (error) {
        if (controller.signal.aborted) {
            process.stderr.write("Cancelled; what was finished is kept.\n");
            return exitCodes.cancelled;
        }
        return explain(error);
    }
}

/** One sentence for an error that the user can fix; a stack trace only for bugs. */
function explain(error: unknown): number {
    if (error instanceof UserError) {
        process.stderr.write(`${printable(error.message)}\n`);
        return error instanceof UsageError ? exitCodes.usage : exitCodes.error;
    }
    const {code, path, message, stack} = error as NodeJS.ErrnoException;
    log.error("command.failed", {}, error);
    if (code === "ENOSPC" || (code === "ERR_SQLITE_ERROR" && /disk is full/.test(message)))
        process.stderr.write(
            `The disk is full${path === undefined ? "" : ` (${printable(path)})`}: make room and run the command again; ` +
                "what was finished is kept.\n"
        );
    else if (code === "EACCES" || code === "EPERM" || code === "EROFS")
        process.stderr.write(
            `${printable(path ?? "A file")} may not be written: check its permissions, or choose another folder with --home.\n`
        );
    else
        process.stderr.write(
            `Something went wrong inside Idiolect (${printable(message)}): please report it with the lines below.\n` +
                `${process.env.IDIOLECT_DEBUG === undefined ? (stack?.split("\n").slice(1, 4).join("\n") ?? "") : stack}\n`
        );
    return exitCodes.error;
}

/** @throws CommandError if the folder that the command was called in is gone: threads and processes cannot start there */
function checkWorkingFolder(): void {
    try {
        process.cwd();
    } catch {
        throw new CommandError("The folder that you are in is gone: change to another one and run the command again.");
    }
}

/**
 * Ends the program when nobody reads its output any more (`| head`), or the disk that it goes to is full. What was finished is kept, as
 * after every end.
 */
function endWithOutput(): void {
    process.stdout.on("error", ({code, message}: NodeJS.ErrnoException) => {
        if (code !== "EPIPE") process.stderr.write(`The output could not be written (${printable(message)}): write it to another place.\n`);
        process.exit(exitCodes.error);
    });
    process.stderr.on("error", () => {});
}

/** The first Ctrl-C ends the job cleanly, the second at once. */
function cancelOnInterrupt(): AbortController {
    const controller = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.on(signal, () => {
            if (controller.signal.aborted) process.exit(exitCodes.cancelled);
            controller.abort();
        });
    }
    return controller;
}

async function overview(): Promise<string> {
    const lines = await Promise.all(Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(13)}${(await load()).summary}`));
    return (
        `Idiolect drafts in your own voice, on your own machine.\n\nidiolect COMMAND [OPTIONS]\n\n${lines.join("\n")}\n\n` +
        "All commands take --home DIR (the folder that holds all data), --json (one JSON document on standard output),\n" +
        "--verbose (prints on standard error what happens) and --help.\n"
    );
}
