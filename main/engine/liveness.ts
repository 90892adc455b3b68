/** Detects that a process no longer responds, e.g. because its event loop is blocked by an endless loop. */

/** ms between two pings */
const ASK_EVERY = 1_000;

export class Liveness {
    readonly #most: number;
    readonly #every: number;
    readonly #timer: NodeJS.Timeout;
    /** pings since the last response; counted instead of timed, as a machine that slept has not answered either */
    #unanswered = 0;

    /**
     * @param ask sends a ping whose response calls `answered`
     * @param silent called once when there was no response for `ms`
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
