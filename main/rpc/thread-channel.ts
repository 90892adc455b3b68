import type {MessagePort, Worker} from "node:worker_threads";
import {answerWith, Answerer} from "../../app/rpc/answerer.ts";
import {Caller} from "../../app/rpc/caller.ts";
import {deserializeError, serializeError} from "../../app/rpc/errors.ts";
import type {SerializedError} from "../../app/rpc/errors.ts";
import type {
    CallMessage,
    CallOptions,
    EventMessage,
    InputOf,
    Methods,
    Name,
    OutputOf,
    ProgressOf,
    ReplyMessage
} from "../../app/rpc/messages.ts";
import {transfersOf} from "../../app/rpc/messages.ts";

interface Failure {
    readonly error: SerializedError;
}
type Message = CallMessage | ReplyMessage<Failure> | EventMessage;

export interface ThreadChannelOptions {
    /** classes of errors that are preserved besides `UserError` and JavaScript's own */
    readonly errors?: Parameters<typeof deserializeError>[1];
    /** called when the number of pending calls to the other thread changes */
    readonly onWaiting?: (count: number) => void;
}

/**
 * One end of a channel between two threads of this program, which trust each other: `Remote` is the interface of the other thread, `Local`
 * that of this one. Both ends may call. Errors keep class, message, stack and plain properties; buffers wrapped in `transfer` are
 * transferred.
 */
export class ThreadChannel<Remote extends Methods<Remote>, Local extends Methods<Local>> {
    readonly #port: Worker | MessagePort;
    readonly #caller: Caller<Remote, Failure>;
    readonly #answerer: Answerer<Failure>;

    constructor(port: Worker | MessagePort, local: Local, {errors = [], onWaiting = () => {}}: ThreadChannelOptions = {}) {
        this.#port = port;
        const answer = answerWith(local);
        this.#caller = new Caller({
            send: (message) => this.#post(message, message.type === "request" ? message.input : null),
            toError: ({error}) => deserializeError(error, errors),
            onWaiting
        });
        this.#answerer = new Answerer({
            answer,
            send: (message) => this.#post(message, message.type === "result" ? message.output : null),
            describe: (error) => ({error: serializeError(error)})
        });
        port.on("message", (message: Message) => {
            switch (message.type) {
                case "request":
                case "cancel":
                    this.#answerer.receive(message);
                    break;
                case "event":
                    void answer(message.name, message.payload, {signal: new AbortController().signal, progress: () => {}});
                    break;
                default:
                    this.#caller.receive(message);
            }
        });
    }

    call<N extends Name<Remote>>(
        name: N,
        input: InputOf<Remote[N]>,
        options?: CallOptions<ProgressOf<Remote[N]>>
    ): Promise<OutputOf<Remote[N]>> {
        return this.#caller.call(name, input, options);
    }

    /** Calls without waiting, for methods whose result is not needed. */
    notify<N extends Name<Remote>>(name: N, payload: InputOf<Remote[N]>): void {
        this.#post({type: "event", name, payload}, payload);
    }

    /** Aborts the signals of the calls that run here. */
    abortAll(): void {
        this.#answerer.abortAll();
    }

    /** The other thread has ended: fails pending calls, and every call from now on. */
    end(error: Error): void {
        this.#caller.end(error);
    }

    #post(message: Message, value: unknown): void {
        this.#port.postMessage(message, [...transfersOf(value)]);
    }
}
