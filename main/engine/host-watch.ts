/** Ends this process when the one that started it is gone. */
import {Worker} from "node:worker_threads";

/** ms between two looks */
const LOOK_EVERY = 1_000;

/**
 * Runs in a thread of its own, because the main thread may be busy in llama.cpp or in a loop and would not hear of its channel's end.
 * Linux and macOS give an orphan another parent; on Windows the parent's id stays and names no process any more.
 */
const watch = `
    const {workerData: {parent, every}} = require("node:worker_threads");
    const isGone = () => {
        if (process.ppid !== parent) return true;
        try {
            process.kill(parent, 0);
            return false;
        } catch (error) {
            return error.code === "ESRCH";
        }
    };
    setInterval(() => { if (isGone()) process.kill(process.pid, "SIGKILL"); }, every);
`;

/** @param parent id of the process to end with */
export function endWithHost(parent = process.ppid, every = LOOK_EVERY): void {
    const worker = new Worker(watch, {eval: true, workerData: {parent, every}, resourceLimits: {maxOldGenerationSizeMb: 16}});
    worker.unref();
    // without this thread the end of the channel is still heard, only not while the main thread is busy
    worker.on("error", () => {});
}
