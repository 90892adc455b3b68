/** Ends this process when its parent process has exited. */
import {Worker} from "node:worker_threads";

/** ms between two checks */
const LOOK_EVERY = 1_000;

/**
 * Runs in its own thread, because the main thread may be busy in llama.cpp or in a loop and would not notice that its channel closed. Linux
 * and macOS reparent an orphan; on Windows the parent's id stays and names no process any more.
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
    // without this thread the closed channel is still noticed, but not while the main thread is busy
    worker.on("error", () => {});
}
