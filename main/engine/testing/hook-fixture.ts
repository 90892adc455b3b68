import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {getLlama} from "node-llama-cpp";
import {afterAll, afterEach, beforeAll, expect} from "vitest";
import {EmbeddingMatrix, readWholeGguf} from "../gguf-file.ts";
import {Hook} from "../hook.ts";
import {makeTinyModel} from "./tiny-model.ts";
import {VirtualTokens} from "../virtual-tokens.ts";
import type {Llama, LlamaContext, LlamaContextSequence, LlamaModel, Token} from "node-llama-cpp";
import type {TinyModelOptions} from "./tiny-model.ts";

/** A model with its hook, virtual tokens and embeddings. */
export interface Fixture {
    readonly model: LlamaModel;
    readonly hook: Hook;
    readonly virtual: VirtualTokens;
    readonly embeddings: EmbeddingMatrix;
}

export const prefix = "you are the people of the water";
export const suffix = " they make";

export let folder: string;
export let llama: Llama;
export let fixture: Fixture;
const contexts: LlamaContext[] = [];

/** Loads a tiny model for the calling test file; contexts are disposed after each test. */
export function useTinyModel(): void {
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
}

export async function load(name: string, options: TinyModelOptions): Promise<Fixture> {
    const file = await makeTinyModel(path.join(folder, name), options);
    const info = await readWholeGguf(file, llama);
    const model = await llama.loadModel({modelPath: file});
    const hook = new Hook(model);
    return {model, hook, virtual: new VirtualTokens(model, hook), embeddings: new EmbeddingMatrix(file, info, llama, hook)};
}

export async function makeContext(options: Parameters<LlamaModel["createContext"]>[0] = {}, of: Fixture = fixture): Promise<LlamaContext> {
    const context = await of.model.createContext({contextSize: 256, sequences: 2, threads: 1, ...options});
    of.virtual.attach(context);
    contexts.push(context);
    return context;
}

/** The text as tokens, and as virtual tokens for the same rows of the embedding matrix. */
export function bothWays(text: string, of: Fixture = fixture): {real: Token[]; virtual: Token[]} {
    const real = of.model.tokenize(text);
    return {real, virtual: of.virtual.add(of.embeddings.read(real))};
}

export async function logitsAfter(sequence: LlamaContextSequence, token: Token): Promise<Map<Token, number>> {
    const results = await sequence.controlledEvaluate([[token, {generateNext: {logits: true}}]]);
    return results.at(-1)!.next.logits!;
}

export function largestDifference(a: ReadonlyMap<Token, number>, b: ReadonlyMap<Token, number>): number {
    expect(a.size).toBe(b.size);
    return Math.max(...[...a].map(([token, logit]) => Math.abs(logit - b.get(token)!)));
}

export async function greedy(sequence: LlamaContextSequence, tokens: Token[], count = 12): Promise<Token[]> {
    const generated: Token[] = [];
    for await (const token of sequence.evaluate(tokens, {temperature: 0, yieldEogToken: true})) if (generated.push(token) === count) break;
    return generated;
}
