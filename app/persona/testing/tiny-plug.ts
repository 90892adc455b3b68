import {kinds} from "../../brief/kind.ts";
import type {PersonaSlot} from "../plug.ts";
import {splitMix} from "../../text/random.ts";
import {formatSafetensors, type Tensor} from "../safetensors.ts";

export interface TinyPlugOptions {
    readonly model: {
        readonly name: string;
        readonly architecture: string;
        readonly nEmbd: number;
        readonly sha256: string;
        readonly embeddingNorm: number;
        readonly embeddingRows?: readonly number[];
    };
    readonly encoder: {readonly name: string; readonly size: number; readonly sha256: string};
    /** K; default 2 */
    readonly personaVectors?: number;
    /** N; default 1 */
    readonly instructionVectors?: number;
    /** H; default 8 */
    readonly hidden?: number;
    readonly temperature?: number;
    readonly slot?: PersonaSlot;
    readonly seed?: number;
    /** put in place of what the file would hold */
    readonly metadata?: Readonly<Record<string, string>>;
    readonly tensors?: Readonly<Record<string, Tensor | null>>;
}

/** The bytes of a plug with random weights that a seed fixes. */
export function tinyPlug(options: TinyPlugOptions): Uint8Array {
    const {
        model,
        encoder,
        personaVectors: K = 2,
        instructionVectors: N = 1,
        hidden: H = 8,
        temperature = 5,
        slot = "before-answer",
        seed = 1
    } = options;
    const [D, E] = [model.nEmbd, encoder.size];
    const random = splitMix(seed);
    const tensor = (scale: number, ...shape: number[]): Tensor => ({
        shape,
        data: Float32Array.from({length: shape.reduce((size, length) => size * length, 1)}, () => scale * (random() * 2 - 1))
    });
    // uniform numbers in −a … a have the deviation a/√3; the rows of vectors come out near the embeddings' norm
    const scale = model.embeddingNorm * Math.sqrt(3 / D);
    const tensors = new Map<string, Tensor>([
        ...kinds.map((kind) => [`instruction.${kind}`, tensor(scale, N, D)] as const),
        ...kinds.map((kind) => [`control.instruction.${kind}`, tensor(scale, N, D)] as const),
        ["projector.0.weight", tensor(2, H, E)],
        ["projector.0.bias", tensor(0.5, H)],
        ["projector.2.weight", tensor(Math.sqrt(3 / D), K * D, H)],
        ["projector.2.bias", tensor(0.1, K * D)],
        ["query.weight", tensor(1, E, E)],
        ["temperature", {shape: [1], data: Float32Array.of(temperature)}],
        ["mean_persona", tensor(scale, K, D)]
    ]);
    for (const [name, replacement] of Object.entries(options.tensors ?? {})) {
        if (replacement === null) tensors.delete(name);
        else tensors.set(name, replacement);
    }
    const metadata = {
        format: "idiolect-plug",
        version: "1",
        "model.name": model.name,
        "model.architecture": model.architecture,
        "model.n_embd": String(D),
        "model.sha256": model.sha256,
        ...(model.embeddingRows === undefined || model.embeddingRows.length === 0
            ? {}
            : {"model.embedding_rows": model.embeddingRows.join(",")}),
        embedding_norm: String(model.embeddingNorm),
        "encoder.name": encoder.name,
        "encoder.size": String(E),
        "encoder.sha256": encoder.sha256,
        k: String(K),
        n_instruction: String(N),
        hidden: String(H),
        kinds: kinds.join(","),
        slot,
        training_data: "none: random weights",
        losses: "{}",
        date: "2026-01-01",
        ...options.metadata
    };
    return formatSafetensors({metadata, tensors});
}
