import type {CallMessage, CallOptions, InputOf, Methods, Name, OutputOf, ProgressOf, ReplyMessage} from "./messages.ts";

/** A call without its answer yet. */
export interface PendingCall {
    readonly name: string;
    readonly input: unknown;
}

interface Waiting extends PendingCall {
    readonly resolve: (output: never) => void;
    readonly reject: (error: Error) => void;
    readonly onProgress: ((value: never) => void) | undefined;
}

export interface CallerOptions<F> {
    send(message: CallMessage): void;
    /** an error as the other side told it, as an error to throw */
    toError(failure: F): Error;
    /** called when the number of unanswered calls changes */
    onWaiting?(count: number): void;
}

/** The caller's half of a channel: numbers calls, finds whose answer came, passes cancelling on. */
export class Caller<T extends Methods<T>, F> {
    readonly #options: CallerOptions<F>;
    readonly #waiting = new Map<number, Waiting>();
    #lastId = 0;
    #ended: Error | null = null;

    constructor(options: CallerOptions<F>) {
        this.#options = options;
    }

    /** Rejects with what the other side threw, or with why the channel ended. An abort is passed on; the other side decides what comes of it. */
    async call<N extends Name<T>>(
        name: N,
        input: InputOf<T[N]>,
        {signal, onProgress}: CallOptions<ProgressOf<T[N]>> = {}
    ): Promise<OutputOf<T[N]>> {
        if (this.#ended !== null) throw this.#ended;
        const id = ++this.#lastId;
        const cancel = (): void => this.#options.send({type: "cancel", id});
        try {
            return await new Promise<OutputOf<T[N]>>((resolve, reject) => {
                this.#waiting.set(id, {name, input, resolve, reject, onProgress});
                this.#options.onWaiting?.(this.#waiting.size);
                this.#options.send({type: "request", id, name, input});
                if (signal?.aborted) cancel();
                signal?.addEventListener("abort", cancel, {once: true});
            });
        } finally {
            signal?.removeEventListener("abort", cancel);
        }
    }

    /** Takes an answer. One to no call that waits is passed over. */
    receive(reply: ReplyMessage<F>): void {
        const call = this.#waiting.get(reply.id);
        if (call === undefined) return;
        if (reply.type === "progress") {
            call.onProgress?.(reply.progress as never);
            return;
        }
        this.#waiting.delete(reply.id);
        if (reply.type === "result") call.resolve(reply.output as never);
        else call.reject(this.#options.toError(reply));
        this.#options.onWaiting?.(this.#waiting.size);
    }

    pending(): PendingCall[] {
        return [...this.#waiting.values()];
    }

    /** The call that an answer belongs to, or null. */
    pendingCall(id: number): PendingCall | null {
        return this.#waiting.get(id) ?? null;
    }

    /** Fails what waits, and every call from now on. */
    end(error: Error): void {
        this.#ended ??= error;
        const waiting = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const {reject} of waiting) reject(error);
        if (waiting.length > 0) this.#options.onWaiting?.(0);
    }
}
