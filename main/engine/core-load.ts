/** How many CPU cores other programs leave free. */
import {cpus, loadavg} from "node:os";

/** CPU times used up to a point in time. */
export interface LoadSnapshot {
    /** ms of a monotonic clock */
    readonly at: number;
    readonly cores: number;
    /** ms of CPU time of all cores together */
    readonly busy: number;
    /** ms of CPU time of this process */
    readonly own: number;
}

export function takeSnapshot(): LoadSnapshot {
    const all = cpus();
    const busy = all.reduce((sum, {times: {user, nice, sys, irq}}) => sum + user + nice + sys + irq, 0);
    const {user, system} = process.cpuUsage();
    return {at: performance.now(), cores: all.length, busy, own: (user + system) / 1000};
}

/** Cores that other programs left free between two samples, 0 to all of them. */
export function freeCores(before: LoadSnapshot, after: LoadSnapshot): number {
    const elapsed = Math.max(1, after.at - before.at);
    const others = (after.busy - before.busy - (after.own - before.own)) / elapsed;
    return Math.min(after.cores, Math.max(0, after.cores - Math.max(0, others)));
}

/** ms between samples; the system counts in steps of 10 ms */
const INTERVAL = 400;
/** weight of the newest sample in the moving average */
const NEWEST = 0.5;

/** Samples the load until it is disposed. The timer does not keep the process alive. */
export class CoreLoad {
    #snapshot = takeSnapshot();
    #free: number;
    /** whether a sample was taken; until then the free cores are a guess */
    #isSampled = false;
    readonly #timer: NodeJS.Timeout;

    constructor() {
        // before the first sample: the load average of the last minute (0 on Windows)
        this.#free = Math.max(0, this.#snapshot.cores - (loadavg()[0] ?? 0));
        this.#timer = setInterval(() => this.#sample(), INTERVAL).unref();
    }

    /** Free cores, moving average. */
    get free(): number {
        return this.#free;
    }

    dispose(): void {
        clearInterval(this.#timer);
    }

    #sample(): void {
        const now = takeSnapshot();
        const newest = freeCores(this.#snapshot, now);
        // a busy core counts at once: too many threads cost far more than too few
        this.#free = newest < this.#free || !this.#isSampled ? newest : (1 - NEWEST) * this.#free + NEWEST * newest;
        this.#isSampled = true;
        this.#snapshot = now;
    }
}
