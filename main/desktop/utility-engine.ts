import type {EngineProcess, SpawnEngineProcess} from "../engine/supervised-engine.ts";
import {canDropPrivileges} from "../rights/drop-privileges.ts";
import type {Electron} from "./electron.ts";

/** characters of standard error kept for a crash report */
const keptOutput = 4096;

/** Starts the engine in an Electron utility process: a crash in native code ends only that process. */
export function utilityEngine({utilityProcess}: Pick<Electron, "utilityProcess">, module: string): SpawnEngineProcess {
    return (): EngineProcess => {
        const child = utilityProcess.fork(module, [], {serviceName: "Idiolect engine", stdio: ["ignore", "ignore", "pipe"]});
        let output = "";
        child.stderr?.on("data", (part: Buffer) => {
            output = (output + part.toString("utf8")).slice(-keptOutput);
        });
        return {
            givesUpRights: canDropPrivileges(),
            get pid() {
                return child.pid;
            },
            send: (message) => child.postMessage(message),
            onMessage: (listener) => void child.on("message", listener),
            onExit: (listener) => void child.once("exit", (code) => listener(`code ${code}`, output)),
            kill: () => void child.kill()
        };
    };
}
