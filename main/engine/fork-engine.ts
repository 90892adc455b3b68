/** The engine's process under Node. */
import {fork} from "node:child_process";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {canDropPrivileges} from "../rights/drop-privileges.ts";
import type {EngineProcess} from "./supervised-engine.ts";

/** Beside this file, in the sources as in a bundle. */
const entry = `./engine-process${path.extname(import.meta.filename)}`;

/** characters of standard error that are kept, for a report of a crash */
const KEPT_OUTPUT = 4096;

export function forkEngineProcess(): EngineProcess {
    const child = fork(fileURLToPath(new URL(entry, import.meta.url)), {
        serialization: "advanced", // structured clone, for the vectors
        // MB; a vocabulary of a quarter million pieces takes some 200
        // and no thread that takes no signals, which rights could not be taken from
        execArgv: [
            "--max-old-space-size=1024",
            ...(process.allowedNodeEnvironmentFlags.has("--disable-sigusr1") ? ["--disable-sigusr1"] : [])
        ],
        stdio: ["ignore", "ignore", "pipe", "ipc"]
    });
    let output = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
        output = (output + text).slice(-KEPT_OUTPUT);
    });
    return {
        pid: child.pid,
        givesUpRights: canDropPrivileges(),
        send: (message) => {
            // a process that is gone reports itself by its exit
            child.send(message, () => {});
        },
        onMessage: (listener) => void child.on("message", listener),
        onExit: (listener) => void child.once("exit", (code, signal) => listener(signal ?? `code ${code}`, output)),
        kill: () => void child.kill("SIGKILL")
    };
}
