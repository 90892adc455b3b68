/**
 * The trainer's graph on real files of three architectures. They are too large for the repository: the tests run if the environment
 * variable IDIOLECT_TEST_MODELS names a folder with them, and are skipped otherwise.
 */
import {existsSync} from "node:fs";
import path from "node:path";
import process from "node:process";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {mean} from "../../app/statistics.ts";
import {Reference, startLlama} from "../engine/testing/llama-logits.ts";
import {probeGradient, probeLosses} from "./probe-model.ts";
import {trainingExample, vectorSlot} from "./trainer-request.ts";
import type {Llama} from "../engine/testing/llama-logits.ts";

vi.setConfig({testTimeout: 600_000, hookTimeout: 120_000});

const folder = process.env["IDIOLECT_TEST_MODELS"] ?? "";
const prompt = "Write an e-mail to the people who come to the meeting on Monday.\n";
const text = "Dear all, thank you for coming. The meeting on Monday is at nine, in the small room.";

let llama: Llama;

beforeAll(async () => {
    llama = await startLlama();
});

afterAll(async () => {
    await llama.dispose();
});

describe.each(["SmolLM2-135M-Instruct.Q4_1.gguf", "qwen2.5-coder-0.5b.gguf", "gemma-3-270m.gguf"])("%s", (name) => {
    const model = path.join(folder, name);

    test.skipIf(folder === "" || !existsSync(model))("losses equal llama.cpp's, with vectors in the prompt", async () => {
        const reference = new Reference(await llama.loadModel({modelPath: model}));
        const tokens = (of: string): number[] => [...reference.model.tokenize(of)];
        const size = reference.model.embeddingVectorSize;
        const vectors = [0, 1].map((k) => Float32Array.from({length: size}, (_, index) => 0.1 * Math.sin(index * (k + 2))));
        const example = trainingExample([...tokens("Hello"), vectorSlot(0), vectorSlot(1), ...tokens(prompt)], tokens(text));
        const expected = await reference.losses(example, vectors);
        await reference.model.dispose();

        // both quantise the inputs of quantised products to 8-bit blocks, but not at the same places
        for (const [weights, tolerance] of [
            ["file", 0.03],
            ["bf16", 0.05]
        ] as const) {
            const [actual] = await probeLosses({model, examples: [example], vectors, threads: 1, weights});
            console.log(`${name} as ${weights}: ${mean(actual!.nll).toFixed(4)} nats a token, llama.cpp ${mean(expected).toFixed(4)}`);
            expect(Math.abs(mean(actual!.nll) - mean(expected))).toBeLessThan(tolerance);
        }

        const {gradient} = await probeGradient({model, examples: [example], vectors, threads: 1, weights: "f16"});
        const length = Math.hypot(...gradient);
        const step = 0.003 * Math.hypot(...vectors.flatMap((vector) => [...vector]));
        const moved = [step, -step].map((by) =>
            vectors.map((vector, k) => vector.map((value, index) => value + (by * gradient[k * size + index]!) / length))
        );
        const [up, down] = await probeLosses({
            model,
            examples: [example],
            vectors: moved[0]!,
            otherVectors: [moved[1]!],
            threads: 1,
            weights: "f16"
        });
        const slope = (expected.length * (mean(up!.nll) - mean(down!.nll))) / (2 * step);
        console.log(`${name}: slope along the gradient ${slope.toFixed(3)}, its length ${length.toFixed(3)}`);
        expect(Math.abs(slope / length - 1)).toBeLessThan(0.1);
    });
});
