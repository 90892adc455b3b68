/** Notices that a process does not answer any more, e.g. as its event loop is held by an endless loop. */

/** ms between two questions */
const ASK_EVERY = 1_000;

export class Liveness {
    readonly #most: number;
    readonly #every: number;
    readonly #timer: NodeJS.Timeout;
    /** questions since the last answer; counted, not timed, as a machine that slept has not answered either */
    #unanswered = 0;

    /**
     * @param ask sends a question whose answer calls `answered`
     * @param silent called once when nothing was answered for `ms`
     */
    constructor(ms: number, ask: () => void, silent: () => void) {
        this.#every = Math.min(ASK_EVERY, ms / 4);
        this.#most = Math.ceil(ms / this.#every);
        this.#timer = setInterval(() => {
            if (this.#unanswered >= this.#most) {
                this.stop();
                silent();
                return;
            }
            this.#unanswered++;
            ask();
        }, this.#every);
        this.#timer.unref();
    }

    answered(): void {
        this.#unanswered = 0;
    }

    stop(): void {
        clearInterval(this.#timer);
    }
}
