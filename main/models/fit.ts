import {availableParallelism, freemem, totalmem} from "node:os";

/** What a model needs and what this machine has, in bytes. */
export interface Fit {
    /** weights, and room for the context and the computation */
    readonly needed: number;
    readonly total: number;
    readonly free: number;
    readonly fits: boolean;
}

/** context and computation, as a share of the weights, and at least a little */
const overhead = {share: 0.25, least: 128 * 1024 * 1024} as const;
/** the system and other programs keep this share of the memory */
const reserve = 0.2;

/** Does a model of `fileSize` bytes fit this machine's memory? Weights are mapped, so total memory counts, not what is free now. */
export function fitsMachine(fileSize: number, memory: {readonly total: number; readonly free: number} = machineMemory()): Fit {
    const needed = fileSize + Math.max(overhead.least, overhead.share * fileSize);
    return {needed, ...memory, fits: needed <= memory.total * (1 - reserve)};
}

export function machineMemory(): {readonly total: number; readonly free: number} {
    return {total: totalmem(), free: freemem()};
}

/** Threads that suit this machine: all but one of its processors, so that the window stays quick. */
export function machineThreads(): number {
    return Math.max(1, availableParallelism() - 1);
}
