import {describe, expect, it} from "vitest";
import {createClient, RefusedError} from "../../app/contract/client.ts";
import type {Transport} from "../../app/contract/client.ts";
import type {Handlers, HostMessage} from "../../app/contract/index.ts";
import {standardSettings} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import {createRouter} from "./router.ts";

/** A client and a router that are connected directly, with a record of all messages. */
function joined(handlers: Partial<Handlers>, report?: (error: unknown) => void) {
    const router = createRouter(handlers as Handlers, report ? {report} : {});
    const sent: HostMessage[] = [];
    let hear: (message: unknown) => void = () => {};
    const session = router.connect((message) => {
        sent.push(structuredClone(message));
        hear(message);
    });
    const transport: Transport = {
        send: (message) => session.receive(structuredClone(message)),
        receive: (listener) => {
            hear = listener;
        }
    };
    return {router, session, sent, client: createClient(transport), emit: (message: unknown) => hear(message)};
}

describe("the router", () => {
    it("returns the handler's result with defaults filled in", async () => {
        const seen: unknown[] = [];
        const {client} = joined({
            "library.skipped": (input) => {
                seen.push(input);
                return {files: [], total: 3};
            }
        });
        expect(await client.call("library.skipped", {})).toEqual({files: [], total: 3});
        expect(seen).toEqual([{limit: 200}]);
    });

    it("rejects invalid input without running the handler", async () => {
        let ran = false;
        const {client} = joined({
            "library.remove": () => {
                ran = true;
                return {};
            }
        });
        await expect(client.call("library.remove", {id: 7} as never)).rejects.toThrow(/was refused/);
        expect(ran).toBe(false);
    });

    it("survives checks that throw, of the message and of its input", async () => {
        const bad = {length: {toString: 0}},
            reported: unknown[] = [];
        const {session, sent, client} = joined({"settings.read": () => standardSettings, "host.copy": () => ({})}, (error) =>
            reported.push(error)
        );
        session.receive({type: "request", id: 1, name: bad, input: {}});
        session.receive({type: "request", id: 2, name: "host.copy", input: {text: bad}});
        expect(await client.call("settings.read", {})).toEqual(standardSettings);
        expect(sent.find((message) => "id" in message && message.id === 2)).toMatchObject({
            type: "error",
            sentence: {key: "window.refused", text: expect.stringMatching(/was refused/)}
        });
        expect(reported).toEqual([]);
    });

    it("says in the window's language that a text is too long", async () => {
        const {client} = joined({"host.copy": () => ({})});
        const error = await client.call("host.copy", {text: "a".repeat(2_000_001)}).catch((thrown: unknown) => thrown);
        const {sentence} = error as RefusedError;
        expect(sentence.text).toMatch(/was refused \(it has more than [\d,]+ characters\)/);
        expect(wordSentence(sentence, "de")).toMatch(/wurde abgelehnt \(sie hat mehr als [\d.]+ Zeichen\)/);
    });

    it("reports whether a call is pending", async () => {
        let finish: () => void = () => {};
        const {router, session, client} = joined({
            "library.remove": () =>
                new Promise((resolve) => {
                    finish = () => resolve({});
                })
        });
        expect(router.isBusy).toBe(false);
        const removed = client.call("library.remove", {id: "a"});
        expect(router.isBusy).toBe(true);
        // closing a window does not end a job that it started
        session.close();
        expect(router.isBusy).toBe(true);
        finish();
        await expect.poll(() => router.isBusy).toBe(false);
        removed.catch(() => {});
    });

    it("rejects a name outside the contract, also one that every object has", async () => {
        const {client} = joined({});
        await expect(client.call("files.read" as never, {} as never)).rejects.toThrow(/does not know/);
        await expect(client.call("toString" as never, {} as never)).rejects.toThrow(/does not know/);
        await expect(client.call("__proto__" as never, {} as never)).rejects.toThrow(/does not know/);
    });

    it("never sends a result that violates the contract", async () => {
        const reported: unknown[] = [];
        const {client, sent} = joined({"settings.read": () => ({...standardSettings, theme: "pink"}) as never}, (error) =>
            reported.push(error)
        );
        await expect(client.call("settings.read", {})).rejects.toThrow(/inside Idiolect/);
        expect(sent.map((message) => message.type)).toEqual(["error"]);
        expect(reported).toHaveLength(1);
    });

    it("passes a user's sentence on with its key and values, and keeps the words of a defect to itself", async () => {
        const {client} = joined({
            "persona.erase": () => {
                throw new UserError(say("folder.missing", {path: "/post"}));
            },
            "persona.export": () => {
                throw new TypeError("secret is undefined");
            }
        });
        await expect(client.call("persona.erase", {})).rejects.toMatchObject({
            message: "There is no folder /post: check its name.",
            sentence: {key: "folder.missing", values: {path: "/post"}}
        });
        await expect(client.call("persona.export", {})).rejects.toThrow(expect.not.stringContaining("secret") as never);
    });

    it("delivers progress in order, then the result", async () => {
        const step = (done: number) => ({phase: "read" as const, done, total: 3, items: done, rate: null, secondsLeft: null, path: null});
        const result = {files: 3, items: 3, unchanged: 0, removed: 0, skipped: 0, libraryItems: 3};
        const {client} = joined({
            "library.scan": (_input, context) => {
                for (const n of [1, 2, 3]) context.progress(step(n));
                return result;
            }
        });
        const heard: number[] = [];
        expect(await client.call("library.scan", {}, {onProgress: ({done}) => heard.push(done)})).toEqual(result);
        expect(heard).toEqual([1, 2, 3]);
    });

    it("cancels only the call that is cancelled", async () => {
        const untilAborted = (signal: AbortSignal) =>
            new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        const {client} = joined({
            "library.scan": (_input, {signal}) => untilAborted(signal),
            "library.suggestions": () => []
        });
        const controller = new AbortController();
        const call = client.call("library.scan", {}, {signal: controller.signal});
        controller.abort();
        const error = await call.catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(RefusedError);
        expect((error as RefusedError).cancelled).toBe(true);
        expect(await client.call("library.suggestions", {})).toEqual([]);
    });

    it("aborts the calls of a closed window and sends it nothing more", async () => {
        let aborted = false;
        const {client, session, sent} = joined({
            "library.scan": (_input, {signal}) =>
                new Promise<never>((_resolve, reject) =>
                    signal.addEventListener("abort", () => {
                        aborted = true;
                        reject(signal.reason);
                    })
                )
        });
        void client.call("library.scan", {}).catch(() => {});
        session.close();
        await Promise.resolve();
        expect(aborted).toBe(true);
        expect(sent).toEqual([]);
    });

    it("drops malformed messages", () => {
        const {session, sent} = joined({});
        for (const bad of [null, 7, "x", [], {type: "request"}, {type: "request", id: -1, name: "x"}, {type: "eval", code: "1"}])
            session.receive(bad);
        expect(sent).toEqual([]);
    });

    it("sends events to every window, and a client accepts only valid ones", () => {
        const {router, client, emit} = joined({});
        const heard: unknown[] = [];
        const stop = client.on("host.command", (payload) => heard.push(payload));
        router.emit("host.command", {command: "palette"});
        emit({type: "event", name: "host.command", payload: {command: 5}});
        emit({type: "event", name: "constructor", payload: {}});
        stop();
        router.emit("host.command", {command: "unheard"});
        expect(heard).toEqual([{command: "palette"}]);
    });
});
