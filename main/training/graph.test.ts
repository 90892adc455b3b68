import {mkdtemp, rm, truncate, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {Reference, randomVectors, startLlama} from "../engine/testing/llama-logits.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {probeGradient, probeLosses} from "./probe-model.ts";
import {trainingExample, vectorSlot} from "./trainer-request.ts";
import type {Llama} from "../engine/testing/llama-logits.ts";
import type {TinyModelOptions} from "../engine/testing/tiny-model.ts";
import type {WeightFormat} from "./trainer-request.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

let folder: string;
let llama: Llama;

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-trainer-"));
    llama = await startLlama();
});

afterAll(async () => {
    await llama.dispose();
    await rm(folder, {recursive: true});
});

let made = 0;
const makeModel = (options: TinyModelOptions): Promise<string> => makeTinyModel(path.join(folder, `model-${made++}.gguf`), options);

/** Two texts of different lengths with vectors at the front and in the middle; longer than the sliding window below. */
const examples = [
    trainingExample([0, vectorSlot(0), vectorSlot(1), 40, 41, 42, vectorSlot(2), 60], [70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 1]),
    trainingExample([vectorSlot(2), 90], [100, 101, 102])
];
const K = 3;

const slidingGemma: TinyModelOptions = {
    architecture: "gemma3",
    layers: 3,
    metadata: {"gemma3.attention.sliding_window": {u32: 6}, "gemma3.attention.sliding_window_pattern": {u32: 2}}
};
const scaledPhi: TinyModelOptions = {architecture: "phi3", metadata: {"phi3.rope.scaling.attn_factor": {f32: 1.2}}};
const architectures: [string, TinyModelOptions][] = [
    ["llama", {}],
    ["llama with a tied output", {tied: true}],
    ["llama with stretched positions", {metadata: {"llama.rope.scaling.type": {string: "linear"}, "llama.rope.scaling.factor": {f32: 4}}}],
    ["qwen2", {architecture: "qwen2"}],
    ["qwen3", {architecture: "qwen3", tied: true}],
    ["gemma3", {architecture: "gemma3", tied: true}],
    ["gemma3 with sliding windows", slidingGemma],
    ["phi3", {architecture: "phi3"}],
    ["phi3 with an attention factor", scaledPhi],
    ["llama in several files", {parts: 3}]
];

describe("the trainer's graph computes what llama.cpp does", () => {
    test.each(architectures)("%s: logits differ by less than 1e-3", async (_, options) => {
        const model = await makeModel(options);
        const vectors = randomVectors(K, 64, 5);
        const results = await probeLosses({model, examples, vectors: vectors, threads: 1, weights: "file", wantsLogits: true});
        const reference = new Reference(await llama.loadModel({modelPath: model}));
        for (const {example, logits, nll} of results) {
            const expected = await reference.logits(examples[example]!, vectors);
            expect(nll).toHaveLength(expected.length);
            const vocabulary = logits.length / nll.length;
            const differences = expected.flatMap((map, row) =>
                [...map].map(([token, logit]) => Math.abs(logit - logits[row * vocabulary + token]!))
            );
            expect(Math.max(...differences)).toBeLessThan(1e-3);

            // check that the comparison can fail: other vectors give other logits
            const others = await reference.logits(examples[example]!, randomVectors(K, 64, 6));
            expect(Math.max(...[...others[0]!].map(([token, logit]) => Math.abs(logit - logits[token]!)))).toBeGreaterThan(0.1);
        }
        await reference.model.dispose();
    });

    test.each(["f16", "bf16", "q8_0", "q5_0", "q5_1", "q4_0", "q4_1", "q4_K", "q5_K", "q6_K", "iq4_nl"] as const)(
        "weights as %s: losses agree within what rounding inside the products allows",
        async (type) => {
            const model = await makeModel({type, nEmbd: 256, layers: 2});
            const vectors = randomVectors(K, 256, 5);
            const reference = new Reference(await llama.loadModel({modelPath: model}));
            const expected = (await reference.losses(examples[0]!, vectors)).reduce((sum, value) => sum + value, 0) / 11;
            for (const weights of ["file", "bf16", "q8_0"] as const) {
                const [first] = await probeLosses({model, examples, vectors, threads: 1, weights});
                const loss = first!.nll.reduce((sum, value) => sum + value, 0) / first!.nll.length;
                expect(Math.abs(loss - expected)).toBeLessThan(0.03 * expected);
            }
            await reference.model.dispose();
        }
    );

    test("packing and threads do not change the result", async () => {
        const model = await makeModel({});
        const vectors = randomVectors(K, 64, 5);
        const many = Array.from({length: 6}, () => examples).flat();
        const alone = await probeLosses({model, examples: many, vectors, threads: 1, weights: "f32", schedule: {packTokens: 1}});
        const packed = await probeLosses({model, examples: many, vectors, threads: 3, weights: "f32", schedule: {packTokens: 80}});
        for (const [index, {nll}] of alone.entries())
            nll.forEach((value, target) => expect(packed[index]!.nll[target]).toBeCloseTo(value, 4));
    });
});

/** Central differences of the summed loss along directions, by the forward pass alone. */
async function slopes(
    model: string,
    vectors: readonly Float32Array[],
    directions: readonly (readonly Float32Array[])[],
    step: number,
    weights: WeightFormat
) {
    const moved = directions.flatMap((direction) =>
        [step, -step].map((by) => vectors.map((vector, k) => vector.map((value, index) => value + by * direction[k]![index]!)))
    );
    const losses = await probeLosses({model, examples, vectors: moved[0]!, otherVectors: moved.slice(1), threads: 1, weights});
    const sums = moved.map((_, set) =>
        losses.filter((loss) => loss.set === set).reduce((sum, {nll}) => sum + nll.reduce((total, value) => total + value, 0), 0)
    );
    return directions.map((_, index) => (sums[2 * index]! - sums[2 * index + 1]!) / (2 * step));
}

describe("gradients", () => {
    test.each(architectures)("%s: equal finite differences in f32", async (_, options) => {
        const model = await makeModel(options);
        const vectors = randomVectors(K, 64, 7);
        const {gradient} = await probeGradient({model, examples, vectors, threads: 1, weights: "f32"});
        const coordinates = Array.from({length: 60}, (_, index) => (index * 37) % (K * 64));
        const unit = (coordinate: number): Float32Array[] =>
            vectors.map((_, k) => Float32Array.from({length: 64}, (_, index) => (k * 64 + index === coordinate ? 1 : 0)));
        // ggml reads GELU from a table of 16-bit floats, so small steps see its rounding
        const step = options.architecture === "gemma3" ? 0.4 : 0.02;
        const expected = await slopes(model, vectors, coordinates.map(unit), step, "f32");
        const actual = coordinates.map((coordinate) => gradient[coordinate]!);
        expect(cosine(expected, actual)).toBeGreaterThan(options.architecture === "gemma3" ? 0.9995 : 0.9999);
        expect(Math.abs(norm(actual) / norm(expected) - 1)).toBeLessThan(0.01);
    });

    test.each(["q8_0", "q4_1", "q4_K", "q6_K", "iq4_nl"] as const)("%s: the slope along the gradient is its length", async (type) => {
        const model = await makeModel({type, nEmbd: 256});
        const vectors = randomVectors(K, 256, 7);
        const {gradient: exact} = await probeGradient({model, examples, vectors, threads: 1, weights: "f32"});
        const length = norm([...exact]);
        const direction = vectors.map((_, k) => exact.slice(k * 256, (k + 1) * 256).map((value) => value / length));
        const [slope] = await slopes(model, vectors, [direction], 0.05, "f32");
        expect(Math.abs(slope! / length - 1)).toBeLessThan(0.01);

        for (const weights of ["bf16", "f16", "q8_0", "file"] as const) {
            const {gradient} = await probeGradient({model, examples, vectors, threads: 1, weights});
            expect(cosine([...gradient], [...exact])).toBeGreaterThan(0.99);
        }
    });
});

describe("what cannot be trained is rejected with one sentence", () => {
    const start = randomVectors(K, 64, 1);
    const probe = (model: string, vectors = start) => probeLosses({model, examples, vectors, threads: 1});

    test.each<[string, TinyModelOptions, RegExp]>([
        ["an unknown architecture", {architecture: "qwen2vl"}, /architecture qwen2vl is not one of/],
        ["positions stretched in an unknown way", {metadata: {"llama.rope.scaling.type": {string: "yarn"}}}, /yarn/],
        ["a mixture of experts", {metadata: {"llama.expert_count": {u32: 8}}}, /mixture of experts/],
        ["vectors of another model", {nEmbd: 128}, /start from vectors of this model/]
    ])("%s", async (_, options, sentence) => {
        await expect(probe(await makeModel(options))).rejects.toThrow(sentence);
    });

    test("an unknown type, by its name", async () => {
        await expect(probe(await makeModel({type: "q2_K", nEmbd: 256}), randomVectors(K, 256, 1))).rejects.toThrow(/stored as q2_K/);
    });

    test("a missing, a foreign and a truncated file, and a missing part", async () => {
        await expect(probe(path.join(folder, "none.gguf"))).rejects.toThrow(/cannot be opened/);
        const alien = path.join(folder, "alien.gguf");
        await writeFile(alien, "GGUF but not really");
        await expect(probe(alien)).rejects.toThrow(/no GGUF file that can be read/);
        const cut = await makeModel({});
        await truncate(cut, 100_000);
        await expect(probe(cut)).rejects.toThrow(/cut off|ends before/);
        const split = await makeModel({parts: 2});
        await rm(split.replace("00001-of", "00002-of"));
        await expect(probe(split)).rejects.toThrow(/00002-of-00002.gguf cannot be opened/);
    });

    test("tokens that the model does not have, and insufficient memory", async () => {
        const model = await makeModel({});
        const alien = [trainingExample([0, 5], [1_000_000])];
        await expect(probeLosses({model, examples: alien, vectors: start, threads: 1})).rejects.toThrow(/another model/);
        await expect(probeLosses({model, examples, vectors: start, threads: 1, memoryLimit: 1 << 20})).rejects.toThrow(
            /MB of memory and 1 MB are free/
        );
    });
});

function norm(values: readonly number[]): number {
    return Math.hypot(...values);
}

function cosine(a: readonly number[], b: readonly number[]): number {
    return a.reduce((sum, value, index) => sum + value * b[index]!, 0) / norm(a) / norm(b);
}
