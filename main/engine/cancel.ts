import {untilAborted} from "../abort.ts";

const cancelled = Symbol("cancelled");
type Cancelled = typeof cancelled;

export const isCancelled = (value: unknown): value is Cancelled => value === cancelled;

/** The result of `work`, or `cancelled` as soon as the signal is aborted; see `untilAborted`. */
export async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | Cancelled> {
    return untilAborted<T, Cancelled>(work, signal, () => cancelled);
}
