const cancelled = Symbol("cancelled");
type Cancelled = typeof cancelled;

export const isCancelled = (value: unknown): value is Cancelled => value === cancelled;

/**
 * What `work` resolves to, or `cancelled` as soon as the signal is aborted. The work itself goes on: whoever started it still has to
 * wait for its end before it starts other work on the same thing.
 */
export async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | Cancelled> {
    if (signal == null)
        return work;
    if (signal.aborted) {
        work.catch(() => {});
        return cancelled;
    }
    let stop!: () => void;
    const aborted = new Promise<Cancelled>((resolve) => {
        stop = () => resolve(cancelled);
        signal.addEventListener("abort", stop, {once: true});
    });
    try {
        const first = await Promise.race([work, aborted]);
        if (isCancelled(first))
            work.catch(() => {});
        return first;
    } finally {
        signal.removeEventListener("abort", stop);
    }
}
