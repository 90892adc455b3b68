import {Worker} from "node:worker_threads";
import type {MailHead} from "../../app/history/identity.ts";
import type {ParserLimits} from "./library.ts";
import type {FileOutcome, ParsedPart, ParseRequest} from "./parsers/parse-file.ts";
import {workerFile} from "./workers.ts";

export type ParserMessage =
    | {readonly type: "parse"; readonly batch: number; readonly files: readonly ParseRequest[]}
    | {readonly type: "heads"; readonly paths: readonly string[]}
    | {readonly type: "taken"};

export type ParserReply =
    | {readonly type: "part"; readonly batch: number; readonly index: number; readonly part: ParsedPart}
    /** `held`: bytes that the thread's heap and buffers occupy after the file */
    | {readonly type: "file"; readonly batch: number; readonly index: number; readonly outcome: FileOutcome; readonly held: number}
    | {readonly type: "end"; readonly batch: number}
    | {readonly type: "heads"; readonly heads: readonly MailHead[]};

export interface ParseSink {
    part(index: number, part: ParsedPart): void;
    /** called once for each file, in order */
    file(index: number, outcome: FileOutcome): void;
}

/** how often the pulse and the memory are looked at, ms */
const watchEvery = 100;
/** A thread that holds more than this after a file is replaced: a heap that has grown is given back to the system with its thread only. Bytes. */
const mostHeld = 192 * 1024 * 1024;

/**
 * Parsers in a thread that can be ended. A file that hangs, runs out of memory or brings the thread down is reported as refused;
 * a new thread goes on with the files after it, also after one that left much memory behind.
 */
export class ParserPool {
    readonly #limits: ParserLimits;
    #worker: Worker | null = null;
    #pulse = new Int32Array(new SharedArrayBuffer(8));
    #batch = 0;
    #closed = false;

    constructor(limits: ParserLimits) {
        this.#limits = limits;
    }

    /** Parses the files in order. Resolves when all have their outcome; rejects only when the sink throws or the pool is closed. */
    async parse(files: readonly ParseRequest[], sink: ParseSink, signal?: AbortSignal): Promise<void> {
        let done = 0;
        while (done < files.length && !signal?.aborted) {
            const base = done;
            const end = await this.#run(files.slice(base), {
                part: (index, part) => sink.part(base + index, part),
                file: (index, outcome) => {
                    done = base + index + 1;
                    sink.file(base + index, outcome);
                }
            }, signal);
            if (end !== null && done < files.length)
                sink.file(done++, {outcome: "refused", stamp: {size: -1, mtime: -1, ctime: -1}, hash: "", reason: end});
        }
    }

    /** Heads of the messages in these files; none when the thread had to be ended. */
    async heads(paths: readonly string[]): Promise<readonly MailHead[]> {
        const worker = this.#start();
        let found: readonly MailHead[] = [];
        await this.#supervise(worker, (reply) => {
            if (reply.type !== "heads")
                return "more";
            found = reply.heads;
            return "done";
        }, () => worker.postMessage({type: "heads", paths} satisfies ParserMessage));
        return found;
    }

    async close(): Promise<void> {
        this.#closed = true;
        await this.#worker?.terminate();
        this.#worker = null;
    }

    /** Null when all went well or was aborted, else the sentence for the file at work when the thread ended. */
    #run(files: readonly ParseRequest[], sink: ParseSink, signal?: AbortSignal): Promise<string | null> {
        const worker = this.#start();
        const batch = ++this.#batch;
        return this.#supervise(worker, (reply) => {
            if (reply.type === "heads" || reply.batch !== batch)
                return "more";
            if (reply.type === "part") {
                sink.part(reply.index, reply.part);
                worker.postMessage({type: "taken"} satisfies ParserMessage);
            } else if (reply.type === "file") {
                sink.file(reply.index, reply.outcome);
                // What the thread may have begun since then is begun again by the next one.
                return reply.held > mostHeld ? "replace" : "file";
            }
            return reply.type === "end" ? "done" : "more";
        }, () => worker.postMessage({type: "parse", batch, files} satisfies ParserMessage), signal);
    }

    #supervise(worker: Worker, onReply: (reply: ParserReply) => "more" | "file" | "replace" | "done", begin: () => void, signal?: AbortSignal): Promise<string | null> {
        return new Promise((resolve, reject) => {
            let lastBeat = Atomics.load(this.#pulse, 1), lastChange = performance.now();
            let memoryBefore = process.memoryUsage.rss();
            const finish = (settle: () => void): void => {
                clearInterval(timer);
                worker.off("message", onMessage).off("error", onError).off("exit", onExit);
                signal?.removeEventListener("abort", onAbort);
                settle();
            };
            const endThread = (sentence: string | null): void => {
                this.#worker = null;
                finish(() => void worker.terminate().then(() => resolve(sentence), reject));
            };
            const onMessage = (reply: ParserReply): void => {
                lastChange = performance.now();
                try {
                    const next = onReply(reply);
                    if (next === "done")
                        finish(() => resolve(null));
                    else if (next === "replace")
                        endThread(null);
                    else if (next === "file")
                        // The limit is each file's own, whatever other threads did meanwhile.
                        memoryBefore = process.memoryUsage.rss();
                } catch (error) {
                    this.#worker = null;
                    finish(() => void worker.terminate().then(() => reject(error as Error), reject));
                }
            };
            const onError = (error: Error): void => endThread((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
                ? "it needs more memory than a file may take" : `its parser crashed (${error.message.slice(0, 120)})`);
            const onExit = (): void => {
                if (this.#closed)
                    finish(() => reject(new Error("The library was closed")));
                else
                    endThread("its parser crashed");
            };
            const onAbort = (): void => endThread(null);
            const timer = setInterval(() => {
                const beat = Atomics.load(this.#pulse, 1);
                if (beat !== lastBeat) {
                    lastBeat = beat;
                    lastChange = performance.now();
                } else if (performance.now() - lastChange > this.#limits.time)
                    endThread(`its parser did not finish within ${Math.round(this.#limits.time / 100) / 10} s`);
                else if (process.memoryUsage.rss() - memoryBefore > this.#limits.memory)
                    endThread("it needs more memory than a file may take");
            }, watchEvery);
            worker.on("message", onMessage).on("error", onError).on("exit", onExit);
            signal?.addEventListener("abort", onAbort, {once: true});
            if (signal?.aborted)
                onAbort();
            else
                begin();
        });
    }

    #start(): Worker {
        if (this.#closed)
            throw new Error("The library was closed");
        if (this.#worker === null) {
            this.#pulse = new Int32Array(new SharedArrayBuffer(8));
            this.#worker = new Worker(workerFile("parser"), {
                workerData: {pulse: this.#pulse.buffer},
                resourceLimits: {maxOldGenerationSizeMb: Math.round(this.#limits.memory / (1 << 20)), maxYoungGenerationSizeMb: 48},
                // Parsers' own chatter must not reach the terminal.
                stdout: true, stderr: true
            });
            this.#worker.stdout.resume();
            this.#worker.stderr.resume();
        }
        return this.#worker;
    }
}
