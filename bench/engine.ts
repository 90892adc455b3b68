/**
 * Speed of the engine with a persona against plain node-llama-cpp: one model, one prompt, one sampler, interleaved in one process, so that
 * other load on the machine affects both. Only the ratios are comparable between machines.
 */
import {LlamaLogLevel, getLlama} from "node-llama-cpp";
import {LlamaEngine} from "../main/engine/llama-engine.ts";
import type {LlamaContextSequence, Token} from "node-llama-cpp";
import type {DraftEvent, ModelInfo, Prompt, PromptPart} from "../app/drafting/engine.ts";
import {median} from "../app/statistics.ts";

export interface EngineBenchOptions {
    /** default 5 */
    readonly rounds?: number;
    /** tokens in a draft; default 96 */
    readonly length?: number;
    /** vectors of instruction and persona; default 8 */
    readonly vectorCount?: number;
    /** default 1: with more threads than idle cores llama.cpp's threads wait for each other */
    readonly threads?: number;
}

/** Medians over the rounds. */
export interface EngineBenchResult {
    /** after the first token */
    readonly plainTokensPerSecond: number;
    readonly personaTokensPerSecond: number;
    readonly tokensPerSecondRatio: number;
    /** ms */
    readonly firstTokenNone: number;
    readonly firstTokenPersona: number;
    readonly firstTokenRatioToNone: number;
}

const sampling = {temperature: 0.7, topP: 0.95, topK: 40} as const;
const REPEAT_PENALTY = 1.1;
const text = " the committee will meet on monday to talk about the water.".repeat(8);

/** @param modelPath a model that takes vectors, with more than about 300 tokens of context */
export async function benchEngine(
    modelPath: string,
    {rounds = 5, length = 96, vectorCount = 8, threads = 1}: EngineBenchOptions = {}
): Promise<EngineBenchResult> {
    const engine = new LlamaEngine({threads, gpu: false});
    const llama = await getLlama({gpu: false, build: "never", maxThreads: threads, logLevel: LlamaLogLevel.disabled});
    try {
        const info = await engine.load(modelPath);
        if (info.plugRefusal != null) throw new Error(info.plugRefusal.text);
        const none = promptOf(null);
        const persona = promptOf(someVectors(info, vectorCount));

        const model = await llama.loadModel({modelPath});
        const context = await model.createContext({contextSize: info.contextSize, threads});
        const sequence = context.getSequence();
        // as many tokens as the engine's prompt has, with arbitrary tokens in place of the vectors
        const plainPrompt = model.tokenize(`${" water".repeat(vectorCount)}${text}`, false);

        const samples = {plain: [] as number[], persona: [] as number[], firstNone: [] as number[], firstPersona: [] as number[]};
        for (let round = 0; round <= rounds; round++) {
            const plainSpeed = await plainTokensPerSecond(sequence, plainPrompt, length, round);
            const withPersona = await draftOnce(engine, persona, length, round);
            const withNone = await draftOnce(engine, none, 1, round);
            if (round === 0) continue; // warm-up
            samples.plain.push(plainSpeed);
            samples.persona.push(withPersona.tokensPerSecond);
            samples.firstPersona.push(withPersona.firstTokenMs);
            samples.firstNone.push(withNone.firstTokenMs);
        }
        const [plainTokens, personaTokens, firstTokenNone, firstTokenPersona] = [
            samples.plain,
            samples.persona,
            samples.firstNone,
            samples.firstPersona
        ].map(median) as [number, number, number, number];
        return {
            plainTokensPerSecond: plainTokens,
            personaTokensPerSecond: personaTokens,
            tokensPerSecondRatio: personaTokens / plainTokens,
            firstTokenNone,
            firstTokenPersona,
            firstTokenRatioToNone: firstTokenPersona / firstTokenNone
        };
    } finally {
        await llama.dispose();
        await engine.dispose();
    }
}

/** node-llama-cpp as its guide uses it: evaluate, sample, turn each token into text. */
async function plainTokensPerSecond(sequence: LlamaContextSequence, prompt: Token[], length: number, seed: number): Promise<number> {
    await sequence.clearHistory();
    const written: Token[] = [];
    let startedAt = 0;
    const repeatPenalty = {penalty: REPEAT_PENALTY, punishTokens: () => written.slice(-64)};
    for await (const token of sequence.evaluate(prompt, {...sampling, seed, repeatPenalty, yieldEogToken: true})) {
        startedAt ||= performance.now();
        sequence.model.detokenize([token], false, written.slice(-3));
        if (written.push(token) === length) break;
    }
    return ((written.length - 1) / (performance.now() - startedAt)) * 1000;
}

type EndEvent = Extract<DraftEvent, {type: "end"}>;

async function draftOnce(engine: LlamaEngine, prompt: Prompt, maxTokens: number, seed: number): Promise<EndEvent> {
    const sameSampling = {...sampling, repeatPenalty: REPEAT_PENALTY, maxTokens};
    for (let attempt = seed; ; attempt += 1000)
        for await (const event of engine.draft({prompt, seeds: [attempt], sampling: sameSampling}))
            // a draft that ends after a few tokens is too short to measure speed
            if (event.type === "end" && event.tokens >= Math.min(maxTokens, 16)) return event;
}

function promptOf(vectors: PromptPart | null): Prompt {
    return {
        document: [
            {type: "text", text: text.slice(0, text.length / 2)},
            ...(vectors == null ? [] : [vectors]),
            {type: "text", text: text.slice(text.length / 2)}
        ]
    };
}

/** Arbitrary vectors with the norm of the model's embeddings. */
function someVectors({nEmbd, embeddingNorm}: ModelInfo, count: number): PromptPart {
    const scale = embeddingNorm * Math.sqrt(2 / nEmbd);
    return {type: "vectors", vectors: Float32Array.from({length: count * nEmbd}, (_, index) => scale * Math.sin(index * 1.7))};
}
