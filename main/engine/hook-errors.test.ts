import {writeFile} from "node:fs/promises";
import path from "node:path";
import {describe, expect, test, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {Hook, checkNodeLlamaCppVersion} from "./hook.ts";
import {contextInternals, llamaInternals, modelInternals} from "./internals.ts";
import type {LlamaContext, LlamaModel} from "node-llama-cpp";
import {fixture, folder, llama, load, makeContext, useTinyModel} from "./testing/hook-fixture.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000}); // processes start and load models here, on a machine that may be busy

useTinyModel();

describe("invalid input throws a JavaScript error, never a crash", () => {
    const vectors = (count: number): Float32Array => new Float32Array(64 * count).fill(0.1);

    test.each<[string, (context: LlamaContext) => Promise<unknown>]>([
        ["half a vector", (context) => fixture.hook.inject(context, 0, 0, new Float32Array(65), false)],
        ["no vector", (context) => fixture.hook.inject(context, 0, 0, new Float32Array(0), false)],
        ["doubles", (context) => fixture.hook.inject(context, 0, 0, new Float64Array(64) as never, false)],
        ["an array", (context) => fixture.hook.inject(context, 0, 0, Array(64).fill(0) as never, false)],
        ["NaN", (context) => fixture.hook.inject(context, 0, 0, vectors(2).fill(NaN, 70, 71), false)],
        ["infinity", (context) => fixture.hook.inject(context, 0, 0, vectors(2).fill(-Infinity, 3, 4), false)],
        ["a sequence that is not there", (context) => fixture.hook.inject(context, 7, 0, vectors(1), false)],
        ["a negative sequence", (context) => fixture.hook.inject(context, -1, 0, vectors(1), false)],
        ["a sequence that wraps around", (context) => fixture.hook.inject(context, 2 ** 32, 0, vectors(1), false)],
        ["half a sequence", (context) => fixture.hook.inject(context, 0.5, 0, vectors(1), false)],
        ["a gap before the position", (context) => fixture.hook.inject(context, 0, 5, vectors(1), false)],
        ["a negative position", (context) => fixture.hook.inject(context, 0, -3, vectors(1), false)],
        ["a position beyond 32 bits", (context) => fixture.hook.inject(context, 0, 2 ** 31, vectors(1), false)],
        ["no position", (context) => fixture.hook.inject(context, 0, undefined as never, vectors(1), false)],
        ["more vectors than the context holds", (context) => fixture.hook.inject(context, 0, 0, vectors(300), false)],
        ["a plain object for a context", () => fixture.hook.inject({model: fixture.model} as never, 0, 0, vectors(1), false)]
    ])("%s", async (_what, act) => {
        const context = await makeContext();
        await expect(act(context)).rejects.toThrow();
        // and the context is still usable
        await expect(fixture.hook.inject(context, 0, 0, vectors(1), false)).resolves.toBe(0);
    });

    test.each<[string, (of: {AddonContext: {prototype: object}; AddonSampler: new (model: object) => object; model: object}) => object]>([
        ["an object with a forged prototype", ({AddonContext}) => Object.create(AddonContext.prototype) as object],
        [
            "another native object with a forged prototype",
            ({AddonContext, AddonSampler, model}) => Object.setPrototypeOf(new AddonSampler(model), AddonContext.prototype) as object
        ],
        ["a model in place of a context", ({model}) => model]
    ])("%s", async (_what, forge) => {
        const context = await makeContext();
        const {AddonContext, AddonSampler} = llamaInternals(llama)._bindings;
        const forged = forge({AddonContext, AddonSampler, model: modelInternals(fixture.model)._model});
        const pretender = Object.create(context, {_ctx: {value: forged}}) as LlamaContext;
        await expect(fixture.hook.inject(pretender, 0, 0, vectors(1), false)).rejects.toThrow(TypeError);
    });

    test("another native object with a model's prototype", async () => {
        const {AddonModel, AddonSampler} = llamaInternals(llama)._bindings;
        const context = await makeContext();
        const forged = Object.setPrototypeOf(new AddonSampler(modelInternals(fixture.model)._model), AddonModel.prototype) as object;
        const pretender = Object.create(fixture.model, {_model: {value: forged}}) as LlamaModel;
        expect(() => new Hook(pretender).describe(context)).toThrow(TypeError);
    });

    test("a context whose JavaScript properties differ from the native object", async () => {
        const context = await makeContext();
        for (const lie of [{_totalSequences: 5}, {_batchSize: 17}]) {
            const [name, value] = Object.entries(lie)[0]!;
            const pretender = Object.create(context, {[name]: {value}}) as LlamaContext;
            expect(() => fixture.hook.describe(pretender)).toThrow("differs");
        }
    });

    test("a context of another model", async () => {
        const other = await load("other.gguf", {tokenizer: "spm", seed: 2});
        const context = await makeContext();
        await expect(other.hook.inject(context, 0, 0, vectors(1), false)).rejects.toThrow("another model");
        await other.model.dispose();
    });

    test("a model whose vectors have another length", async () => {
        const wide = await load("wide.gguf", {tokenizer: "spm", nEmbd: 128});
        const context = await makeContext({}, wide);
        await expect(wide.hook.inject(context, 0, 0, vectors(1), false)).rejects.toThrow("64 values are not one or more vectors of 128");
        expect(() => wide.virtual.add(vectors(1))).toThrow(RangeError);
        await wide.model.dispose();
    });

    test("token rows that do not exist, or are not rows", () => {
        expect(() => fixture.embeddings.read([99_999])).toThrow(RangeError);
        expect(() => fixture.embeddings.read([fixture.embeddings.rows - 1, fixture.embeddings.rows])).toThrow(RangeError);
        expect(() => fixture.embeddings.read([-1])).toThrow(RangeError);
        expect(() => fixture.hook.decodeRows(0, new Uint8Array(7), 64)).toThrow();
        expect(() => fixture.hook.decodeRows(4, new Uint8Array(64), 64)).toThrow(); // a type that ggml has removed
        expect(() => fixture.hook.decodeRows(999, new Uint8Array(64), 64)).toThrow();
        expect(() => fixture.hook.decodeRows(8, new Uint8Array(34), 33)).toThrow();
    });

    test("vectors that were released", async () => {
        const context = await makeContext();
        const tokens = fixture.virtual.add(vectors(2));
        fixture.virtual.release(tokens);
        await expect(context.getSequence().evaluateWithoutGeneratingNewTokens(tokens)).rejects.toThrow("stands for no vector");
    });

    test("an array that is changed or transferred while its vectors are decoded", async () => {
        const context = await makeContext();
        const taken = vectors(50);
        const injected = fixture.hook.inject(context, 0, 0, taken, false);
        taken.fill(NaN);
        structuredClone(taken.buffer, {transfer: [taken.buffer]});
        await expect(injected).resolves.toBe(49);
    });

    test("twenty concurrent injections run one after the other", async () => {
        const context = await makeContext();
        const sequence = context.getSequence();
        const tokens = fixture.virtual.add(vectors(2));
        await Promise.all(Array.from({length: 20}, () => sequence.evaluateWithoutGeneratingNewTokens(tokens)));
        expect(sequence.nextTokenIndex).toBe(40);
    });

    test("of twenty concurrent native calls, one takes the position and the others are rejected", async () => {
        const context = await makeContext();
        const outcomes = await Promise.allSettled(Array.from({length: 20}, () => fixture.hook.inject(context, 0, 0, vectors(5), false)));
        expect(outcomes.filter(({status}) => status === "fulfilled")).toHaveLength(1);
    });

    test.each(["context", "model"] as const)("disposing the %s while vectors are decoded", async (what) => {
        const own = await load(`dispose-${what}.gguf`, {tokenizer: "spm", layers: 8});
        const context = await makeContext({contextSize: 512}, own);
        const sequence = context.getSequence();
        const tokens = own.virtual.add(vectors(400));
        const evaluated = sequence.evaluateWithoutGeneratingNewTokens(tokens);
        await new Promise((resolve) => setTimeout(resolve, 5));
        const disposed = (what === "model" ? own.model : context).dispose();
        const [evaluation, disposal] = await Promise.allSettled([evaluated, disposed]);
        expect(disposal.status).toBe("fulfilled");
        if (evaluation.status === "rejected") expect(evaluation.reason).toBeInstanceOf(Error);
        await expect(own.hook.inject(context, 0, 0, vectors(1), false)).rejects.toThrow("disposed");
        await own.model.dispose();
    });

    test("disposing the native context under a native call", async () => {
        const context = await makeContext({contextSize: 512});
        const injected = fixture.hook.inject(context, 0, 0, vectors(400), false);
        const disposed = (contextInternals(context)._ctx as unknown as {dispose(): Promise<void>}).dispose();
        const [injection, disposal] = await Promise.allSettled([injected, disposed]);
        expect(disposal.status).toBe("fulfilled");
        if (injection.status === "rejected") expect(String(injection.reason)).toContain("disposed");
    });

    test("a disposed sequence, context and model", async () => {
        const own = await load("disposed.gguf", {tokenizer: "spm"});
        const context = await makeContext({}, own);
        const sequence = context.getSequence();
        await sequence.dispose();
        await expect(sequence.evaluateWithoutGeneratingNewTokens(own.virtual.add(vectors(1)))).rejects.toThrow();
        await context.dispose();
        expect(() => own.hook.describe(context)).toThrow("disposed");
        await own.model.dispose();
        expect(() => own.hook.describe(context)).toThrow();
        expect(() => new Hook(own.model)).toThrow("disposed");
    });
});

describe("the pinned release", () => {
    test("another node-llama-cpp is refused before the native hook is even loaded", async () => {
        const versionFile = path.join(folder, "package.json");
        await writeFile(versionFile, JSON.stringify({version: "3.22.2"}));
        // a model that throws if any property is read
        const untouchable = new Proxy(
            {},
            {
                get: () => {
                    throw new Error("touched");
                }
            }
        ) as LlamaModel;
        expect(() => new Hook(untouchable, versionFile)).toThrow(/needs node-llama-cpp 3\.22\.1, but 3\.22\.2 is installed/);
        expect(() => checkNodeLlamaCppVersion(versionFile)).toThrow(UserError);
    });
});
