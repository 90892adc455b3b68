import {execFileSync, spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {mean} from "../../app/statistics.ts";
import {Reference, randomVectors, startLlama} from "../engine/testing/llama-logits.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {probeLosses} from "./probe-model.ts";
import {estimateTraining, trainPersona} from "./train-persona.ts";
import {trainingExample, vectorSlot} from "./trainer-request.ts";
import type {Llama} from "../engine/testing/llama-logits.ts";
import type {PersonaTraining, TrainedPersona, TrainingProgress} from "./train-persona.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

const K = 4;
const start = randomVectors(K, 64, 3);
const slots = Array.from({length: K}, (_, index) => vectorSlot(index));

/** A "person" who always continues with the same few tokens, whatever the prompt. */
const examples = Array.from({length: 12}, (_, index) =>
    trainingExample([0, ...slots, 30 + index, 50 + 3 * index], [200, 201, 202 + (index % 2), 203, 1], {heldOut: index >= 9})
);
const heldOut = examples.filter((example) => example.heldOut);

let folder: string;
let llama: Llama;
let model: string;
let training: PersonaTraining;

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-training-"));
    llama = await startLlama();
    model = await makeTinyModel(path.join(folder, "model.gguf"));
    training = {model, examples, start, threads: 1, weights: "f32", schedule: {epochs: 12, learningRate: 0.1, patience: 0}};
});

afterAll(async () => {
    await llama.dispose();
    await rm(folder, {recursive: true});
});

async function finish(
    options: PersonaTraining,
    signal?: AbortSignal,
    each: (progress: TrainingProgress) => void = () => {}
): Promise<TrainedPersona> {
    const running = trainPersona(options, signal);
    for (;;) {
        const {done, value} = await running.next();
        if (done === true) return value;
        each(value);
    }
}

describe("training", () => {
    test("lowers the loss on held-out texts, and llama.cpp computes the same loss through the hook", async () => {
        const progress: TrainingProgress[] = [];
        const persona = await finish(training, undefined, (event) => progress.push(event));
        expect(persona.steps).toBe(36);
        expect(persona.bestHeldOut!).toBeLessThan(persona.firstHeldOut! - 1);
        expect(progress.some(({type}) => type === "estimate")).toBe(true);
        expect(progress.filter(({type}) => type === "heldOut")).toHaveLength(13);

        const reference = new Reference(await llama.loadModel({modelPath: model}));
        const losses: number[] = [];
        for (const example of heldOut) losses.push(...(await reference.losses(example, persona.vectors)));
        expect(mean(losses)).toBeCloseTo(persona.bestHeldOut!, 3);
        await reference.model.dispose();
    });

    test("gives the same persona with any number of threads", async () => {
        const short = {...training, schedule: {...training.schedule, epochs: 2}};
        const [one, two] = [await finish(short), await finish({...short, threads: 2})];
        two.vectors.forEach((vector, k) => vector.forEach((value, index) => expect(value).toBeCloseTo(one.vectors[k]![index]!, 2)));
    });

    test("stops when the held-out texts do not improve, with the best state", async () => {
        // the held-out texts are the opposite of the training texts
        const opposed = examples.map((example) =>
            example.heldOut ? trainingExample([0, ...slots, 30], [300, 301, 302], {heldOut: true}) : example
        );
        const persona = await finish({...training, examples: opposed, schedule: {...training.schedule, epochs: 40, patience: 2}});
        expect(persona.reason).toBe("stopped");
        expect(persona.steps).toBeLessThan(120);
        expect(persona.bestHeldOut!).toBeLessThanOrEqual(persona.firstHeldOut!);
    });

    test("keeps the last state if there are no held-out texts", async () => {
        const persona = await finish({...training, examples: examples.filter((example) => !example.heldOut)});
        expect(persona.firstHeldOut).toBeNull();
        expect(persona.vectors).not.toEqual(start);
    });

    test("with a LoRA writes an adapter with which llama.cpp computes the same loss", async () => {
        const file = path.join(folder, "adapter.gguf");
        const persona = await finish({...training, lora: {file, learningRate: 0.01}});
        const reference = new Reference(await llama.loadModel({modelPath: model}));
        const [adapted, bare]: [number[], number[]] = [[], []];
        for (const example of heldOut) {
            adapted.push(...(await reference.losses(example, persona.vectors, file)));
            bare.push(...(await reference.losses(example, persona.vectors)));
        }
        expect(mean(adapted)).toBeCloseTo(persona.bestHeldOut!, 3);
        expect(Math.abs(mean(bare) - mean(adapted))).toBeGreaterThan(0.01);
        await reference.model.dispose();
    });

    test("is estimated without being run", async () => {
        const estimate = await estimateTraining({...training, weights: "q8_0"});
        expect(estimate.steps).toBe(36);
        expect(estimate.memory).toBeGreaterThan(1e6);
    });
});

describe("an interrupted training", () => {
    const long = (checkpoint: string): PersonaTraining => ({
        ...training,
        checkpoint,
        checkpointSeconds: 0,
        schedule: {...training.schedule, epochs: 20}
    });

    test("that is cancelled ends within two seconds, and resumes to the same persona", async () => {
        const checkpoint = path.join(folder, "cancelled.checkpoint");
        const stop = new AbortController();
        let cancelledAt = 0;
        await expect(
            finish(long(checkpoint), stop.signal, (progress) => {
                if (progress.type === "checkpoint" && progress.step >= 7) {
                    cancelledAt ||= performance.now();
                    stop.abort(new Error("enough"));
                }
            })
        ).rejects.toThrow("enough");
        expect(performance.now() - cancelledAt).toBeLessThan(2000 * 5); // the test machine may be busy
        expect(existsSync(checkpoint)).toBe(true);

        let resumedAt = 0;
        const resumed = await finish(long(checkpoint), undefined, (progress) => {
            if (progress.type === "resumed") resumedAt = progress.step;
        });
        expect(resumedAt).toBeGreaterThanOrEqual(7);
        const whole = await finish({...long(checkpoint)});
        expect(resumed.steps).toBe(whole.steps);
        expect(resumed.bestHeldOut).toBe(whole.bestHeldOut);
        expect(resumed.vectors).toEqual(whole.vectors);
        expect(existsSync(checkpoint)).toBe(false);
    });

    test("that is killed is reported and resumes; a checkpoint of another training or a damaged one is not used", async () => {
        const checkpoint = path.join(folder, "killed.checkpoint");
        const running = trainPersona(long(checkpoint));
        for (let saved = 0; saved < 2;) {
            const {value} = await running.next();
            if (value != null && "type" in value && value.type === "checkpoint") saved++;
        }
        execFileSync("pkill", ["-KILL", "-P", String(process.pid), "-f", "idiolect-trainer"]);
        await expect(
            (async () => {
                while ((await running.next()).done !== true);
            })()
        ).rejects.toThrow(/ended by something else \(SIGKILL\)/);

        const resumedAt = async (options: PersonaTraining): Promise<number | null> => {
            let step: number | null = null;
            await finish(options, undefined, (progress) => {
                if (progress.type === "resumed") step = progress.step;
            });
            return step;
        };
        expect(await resumedAt({...long(checkpoint), schedule: {epochs: 1, seed: 99, learningRate: 0.1}})).toBeNull();
        await writeFile(checkpoint, "no checkpoint");
        expect(await resumedAt({...long(checkpoint), schedule: {epochs: 1, learningRate: 0.1}})).toBeNull();
    });

    test("whose parent process has exited ends by itself", async () => {
        const orphan = {...long(path.join(folder, "orphan.checkpoint")), start: start.map((vector) => [...vector])};
        const host = spawn(
            process.execPath,
            [
                "--input-type=module",
                "-e",
                `
            const {trainPersona} = await import(${JSON.stringify(path.join(import.meta.dirname, "train-persona.ts"))});
            const training = ${JSON.stringify(orphan)};
            training.start = training.start.map((vector) => Float32Array.from(vector));
            training.schedule.epochs = 10000;
            for await (const progress of trainPersona(training)) console.log(progress.type);
        `
            ],
            {stdio: ["ignore", "pipe", "inherit"]}
        );
        await new Promise<void>((resolve) => host.stdout.on("data", (data) => String(data).includes("checkpoint") && resolve()));
        const children = (): string => {
            try {
                return execFileSync("pgrep", ["-f", "build/idiolect-trainer", "-P", String(host.pid)], {encoding: "utf8"}).trim();
            } catch {
                return "";
            }
        };
        const trainer = Number(children());
        expect(trainer).toBeGreaterThan(0);
        host.kill("SIGKILL");
        await vi.waitFor(() => expect(isRunning(trainer)).toBe(false), {timeout: 10_000});
    });
});

/** Not for a zombie: a process that has ended and was not waited for. */
function isRunning(pid: number): boolean {
    try {
        return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], {encoding: "utf8"})
            .trim()
            .startsWith("Z");
    } catch {
        return false;
    }
}

test("a disk without space for a checkpoint is reported in a sentence", async () => {
    const nowhere = path.join(folder, "no such folder", "state.checkpoint");
    await expect(finish({...training, checkpoint: nowhere, checkpointSeconds: 0})).rejects.toThrow(
        /could not be saved at .*free some disk space/
    );
});

test("losses of the start are those that the trainer begins with", async () => {
    const [first] = await probeLosses({model, examples: heldOut, vectors: start, threads: 1, weights: "f32"});
    const persona = await finish({...training, examples: [...examples.slice(0, 4), heldOut[0]!], schedule: {epochs: 1, learningRate: 0.1}});
    expect(persona.firstHeldOut!).toBeCloseTo(mean([...first!.nll]), 4);
});
