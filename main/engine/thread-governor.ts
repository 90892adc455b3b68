/**
 * Chooses the number of threads of a decode. llama.cpp's threads spin while they wait for each other after every operation; if other
 * programs keep the cores busy, one of them is often descheduled and all others spin for it, so that two threads can take a hundred times
 * as long as one. So a decode uses as many threads as there are free cores, and one thread where several turn out slower.
 */
import {CoreLoad} from "./core-load.ts";
import {quantile} from "../../app/statistics.ts";
import {contextInternals} from "./internals.ts";
import type {LlamaContext, LlamaContextSequence} from "node-llama-cpp";
import type {AddonContextObject} from "./internals.ts";

/** An additional thread is used if this share of another core is free, so that short loads such as mouse movement cost none. */
const ENOUGH_OF_A_CORE = 0.7;
/** Falls back to one thread if a token takes this many times as long as with one, … */
const SLOWER = 1.1;
/** … over at least this many tokens, … */
const SEEN = 3;
/** … or if one token takes this many times as long. */
const FAR_SLOWER = 8;
/** tokens with one thread that decide whether several are slower here: a token takes longer the more text is before it */
const TRIED = 3;
/** tokens with one thread until several are tried again; doubled after each failed trial */
const FIRST_WAIT = 32;
const LONGEST_WAIT = 1024;
/** the same for batches */
const LONGEST_BATCH_WAIT = 16;
/** tokens of a batch from which on it is governed as a batch */
const BATCH = 8;
/** weight of the newest token in the moving average with one thread */
const NEWEST = 0.3;

/** The policy, from reported times. */
export class ThreadGovernor {
    readonly #most: number;
    /** ms that a token takes with one thread; null: never measured */
    #oneMs: number | null = null;
    /** ms of the last tokens with several threads */
    #manyMs: number[] = [];
    /** ms of tokens of a trial with one thread; null: no trial is under way */
    #trialMs: number[] | null = null;
    #wait = FIRST_WAIT;
    /** tokens still to be generated with one thread */
    #left = 0;
    #batchWait = 1;
    /** prompts' batches still to be evaluated with one thread */
    #batchesLeft = 0;

    /** @param most threads on an idle machine */
    constructor(most: number) {
        this.#most = most;
    }

    /**
     * Threads for the next decode.
     * @param size tokens in it; a prompt's batches gain from threads where single tokens do not
     */
    threads(freeCores: number, size = 1): number {
        if (size === 1 ? this.#left > 0 || this.#trialMs !== null : this.#batchesLeft > 0) return 1;
        return Math.min(this.#most, Math.max(1, Math.floor(freeCores + 1 - ENOUGH_OF_A_CORE)));
    }

    /** Notes how long a batch of a prompt took with `threads`. */
    recordBatch(threads: number, size: number, ms: number): void {
        if (threads === 1) this.#batchesLeft = Math.max(0, this.#batchesLeft - 1);
        // a token of a batch takes a fraction of a single one, if threads do not wait for each other
        else if (this.#oneMs !== null && ms > size * this.#oneMs) {
            this.#batchesLeft = this.#batchWait;
            this.#batchWait = Math.min(LONGEST_BATCH_WAIT, 2 * this.#batchWait);
        } else this.#batchWait = 1;
    }

    /** Notes how long one token took with `threads`. */
    record(threads: number, ms: number): void {
        if (threads === 1) {
            this.#oneMs = this.#oneMs == null ? ms : (1 - NEWEST) * this.#oneMs + NEWEST * ms;
            if (this.#trialMs !== null) this.#decide([...this.#trialMs, ms]);
            else this.#left = Math.max(0, this.#left - 1);
            return;
        }
        this.#manyMs = [...this.#manyMs, ms].slice(-SEEN);
        if (this.#oneMs == null) return;
        if (ms > FAR_SLOWER * this.#oneMs) this.#useOne();
        else if (this.#manyMs.length === SEEN && quantile(this.#manyMs, 0.5) > SLOWER * this.#oneMs) this.#trialMs = [];
        else if (this.#manyMs.length === SEEN) this.#wait = FIRST_WAIT;
    }

    /** Compares tokens with several threads with those of the trial, which have as much text before them. */
    #decide(trialMs: number[]): void {
        this.#trialMs = trialMs;
        if (trialMs.length < TRIED) return;
        this.#trialMs = null;
        this.#oneMs = quantile(trialMs, 0.5);
        if (quantile(this.#manyMs, 0.5) > SLOWER * this.#oneMs) this.#useOne();
        this.#manyMs = [];
    }

    #useOne(): void {
        this.#left = this.#wait;
        this.#wait = Math.min(LONGEST_WAIT, 2 * this.#wait);
        this.#manyMs = [];
    }
}

/** A context whose decodes use the governor's number of threads. */
export class GovernedThreads {
    readonly #most: number;
    readonly #load: CoreLoad | null;
    /** one thread, while the time of a token with it is measured */
    #isMeasuring = false;

    constructor(context: LlamaContext, most: number) {
        this.#most = most;
        this.#load = most > 1 ? new CoreLoad() : null;
        if (this.#load != null) this.#govern(contextInternals(context)._ctx, new ThreadGovernor(most), this.#load);
    }

    /** Measures a token with one thread, for comparison, in a sequence that is empty afterwards. */
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
                threads = this.#isMeasuring ? 1 : Math.min(asked, governor.threads(load.free, tokens >= BATCH ? tokens : 1));
                setThreads(threads);
            },
            decodeBatch: async () => {
                const startedAt = performance.now();
                await decodeBatch();
                const ms = performance.now() - startedAt;
                if (tokens === 1) governor.record(threads, ms);
                else if (tokens >= BATCH) governor.recordBatch(threads, tokens, ms);
            }
        };
        // the prototype's properties are read-only and cannot be assigned
        for (const [name, value] of Object.entries(replaced)) Object.defineProperty(native, name, {value});
    }
}
