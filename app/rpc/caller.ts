import type {CallMessage, CallOptions, InputOf, Methods, Name, OutputOf, ProgressOf, ReplyMessage} from "./messages.ts";

/** A pending call. */
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
    /** converts the other side's error to one that is thrown here */
    toError(failure: F): Error;
    /** called when the number of pending calls changes */
    onWaiting?(count: number): void;
}

/** The calling half of a channel: numbers calls, matches responses, forwards cancelling. */
export class Caller<T extends Methods<T>, F> {
    readonly #options: CallerOptions<F>;
    readonly #waiting = new Map<number, Waiting>();
    #lastId = 0;
    #ended: Error | null = null;

    constructor(options: CallerOptions<F>) {
        this.#options = options;
    }

    /**
     * Rejects with the other side's error, or with the reason why the channel ended. An abort is forwarded; the other side decides the
     * result.
     */
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

    /** Handles a response. One without a pending call is ignored. */
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

    /** The call of a response, or null. */
    pendingCall(id: number): PendingCall | null {
        return this.#waiting.get(id) ?? null;
    }

    /** Fails pending calls, and every call from now on. */
    end(error: Error): void {
        this.#ended ??= error;
        const waiting = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const {reject} of waiting) reject(error);
        if (waiting.length > 0) this.#options.onWaiting?.(0);
    }
}
