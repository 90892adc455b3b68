/**
 * The result of `work`, or the result (or error) of `aborted` as soon as the signal is aborted. The shared work is not cancelled: other
 * callers may await it, and its owner must still wait for its end before it starts other work on the same resource.
 */
export async function untilAborted<T, A>(
    work: Promise<T>,
    signal: AbortSignal | undefined,
    aborted: (reason: unknown) => A
): Promise<T | A> {
    if (signal === undefined) return work;
    // after an abort nobody awaits the shared work; this avoids an unhandled rejection
    work.catch(() => {});
    if (signal.aborted) return aborted(signal.reason);
    let stop = (): void => {};
    const abort = new Promise<A>((resolve, reject) => {
        stop = () => {
            try {
                resolve(aborted(signal.reason));
            } catch (error) {
                reject(error as Error);
            }
        };
        signal.addEventListener("abort", stop, {once: true});
    });
    try {
        return await Promise.race([work, abort]);
    } finally {
        signal.removeEventListener("abort", stop);
    }
}

/** The result of shared work. Throws the signal's reason as soon as the signal is aborted; the work itself continues for other callers. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return untilAborted(work, signal, (reason): never => {
        throw reason;
    });
}
