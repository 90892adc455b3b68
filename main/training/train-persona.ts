/** Trains a persona on one person's texts through a frozen model, in the native trainer's process. */
import {availableParallelism, freemem} from "node:os";
import process from "node:process";
import {decodeFloats, runTrainer} from "./trainer-process.ts";
import type {TrainerRequest, TrainingExample, TrainingSchedule, WeightFormat} from "./trainer-request.ts";

export interface PersonaTraining {
    /** path of a GGUF, or of any part of a split one */
    readonly model: string;
    readonly examples: readonly TrainingExample[];
    /**
     * initial vectors, as many as will be trained, shape (K, n_embd), in the space of the model's input: an embedding row times its input
     * scale
     */
    readonly start: readonly Float32Array[];
    /** also train a LoRA and write it as a GGUF adapter */
    readonly lora?: {
        /** default 4 */
        readonly rank?: number;
        /** default: twice the rank */
        readonly alpha?: number;
        /** default 1e-3 */
        readonly learningRate?: number;
        readonly file: string;
    };
    readonly schedule?: TrainingSchedule;
    /** file of the state; if it exists and belongs to the same training, that is resumed */
    readonly checkpoint?: string;
    /** default 30 */
    readonly checkpointSeconds?: number;
    /** default: number of cores minus one */
    readonly threads?: number;
    readonly weights?: WeightFormat;
    /** bytes; default: nine tenths of the free memory */
    readonly memoryLimit?: number;
}

export type TrainingProgress =
    | {readonly type: "estimate"; readonly memory: number; readonly weights: string; readonly steps: number}
    | {readonly type: "resumed"; readonly step: number}
    | {
          readonly type: "step";
          readonly step: number;
          readonly steps: number;
          readonly loss: number | null;
          readonly tokensPerSecond: number;
          readonly seconds: number;
      }
    /** nats a token on the held-out examples: now, the best so far, and before training */
    | {
          readonly type: "heldOut";
          readonly step: number;
          readonly loss: number | null;
          readonly best: number | null;
          readonly first: number | null;
      }
    | {readonly type: "checkpoint"; readonly step: number};

export interface TrainedPersona {
    /** the best state on the held-out examples, shape (K, n_embd) */
    readonly vectors: readonly Float32Array[];
    /** nats a token on the held-out examples before training and at its best; null without any */
    readonly firstHeldOut: number | null;
    readonly bestHeldOut: number | null;
    /** `stopped`: the held-out examples did not improve */
    readonly reason: "finished" | "stopped";
    readonly steps: number;
    readonly seconds: number;
    /** positions a second in the steps of this run, of CPU time and of wall time; null if there were none */
    readonly tokensPerCpuSecond: number | null;
    readonly stepTokensPerSecond: number | null;
    /** number of trained positions */
    readonly tokens: number;
    /** bytes */
    readonly peakMemory: number;
}

/**
 * Largest change of a value in one step, as a share of the root mean square of the initial values: what worked for SmolLM2-135M, measured
 * on eight people (0.01 with rows of that size).
 */
const RELATIVE_LEARNING_RATE = 0.08;
const SHARE_OF_FREE_MEMORY = 0.9;

/**
 * Yields progress and returns the persona. Its loss on the held-out examples is at most the initial one. When `signal` is aborted, the
 * state is saved in `checkpoint` and the signal's reason thrown, within two seconds.
 * @throws {UserError} if the model cannot be trained, memory or disk space runs out, or the trainer crashes
 */
export async function* trainPersona(training: PersonaTraining, signal?: AbortSignal): AsyncGenerator<TrainingProgress, TrainedPersona> {
    for await (const message of runTrainer(requestOf("train", training), signal)) {
        switch (message.type) {
            case "estimate":
            case "resumed":
            case "step":
            case "heldOut":
            case "checkpoint":
                yield message;
                break;
            case "result":
                return {
                    vectors: split(decodeFloats(message.vectors), training.start.length),
                    firstHeldOut: message.firstHeldOut,
                    bestHeldOut: message.bestHeldOut,
                    reason: message.reason,
                    steps: message.step,
                    seconds: message.seconds,
                    tokens: message.tokens,
                    peakMemory: message.peakMemory,
                    tokensPerCpuSecond: message.tokensPerCpuSecond,
                    stepTokensPerSecond: message.stepTokensPerSecond
                };
            default:
        }
    }
    throw new Error("the trainer ended without a result");
}

export interface TrainingEstimate {
    /** bytes at the peak */
    readonly memory: number;
    readonly weights: string;
    readonly steps: number;
    /** positions in one epoch */
    readonly tokens: number;
}

/**
 * Estimates a training, in some milliseconds and without running it.
 * @throws {UserError} as the training itself would
 */
export async function estimateTraining(training: PersonaTraining, signal?: AbortSignal): Promise<TrainingEstimate> {
    for await (const message of runTrainer(requestOf("estimate", training), signal))
        if (message.type === "estimate") {
            const tokens = training.examples.reduce((sum, {ids, heldOut}) => sum + (heldOut === true ? 0 : ids.length), 0);
            return {memory: message.memory, weights: message.weights, steps: message.steps, tokens};
        }
    throw new Error("the trainer ended without an estimate");
}

function requestOf(task: TrainerRequest["task"], training: PersonaTraining): TrainerRequest {
    const {start, lora, schedule, threads = Math.max(1, availableParallelism() - 1), ...rest} = training;
    return {
        task,
        vectors: start,
        threads,
        memoryLimit: (process.availableMemory?.() ?? freemem()) * SHARE_OF_FREE_MEMORY,
        ...rest,
        schedule: {learningRate: RELATIVE_LEARNING_RATE * rootMeanSquare(start), epochs: 3, patience: 2, ...schedule},
        ...(lora != null && {
            lora: {
                rank: lora.rank ?? 4,
                alpha: lora.alpha ?? 2 * (lora.rank ?? 4),
                learningRate: lora.learningRate ?? 1e-3,
                file: lora.file
            }
        })
    };
}

function rootMeanSquare(vectors: readonly Float32Array[]): number {
    let [sum, count] = [0, 0];
    for (const vector of vectors) {
        count += vector.length;
        for (const value of vector) sum += value * value;
    }
    return Math.sqrt(sum / Math.max(1, count));
}

function split(values: Float32Array, count: number): Float32Array[] {
    const size = count === 0 ? 0 : values.length / count;
    return Array.from({length: count}, (_, index) => values.slice(index * size, (index + 1) * size));
}
