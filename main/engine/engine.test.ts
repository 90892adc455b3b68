import {mkdtemp, open, readFile, rm, truncate, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {LlamaLogLevel, getLlama} from "node-llama-cpp";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {runDraftJob} from "./draft-job.ts";
import {hasPerLayerEmbeddings, readWholeGguf} from "./gguf-file.ts";
import {inspectModel, loadModel} from "./loaded-model.ts";
import {modelHash} from "./model-hash.ts";
import {openEngine} from "./open-engine.ts";
import {scoreText} from "./score-text.ts";
import {writeGguf} from "../models/gguf-writer.ts";
import {makeTinyEncoder} from "./testing/tiny-encoder.ts";
import {makeTinyModel} from "./testing/tiny-model.ts";
import type {Llama} from "node-llama-cpp";
import type {DraftEvent, DraftJob, Engine, PromptSegment} from "../../app/drafting/engine.ts";
import type {LoadedModel} from "./loaded-model.ts";
import type {EngineHost} from "./open-engine.ts";
import type {GgufTensor} from "../models/gguf-writer.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});  // processes start and load models here, on a machine that may be busy

type EndEvent = Extract<DraftEvent, {type: "end"}>;

const options = {threads: 1, gpu: false} as const;
let folder: string;
let nano: string;
let chat: string;

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-engine-"));
    nano = await makeTinyModel(path.join(folder, "nano.gguf"), {contextSize: 512});
    chat = await makeTinyModel(path.join(folder, "chat.gguf"), {tokenizer: "spm", contextSize: 512});
});

afterAll(() => rm(folder, {recursive: true}));

const control = (token: string): PromptSegment => ({type: "control", token});
const text = (value: string): PromptSegment => ({type: "text", text: value});
const vectors = (value: number, count = 2): PromptSegment => ({
    type: "vectors", vectors: Float32Array.from({length: 64 * count}, (_, index) => value * Math.sin(index))
});
const prompt = [control("<s>"), control("<|email|>"), control("<|notes|>"), text(" the People of water"), vectors(1), control("<|draft|>")];

async function run(engine: Engine, job: DraftJob, signal?: AbortSignal): Promise<{ends: EndEvent[]; streamed: string[]}> {
    const ends: EndEvent[] = [];
    const streamed = job.seeds.map(() => "");
    for await (const event of engine.draft(job, signal))
        if (event.type === "token")
            streamed[event.draft] += event.text;
        else
            ends[event.draft] = event;
    return {ends, streamed};
}

const texts = async (engine: Engine, job: DraftJob): Promise<string[]> => (await run(engine, job)).ends.map((end) => end.text);

describe.each<EngineHost & string>(["in-process", "forked"])("the engine, %s", (host) => {
    let engine: Engine;

    beforeAll(async () => {
        engine = openEngine(host, options);
        await engine.load(nano);
    });

    afterAll(() => engine.dispose());

    test("says what model it loaded", async () => {
        expect(engine.model).toEqual({
            path: nano, name: "tiny", architecture: "llama", nEmbd: 64, vocabularySize: expect.any(Number), contextSize: 512,
            embeddingNorm: expect.closeTo(8, 0), sha256: await modelHash(nano, null), fileSize: (await readFile(nano)).length,
            promptFormat: "nano-1", caseMarks: true, plugRefusal: null
        });
    });

    test("streams drafts that end as they should", async () => {
        const {ends, streamed} = await run(engine, {prompt, seeds: [1, 2, 3], sampling: {maxTokens: 12}});
        expect(streamed).toEqual(ends.map((end) => end.text));
        for (const [index, end] of ends.entries()) {
            expect(end).toMatchObject({draft: index, reason: "length", tokens: 12});
            expect(end.firstTokenMs).toBeGreaterThan(0);
            expect(end.tokensPerSecond).toBeGreaterThan(0);
            expect(end.text).not.toMatch(/[↑⇑⇧⇩]/);
        }
        expect(new Set(streamed).size).toBe(3);
    });

    test("a seed's draft is the same again, whichever others are asked for beside it", async () => {
        const sampling = {maxTokens: 40};
        const alone = await texts(engine, {prompt, seeds: [7], sampling});
        expect(await texts(engine, {prompt, seeds: [7], sampling})).toEqual(alone);
        // five drafts are more than there are sequences
        const among = await texts(engine, {prompt, seeds: [1, 7, 3, 4, 7], sampling});
        expect(among).toHaveLength(5);
        expect(among[1]).toBe(alone[0]);
        expect(among[4]).toBe(alone[0]);
        expect(among[0]).toBe((await texts(engine, {prompt, seeds: [1], sampling}))[0]);
    });

    test("a draft is called to the phrases that were asked for, and is over when they are said", async () => {
        const write = async (wanted: readonly string[]): Promise<string> => {
            const job = {prompt: [...prompt, text(" the people\n")], seeds: [1], sampling: {temperature: 0, repeatPenalty: 1, maxTokens: 40, wanted}};
            return (await texts(engine, job))[0] ?? "";
        };
        expect(await write([])).not.toMatch(/said/i);
        expect(await write(["said"])).toMatch(/^said[.?]$/i);
        expect(await write(["said", "people"])).toMatch(/^said[.?].*\npeople[.?]$/is);
    });

    test("a prompt that was begun before gives the same drafts", async () => {
        const beginning = [control("<s>"), control("<|notes|>"), text(" the people of water".repeat(8))];
        const job = {prompt: [...beginning, vectors(1), control("<|draft|>")], seeds: [1, 2], sampling: {maxTokens: 12}};
        const expected = await texts(engine, job);
        await engine.begin(beginning);
        expect(await texts(engine, job)).toEqual(expected);
        // another beginning, or another job in between, does not show
        await engine.begin([control("<s>"), text(" something else".repeat(20))]);
        expect(await texts(engine, job)).toEqual(expected);
        await engine.begin(beginning);
        await engine.score(prompt, "the people");
        expect(await texts(engine, job)).toEqual(expected);
        await engine.begin([...beginning, text(" water".repeat(600))]);
        expect(await texts(engine, job)).toEqual(expected);
    });

    test("vectors and prompts matter, and temperature 0 does not throw dice", async () => {
        const greedy = {temperature: 0, maxTokens: 16};
        const [one] = await texts(engine, {prompt, seeds: [1], sampling: greedy});
        expect(await texts(engine, {prompt, seeds: [2], sampling: greedy})).toEqual([one]);
        const otherPersona = prompt.map((segment) => segment.type === "vectors" ? vectors(-3) : segment);
        expect(await texts(engine, {prompt: otherPersona, seeds: [1], sampling: greedy})).not.toEqual([one]);
    });

    test("a draft ends where the model writes the end or another control token", async () => {
        const wild = {temperature: 4, topP: 1, topK: 0, maxTokens: 200};
        const {ends} = await run(engine, {prompt, seeds: Array.from({length: 9}, (_, seed) => seed), sampling: wild});
        expect(ends.some(({reason}) => reason === "stop")).toBe(true);
        for (const end of ends)
            expect(end.text).not.toContain("<|");
    });

    test("a draft ends with the context", async () => {
        const long = [...prompt.slice(0, -1), text(" water".repeat(450)), control("<|draft|>")];
        const {ends: [end]} = await run(engine, {prompt: long, seeds: [3], sampling: {maxTokens: 400}});
        expect(end!.promptTokens + end!.tokens).toBeLessThan(512);
    });

    test("cancelling ends every draft within one token", async () => {
        const controller = new AbortController();
        const counts = [0, 0, 0];
        let afterwards = 0;
        const ends: EndEvent[] = [];
        for await (const event of engine.draft({prompt, seeds: [1, 2, 3], sampling: {maxTokens: 300}}, controller.signal)) {
            if (event.type === "end")
                ends.push(event);
            else if (controller.signal.aborted)
                afterwards++;
            else if (++counts[event.draft]! === 5 && event.draft === 2)
                controller.abort();
        }
        expect(ends.map(({reason}) => reason)).toEqual(["cancelled", "cancelled", "cancelled"]);
        // from another process, tokens may be on their way
        if (host === "in-process")
            expect(afterwards).toBe(0);
        expect((await texts(engine, {prompt, seeds: [1], sampling: {maxTokens: 3}}))).toHaveLength(1);
    });

    test("cancelled before it begins, a job still says so for each draft", async () => {
        const {ends} = await run(engine, {prompt, seeds: [1, 2]}, AbortSignal.abort());
        expect(ends.map(({reason, tokens}) => [reason, tokens])).toEqual([["cancelled", 0], ["cancelled", 0]]);
    });

    test("a job that is cancelled while another runs ends at once", async () => {
        const controller = new AbortController();
        const order: string[] = [];
        const running = run(engine, {prompt, seeds: [1, 2, 3], sampling: {maxTokens: 300}}).then(() => order.push("running"));
        const waiting = run(engine, {prompt, seeds: [4]}, controller.signal);
        void waiting.then(() => order.push("waiting"));
        controller.abort();
        expect((await waiting).ends[0]!.reason).toBe("cancelled");
        await running;
        expect(order).toEqual(["waiting", "running"]);
    });

    test("a reader that leaves does not keep the engine busy", async () => {
        for await (const event of engine.draft({prompt, seeds: [1], sampling: {maxTokens: 300}}))
            if (event.type === "token")
                break;
        expect(await texts(engine, {prompt, seeds: [5], sampling: {maxTokens: 3}})).toHaveLength(1);
    });

    test("jobs at once take turns, with the same drafts", async () => {
        const jobs = [1, 2, 3].map((seed) => ({prompt, seeds: [seed], sampling: {maxTokens: 12}}));
        const apart: string[][] = [];
        for (const job of jobs)
            apart.push(await texts(engine, job));
        expect(await Promise.all(jobs.map((job) => texts(engine, job)))).toEqual(apart);
    });

    test("scores are sums over the tokens and the end", async () => {
        const {nll, tokens} = await engine.score(prompt, "");
        expect(tokens).toBe(1);
        expect(nll).toBeGreaterThan(0);
        const longer = await engine.score(prompt, "the people");
        expect(longer.tokens).toBe(1 + await engine.countTokens(" the people"));
        const otherPersona = prompt.map((segment) => segment.type === "vectors" ? vectors(-3) : segment);
        expect((await engine.score(otherPersona, "the people")).nll).not.toBeCloseTo(longer.nll, 3);
    });

    test("a score does not depend on how its text was spaced or what ran before", async () => {
        const once = await engine.score(prompt, "Thanks for the Water");
        await run(engine, {prompt, seeds: [1, 2], sampling: {maxTokens: 5}});
        expect(await engine.score(prompt, " Thanks for the Water")).toEqual(once);
    });

    test("counts and cuts text in tokens, capitals and all", async () => {
        const value = " The people of WATER Now 𝕏";
        const tokens = await engine.countTokens(value);
        expect(await engine.truncate(value, tokens)).toBe(value);
        for (let limit = 1; limit < tokens; limit++) {
            const head = await engine.truncate(value, limit);
            const tail = await engine.truncate(value, limit - tokens);
            expect(value.startsWith(head)).toBe(true);
            expect(value.endsWith(tail)).toBe(true);
        }
        expect(await engine.truncate(value, 2)).toBe(" The");
    });

    test("text cannot act as a control token", async () => {
        for (const literal of ["</s>", "<|draft|>", "<|answers|>"])
            expect(await engine.countTokens(literal)).toBeGreaterThan(1);
    });

    test.each<[string, PromptSegment[], RegExp]>([
        ["longer than the context", [control("<s>"), text(" water".repeat(600)), control("<|draft|>")], /shorten the text/],
        ["with a control token that the model lacks", [control("<|poem|>"), text("a")], /does not know the control token <\|poem\|>/],
        ["with ordinary text for a control token", [control("the")], /does not know the control token the/],
        ["with nothing after the vectors", [control("<s>"), vectors(1)], /has to follow the prompt's last vectors/],
        ["with half a vector", [{type: "vectors", vectors: new Float32Array(65)}, control("<|draft|>")], /not one or more vectors of 64/],
        ["with a vector that is not finite", [{type: "vectors", vectors: new Float32Array(64).fill(NaN)}, control("<|draft|>")], /not finite/],
        ["that is empty", [], /empty/]
    ])("a prompt %s is refused in words", async (_what, segments, message) => {
        await expect(run(engine, {prompt: segments, seeds: [1]})).rejects.toThrow(message);
    });

    test("a seed that would be random is refused", async () => {
        for (const seed of [2 ** 32 - 1, -1, 0.5, NaN])
            await expect(run(engine, {prompt, seeds: [seed]})).rejects.toThrow(UserError);
    });

    test.each([{temperature: NaN}, {temperature: -1}, {topP: 2}, {topK: -1}, {minP: NaN}, {repeatPenalty: 0}, {dry: 2}, {maxTokens: 0}])(
        "sampling with %j is refused in words", async (sampling) => {
            await expect(run(engine, {prompt, seeds: [1], sampling})).rejects.toThrow(/try again\.$/);
        }
    );

    test("refused models leave the one that is loaded", async () => {
        const file = path.join(folder, `bad-${host}.gguf`);
        const refusal = async (): Promise<unknown> => engine.load(file).then(() => null, (error: unknown) => error);

        expect(await refusal()).toEqual(new UserError(`There is no model at ${file}; check the path.`));
        await writeFile(file, "");
        expect(String(await refusal())).toContain("is not a GGUF model");
        await writeFile(file, "PK\u0003\u0004 a zip file");
        expect(String(await refusal())).toContain("is not a GGUF model");
        await writeFile(file, Buffer.concat([Buffer.from("GGUF"), Buffer.alloc(200, 0xff)]));
        expect(String(await refusal())).toContain("is damaged: its header cannot be read");
        const whole = await readFile(nano);
        await writeFile(file, whole);
        await truncate(file, whole.length - 4096);
        expect(String(await refusal())).toContain("is damaged: it ends before its last tensor does");
        await truncate(file, 3000);
        expect(await refusal()).toBeInstanceOf(UserError);
        await makeTinyModel(file, {promptFormat: "nano-1", metadata: {"idiolect.prompt_format": {string: "nano-2"}}});
        expect(String(await refusal())).toContain("needs a newer Idiolect");
        await expect(engine.load(folder)).rejects.toThrow(UserError);
        expect(engine.model!.path).toBe(nano);
        expect(await texts(engine, {prompt, seeds: [1], sampling: {maxTokens: 2}})).toHaveLength(1);
    });
});

describe("beneath the engine", () => {
    let llama: Llama;
    let loaded: LoadedModel;

    beforeAll(async () => {
        llama = await getLlama({gpu: false, build: "never", maxThreads: 1, logLevel: LlamaLogLevel.disabled});
        loaded = await loadModel(llama, await inspectModel(llama, nano), {threads: 1, hashCache: null});
    });

    afterAll(() => llama.dispose());

    test("several drafts share the state of one prompt", async () => {
        const before = loaded.sequences.map(({tokenMeter}) => tokenMeter.usedInputTokens);
        const long = [control("<s>"), text(" the people of water".repeat(60)), vectors(1, 5), control("<|draft|>")];
        const ends: DraftEvent[] = [];
        for await (const event of runDraftJob(loaded, {prompt: long, seeds: [1, 2, 3, 4, 5], sampling: {maxTokens: 4}}, 0))
            if (event.type === "end")
                ends.push(event);
        const evaluated = loaded.sequences.map(({tokenMeter}, index) => tokenMeter.usedInputTokens - before[index]!);
        // each evaluates the vectors with the prompt's last token as it asks for its first own (which counts as output); two do so twice
        expect(evaluated).toEqual([(ends[0] as EndEvent).promptTokens - 1 + 5, 2 * 5, 5]);
    });

    test("what was begun is not evaluated again", async () => {
        const used = (): number => loaded.sequences[0]!.tokenMeter.usedInputTokens;
        const beginning = [control("<s>"), text(" the people of water".repeat(30))];
        const tokens = loaded.prompts.ofBeginning(beginning);
        await loaded.promptState.begin(tokens);
        const before = used();
        const draft = async (persona: PromptSegment): Promise<void> => {
            const job = {prompt: [...beginning, persona, control("<|draft|>")], seeds: [1], sampling: {maxTokens: 2}};
            for await (const event of runDraftJob(loaded, job, 0))
                expect(event.draft).toBe(0);
        };
        await draft(vectors(1, 4));
        expect(used() - before).toBe(4);

        // another persona for the same brief: only its vectors are new
        await draft(vectors(-2, 6));
        expect(used() - before).toBe(4 + 6);
    });

    test("a score is what the logits say", async () => {
        const given = [control("<s>"), control("<|email|>"), control("<|draft|>")];
        const value = "The people of WATER";
        const {nll, tokens} = await scoreText(loaded, given, value);

        const targets = [...loaded.prompts.ofText(` ${value}`), loaded.model.tokens.eos!];
        const [sequence] = loaded.sequences;
        await sequence!.clearHistory();
        const inputs = [...loaded.prompts.ofPrompt(given), ...targets.slice(0, -1)];
        const outputs = await sequence!.controlledEvaluate(inputs.map((token) => [token, {generateNext: {logits: true}}]));
        let expected = 0;
        for (const [index, target] of targets.entries()) {
            const logits = outputs[inputs.length - targets.length + index]!.next.logits!;
            const weight = [...logits.values()].reduce((sum, logit) => sum + Math.exp(logit), 0);
            expected += Math.log(weight) - logits.get(target)!;
        }
        expect(tokens).toBe(targets.length);
        expect(nll).toBeCloseTo(expected, 2);
    });
});

describe("models of other kinds", () => {
    test("a chat model gets its prompt in its own template", async () => {
        const engine = openEngine("in-process", options);
        const info = await engine.load(chat);
        expect(info).toMatchObject({promptFormat: "chat", caseMarks: false, plugRefusal: null});
        const {ends} = await run(engine, {prompt: [vectors(1), text("who are you")], seeds: [1, 2], sampling: {maxTokens: 10}});
        expect(ends.map(({tokens}) => tokens)).toEqual([10, 10]);
        // "[user] ", "\n" and "[assistant] " besides the words and the vectors
        expect(ends[0]!.promptTokens).toBeGreaterThan(2 + await engine.countTokens("who are you"));
        expect((await engine.score([text("who are you")], "the people")).tokens).toBeGreaterThan(2);
        await engine.dispose();
    });

    test("a model whose rows are stored in eight bits takes vectors as well", async () => {
        const engine = openEngine("in-process", options);
        const file = await makeTinyModel(path.join(folder, "q8.gguf"), {type: "q8_0"});
        expect((await engine.load(file)).plugRefusal).toBeNull();
        await engine.dispose();
    });

    test("a model that scales what it looks up for a token is fed vectors at that scale", async () => {
        const engine = openEngine("in-process", options);
        const file = await makeTinyModel(path.join(folder, "gemma.gguf"), {architecture: "gemma3"});
        const info = await engine.load(file);
        expect(info.plugRefusal).toBeNull();
        expect(info.embeddingNorm).toBeCloseTo(8 * Math.sqrt(64), 0);  // rows of norm √64, times √n_embd
        const {ends} = await run(engine, {prompt, seeds: [1, 2], sampling: {maxTokens: 8}});
        expect(ends.every(({text: written}) => written !== "")).toBe(true);
        await engine.dispose();
    });

    test("a model with a sliding window takes vectors as well", async () => {
        const engine = openEngine("in-process", options);
        const metadata = {"gemma3.attention.sliding_window": {u32: 32}};
        const file = await makeTinyModel(path.join(folder, "sliding.gguf"), {architecture: "gemma3", layers: 6, contextSize: 512, metadata});
        expect((await engine.load(file)).plugRefusal).toBeNull();
        const long = [control("<s>"), text(" the people of water".repeat(20)), vectors(1), control("<|draft|>")];
        const [alone] = await texts(engine, {prompt: long, seeds: [4], sampling: {maxTokens: 8}});
        expect((await texts(engine, {prompt: long, seeds: [1, 2, 3, 4], sampling: {maxTokens: 8}}))[3]).toBe(alone);
        await engine.dispose();
    });

    test("a model with positions on several axes works without a persona and says why", async () => {
        const engine = openEngine("in-process", options);
        const info = await engine.load(await makeTinyModel(path.join(folder, "axes.gguf"), {architecture: "qwen2vl"}));
        expect(info.plugRefusal).toContain("several axes");
        await expect(run(engine, {prompt, seeds: [1]})).rejects.toThrow(info.plugRefusal!);
        const without = prompt.filter(({type}) => type !== "vectors");
        expect((await run(engine, {prompt: without, seeds: [1, 2], sampling: {maxTokens: 4}})).ends).toHaveLength(2);
        await engine.dispose();
    });

    test("a model that looks up more than its input by token is known from its file", async () => {
        const file = path.join(folder, "per-layer.gguf");
        const tensor = (name: string): GgufTensor => ({name, type: "f32", shape: [4, 32], data: new Float32Array(128)});
        const llama = await getLlama({gpu: false, build: "never", maxThreads: 1, logLevel: LlamaLogLevel.disabled});
        await writeGguf(file, {}, [tensor("token_embd.weight")]);
        expect(hasPerLayerEmbeddings(await readWholeGguf(file, llama))).toBe(false);
        await writeGguf(file, {}, [tensor("token_embd.weight"), tensor("per_layer_token_embd.weight")]);
        expect(hasPerLayerEmbeddings(await readWholeGguf(file, llama))).toBe(true);
        await llama.dispose();
    });

    test("a model that writes nothing is refused in words", async () => {
        const engine = openEngine("in-process", options);
        await expect(engine.load(await makeTinyEncoder(path.join(folder, "encoder.gguf")))).rejects.toThrow("is not made to write text");
        await engine.load(nano);
        await engine.dispose();
    });

    test.each(["in-process", "forked"] as const)("an unknown architecture is refused in words, and the engine goes on, %s", async (host) => {
        const engine = openEngine(host, options);
        await engine.load(nano);
        const file = await makeTinyModel(path.join(folder, "unknown.gguf"), {metadata: {"general.architecture": {string: "abacus"}}});
        await expect(engine.load(file)).rejects.toThrow("cannot be loaded");
        expect(engine.model).toBeNull();
        await expect(run(engine, {prompt, seeds: [1]})).rejects.toThrow("No language model is loaded");
        await engine.load(nano);
        await engine.dispose();
    });
});

describe("the hash of a model", () => {
    test("is remembered until the file changes", async () => {
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
