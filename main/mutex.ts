/** A mutex: runs asynchronous functions one at a time, in the order of the calls. */
export class Mutex {
    #last: Promise<unknown> = Promise.resolve();

    /** Runs `work` after all earlier work has ended, successfully or not. */
    run<T>(work: () => Promise<T>): Promise<T> {
        const turn = this.#last.then(work);
        this.#last = turn.catch(() => {});
        return turn;
    }

    /** Resolves when all work requested so far has ended. */
    async idle(): Promise<void> {
        await this.#last;
    }
}
