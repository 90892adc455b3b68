import path from "node:path";
import {ChatWrapper, GeneralChatWrapper, LlamaChatSession, LlamaCompletion, LlamaText} from "node-llama-cpp";
import {describe, expect, test, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {isVirtual, virtualTokensText} from "./virtual-tokens.ts";
import type {ChatWrapperGenerateContextStateOptions, ChatWrapperGeneratedContextState, LlamaContextSequence, Token} from "node-llama-cpp";
import type {TinyModelOptions} from "./testing/tiny-model.ts";
import {
    bothWays,
    fixture,
    folder,
    greedy,
    largestDifference,
    load,
    logitsAfter,
    makeContext,
    prefix,
    suffix,
    useTinyModel
} from "./testing/hook-fixture.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000}); // processes start and load models here, on a machine that may be busy

useTinyModel();

describe("vectors give the same results as the tokens whose embedding rows they are", () => {
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

        // check that the comparison can fail: other vectors give other logits
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

    test("between text on both sides, and directly after the last vector", async () => {
        const {real, virtual} = bothWays(prefix);
        const context = await makeContext();
        const [plain, injected] = [context.getSequence(), context.getSequence()];
        const {bos} = fixture.model.tokens;
        const after = fixture.model.tokenize(suffix);
        expect(await greedy(injected, [bos!, ...virtual, ...after])).toEqual(await greedy(plain, [bos!, ...real, ...after]));
        await Promise.all([plain.clearHistory(), injected.clearHistory()]);
        expect(await greedy(injected, [bos!, ...virtual])).toEqual(await greedy(plain, [bos!, ...real]));
    });

    test("in one batch with the text around them: the logits are identical", async () => {
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
        // logits in the middle, which vectors do not give, still come from the text
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
        // the wrapper's text adds no leading space, unlike `prefix` alone
        expect(answers).toEqual(await chat(plain, LlamaText([` ${prefix}`])));
        expect(new Set(answers).size).toBe(3);
        expect(injected.contextTokens.filter(isVirtual)).toEqual(virtual);
        expect(plain.contextTokens.slice(0, real.length)).toEqual(real);
    });
});

describe("node-llama-cpp's bookkeeping still works", () => {
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
        // what a plain sequence needs as an explicit strategy
        const pinned = context.getSequence({
            contextShift: {strategy: ({size}) => [{start: 1 + real.length, end: 1 + real.length + size}]}
        });
        const shifted = await greedy(injected, [bos!, ...virtual, ...after], 400);
        expect(injected.contextTokens.slice(0, 1 + virtual.length).filter(isVirtual)).toEqual(virtual);
        if (strategy == null) expect(shifted).toEqual(await greedy(pinned, [bos!, ...real, ...after], 400));
        else expect(shifted).toHaveLength(400);
    });

    test("a persona that alone fills the context throws a UserError", async () => {
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
        // the loaded state can be evaluated again from its tokens
        await injected.eraseContextTokenRanges([{start: 0, end: 1}]);
        await plain.eraseContextTokenRanges([{start: 0, end: 1}]);
        expect(await greedy(injected, after)).toEqual(await greedy(plain, after));
    });

    test("virtual tokens are never passed to the vocabulary", () => {
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

/** Prepends a text to the output of a general chat wrapper. */
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
