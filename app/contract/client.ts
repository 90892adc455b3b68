import {events, hostMessage, requests} from "./index.ts";
import type {CallOptions, Client, ClientMessage, EventName, Input, Output, Progress, RequestName} from "./index.ts";
import {Caller} from "../rpc/caller.ts";
import type {CallContext} from "../rpc/messages.ts";
import {say} from "../sentences/sentence.ts";
import type {Sentence} from "../sentences/sentence.ts";

/** Transport of messages: Electron's preload bridge or the preview's WebSocket. */
export interface Transport {
    send(message: ClientMessage): void;
    /** Called once, before the first `send`. */
    receive(listener: (message: unknown) => void): void;
    /** Called when the connection is lost; `listener` rejects pending calls. */
    onClose?(listener: () => void): void;
}

/** A request that failed. `message` is one sentence for the user. */
export class RefusedError extends Error {
    override readonly name = "RefusedError";
    readonly sentence: Sentence;
    readonly cancelled: boolean;
    constructor(sentence: Sentence, cancelled: boolean) {
        super(sentence.text);
        this.sentence = sentence;
        this.cancelled = cancelled;
    }
}

/** The form of an error in main's response. */
interface Refusal {
    readonly sentence: Sentence;
    readonly cancelled: boolean;
}

/** The requests of main as an interface that a `Caller` can call. */
type Host = {readonly [N in RequestName]: (input: Input<N>, context: CallContext<Progress<N>>) => Output<N>};

/** events that ask for something once; one that comes before the page has a listener is kept for the first */
const kept: ReadonlySet<string> = new Set<EventName>(["host.command", "host.openFile"]);

/** The window's client over any transport. Messages from main are validated as strictly as those from the window. */
export function createClient(transport: Transport): Client {
    const caller = new Caller<Host, Refusal>({
        send: (message) => transport.send(message),
        toError: ({sentence, cancelled}) => new RefusedError(sentence, cancelled)
    });
    const listeners = new Map<string, Set<(payload: never) => void>>();
    /** the newest kept event of each name */
    const unheard = new Map<string, unknown>();

    transport.receive((raw) => {
        const {data: message} = hostMessage.safeParse(raw);
        if (message?.type === "event") hear(message.name, message.payload);
        else if (message !== undefined) caller.receive(message);
    });
    transport.onClose?.(() => caller.end(new RefusedError(say("window.stopped"), false)));

    function hear(name: string, raw: unknown): void {
        if (!Object.hasOwn(events, name)) return;
        const payload = events[name as EventName].safeParse(raw);
        if (!payload.success) return;
        const hearing = listeners.get(name);
        if (kept.has(name) && (hearing === undefined || hearing.size === 0)) unheard.set(name, payload.data);
        for (const listener of hearing ?? []) listener(payload.data as never);
    }

    return {
        async call(name, input, {signal, onProgress}: CallOptions<typeof name> = {}) {
            if (signal?.aborted) throw new RefusedError(say("window.cancelled"), true);
            const answer = await caller.call(name, input as never, {
                signal,
                onProgress(value: unknown) {
                    const progress = requests[name].progress.safeParse(value);
                    if (progress.success) onProgress?.(progress.data as never);
                }
            });
            const output = requests[name].output.safeParse(answer);
            if (!output.success) throw new RefusedError(say("window.answer-unknown", {request: name}), false);
            return output.data as never;
        },
        on(name, listener) {
            const set = listeners.get(name) ?? new Set();
            listeners.set(name, set);
            set.add(listener as (payload: never) => void);
            if (unheard.has(name)) {
                const payload = unheard.get(name);
                unheard.delete(name);
                listener(payload as never);
            }
            return () => set.delete(listener as (payload: never) => void);
        }
    };
}
