/**
 * What shared work gives, or what `aborted` gives (or throws) as soon as the signal is aborted. The work goes on: others may wait
 * for it, and whoever started it still has to wait for its end before starting other work on the same thing.
 */
export async function untilAborted<T, A>(
    work: Promise<T>,
    signal: AbortSignal | undefined,
    aborted: (reason: unknown) => A
): Promise<T | A> {
    if (signal === undefined) return work;
    // nobody hears of its failure any more
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

/** What shared work gives; throws the signal's reason as soon as it is aborted, and the work goes on for the others. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return untilAborted(work, signal, (reason): never => {
        throw reason;
    });
}
