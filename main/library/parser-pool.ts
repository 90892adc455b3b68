import {Worker} from "node:worker_threads";
import type {MailHead} from "../../app/history/identity.ts";
import {Mutex} from "../mutex.ts";
import type {ParserLimits} from "./library.ts";
import type {FileOutcome, ParsedPart, ParseRequest} from "./parsers/parse-file.ts";
import {ThreadChannel} from "../rpc/thread-channel.ts";
import {workerFile} from "./workers.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";

/** Methods of the parsers' thread. */
export interface ParserThread {
    /** Parses the files in order; `part` and `file` of the host are called meanwhile. */
    parse(files: readonly ParseRequest[]): Promise<void>;
    heads(paths: readonly string[]): Promise<readonly MailHead[]>;
}

/** Calls of the parsers' thread to the pool. `index`: of the current file in the call */
export interface ParserHost {
    part(message: {readonly index: number; readonly part: ParsedPart}): void;
    /** `held`: bytes of the thread's heap and buffers after the file */
    file(message: {readonly index: number; readonly outcome: FileOutcome; readonly held: number}): void;
}

export interface ParseSink {
    part(index: number, part: ParsedPart): void;
    /** called once for each file, in order */
    file(index: number, outcome: FileOutcome): void;
}

/** interval at which the heartbeat and the memory are checked, ms */
const watchEvery = 100;
/**
 * share of the time limit that the process must have computed for a parser to have had its time: on a busy machine it waits for the
 * processor
 */
const computedShare = 0.25;
/** times the limit after which a parser is ended whatever it computed: it waits for something that does not come */
const longestWait = 6;
/** ms until a new thread's first heartbeat: loading the parsers on a busy machine does not count for the file */
const startLimit = 60_000;
/**
 * A thread that holds more than this after a file is replaced: a heap that has grown is returned to the system only with its thread. Bytes.
 */
const mostHeld = 192 * 1024 * 1024;

/**
 * Parsers in a thread that can be terminated. A file that hangs, runs out of memory or crashes the thread is reported as refused; a new
 * thread continues with the files after it, also after one that left much memory in use. Callers have the thread one after another.
 */
export class ParserPool {
    readonly #limits: ParserLimits;
    /** the thread reports to one caller at a time */
    readonly #turns = new Mutex();
    #waiting = 0;
    #thread: ParserThreadHandle | null = null;
    #closed = false;

    constructor(limits: ParserLimits) {
        this.#limits = limits;
    }

    /** Does a caller have the thread? Another one would wait for the end of its call. */
    get isBusy(): boolean {
        return this.#waiting > 0;
    }

    /** Parses the files in order. Resolves when all have their outcome; rejects only when the sink throws or the pool is closed. */
    parse(files: readonly ParseRequest[], sink: ParseSink, signal?: AbortSignal): Promise<void> {
        return this.#inTurn(() => this.#parseAll(files, sink, signal));
    }

    async #parseAll(files: readonly ParseRequest[], sink: ParseSink, signal: AbortSignal | undefined): Promise<void> {
        let done = 0;
        while (done < files.length && !signal?.aborted) {
            const base = done;
            const end = await this.#supervise(
                ({call}) => call("parse", files.slice(base)),
                {
                    part: ({index, part}) => {
                        sink.part(base + index, part);
                        return "more";
                    },
                    file: ({index, outcome, held}) => {
                        done = base + index + 1;
                        sink.file(base + index, outcome);
                        // Files that the thread may have begun since then are parsed again by the next one.
                        return held > mostHeld ? "replace" : "next file";
                    }
                },
                signal
            );
            if (end !== null && done < files.length)
                sink.file(done++, {outcome: "refused", stamp: {size: -1, mtime: -1, ctime: -1}, hash: "", reason: end});
        }
    }

    /** Heads of the messages in these files; none if the thread had to be terminated. */
    async heads(paths: readonly string[]): Promise<readonly MailHead[]> {
        let found: readonly MailHead[] = [];
        await this.#inTurn(() =>
            this.#supervise(
                async ({call}) => {
                    found = await call("heads", paths);
                },
                {part: () => "more", file: () => "more"}
            )
        );
        return found;
    }

    async close(): Promise<void> {
        this.#closed = true;
        const thread = this.#thread;
        this.#thread = null;
        await thread?.worker.terminate();
    }

    async #inTurn<T>(work: () => Promise<T>): Promise<T> {
        this.#waiting++;
        try {
            return await this.#turns.run(work);
        } finally {
            this.#waiting--;
        }
    }

    /** Null if `work` ended or was aborted, else the reason for the current file when the thread ended. */
    async #supervise(
        work: (thread: ParserThreadHandle) => Promise<unknown>,
        listener: ParserListener,
        signal?: AbortSignal
    ): Promise<Sentence | null> {
        const thread = this.#start();
        const {worker, pulse} = thread;
        return new Promise((resolve, reject) => {
            let lastBeat = Atomics.load(pulse, 1),
                lastChange = performance.now(),
                lastComputed = computedMs();
            const changed = (): void => {
                lastChange = performance.now();
                lastComputed = computedMs();
            };
            const isOver = (limit: number): boolean =>
                hadItsTime({waited: performance.now() - lastChange, computed: computedMs() - lastComputed}, limit);
            let memoryBefore = process.memoryUsage.rss();
            let isFinished = false;
            const finish = (settle: () => void): void => {
                if (isFinished) return;
                isFinished = true;
                clearInterval(timer);
                thread.listener = null;
                worker.off("error", onError).off("exit", onExit);
                signal?.removeEventListener("abort", onAbort);
                settle();
            };
            const endThread = (settle: () => void): void => {
                this.#thread = null;
                finish(() => void worker.terminate().then(settle, reject));
            };
            const endWith = (sentence: Sentence | null): void => endThread(() => resolve(sentence));
            const take =
                <M>(handle: (message: M) => "more" | "next file" | "replace") =>
                (message: M): void => {
                    changed();
                    try {
                        const next = handle(message);
                        if (next === "replace") endWith(null);
                        else if (next === "next file")
                            // The limit is each file's own, whatever other threads did in the meantime.
                            memoryBefore = process.memoryUsage.rss();
                    } catch (error) {
                        endThread(() => reject(error as Error));
                    }
                };
            const onError = (error: Error): void =>
                endWith(
                    (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
                        ? tooMuchMemory
                        : say("file.parser-crashed-why", {why: error.message.slice(0, 120)})
                );
            const onExit = (): void => {
                if (this.#closed) finish(() => reject(new Error("The library was closed")));
                else endWith(say("file.parser-crashed"));
            };
            const onAbort = (): void => endWith(null);
            const timer = setInterval(() => {
                const beat = Atomics.load(pulse, 1);
                if (beat !== lastBeat) {
                    lastBeat = beat;
                    changed();
                } else if (isOver(beat === 0 ? Math.max(startLimit, this.#limits.time) : this.#limits.time))
                    endWith(say("file.parser-slow", {seconds: Math.round(this.#limits.time / 100) / 10}));
                else if (process.memoryUsage.rss() - memoryBefore > this.#limits.memory) endWith(tooMuchMemory);
            }, watchEvery);
            thread.listener = {part: take(listener.part), file: take(listener.file)};
            worker.on("error", onError).on("exit", onExit);
            signal?.addEventListener("abort", onAbort, {once: true});
            if (signal?.aborted) onAbort();
            else work(thread).then(() => finish(() => resolve(null)), onError);
        });
    }

    #start(): ParserThreadHandle {
        if (this.#closed) throw new Error("The library was closed");
        return (this.#thread ??= startThread(this.#limits));
    }
}

/** Whether a parser that gave no sign for `waited` ms, in which the process computed `computed` ms, has used up its limit in ms. */
export function hadItsTime({waited, computed}: {readonly waited: number; readonly computed: number}, limit: number): boolean {
    return waited > limit && (computed > computedShare * limit || waited > longestWait * limit);
}

/** processor time of this process with all its threads, ms */
function computedMs(): number {
    const {user, system} = process.cpuUsage();
    return (user + system) / 1000;
}

const tooMuchMemory = say("file.parser-memory");

/** Decides after each message whether the thread continues, continues with another file, or is replaced. */
interface ParserListener {
    part(message: Parameters<ParserHost["part"]>[0]): "more" | "next file" | "replace";
    file(message: Parameters<ParserHost["file"]>[0]): "more" | "next file" | "replace";
}

interface ParserThreadHandle {
    readonly worker: Worker;
    readonly call: ThreadChannel<ParserThread, ParserHost>["call"];
    /** [index of the current file + 1, heartbeats] */
    readonly pulse: Int32Array;
    /** receives messages of the current call */
    listener: ParserHost | null;
}

function startThread(limits: ParserLimits): ParserThreadHandle {
    const pulse = new Int32Array(new SharedArrayBuffer(8));
    const worker = new Worker(workerFile("parser"), {
        workerData: {pulse: pulse.buffer},
        resourceLimits: {maxOldGenerationSizeMb: Math.round(limits.memory / (1 << 20)), maxYoungGenerationSizeMb: 48},
        // Output of parsers must not reach the terminal.
        stdout: true,
        stderr: true
    });
    worker.stdout.resume();
    worker.stderr.resume();
    const channel = new ThreadChannel<ParserThread, ParserHost>(worker, {
        part: (message) => thread.listener?.part(message),
        file: (message) => thread.listener?.file(message)
    });
    const thread: ParserThreadHandle = {worker, pulse, listener: null, call: channel.call.bind(channel)};
    return thread;
}
