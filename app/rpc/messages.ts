/**
 * The wire format between the window, main, its threads and the engine's process: calls with progress and cancelling, and events without a
 * response. Values are structured clones; a receiver that does not trust the sender validates them.
 */

/** From the caller. */
export type CallMessage =
    | {readonly type: "request"; readonly id: number; readonly name: string; readonly input: unknown}
    | {readonly type: "cancel"; readonly id: number};

/** To the caller: any number of `progress`, then a `result` or an `error`. `F`: the form of an error. */
export type ReplyMessage<F> =
    | {readonly type: "progress"; readonly id: number; readonly progress: unknown}
    | {readonly type: "result"; readonly id: number; readonly output: unknown}
    | ({readonly type: "error"; readonly id: number} & F);

export interface EventMessage {
    readonly type: "event";
    readonly name: string;
    readonly payload: unknown;
}

/** Second argument of a method. */
export interface CallContext<P = never> {
    /** aborted when the caller cancels */
    readonly signal: AbortSignal;
    progress(value: P): void;
}

/** An interface whose methods can be called over a channel: one input, and a context that types the progress. */
export type Methods<T> = {readonly [N in keyof T]: (input: never, context: CallContext) => unknown};
export type Name<T> = keyof T & string;
export type InputOf<M> = M extends (input: infer I, ...rest: never) => unknown ? I : never;
export type OutputOf<M> = M extends (...values: never) => infer O ? Awaited<O> : never;
export type ProgressOf<M> = M extends (input: never, context: CallContext<infer P>) => unknown ? P : never;

export interface CallOptions<P = never> {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((value: P) => void) | undefined;
}

const transfers = new WeakMap<object, readonly ArrayBuffer[]>();

/** Marks a value whose buffers are transferred instead of copied between threads; the sender loses them. */
export function transfer<T extends object>(value: T, buffers: readonly ArrayBuffer[]): T {
    transfers.set(value, buffers);
    return value;
}

/** The buffers that `transfer` named for a value. */
export function transfersOf(value: unknown): readonly ArrayBuffer[] {
    return typeof value === "object" && value !== null ? (transfers.get(value) ?? []) : [];
}
