import {getHeapStatistics} from "node:v8";
import {parentPort, workerData} from "node:worker_threads";
import {dropParserPrivileges} from "../rights/drop-privileges.ts";
import {ThreadChannel} from "../rpc/thread-channel.ts";
import {parseHead} from "./parsers/mail.ts";
import {headsOfFile} from "./parsers/mail-heads.ts";
import {parseFile} from "./parsers/parse-file.ts";
import type {ParserHost, ParserThread} from "./parser-pool.ts";

/** Parses files one after another. The host watches `pulse` and terminates this thread when it does not change for too long. */
if (parentPort === null) throw new Error("This file runs as a worker thread");

// A parser of a refused file may have pending promises; their rejection must not end the thread.
process.on("unhandledRejection", () => {});

/** parts that the host has not written yet; it writes more slowly than this thread reads, and waiting keeps memory constant */
const mostUnwritten = 16;

await dropParserPrivileges();

/** [index of the current file + 1, heartbeats] */
const pulse = new Int32Array(workerData.pulse as SharedArrayBuffer);
const beat = (): void => {
    Atomics.add(pulse, 1, 1);
};

const unwritten = new Set<Promise<void>>();

const host = new ThreadChannel<ParserHost, ParserThread>(parentPort, {
    async parse(files) {
        for (const [index, request] of files.entries()) {
            Atomics.store(pulse, 0, index + 1);
            beat();
            const outcome = await parseFile(
                request,
                async (part) => {
                    const written: Promise<void> = host.call("part", {index, part}).finally(() => unwritten.delete(written));
                    unwritten.add(written);
                    while (unwritten.size > mostUnwritten) await Promise.race(unwritten);
                },
                beat
            );
            const {total_physical_size: heap, external_memory: buffers} = getHeapStatistics();
            host.notify("file", {index, outcome, held: heap + buffers});
        }
        Atomics.store(pulse, 0, 0);
    },
    heads: async (paths) => (await Promise.all(paths.map((path) => headsOfFile(path, parseHead, beat)))).flat()
});
