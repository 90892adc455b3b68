import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {ChatWrapper, GeneralChatWrapper, LlamaChatSession, LlamaCompletion, LlamaText, getLlama} from "node-llama-cpp";
import {afterAll, afterEach, beforeAll, describe, expect, test, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {EmbeddingMatrix, readWholeGguf} from "./gguf-file.ts";
import {Hook, checkNodeLlamaCppVersion} from "./hook.ts";
import {contextInternals, llamaInternals, modelInternals} from "./internals.ts";
import {makeTinyModel} from "./testing/tiny-model.ts";
import {VirtualTokens, isVirtual, virtualTokensText} from "./virtual-tokens.ts";
import type {
    ChatWrapperGenerateContextStateOptions,
    ChatWrapperGeneratedContextState,
    Llama,
    LlamaContext,
    LlamaContextSequence,
    LlamaModel,
    Token
} from "node-llama-cpp";
import type {TinyModelOptions} from "./testing/tiny-model.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000}); // processes start and load models here, on a machine that may be busy

/** A model with everything that the tests need of it. */
interface Fixture {
    readonly model: LlamaModel;
    readonly hook: Hook;
    readonly virtual: VirtualTokens;
    readonly embeddings: EmbeddingMatrix;
}

const prefix = "you are the people of the water";
const suffix = " they make";

let folder: string;
let llama: Llama;
let fixture: Fixture;
const contexts: LlamaContext[] = [];

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-hook-"));
    llama = await getLlama({gpu: false, build: "never", maxThreads: 1, logLevel: "disabled" as never});
    fixture = await load("spm.gguf", {tokenizer: "spm"});
});

afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.dispose()));
});

afterAll(async () => {
    await llama.dispose();
    await rm(folder, {recursive: true});
});

async function load(name: string, options: TinyModelOptions): Promise<Fixture> {
    const file = await makeTinyModel(path.join(folder, name), options);
    const info = await readWholeGguf(file, llama);
    const model = await llama.loadModel({modelPath: file});
    const hook = new Hook(model);
    return {model, hook, virtual: new VirtualTokens(model, hook), embeddings: new EmbeddingMatrix(file, info, llama, hook)};
}

async function makeContext(options: Parameters<LlamaModel["createContext"]>[0] = {}, of: Fixture = fixture): Promise<LlamaContext> {
    const context = await of.model.createContext({contextSize: 256, sequences: 2, threads: 1, ...options});
    of.virtual.attach(context);
    contexts.push(context);
    return context;
}

/** The text as tokens, and as virtual tokens for the same rows of the embedding matrix. */
function bothWays(text: string, of: Fixture = fixture): {real: Token[]; virtual: Token[]} {
    const real = of.model.tokenize(text);
    return {real, virtual: of.virtual.add(of.embeddings.read(real))};
}

async function logitsAfter(sequence: LlamaContextSequence, token: Token): Promise<Map<Token, number>> {
    const results = await sequence.controlledEvaluate([[token, {generateNext: {logits: true}}]]);
    return results.at(-1)!.next.logits!;
}

function largestDifference(a: ReadonlyMap<Token, number>, b: ReadonlyMap<Token, number>): number {
    expect(a.size).toBe(b.size);
    return Math.max(...[...a].map(([token, logit]) => Math.abs(logit - b.get(token)!)));
}

async function greedy(sequence: LlamaContextSequence, tokens: Token[], count = 12): Promise<Token[]> {
    const generated: Token[] = [];
    for await (const token of sequence.evaluate(tokens, {temperature: 0, yieldEogToken: true})) if (generated.push(token) === count) break;
    return generated;
}

describe("vectors are evaluated as the tokens are whose rows they are", () => {
    test.each<[string, TinyModelOptions, object]>([
        ["f32", {tokenizer: "spm"}, {flashAttention: true}],
        ["f32 without flash attention", {tokenizer: "spm"}, {flashAttention: false}],
        ["q8_0", {tokenizer: "spm", type: "q8_0"}, {}],
        ["byte-pair vocabulary", {tokenizer: "bpe"}, {}]
    ])("%s: the logits do not differ at all", async (name, options, contextOptions) => {
        const other = await load(`${name}.gguf`, options);
        const {real, virtual} = bothWays(prefix, other);
        const context = await makeContext(contextOptions, other);
        const [plain, injected] = [context.getSequence(), context.getSequence()];
        await plain.evaluateWithoutGeneratingNewTokens(real);
        await injected.evaluateWithoutGeneratingNewTokens(virtual);
        const [last] = other.model.tokenize(" water");
        const plainLogits = await logitsAfter(plain, last!);
        const injectedLogits = await logitsAfter(injected, last!);
        expect(largestDifference(plainLogits, injectedLogits)).toBe(0);

        // and the comparison can fail: other vectors, other logits
        await injected.clearHistory();
        await injected.evaluateWithoutGeneratingNewTokens(virtual.toReversed());
        expect(largestDifference(plainLogits, await logitsAfter(injected, last!))).toBeGreaterThan(0.01);
        await other.model.dispose();
    });

    test("in chunks, when there are more vectors than a batch holds", async () => {
        const {real, virtual} = bothWays(`${prefix} ${prefix} ${prefix}`);
        const context = await makeContext({batchSize: 8});
        const [plain, injected] = [context.getSequence(), context.getSequence()];
        const [last] = fixture.model.tokenize(" water");
        await plain.evaluateWithoutGeneratingNewTokens(real);
        await injected.evaluateWithoutGeneratingNewTokens(virtual);
        expect(injected.nextTokenIndex).toBe(real.length);
        expect(largestDifference(await logitsAfter(plain, last!), await logitsAfter(injected, last!))).toBe(0);
    });

    test("between text on both sides, and straight after the last vector", async () => {
        const {real, virtual} = bothWays(prefix);
        const context = await makeContext();
        const [plain, injected] = [context.getSequence(), context.getSequence()];
        const {bos} = fixture.model.tokens;
        const after = fixture.model.tokenize(suffix);
        expect(await greedy(injected, [bos!, ...virtual, ...after])).toEqual(await greedy(plain, [bos!, ...real, ...after]));
        await Promise.all([plain.clearHistory(), injected.clearHistory()]);
        expect(await greedy(injected, [bos!, ...virtual])).toEqual(await greedy(plain, [bos!, ...real]));
    });

    test("in one batch with the text around them: the logits do not differ at all", async () => {
        const own = await load("joined.gguf", {tokenizer: "spm"});
        own.virtual.joinText((tokens) => own.embeddings.read(tokens));
        const {real, virtual} = bothWays(prefix, own);
        const context = await makeContext({}, own);
        const [plain, injected] = [context.getSequence(), context.getSequence()];
        const after = own.model.tokenize(suffix);
        const logits = async (sequence: LlamaContextSequence, tokens: Token[]): Promise<Map<Token, number>> => {
            const results = await sequence.controlledEvaluate([
                ...tokens,
                ...after.slice(0, -1),
                [after.at(-1)!, {generateNext: {logits: true}}]
            ]);
            return results.at(-1)!.next.logits!;
        };
        const {bos} = own.model.tokens;
        expect(largestDifference(await logits(plain, [bos!, ...real]), await logits(injected, [bos!, ...virtual]))).toBe(0);
        // logits on the way, which vectors do not give, still come from the text
        await injected.clearHistory();
        const [first] = await injected.controlledEvaluate([[bos!, {generateNext: {token: true}}], ...virtual, ...after]);
        expect(first!.next.token).toBeTypeOf("number");
        await own.model.dispose();
    });

    test("in two sequences at once", async () => {
        const {real, virtual} = bothWays(prefix);
        const context = await makeContext();
        const [one, two] = [context.getSequence(), context.getSequence()];
        const after = fixture.model.tokenize(suffix);
        const [first, second] = await Promise.all([greedy(one, [...virtual, ...after], 30), greedy(two, [...real, ...after], 30)]);
        expect(first).toEqual(second);
    });

    test("in a completion", async () => {
        const {real, virtual} = bothWays(prefix);
        const context = await makeContext();
        const after = fixture.model.tokenize(suffix);
        const complete = async (tokens: Token[]): Promise<string> => {
            const completion = new LlamaCompletion({contextSequence: context.getSequence()});
            return completion.generateCompletion(tokens, {maxTokens: 20, temperature: 0});
        };
        const completed = await complete([...virtual, ...after]);
        expect(completed).toBe(await complete([...real, ...after]));
        expect(completed).not.toBe("");
    });

    test("in a chat over three turns", async () => {
        const {real, virtual} = bothWays(prefix);
        const context = await makeContext();
        const chat = async (sequence: LlamaContextSequence, before: LlamaText): Promise<string[]> => {
            const chatWrapper = new Before(before);
            const session = new LlamaChatSession({contextSequence: sequence, chatWrapper, systemPrompt: "", autoDisposeSequence: false});
            const answers: string[] = [];
            for (const [question, maxTokens] of [
                ["what is water", 10],
                ["who are you", 10],
                ["how many people are there", 40]
            ] as const)
                answers.push(await session.prompt(question, {maxTokens, temperature: 0}));
            session.dispose({disposeSequence: false});
            return answers;
        };
        const [plain, injected] = [context.getSequence(), context.getSequence()];
        const answers = await chat(injected, LlamaText([virtualTokensText(virtual)]));
        // the wrapper's text takes no space in front, unlike `prefix` alone
        expect(answers).toEqual(await chat(plain, LlamaText([` ${prefix}`])));
        expect(new Set(answers).size).toBe(3);
        expect(injected.contextTokens.filter(isVirtual)).toEqual(virtual);
        expect(plain.contextTokens.slice(0, real.length)).toEqual(real);
    });
});

describe("node-llama-cpp's bookkeeping goes on working", () => {
    test.each([
        ["inside the vectors", {start: 2, end: 4}],
        ["from the start, which evaluates the rest again", {start: 0, end: 1}]
    ])("erasing %s", async (_where, range) => {
        const {real, virtual} = bothWays(prefix);
        const context = await makeContext();
        const after = fixture.model.tokenize(suffix);
        const outcomes: Token[][] = [];
        for (const tokens of [real, virtual]) {
            const sequence = context.getSequence();
            await sequence.evaluateWithoutGeneratingNewTokens([fixture.model.tokens.bos!, ...tokens, ...after]);
            await sequence.eraseContextTokenRanges([range]);
            expect(sequence.nextTokenIndex).toBe(1 + tokens.length + after.length - (range.end - range.start));
            outcomes.push(await greedy(sequence, after));
        }
        expect(outcomes[1]).toEqual(outcomes[0]);
    });

    test.each([
        ["the usual strategy", undefined],
        ["a strategy that asks for the beginning", ({size}: {size: number}) => [{start: 0, end: size}]]
    ])("context shift with %s leaves the persona in place", async (_name, strategy) => {
        const {real, virtual} = bothWays(prefix);
        const context = await makeContext({contextSize: 96});
        const {bos} = fixture.model.tokens;
        const after = fixture.model.tokenize(suffix);
        const injected = context.getSequence(strategy == null ? {} : {contextShift: {strategy}});
        // what a plain sequence has to be told
        const pinned = context.getSequence({
            contextShift: {strategy: ({size}) => [{start: 1 + real.length, end: 1 + real.length + size}]}
        });
        const shifted = await greedy(injected, [bos!, ...virtual, ...after], 400);
        expect(injected.contextTokens.slice(0, 1 + virtual.length).filter(isVirtual)).toEqual(virtual);
        if (strategy == null) expect(shifted).toEqual(await greedy(pinned, [bos!, ...real, ...after], 400));
        else expect(shifted).toHaveLength(400);
    });

    test("a persona that alone fills the context is an error in words", async () => {
        const context = await makeContext({contextSize: 256, sequences: 1});
        const rows = fixture.embeddings.read(Array.from({length: 300}, (_, index) => 259 + (index % 90)));
        const sequence = context.getSequence();
        await expect(sequence.evaluateWithoutGeneratingNewTokens(fixture.virtual.add(rows))).rejects.toThrow(UserError);
    });

    test("saving and loading a sequence's state", async () => {
        const {real, virtual} = bothWays(prefix);
        const context = await makeContext();
        const [plain, injected] = [context.getSequence(), context.getSequence()];
        const after = fixture.model.tokenize(suffix);
        const file = path.join(folder, "state.bin");
        await injected.evaluateWithoutGeneratingNewTokens([...virtual, ...after]);
        await injected.saveStateToFile(file);
        await injected.clearHistory();
        await injected.loadStateFromFile(file, {acceptRisk: true});
        expect(injected.contextTokens.filter(isVirtual)).toEqual(virtual);
        await plain.evaluateWithoutGeneratingNewTokens([...real, ...after]);
        expect(await greedy(injected, after)).toEqual(await greedy(plain, after));
        // loaded state can be evaluated again from its tokens
        await injected.eraseContextTokenRanges([{start: 0, end: 1}]);
        await plain.eraseContextTokenRanges([{start: 0, end: 1}]);
        expect(await greedy(injected, after)).toEqual(await greedy(plain, after));
    });

    test("virtual tokens never reach the vocabulary", () => {
        const {
            virtual: [token]
        } = bothWays(prefix);
        const {model} = fixture;
        expect(model.detokenize([token!])).toBe("");
        expect(model.tokenizer.detokenize([token!], true)).toBe("");
        expect(model.isSpecialToken(token!)).toBe(true);
        expect(model.isEogToken(token!)).toBe(false);
        expect(() => model.getTokenAttributes(token!)).toThrow(RangeError);
        expect(model.tokenize(`<|vector:${token}|>`, false).some(isVirtual)).toBe(false);
        expect(model.tokenize(`<|vector:${token}|>`, true)).toEqual([token]);
    });
});

describe("whatever is wrong is a JavaScript error, never a crash", () => {
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
        // and the context is still good
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

    test("a context that is not as JavaScript says", async () => {
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

    test("token rows that are not there, or not rows", () => {
        expect(() => fixture.embeddings.read([99_999])).toThrow(RangeError);
        expect(() => fixture.embeddings.read([fixture.embeddings.rows - 1, fixture.embeddings.rows])).toThrow(RangeError);
        expect(() => fixture.embeddings.read([-1])).toThrow(RangeError);
        expect(() => fixture.hook.decodeRows(0, new Uint8Array(7), 64)).toThrow();
        expect(() => fixture.hook.decodeRows(4, new Uint8Array(64), 64)).toThrow(); // a type that ggml has dropped
        expect(() => fixture.hook.decodeRows(999, new Uint8Array(64), 64)).toThrow();
        expect(() => fixture.hook.decodeRows(8, new Uint8Array(34), 33)).toThrow();
    });

    test("vectors that were released", async () => {
        const context = await makeContext();
        const tokens = fixture.virtual.add(vectors(2));
        fixture.virtual.release(tokens);
        await expect(context.getSequence().evaluateWithoutGeneratingNewTokens(tokens)).rejects.toThrow("stands for no vector");
    });

    test("an array that is changed or taken away while its vectors are decoded", async () => {
        const context = await makeContext();
        const taken = vectors(50);
        const injected = fixture.hook.inject(context, 0, 0, taken, false);
        taken.fill(NaN);
        structuredClone(taken.buffer, {transfer: [taken.buffer]});
        await expect(injected).resolves.toBe(49);
    });

    test("twenty injections at once run one after the other", async () => {
        const context = await makeContext();
        const sequence = context.getSequence();
        const tokens = fixture.virtual.add(vectors(2));
        await Promise.all(Array.from({length: 20}, () => sequence.evaluateWithoutGeneratingNewTokens(tokens)));
        expect(sequence.nextTokenIndex).toBe(40);
    });

    test("twenty native calls at once: one takes the position, the others are told so", async () => {
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
        // a model that would throw at once if anything of it were touched
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

/** Puts a text in front of what a general chat wrapper writes. */
class Before extends ChatWrapper {
    override readonly wrapperName = "Before";
    readonly #text: LlamaText;
    readonly #inner = new GeneralChatWrapper();

    constructor(text: LlamaText) {
        super();
        this.#text = text;
    }

    override generateContextState(options: ChatWrapperGenerateContextStateOptions): ChatWrapperGeneratedContextState {
        const state = this.#inner.generateContextState(options);
        return {...state, contextText: LlamaText([this.#text, state.contextText])};
    }
}
