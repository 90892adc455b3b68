import {Worker} from "node:worker_threads";
import {workerFile} from "./workers.ts";

let started: Worker | null = null;

/** Starts the library's thread before the library is opened, so that it loads its modules while the caller loads its own. */
export function startCoreThread(): void {
    started ??= begin();
}

/** The thread that was started, else a new one. Nobody else gets it. */
export function takeCoreThread(): Worker {
    const worker = started ?? begin();
    started = null;
    return worker;
}

/** It keeps no process alive before it is used. */
function begin(): Worker {
    const worker = new Worker(workerFile("core"));
    worker.unref();
    return worker;
}
