/** The process's side of the protocol: an engine behind messages. */
import {Answerer} from "../../app/rpc/answerer.ts";
import {serializeError} from "../../app/rpc/errors.ts";
import {safeParse} from "../../app/safe-parse.ts";
import {engineCalls, engineRequest} from "./protocol.ts";
import type {Engine} from "../../app/drafting/engine.ts";
import type {SerializedError} from "../../app/rpc/errors.ts";
import type {EngineOptions} from "./llama-engine.ts";
import type {EngineCallName, EngineProcessMethods, EngineReply} from "./protocol.ts";

export interface EngineServiceParts {
    makeEngine(options: EngineOptions): Engine;
    send(reply: EngineReply): void;
    /** called after the engine was disposed and its response was sent */
    finished(): void;
}

/** Returns the handler of incoming messages. A call outside the protocol fails; any other invalid message throws. */
export function serveEngine({makeEngine, send, finished}: EngineServiceParts): (message: unknown) => void {
    const methods = engineMethods(makeEngine);
    let disposal: number | null = null;
    const describe = (error: unknown): {readonly error: SerializedError} => ({error: serializeError(error)});
    const answerer = new Answerer({
        answer(name, input, context) {
            if (!Object.hasOwn(engineCalls, name)) throw new Error(`The engine has no call ${name}`);
            const checked = engineCalls[name as EngineCallName].input.parse(input);
            return (methods[name as EngineCallName] as (...values: unknown[]) => unknown)(checked, context);
        },
        send(reply) {
            send(reply as EngineReply);
            if (reply.id === disposal && reply.type === "result") finished();
        },
        describe
    });
    return (message) => {
        const {data: request, error} = safeParse(engineRequest, message);
        if (error == null) {
            if (request.type === "request" && request.name === "dispose") disposal = request.id;
            return answerer.receive(request);
        }
        const {id} = message as {id?: unknown};
        if (typeof id !== "number") throw error;
        send({type: "error", id, ...describe(error)});
    };
}

function engineMethods(makeEngine: (options: EngineOptions) => Engine): EngineProcessMethods {
    let configured: Engine | null = null;
    const engine = (): Engine => {
        if (configured == null) throw new Error("the engine's process was not configured");
        return configured;
    };
    return {
        configure(options) {
            configured = makeEngine(options);
            return null;
        },
        load: (path, {signal}) => engine().load(path, signal),
        model: () => engine().model,
        begin: (prompt, {signal}) =>
            engine()
                .begin(prompt, signal)
                .then(() => null),
        async draft(job, {signal, progress}) {
            for await (const event of engine().draft(job, signal)) progress(event);
            return null;
        },
        score: ({prompt, text}, {signal}) => engine().score(prompt, text, signal),
        encode: ({prompt, text}) => engine().encode(prompt, text),
        inputRows: (text) => engine().inputRows(text),
        countTokens: (text) => engine().countTokens(text),
        truncate: ({text, limit}) => engine().truncate(text, limit),
        dispose: () =>
            engine()
                .dispose()
                .then(() => null)
    };
}
