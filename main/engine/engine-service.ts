/** The process's side of the protocol: an engine behind messages. */
import {requestSchema, toFailure} from "./protocol.ts";
import {safeParse} from "../../app/safe-parse.ts";
import type {Engine} from "../../app/drafting/engine.ts";
import type {EngineOptions} from "./llama-engine.ts";
import type {EngineAnswer, EngineCall} from "./protocol.ts";

export interface EngineServiceParts {
    makeEngine(options: EngineOptions): Engine;
    send(answer: EngineAnswer): void;
    /** called when the engine has been disposed and the answer to that is sent */
    finished(): void;
}

/** Returns what to call with each message that arrives. A call that is none of the protocol's fails; any other such message throws. */
export function serveEngine({makeEngine, send, finished}: EngineServiceParts): (message: unknown) => void {
    const running = new Map<number, AbortController>();
    let engine: Engine | null = null;

    const answer = async (id: number, call: EngineCall, signal: AbortSignal): Promise<void> => {
        if (engine == null)
            throw new Error("the engine's process was not configured");
        if (call.type === "draft")
            for await (const event of engine.draft(call.job, signal))
                send({type: "event", id, event});
        const value = call.type === "draft" ? null : await perform(engine, call, signal);
        send({type: "result", id, value});
        if (call.type === "dispose")
            finished();
    };

    return (message) => {
        const {data: request, error} = safeParse(requestSchema, message);
        if (error != null) {
            const {id} = message as {id?: unknown};
            if (typeof id !== "number")
                throw error;
            return send({type: "failure", id, failure: toFailure(error)});
        }
        switch (request.type) {
            case "configure":
                engine = makeEngine(request.options);
                return;
            case "cancel":
                running.get(request.id)?.abort();
                return;
            case "call": {
                const {id, call} = request;
                const controller = new AbortController();
                running.set(id, controller);
                void answer(id, call, controller.signal)
                    .catch((error: unknown) => send({type: "failure", id, failure: toFailure(error)}))
                    .finally(() => running.delete(id));
            }
        }
    };
}

async function perform(engine: Engine, call: Exclude<EngineCall, {type: "draft"}>, signal: AbortSignal): Promise<unknown> {
    switch (call.type) {
        case "load":
            return engine.load(call.path, signal);
        case "model":
            return engine.model;
        case "begin":
            return engine.begin(call.prompt, signal);
        case "score":
            return engine.score(call.prompt, call.text, signal);
        case "encode":
            return engine.encode(call.prompt, call.text);
        case "inputRows":
            return engine.inputRows(call.text);
        case "countTokens":
            return engine.countTokens(call.text);
        case "truncate":
            return engine.truncate(call.text, call.limit);
        case "dispose":
            return engine.dispose().then(() => null);
    }
}
