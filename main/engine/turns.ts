/** One at a time, in the order of asking. */
export class Turns {
    #last: Promise<void> = Promise.resolve();

    /** Resolves when everyone before has finished; call what it resolves to when done. */
    async take(): Promise<() => void> {
        const before = this.#last;
        let done!: () => void;
        this.#last = new Promise((resolve) => {
            done = resolve;
        });
        await before;
        return done;
    }
}
