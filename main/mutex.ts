/** Runs asynchronous work one at a time, in the order of asking. */
export class Mutex {
    #last: Promise<unknown> = Promise.resolve();

    /** Runs `work` when all before it has ended, well or not. */
    run<T>(work: () => Promise<T>): Promise<T> {
        const turn = this.#last.then(work);
        this.#last = turn.catch(() => {});
        return turn;
    }

    /** Resolves when all work that was asked for so far has ended. */
    async idle(): Promise<void> {
        await this.#last;
    }
}
