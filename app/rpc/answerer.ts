import type {CallContext, CallMessage, Methods, ReplyMessage} from "./messages.ts";

export interface AnswererOptions<F> {
    /** Runs a call. An error, synchronous or not, is the call's error. */
    answer(name: string, input: unknown, context: CallContext<unknown>): unknown;
    send(message: ReplyMessage<F>): void;
    /** converts an error to the form that is sent to the caller */
    describe(error: unknown, name: string, signal: AbortSignal): F;
}

/** The receiving half of a channel: runs calls, each with its own signal, until they end or are cancelled. */
export class Answerer<F> {
    readonly #options: AnswererOptions<F>;
    readonly #running = new Map<number, AbortController>();

    constructor(options: AnswererOptions<F>) {
        this.#options = options;
    }

    receive(message: CallMessage): void {
        if (message.type === "cancel") this.#running.get(message.id)?.abort();
        else void this.#run(message.id, message.name, message.input);
    }

    isRunning(id: number): boolean {
        return this.#running.has(id);
    }

    /** Whether a call is running. */
    get isBusy(): boolean {
        return this.#running.size > 0;
    }

    abortAll(): void {
        for (const controller of this.#running.values()) controller.abort();
    }

    async #run(id: number, name: string, input: unknown): Promise<void> {
        const {answer, send, describe} = this.#options;
        const controller = new AbortController();
        this.#running.set(id, controller);
        try {
            const output = await answer(name, input, {
                signal: controller.signal,
                progress: (progress) => send({type: "progress", id, progress})
            });
            send({type: "result", id, output});
        } catch (error) {
            send({type: "error", id, ...describe(error, name, controller.signal)});
        } finally {
            this.#running.delete(id);
        }
    }
}

/** Answers with an object's methods. */
export function answerWith<T extends Methods<T>>(methods: T): AnswererOptions<never>["answer"] {
    return (name, input, context) => {
        if (!Object.hasOwn(methods, name)) throw new Error(`There is no method ${name}`);
        return methods[name as keyof T](input as never, context as CallContext);
    };
}
