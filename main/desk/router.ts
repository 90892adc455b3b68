import {clientMessage, events, requests} from "../../app/contract/index.ts";
import type {CallContext, EventName, Handlers, HostMessage, Payload, RequestName} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {safeParse} from "../../app/safe-parse.ts";

/** One window's line to the router. */
export interface Session {
    /** Takes a message as it came over the wire; what does not fit the contract is answered with a refusal or dropped. */
    receive(message: unknown): void;
    /** Cancels what the window still waits for and stops sending to it. */
    close(): void;
}

export interface Router {
    connect(send: (message: HostMessage) => void): Session;
    /** Says `payload` to every connected window. */
    say<N extends EventName>(name: N, payload: Payload<N>): void;
    /** Is a window waiting for something? */
    readonly isBusy: boolean;
}

export interface RouterOptions {
    /** Told of errors that are not the user's: defects of ours. */
    readonly report?: (error: unknown, request: string) => void;
}

type AnyHandler = (input: unknown, context: CallContext<RequestName>) => unknown;

/** The one place where a window's questions are checked, answered, reported on and cancelled. */
export function createRouter(handlers: Handlers, options: RouterOptions = {}): Router {
    const windows = new Set<(message: HostMessage) => void>();
    const sessions = new Set<ReturnType<typeof createSession>>();
    return {
        get isBusy() {
            return [...sessions].some(({isBusy}) => isBusy());
        },
        connect(send) {
            windows.add(send);
            const session = createSession(handlers, send, options);
            sessions.add(session);
            return {
                receive: session.receive,
                close() {
                    windows.delete(send);
                    session.close();
                    // what it began may not have ended yet
                    for (const each of sessions) if (!each.isOpen() && !each.isBusy()) sessions.delete(each);
                }
            };
        },
        say(name, payload) {
            const checked = events[name].parse(payload);
            for (const send of windows) send({type: "event", name, payload: checked});
        }
    };
}

function createSession(
    handlers: Handlers, send: (message: HostMessage) => void, {report = () => {}}: RouterOptions
): Session & {isBusy(): boolean; isOpen(): boolean} {
    const running = new Map<number, AbortController>();
    let open = true;
    const answer = (message: HostMessage): void => {
        if (open) send(message);
    };

    async function run(id: number, name: RequestName, rawInput: unknown): Promise<void> {
        const controller = new AbortController();
        running.set(id, controller);
        const {input, output, progress} = requests[name];
        try {
            const checked = safeParse(input, rawInput);
            if (!checked.success) {
                throw new UserError(`The window asked "${name}" with something it may not ask: ${checked.error.issues[0]?.message ?? "unknown"}.`);
            }
            const result = await (handlers[name] as AnyHandler)(checked.data, {
                signal: controller.signal,
                progress: (value) => answer({type: "progress", id, progress: progress.parse(value)})
            });
            answer({type: "result", id, output: output.parse(result)});
        } catch (error) {
            const cancelled = controller.signal.aborted;
            if (!cancelled && !(error instanceof UserError)) report(error, name);
            answer({type: "error", id, sentence: sentenceOf(error, name), cancelled});
        } finally {
            running.delete(id);
        }
    }

    return {
        isBusy: () => running.size > 0,
        isOpen: () => open,
        receive(message) {
            const checked = safeParse(clientMessage, message);
            if (!checked.success) return;
            if (checked.data.type === "cancel") {
                running.get(checked.data.id)?.abort();
                return;
            }
            const {id, name, input} = checked.data;
            if (!Object.hasOwn(requests, name)) {
                answer({type: "error", id, sentence: `This version of Idiolect does not know "${name}".`, cancelled: false});
            } else if (running.has(id)) {
                answer({type: "error", id, sentence: "The window used the same number twice; reload it.", cancelled: false});
            } else {
                void run(id, name as RequestName, input);
            }
        },
        close() {
            open = false;
            for (const controller of running.values()) controller.abort();
        }
    };
}

/** The user's sentence in an error; one that was not written for users is not shown to them. */
function sentenceOf(error: unknown, name: string): string {
    if (error instanceof UserError) return error.message;
    if (error instanceof DOMException && error.name === "AbortError") return "Cancelled.";
    return `Something went wrong inside Idiolect (${name}); the log has the details. Try again, and restart Idiolect if it stays so.`;
}
