import {Worker} from "node:worker_threads";
import {afterEach, beforeEach, expect, it} from "vitest";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {deserializeError, serializeError} from "../../app/rpc/errors.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import {NewerFileError} from "../store/json-store.ts";
import {ThreadChannel} from "./thread-channel.ts";
import type {TestHost, TestThread} from "./testing/worker.ts";

let worker: Worker;
let channel: ThreadChannel<TestThread, TestHost>;

beforeEach(() => {
    worker = new Worker(new URL("./testing/worker.ts", import.meta.url));
    channel = new ThreadChannel(worker, {greet: (name) => `Hello ${name}`}, {errors: [NewerFileError]});
    worker.on("error", (error) => channel.end(error));
});

afterEach(() => worker.terminate());

it("calls the other thread and transfers buffers", async () => {
    expect(await channel.call("double", Float32Array.of(1, 2, 3))).toEqual(Float32Array.of(2, 4, 6));
    // a transferred buffer is empty here
    expect(await channel.call("left", null)).toBe(0);
});

it("keeps an error's class, sentence, key and values", async () => {
    const error = await channel.call("refuse", null).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NewerFileError);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
        name: "NewerFileError",
        message: new NewerFileError("drafts.json", 3, 2).message,
        key: "store.newer",
        values: {path: "drafts.json", found: 3, known: 2}
    });
    expect(wordSentence((error as NewerFileError).sentence, "de")).toMatch(/^drafts\.json stammt von einem neueren Idiolect \(Format 3/);
    expect(error).not.toHaveProperty("handle");
    expect((error as Error).stack).toContain("testing/worker.ts");
});

it("forwards progress and cancelling", async () => {
    const controller = new AbortController(),
        heard: number[] = [];
    const call = channel.call("count", 3, {
        signal: controller.signal,
        onProgress: (step) => {
            heard.push(step);
            if (step === 3) controller.abort();
        }
    });
    const error = await call.catch((thrown: unknown) => thrown);
    expect(heard).toEqual([1, 2, 3]);
    expect((error as Error).name).toBe("AbortError");
});

it("lets the other thread call back", async () => {
    expect(await channel.call("ask", "Ada")).toBe("Hello Ada");
});

it("rejects a method that is not offered, also one that every object has", async () => {
    await expect(channel.call("toString" as never, null as never)).rejects.toThrow("There is no method toString");
});

it("fails pending calls when the thread ends, and every later call", async () => {
    const waiting = channel.call("count", 1).catch((thrown: unknown) => thrown);
    channel.notify("crash", null);
    expect(await waiting).toMatchObject({message: "The thread crashed"});
    await expect(channel.call("left", null)).rejects.toThrow("The thread crashed");
});

it("converts an unknown class of error to the nearest known one, with its cause", () => {
    class EngineCrash extends UserError {}
    const restored = deserializeError(
        structuredClone(serializeError(new EngineCrash(say("engine.crashed", {how: "SIGSEGV"}), {cause: new RangeError("out of memory")})))
    );
    expect(restored).toBeInstanceOf(UserError);
    expect(restored).not.toBeInstanceOf(EngineCrash);
    expect(restored.cause).toBeInstanceOf(RangeError);
    expect((restored.cause as Error).message).toBe("out of memory");
});
