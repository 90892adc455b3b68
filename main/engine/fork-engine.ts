/** The engine's process under Node. */
import {fork} from "node:child_process";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {canDropPrivileges} from "../rights/drop-privileges.ts";
import type {EngineProcess} from "./supervised-engine.ts";

/** Beside this file, in the sources as in a bundle. */
const entry = `./engine-process${path.extname(import.meta.filename)}`;

/** characters of standard error that are kept for a crash report */
const KEPT_OUTPUT = 4096;

export function forkEngineProcess(): EngineProcess {
    const child = fork(fileURLToPath(new URL(entry, import.meta.url)), {
        serialization: "advanced", // structured clone, to transfer vectors
        // MB; a vocabulary of a quarter million pieces takes some 200
        // prevents a thread with blocked signals, whose privileges could not be dropped
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
            // a process that has exited is reported by its exit event
            child.send(message, () => {});
        },
        onMessage: (listener) => void child.on("message", listener),
        onExit: (listener) => void child.once("exit", (code, signal) => listener(signal ?? `code ${code}`, output)),
        kill: () => void child.kill("SIGKILL")
    };
}
