import type {ZodError} from "zod";
import {clientMessage, events, requests} from "../../app/contract/index.ts";
import type {CallContext, EventName, Handlers, HostMessage, Payload, RequestName} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {Answerer} from "../../app/rpc/answerer.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {safeParse} from "../../app/safe-parse.ts";
import {log} from "../log/log.ts";

/** The connection of one window to the router. */
export interface Session {
    /** Handles a message as it was received; an invalid one gets an error response or is dropped. */
    receive(message: unknown): void;
    /** Cancels the window's pending calls and stops sending to it. */
    close(): void;
}

export interface Router {
    connect(send: (message: HostMessage) => void): Session;
    /** Sends an event to every connected window. */
    emit<N extends EventName>(name: N, payload: Payload<N>): void;
    /** Does a window have a pending call? */
    readonly isBusy: boolean;
}

export interface RouterOptions {
    /** called with unexpected errors (bugs), not with the user's */
    readonly report?: (error: unknown, request: string) => void;
}

type AnyHandler = (input: unknown, context: CallContext<RequestName>) => unknown;

/** Converts an error to the form that is sent to a window. */
interface Refusal {
    readonly sentence: Sentence;
    readonly cancelled: boolean;
}

/** The one place where a window's requests are validated, answered, reported on and cancelled. */
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
                    // jobs that the window started may still be running
                    for (const each of sessions) if (!each.isOpen() && !each.isBusy()) sessions.delete(each);
                }
            };
        },
        emit(name, payload) {
            const checked = events[name].parse(payload);
            for (const send of windows) send({type: "event", name, payload: checked});
        }
    };
}

function createSession(
    handlers: Handlers,
    send: (message: HostMessage) => void,
    {report = () => {}}: RouterOptions
): Session & {isBusy(): boolean; isOpen(): boolean} {
    let open = true;
    const refuse = (id: number, sentence: Sentence): void => {
        if (open) send({type: "error", id, sentence, cancelled: false});
    };
    const answerer = new Answerer<Refusal>({
        async answer(name, rawInput, {signal, progress}) {
            const {input, output, progress: progressSchema} = requests[name as RequestName];
            const checked = safeParse(input, rawInput);
            if (!checked.success) {
                throw new UserError(say("window.refused", {request: name, why: reasonOf(checked.error)}));
            }
            const started = performance.now();
            const result = await (handlers[name as RequestName] as AnyHandler)(checked.data, {
                signal,
                progress: (value) => progress(progressSchema.parse(value))
            });
            log.debug("request.answered", {request: name, duration: Math.round(performance.now() - started)});
            return output.parse(result);
        },
        send(message) {
            if (open) send(message);
        },
        describe(error, name, {aborted: cancelled}) {
            if (!cancelled && !(error instanceof UserError)) report(error, name);
            return {sentence: sentenceOf(error, name), cancelled};
        }
    });
    return {
        isBusy: () => answerer.isBusy,
        isOpen: () => open,
        receive(message) {
            const {data: checked} = safeParse(clientMessage, message);
            if (checked === undefined) return;
            if (checked.type === "cancel") answerer.receive(checked);
            else if (!Object.hasOwn(requests, checked.name)) refuse(checked.id, say("window.unknown-request", {request: checked.name}));
            else if (answerer.isRunning(checked.id)) refuse(checked.id, say("window.number-twice"));
            else answerer.receive(checked);
        },
        close() {
            open = false;
            answerer.abortAll();
        }
    };
}

/** The message of a UserError; other error messages are not shown to users. */
function sentenceOf(error: unknown, request: string): Sentence {
    if (error instanceof UserError) return error.sentence;
    if (error instanceof DOMException && error.name === "AbortError") return say("window.cancelled");
    return say("window.failed", {request});
}

/** Why an input is refused: what a user can do about is worded, the rest is said to whoever changes the window. */
function reasonOf({issues: [issue]}: ZodError): Sentence | string {
    if (issue?.code === "too_big" && issue.origin === "string") return say("window.too-long", {most: Number(issue.maximum)});
    return issue?.message ?? "";
}
