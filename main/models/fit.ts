import {availableParallelism, freemem, totalmem} from "node:os";

/** Memory that a model needs and that this machine has, in bytes. */
export interface Fit {
    /** weights, context and computation */
    readonly needed: number;
    readonly total: number;
    readonly free: number;
    readonly fits: boolean;
}

/** context and computation as a share of the weights, and a minimum */
const overhead = {share: 0.25, least: 128 * 1024 * 1024} as const;
/** share of the memory that is left to the system and other programs */
const reserve = 0.2;

/** Whether a model of `fileSize` bytes fits this machine's memory. Weights are memory-mapped, so total memory counts, not free memory. */
export function fitsMachine(fileSize: number, memory: {readonly total: number; readonly free: number} = machineMemory()): Fit {
    const needed = fileSize + Math.max(overhead.least, overhead.share * fileSize);
    return {needed, ...memory, fits: needed <= memory.total * (1 - reserve)};
}

export function machineMemory(): {readonly total: number; readonly free: number} {
    return {total: totalmem(), free: freemem()};
}

/** Threads for this machine: all processors but one, so that the window stays responsive. */
export function machineThreads(): number {
    return Math.max(1, availableParallelism() - 1);
}
