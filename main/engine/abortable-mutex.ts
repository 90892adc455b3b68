import {isCancelled, unlessCancelled} from "./cancel.ts";

/** One at a time, in the order of asking. */
export class AbortableMutex {
    #last: Promise<void> = Promise.resolve();

    /**
     * Resolves when everyone before has finished; call what it resolves to when done.
     * Null if the signal is aborted while waiting: then it is somebody else's turn.
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
