import {getHeapStatistics} from "node:v8";
import {parentPort, workerData} from "node:worker_threads";
import {giveUpParserRights} from "../rights/give-up.ts";
import {parseHead} from "./parsers/mail.ts";
import {headsOfFile} from "./parsers/mail-heads.ts";
import {parseFile} from "./parsers/parse-file.ts";
import type {ParserMessage, ParserReply} from "./parser-pool.ts";

/** Parses files one after another. The host watches `pulse` and ends this thread when it stands still for too long. */
const port = parentPort;
if (port === null)
    throw new Error("This file runs as a worker thread");

// A parser that was refused a file may still have promises on their way; their failing must not end the thread.
process.on("unhandledRejection", () => {});

await giveUpParserRights();

/** [index of the file at work + 1, signs of life] */
const pulse = new Int32Array(workerData.pulse as SharedArrayBuffer);
const beat = (): void => {
    Atomics.add(pulse, 1, 1);
};
const post = (reply: ParserReply): void => port.postMessage(reply);

/** parts on their way that the host has not taken yet */
let outstanding = 0;
let resume: (() => void) | null = null;

port.on("message", (message: ParserMessage) => {
    if (message.type === "taken") {
        outstanding--;
        resume?.();
        return;
    }
    void (message.type === "heads" ? heads(message.paths) : parseAll(message));
});

async function parseAll({batch, files}: Extract<ParserMessage, {type: "parse"}>): Promise<void> {
    for (const [index, request] of files.entries()) {
        Atomics.store(pulse, 0, index + 1);
        beat();
        const outcome = await parseFile(request, async (part) => {
            post({type: "part", batch, index, part});
            outstanding++;
            // The host writes more slowly than we read; waiting keeps memory constant.
            while (outstanding > 16)
                await new Promise<void>((resolve) => {
                    resume = resolve;
                });
        }, beat);
        const {total_physical_size: heap, external_memory: buffers} = getHeapStatistics();
        post({type: "file", batch, index, outcome, held: heap + buffers});
    }
    Atomics.store(pulse, 0, 0);
    post({type: "end", batch});
}

async function heads(paths: readonly string[]): Promise<void> {
    post({type: "heads", heads: (await Promise.all(paths.map((path) => headsOfFile(path, parseHead, beat)))).flat()});
}
