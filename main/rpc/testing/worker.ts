import {parentPort} from "node:worker_threads";
import {transfer} from "../../../app/rpc/messages.ts";
import type {CallContext} from "../../../app/rpc/messages.ts";
import {NewerFileError} from "../../store/json-store.ts";
import {ThreadChannel} from "../thread-channel.ts";

/** A thread for the test of the channel. */
export interface TestThread {
    double(values: Float32Array): Float32Array;
    /** throws NewerFileError */
    refuse(input: null): never;
    /** progress 1 to `steps`, then waits until it is cancelled */
    count(steps: number, context: CallContext<number>): Promise<never>;
    /** result of the caller's `greet` for the name */
    ask(name: string): Promise<string>;
    /** bytes left in the buffer of the last `double`'s result */
    left(input: null): number;
    crash(input: null): void;
}

export interface TestHost {
    greet(name: string): string;
}

if (parentPort === null) throw new Error("This file runs as a worker thread");

let last = new Float32Array(0);
const channel: ThreadChannel<TestHost, TestThread> = new ThreadChannel<TestHost, TestThread>(parentPort, {
    double(values) {
        last = values.map((value) => value * 2);
        return transfer(last, [last.buffer as ArrayBuffer]);
    },
    refuse() {
        throw Object.assign(new NewerFileError("drafts.json", 3, 2), {handle: () => 0});
    },
    async count(steps, {signal, progress}) {
        for (let step = 1; step <= steps; step++) progress(step);
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        signal.throwIfAborted();
        throw new Error("It was not cancelled");
    },
    ask: (name) => channel.call("greet", name),
    left: () => last.byteLength,
    crash() {
        setImmediate(() => {
            throw new Error("The thread crashed");
        });
    }
});
