/** llama.cpp's own logits for a training example, with vectors through the hook: the reference for the trainer's graph. */
import {getLlama} from "node-llama-cpp";
import {Hook} from "../hook.ts";
import {VirtualTokens} from "../virtual-tokens.ts";
import {NO_TARGET} from "../../training/trainer-request.ts";
import type {Llama, LlamaModel, Token} from "node-llama-cpp";
import type {TrainingExample} from "../../training/trainer-request.ts";

export type {Llama, LlamaModel} from "node-llama-cpp";

export async function startLlama(): Promise<Llama> {
    return getLlama({gpu: false, build: "never", maxThreads: 1, logLevel: "disabled" as never});
}

/** A model loaded once, for any number of examples. */
export class Reference {
    readonly #model: LlamaModel;
    readonly #virtual: VirtualTokens;

    constructor(model: LlamaModel) {
        this.#model = model;
        this.#virtual = new VirtualTokens(model, new Hook(model));
    }

    get model(): LlamaModel {
        return this.#model;
    }

    /** Logits at each target, one map from token to logit each. The KV cache holds 32-bit floats, as 16 bits alone cost more than 1e-3. */
    async logits(example: TrainingExample, vectors: readonly Float32Array[], adapter?: string): Promise<Map<Token, number>[]> {
        const context = await this.#model.createContext({
            contextSize: 512,
            sequences: 1,
            threads: 1,
            flashAttention: false,
            experimentalKvCacheKeyType: "F32",
            experimentalKvCacheValueType: "F32",
            ...(adapter != null && {lora: {adapters: [{filePath: adapter}]}})
        });
        try {
            this.#virtual.attach(context);
            const slots = vectors.map((vector) => this.#virtual.add(vector)[0]!);
            const sequence = context.getSequence();
            const results = await sequence.controlledEvaluate(
                example.ids.map((id, index) => {
                    const token = id < 0 ? slots[-1 - id]! : (id as Token);
                    return example.targets[index] === NO_TARGET ? token : [token, {generateNext: {logits: true}}];
                })
            );
            return results.flatMap((result) => (result?.next.logits == null ? [] : [result.next.logits]));
        } finally {
            await context.dispose();
        }
    }

    /** Negative log-likelihood of each target, nats. */
    async losses(example: TrainingExample, vectors: readonly Float32Array[], adapter?: string): Promise<number[]> {
        const targets = example.targets.filter((target) => target !== NO_TARGET);
        const logits = await this.logits(example, vectors, adapter);
        return logits.map((map, index) => {
            const values = [...map.values()];
            const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
            const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
            return Math.log(sum) + largest - map.get(targets[index] as Token)!;
        });
    }
}

/** Normally distributed rows from a seed. */
export function randomVectors(count: number, size: number, seed: number, deviation = 1): Float32Array[] {
    let state = (seed * 2654435761) >>> 0 || 1;
    const uniform = (): number => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return ((state >>> 0) + 0.5) / 2 ** 32;
    };
    const normal = (): number => deviation * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return Array.from({length: count}, () => Float32Array.from({length: size}, normal));
}
