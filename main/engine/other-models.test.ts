import {mkdtemp, open, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {LlamaLogLevel, getLlama} from "node-llama-cpp";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {ggufParts} from "../models/gguf-parts.ts";
import {canDropPrivileges} from "../rights/drop-privileges.ts";
import {hasPerLayerEmbeddings, readWholeGguf} from "./gguf-file.ts";
import {modelHash} from "./model-hash.ts";
import {openEngine} from "./open-engine.ts";
import {writeGguf} from "../models/gguf-writer.ts";
import {prompt, run, text, texts, user, vectors} from "./testing/jobs.ts";
import {makeTinyEncoder} from "./testing/tiny-encoder.ts";
import {makeTinyModel} from "./testing/tiny-model.ts";
import type {GgufTensor} from "../models/gguf-writer.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000}); // processes start and load models here, on a machine that may be busy

const options = {threads: 1, gpu: false} as const;
let folder: string;
let chatMl: string;
let plain: string;

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-models-"));
    chatMl = await makeTinyModel(path.join(folder, "chatml.gguf"), {contextSize: 512});
    plain = await makeTinyModel(path.join(folder, "plain.gguf"), {tokenizer: "spm", contextSize: 512});
});

afterAll(() => rm(folder, {recursive: true}));

describe("models of other kinds", () => {
    test("a model gets its prompt in its own template, one without a template as plain text", async () => {
        const engine = openEngine("in-process", options);
        expect(await engine.load(plain)).toMatchObject({chat: {defaultSystem: null, thinking: "none"}, plugRefusal: null});
        const {ends} = await run(engine, {prompt: user(vectors(1), text("who are you")), seeds: [1, 2], sampling: {maxTokens: 10}});
        expect(ends.map(({tokens}) => tokens)).toEqual([10, 10]);
        // "[user] ", "\n" and "[assistant] " besides the words and the vectors
        expect(ends[0]!.promptTokens).toBeGreaterThan(2 + (await engine.countTokens("who are you")));
        expect((await engine.score(user(text("who are you")), "the people")).tokens).toBeGreaterThan(2);

        const base = await makeTinyModel(path.join(folder, "base.gguf"), {chatTemplate: null, contextSize: 512});
        expect((await engine.load(base)).chat).toBeNull();
        const {
            ends: [end]
        } = await run(engine, {prompt: {document: [text("the people of")]}, seeds: [1], sampling: {maxTokens: 4}});
        expect(end!.promptTokens).toBe(await engine.countTokens("the people of"));
        await engine.dispose();
    });

    test("a model in several files is one model", async () => {
        const engine = openEngine("in-process", options);
        const whole = await makeTinyModel(path.join(folder, "whole.gguf"), {contextSize: 512});
        const parts = ggufParts(await makeTinyModel(path.join(folder, "split-00001-of-00003.gguf"), {contextSize: 512}));
        const one = await engine.load(whole);
        const job = {prompt, seeds: [1], sampling: {temperature: 0, maxTokens: 12}};
        const expected = await texts(engine, job);
        // whichever part is given
        expect(await engine.load(parts[1]!)).toMatchObject({
            path: parts[0],
            embeddingNorm: one.embeddingNorm,
            plugRefusal: null,
            vocabularySize: one.vocabularySize,
            sha256: await modelHash(parts[0]!, null)
        });
        expect(await texts(engine, job)).toEqual(expected);
        await rm(parts[2]!);
        await expect(engine.load(parts[0]!)).rejects.toThrow(UserError);
        await engine.dispose();
    });

    test("a model whose rows are stored in eight bits takes vectors as well", async () => {
        const engine = openEngine("in-process", options);
        const file = await makeTinyModel(path.join(folder, "q8.gguf"), {type: "q8_0"});
        expect((await engine.load(file)).plugRefusal).toBeNull();
        await engine.dispose();
    });

    test("a model that scales its token embeddings gets vectors at that scale", async () => {
        const engine = openEngine("in-process", options);
        const file = await makeTinyModel(path.join(folder, "gemma.gguf"), {architecture: "gemma3"});
        const info = await engine.load(file);
        expect(info.plugRefusal).toBeNull();
        expect(info.embeddingNorm).toBeCloseTo(8 * Math.sqrt(64), 0); // rows of norm √64, times √n_embd
        const {ends} = await run(engine, {prompt, seeds: [1, 2], sampling: {maxTokens: 8}});
        expect(ends.every(({text: written}) => written !== "")).toBe(true);
        await engine.dispose();
    });

    test("a model with a sliding window takes vectors as well", async () => {
        const engine = openEngine("in-process", options);
        const metadata = {"gemma3.attention.sliding_window": {u32: 32}};
        const file = await makeTinyModel(path.join(folder, "sliding.gguf"), {
            architecture: "gemma3",
            layers: 6,
            contextSize: 512,
            metadata
        });
        expect((await engine.load(file)).plugRefusal).toBeNull();
        const long = user(text(" the people of water".repeat(20)), vectors(1));
        const [alone] = await texts(engine, {prompt: long, seeds: [4], sampling: {maxTokens: 8}});
        expect((await texts(engine, {prompt: long, seeds: [1, 2, 3, 4], sampling: {maxTokens: 8}}))[3]).toBe(alone);
        await engine.dispose();
    });

    test("a model with M-RoPE positions works without a persona and reports why", async () => {
        const engine = openEngine("in-process", options);
        const info = await engine.load(await makeTinyModel(path.join(folder, "axes.gguf"), {architecture: "qwen2vl"}));
        expect(info.plugRefusal?.text).toContain("several axes");
        await expect(run(engine, {prompt, seeds: [1]})).rejects.toThrow(info.plugRefusal!.text);
        const without = user(text("the People of water"));
        expect((await run(engine, {prompt: without, seeds: [1, 2], sampling: {maxTokens: 4}})).ends).toHaveLength(2);
        await engine.dispose();
    });

    test("a model with per-layer embeddings by token is recognised from its file", async () => {
        const file = path.join(folder, "per-layer.gguf");
        const tensor = (name: string): GgufTensor => ({name, type: "f32", shape: [4, 32], data: new Float32Array(128)});
        const llama = await getLlama({gpu: false, build: "never", maxThreads: 1, logLevel: LlamaLogLevel.disabled});
        await writeGguf(file, {}, [tensor("token_embd.weight")]);
        expect(hasPerLayerEmbeddings(await readWholeGguf(file, llama))).toBe(false);
        await writeGguf(file, {}, [tensor("token_embd.weight"), tensor("per_layer_token_embd.weight")]);
        expect(hasPerLayerEmbeddings(await readWholeGguf(file, llama))).toBe(true);
        await llama.dispose();
    });

    test("a model that does not generate text is rejected in one sentence", async () => {
        const engine = openEngine("in-process", options);
        await expect(engine.load(await makeTinyEncoder(path.join(folder, "encoder.gguf")))).rejects.toThrow("is not made to write text");
        await engine.load(chatMl);
        await engine.dispose();
    });

    test.each(["in-process", "forked"] as const)(
        "an unknown architecture is refused in words, and the engine goes on, %s",
        async (host) => {
            const engine = openEngine(host, options);
            const before = await engine.load(chatMl);
            const file = await makeTinyModel(path.join(folder, "unknown.gguf"), {metadata: {"general.architecture": {string: "abacus"}}});
            await expect(engine.load(file)).rejects.toThrow("cannot be loaded");
            // the process, which may read one model only, is replaced by another, which loads its model again
            if (host === "forked" && canDropPrivileges()) {
                expect(engine.model).toEqual(before);
                expect((await run(engine, {prompt, seeds: [1], sampling: {maxTokens: 4}})).ends).toHaveLength(1);
            } else {
                expect(engine.model).toBeNull();
                await expect(run(engine, {prompt, seeds: [1]})).rejects.toThrow("No language model is loaded");
            }
            await engine.load(chatMl);
            await engine.dispose();
        }
    );
});

describe("the hash of a model", () => {
    test("is cached until the file changes", async () => {
        const file = path.join(folder, "hashed.gguf");
        const cache = path.join(folder, "cache", "hashes.json");
        await writeFile(file, "one");
        const first = await modelHash(file, cache);
        expect(first).toBe(await modelHash(file, null));
        const remembered = JSON.parse(await readFile(cache, "utf8")) as Record<string, {sha256: string}>;
        remembered[file]!.sha256 = "remembered";
        await writeFile(cache, JSON.stringify(remembered));
        expect(await modelHash(file, cache)).toBe("remembered");
        const handle = await open(file, "a");
        await handle.write("two");
        await handle.close();
        expect(await modelHash(file, cache)).toBe(await modelHash(file, null));
        await writeFile(cache, "{damaged");
        expect(await modelHash(file, cache)).not.toBe(first);
    });
});
