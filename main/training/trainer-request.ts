/** Requests to the native trainer, as the GGUF that it reads from its standard input. The counterpart of native/trainer/request.cc. */
import {formatGguf} from "../models/gguf-writer.ts";
import type {GgufTensor, GgufValue} from "../models/gguf-writer.ts";

/** One text, as the model sees it: position i predicts `targets[i]`. */
export interface TrainingExample {
    /** token ids; `vectorSlot(k)` stands for vector k */
    readonly ids: readonly number[];
    /** a token id for each position; `NO_TARGET`: no loss there */
    readonly targets: readonly number[];
    /** weight of the loss relative to other examples; default 1 */
    readonly weight?: number;
    /** not trained on; decides when to stop and which state is the best */
    readonly heldOut?: boolean;
}

export const NO_TARGET = -1;
/** The token id of persona vector `index`, from 0. */
export const vectorSlot = (index: number): number => -1 - index;

/**
 * A prompt and the text that should follow it; only the text has a loss.
 * @throws {RangeError} if one of them is empty
 */
export function trainingExample(
    prompt: readonly number[],
    text: readonly number[],
    options: Pick<TrainingExample, "weight" | "heldOut"> = {}
): TrainingExample {
    if (prompt.length === 0 || text.length === 0) throw new RangeError("an example needs a prompt and a text");
    const all = [...prompt, ...text];
    return {
        ids: all.slice(0, -1),
        targets: all.slice(1).map((token, index) => (index + 1 < prompt.length ? NO_TARGET : token)),
        ...options
    };
}

/** Format of the frozen weights: `auto` takes the fastest on this machine that fits; `file` keeps them unchanged, for comparisons. */
export type WeightFormat = "auto" | "bf16" | "f16" | "q8_0" | "f32" | "file";

export interface TrainerRequest {
    readonly task: "train" | "evaluate" | "gradient" | "estimate";
    /** path of a GGUF, or of any part of a split one */
    readonly model: string;
    readonly examples: readonly TrainingExample[];
    /** start of the vectors, one Float32Array of n_embd values each, in the space of the model's input */
    readonly vectors: readonly Float32Array[];
    /** for `evaluate`: more sets of initial vectors, each of the same number, evaluated one after the other */
    readonly otherVectors?: readonly (readonly Float32Array[])[];
    readonly threads: number;
    /** default: auto */
    readonly weights?: WeightFormat;
    /** bytes; the trainer rejects the request if it needs more */
    readonly memoryLimit?: number;
    /** also return the logits at each target; large */
    readonly wantsLogits?: boolean;
    readonly lora?: {readonly rank: number; readonly alpha: number; readonly learningRate: number; readonly file: string};
    /** file of the state during training, from which an interrupted training is resumed */
    readonly checkpoint?: string;
    /** seconds between checkpoints */
    readonly checkpointSeconds?: number;
    readonly schedule?: TrainingSchedule;
}

/** Missing values have the trainer's own defaults, in native/trainer/request.h. */
export interface TrainingSchedule {
    readonly seed?: number;
    readonly epochs?: number;
    /** examples per step; default 4 */
    readonly batch?: number;
    /** largest change of a vector's value in one step */
    readonly learningRate?: number;
    /** warm-up steps to the full learning rate; default 10 */
    readonly warmup?: number;
    /** gradient clipping: largest norm of a step's gradient; default 1 */
    readonly clip?: number;
    /** AdamW's weight decay, for a LoRA only; default 0 */
    readonly weightDecay?: number;
    /** early stopping: evaluations without improvement after which training ends; default 0: never */
    readonly patience?: number;
    /** steps between evaluations; default: an epoch */
    readonly evaluateEvery?: number;
    /** positions per forward pass; default 128: more cost memory and, in attention, time */
    readonly packTokens?: number;
}

/** @throws {RangeError} if examples or vectors are not of matching lengths */
export function encodeRequest(request: TrainerRequest): Buffer {
    const {examples, vectors, otherVectors = [], lora, schedule = {}} = request;
    const metadata: Record<string, GgufValue> = {
        "task": {string: request.task},
        "model": {string: request.model},
        "threads": {u32: request.threads},
        "weights": {string: request.weights ?? "auto"},
        "wants_logits": {bool: request.wantsLogits === true},
        "examples.lengths": {i32s: examples.map(({ids}) => ids.length)},
        "examples.ids": {i32s: examples.flatMap(({ids}) => ids)},
        "examples.targets": {
            i32s: examples.flatMap(({ids, targets}) => {
                if (ids.length !== targets.length) throw new RangeError(`an example has ${ids.length} ids and ${targets.length} targets`);
                return targets;
            })
        },
        "examples.weights": {f32s: examples.map(({weight = 1}) => weight)},
        "examples.held_out": {i32s: examples.map(({heldOut}) => (heldOut === true ? 1 : 0))}
    };
    const put = (key: string, value: number | string | undefined, type: "u32" | "f32" | "string"): void => {
        if (value != null) metadata[key] = {[type]: value} as unknown as GgufValue;
    };
    if (request.memoryLimit != null) put("memory_mib", Math.max(1, Math.floor(request.memoryLimit / 2 ** 20)), "u32");
    put("checkpoint", request.checkpoint, "string");
    put("checkpoint_seconds", request.checkpointSeconds, "f32");
    put("lora.rank", lora?.rank, "u32");
    put("lora.alpha", lora?.alpha, "f32");
    put("lora.learning_rate", lora?.learningRate, "f32");
    put("adapter", lora?.file, "string");
    for (const [key, name] of [
        ["seed", "seed"],
        ["epochs", "epochs"],
        ["batch", "batch"],
        ["warmup", "warmup"],
        ["patience", "patience"],
        ["evaluateEvery", "evaluate_every"],
        ["packTokens", "pack_tokens"]
    ] as const)
        put(name, schedule[key], "u32");
    put("learning_rate", schedule.learningRate, "f32");
    put("clip", schedule.clip, "f32");
    put("weight_decay", schedule.weightDecay, "f32");
    return formatGguf(metadata, vectors.length === 0 ? [] : [vectorTensor([vectors, ...otherVectors])]);
}

function vectorTensor(sets: readonly (readonly Float32Array[])[]): GgufTensor {
    const [count, size] = [sets[0]!.length, sets[0]![0]!.length];
    const data = new Float32Array(sets.length * count * size);
    sets.forEach((set, index) => {
        if (set.length !== count || set.some((vector) => vector.length !== size)) throw new RangeError("vectors are not all of one length");
        set.forEach((vector, k) => data.set(vector, (index * count + k) * size));
    });
    return {name: "vectors", type: "f32", shape: [sets.length, count, size], data};
}
