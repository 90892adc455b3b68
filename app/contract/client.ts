import {events, hostMessage, requests} from "./index.ts";
import type {CallOptions, Client, ClientMessage, EventName, RequestName} from "./index.ts";

/** What carries messages: Electron's preload bridge or the preview's WebSocket. */
export interface Transport {
    send(message: ClientMessage): void;
    /** Called once, before the first `send`. */
    receive(listener: (message: unknown) => void): void;
    /** Called when the line is cut; `listener` fails what is waiting. */
    onClose?(listener: () => void): void;
}

/** A question that was not answered. `message` is the user's sentence. */
export class RefusedError extends Error {
    override readonly name = "RefusedError";
    readonly cancelled: boolean;
    constructor(sentence: string, cancelled: boolean) {
        super(sentence);
        this.cancelled = cancelled;
    }
}

interface Waiting {
    readonly name: RequestName;
    readonly resolve: (output: unknown) => void;
    readonly reject: (error: Error) => void;
    readonly onProgress: ((progress: never) => void) | undefined;
}

const stopped = "Idiolect has stopped; start it again.";

/** The window's client over any transport. What main says is checked as strictly as what the window says. */
export function createClient(transport: Transport): Client {
    const waiting = new Map<number, Waiting>();
    const listeners = new Map<string, Set<(payload: never) => void>>();
    let nextId = 0;

    transport.receive((raw) => {
        const checked = hostMessage.safeParse(raw);
        if (!checked.success) return;
        const message = checked.data;
        if (message.type === "event") {
            hear(message.name, message.payload);
            return;
        }
        const call = waiting.get(message.id);
        if (call === undefined) return;
        if (message.type === "progress") {
            const progress = requests[call.name].progress.safeParse(message.progress);
            if (progress.success) call.onProgress?.(progress.data as never);
            return;
        }
        waiting.delete(message.id);
        if (message.type === "error") {
            call.reject(new RefusedError(message.sentence, message.cancelled));
            return;
        }
        const output = requests[call.name].output.safeParse(message.output);
        if (output.success) call.resolve(output.data);
        else call.reject(new RefusedError(`Idiolect answered "${call.name}" in a way this window does not understand; reload the window.`, false));
    });

    let isCut = false;
    transport.onClose?.(() => {
        isCut = true;
        for (const call of waiting.values()) call.reject(new RefusedError(stopped, false));
        waiting.clear();
    });

    function hear(name: string, raw: unknown): void {
        if (!Object.hasOwn(events, name)) return;
        const payload = events[name as EventName].safeParse(raw);
        if (!payload.success) return;
        for (const listener of listeners.get(name) ?? []) listener(payload.data as never);
    }

    return {
        call(name, input, options: CallOptions<typeof name> = {}) {
            const id = nextId++;
            return new Promise((resolve, reject) => {
                if (isCut) {
                    reject(new RefusedError(stopped, false));
                    return;
                }
                waiting.set(id, {name, resolve: resolve as (output: unknown) => void, reject, onProgress: options.onProgress as Waiting["onProgress"]});
                if (options.signal?.aborted) {
                    waiting.delete(id);
                    reject(new RefusedError("Cancelled.", true));
                    return;
                }
                options.signal?.addEventListener("abort", () => transport.send({type: "cancel", id}), {once: true});
                transport.send({type: "request", id, name, input});
            });
        },
        on(name, listener) {
            const set = listeners.get(name) ?? new Set();
            listeners.set(name, set);
            set.add(listener as (payload: never) => void);
            return () => set.delete(listener as (payload: never) => void);
        }
    };
}
