/**
 * node-llama-cpp tests a prebuilt library in a child process before it loads it. Electron's utility processes cannot start children, so
 * there the test would fail and llama.cpp with it. The engine's process may crash itself: its supervisor then restarts it without the
 * graphics card. So the test is answered as passed.
 */
import childProcess from "node:child_process";
import {EventEmitter} from "node:events";
import {syncBuiltinESMExports} from "node:module";
import path from "node:path";
import type {fork} from "node:child_process";

/** The module that node-llama-cpp starts as the test process. */
const TEST_MODULE = "testBindingBinary.js";

/** Makes node-llama-cpp's tests of its libraries pass without a process from now on. */
export function passBinaryTests(): void {
    const original = childProcess.fork;
    const forkUnlessTest = ((module: string | URL, ...rest: unknown[]) =>
        path.basename(String(module)) === TEST_MODULE
            ? new PassedTest()
            : (original as (...args: unknown[]) => unknown)(module, ...rest)) as typeof fork;
    Object.assign(childProcess, {fork: forkUnlessTest});
    syncBuiltinESMExports();
}

/** Sends the messages of a successful test process. */
class PassedTest extends EventEmitter {
    readonly killed = false;
    exitCode: number | null = null;

    constructor() {
        super();
        setImmediate(() => this.emit("message", {type: "ready"}));
    }

    send({type}: {type: string}): void {
        if (type === "start") this.emit("message", {type: "loaded"});
        else if (type === "test") this.emit("message", {type: "done"});
        else if (type === "exit") this.emit("exit", (this.exitCode = 0));
    }

    kill(): void {}
}
