/** The trainer's forward pass and gradient alone: for tests, and to compare a result with the engine's. */
import {decodeFloats, runTrainer} from "./trainer-process.ts";
import type {TrainerRequest} from "./trainer-request.ts";

export interface ExampleLoss {
    /** index into the request's vectors and otherVectors */
    readonly set: number;
    readonly example: number;
    /** nats, one for each target */
    readonly nll: Float32Array;
    /** shape (targets, vocabulary); empty unless requested */
    readonly logits: Float32Array;
}

/** Losses of every example with every set of vectors. Nothing is trained. */
export async function probeLosses(request: Omit<TrainerRequest, "task">, signal?: AbortSignal): Promise<ExampleLoss[]> {
    const losses: ExampleLoss[] = [];
    for await (const message of runTrainer({...request, task: "evaluate"}, signal))
        if (message.type === "nll")
            losses.push({
                set: message.set,
                example: message.example,
                nll: decodeFloats(message.values),
                logits: decodeFloats(message.logits ?? "")
            });
    return losses;
}

/**
 * The sum of all targets' weighted losses, and its gradient: of the vectors, shape (K, n_embd), then of a LoRA's factors A and B, one
 * layer after the other.
 */
export async function probeGradient(
    request: Omit<TrainerRequest, "task">,
    signal?: AbortSignal
): Promise<{readonly loss: number; readonly gradient: Float32Array}> {
    for await (const message of runTrainer({...request, task: "gradient"}, signal))
        if (message.type === "gradient") return {loss: message.loss, gradient: decodeFloats(message.values)};
    throw new Error("the trainer ended without a gradient");
}
