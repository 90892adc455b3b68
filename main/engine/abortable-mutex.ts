import {isCancelled, unlessCancelled} from "./cancel.ts";

/** A mutex whose waiting can be aborted; callers acquire it in the order of their calls. */
export class AbortableMutex {
    #last: Promise<void> = Promise.resolve();

    /**
     * Resolves to a function that releases the mutex once all earlier holders have released it. Null if the signal is aborted while
     * waiting: the next caller then gets its turn.
     */
    async acquire(signal?: AbortSignal): Promise<(() => void) | null> {
        const before = this.#last;
        let done!: () => void;
        this.#last = new Promise((resolve) => {
            done = resolve;
        });
        if (!isCancelled(await unlessCancelled(before, signal))) return done;
        void before.then(done);
        return null;
    }
}
