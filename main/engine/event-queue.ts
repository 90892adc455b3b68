/** Events between a sender that does not wait and one reader. */
export class EventQueue<E> implements AsyncIterable<E> {
    readonly #events: E[] = [];
    #ended: {readonly error?: unknown} | null = null;
    #wake: () => void = () => {};

    push(event: E): void {
        this.#events.push(event);
        this.#wake();
    }

    /** Ends the stream after the queued events, or with the given error. */
    end(...error: unknown[]): void {
        this.#ended = error.length > 0 ? {error: error[0]} : {};
        this.#wake();
    }

    async *[Symbol.asyncIterator](): AsyncGenerator<E, void> {
        for (;;) {
            yield* this.#events.splice(0);
            if (this.#events.length > 0) continue;
            if (this.#ended != null) {
                if ("error" in this.#ended) throw this.#ended.error;
                return;
            }
            await new Promise<void>((resolve) => {
                this.#wake = resolve;
            });
        }
    }
}
