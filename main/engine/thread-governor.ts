/**
 * How many threads a decode takes. llama.cpp's threads wait for each other by spinning after every operation; where other programs
 * keep the cores busy, one of them is often off its core and all others spin for it, so that two threads can take a hundred times
 * as long as one. So a decode takes as many threads as there are cores free, and one where several turn out slower than that.
 */
import {CoreLoad} from "./core-load.ts";
import {contextInternals} from "./internals.ts";
import type {LlamaContext, LlamaContextSequence} from "node-llama-cpp";
import type {AddonContextObject} from "./internals.ts";

/** A thread more is taken where this much of another core is free, so that a mouse that moves costs none. */
const ENOUGH_OF_A_CORE = 0.7;
/** Several threads are given up where a token takes this much longer than with one, … */
const SLOWER = 1.1;
/** … which has to be seen over so many tokens, … */
const SEEN = 3;
/** … unless one of them takes this many times as long. */
const FAR_SLOWER = 8;
/** tokens with one thread until several are tried again; twice as many after each trial that fails */
const FIRST_WAIT = 32;
const LONGEST_WAIT = 1024;
/** weight of the newest token in the mean time with one thread */
const NEWEST = 0.3;

/** Chooses, from what it is told. */
export class ThreadGovernor {
    readonly #most: number;
    /** ms that a token takes with one thread; null: never measured */
    #oneMs: number | null = null;
    /** ms of the last tokens with several threads */
    #manyMs: number[] = [];
    #wait = FIRST_WAIT;
    /** tokens that are still to be written with one thread */
    #left = 0;

    /** @param most threads on an idle machine */
    constructor(most: number) {
        this.#most = most;
    }

    /** Threads for the next decode. */
    threads(freeCores: number): number {
        if (this.#left > 0) return 1;
        return Math.min(this.#most, Math.max(1, Math.floor(freeCores + 1 - ENOUGH_OF_A_CORE)));
    }

    /** Notes how long one token took with `threads`. */
    record(threads: number, ms: number): void {
        if (threads === 1) {
            this.#oneMs = this.#oneMs == null ? ms : (1 - NEWEST) * this.#oneMs + NEWEST * ms;
            this.#left = Math.max(0, this.#left - 1);
            return;
        }
        this.#manyMs = [...this.#manyMs, ms].slice(-SEEN);
        if (this.#oneMs == null) return;
        const isSlow = this.#manyMs.length === SEEN && median(this.#manyMs) > SLOWER * this.#oneMs;
        if (isSlow || ms > FAR_SLOWER * this.#oneMs) {
            this.#left = this.#wait;
            this.#wait = Math.min(LONGEST_WAIT, 2 * this.#wait);
            this.#manyMs = [];
        } else if (this.#manyMs.length === SEEN) this.#wait = FIRST_WAIT;
    }
}

/** A context whose decodes take as many threads as its governor says. */
export class GovernedThreads {
    readonly #most: number;
    readonly #load: CoreLoad | null;
    /** one thread, while it is found out how long a token takes with it */
    #isMeasuring = false;

    constructor(context: LlamaContext, most: number) {
        this.#most = most;
        this.#load = most > 1 ? new CoreLoad() : null;
        if (this.#load != null) this.#govern(contextInternals(context)._ctx, new ThreadGovernor(most), this.#load);
    }

    /** Measures a token with one thread, what others are compared with, in a sequence that is empty afterwards. */
    async measure(sequence: LlamaContextSequence): Promise<void> {
        const token = sequence.model.tokens.bos ?? sequence.model.tokens.eos;
        if (this.#most === 1 || token == null) return;
        this.#isMeasuring = true;
        try {
            await sequence.evaluateWithoutGeneratingNewTokens([token]);
            await sequence.evaluateWithoutGeneratingNewTokens([token]);
        } finally {
            this.#isMeasuring = false;
            await sequence.clearHistory();
        }
    }

    dispose(): void {
        this.#load?.dispose();
    }

    #govern(native: AddonContextObject, governor: ThreadGovernor, load: CoreLoad): void {
        const [initBatch, setThreads] = [native.initBatch.bind(native), native.setThreads.bind(native)];
        const decodeBatch = native.decodeBatch.bind(native);
        let tokens = 0;
        let threads = 1;
        const replaced: Pick<AddonContextObject, "initBatch" | "setThreads" | "decodeBatch"> = {
            initBatch: (size) => {
                tokens = size;
                initBatch(size);
            },
            setThreads: (asked) => {
                threads = this.#isMeasuring ? 1 : Math.min(asked, governor.threads(load.free));
                setThreads(threads);
            },
            decodeBatch: async () => {
                const startedAt = performance.now();
                await decodeBatch();
                if (tokens === 1) governor.record(threads, performance.now() - startedAt);
            }
        };
        for (const [name, value] of Object.entries(replaced)) Object.defineProperty(native, name, {value}); // the prototype's are read-only, so that they cannot be assigned over
    }
}

function median(values: readonly number[]): number {
    return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
