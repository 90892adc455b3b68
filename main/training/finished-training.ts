/** A training that came to its end is not done again where what follows it, the measuring, is interrupted. */
import {createHash} from "node:crypto";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {formatSafetensors, parseSafetensors} from "../../app/persona/safetensors.ts";
import {writeDurably} from "../store/durable-file.ts";
import {writing} from "./persona-files.ts";
import type {PersonaTraining, TrainedPersona} from "./train-persona.ts";

const VECTORS = "vectors";

/** Tells trainings apart by everything that decides what is trained. */
export function trainingKey(modelSha256: string, {examples, start, schedule}: Pick<PersonaTraining, "examples" | "start" | "schedule">): string {
    const hash = createHash("sha256").update(JSON.stringify([modelSha256, examples, schedule ?? null]));
    for (const vector of start)
        hash.update(vector);
    return hash.digest("hex");
}

/** @throws {UserError} if the file cannot be written */
export async function writeFinished(file: string, key: string, {vectors, ...figures}: TrainedPersona): Promise<void> {
    const size = vectors[0]?.length ?? 0;
    const data = new Float32Array(vectors.length * size);
    vectors.forEach((vector, k) => data.set(vector, k * size));
    const bytes = formatSafetensors({metadata: {key, figures: JSON.stringify(figures)}, tensors: new Map([[VECTORS, {shape: [vectors.length, size], data}]])});
    await writing(file, () => writeDurably(file, bytes));
}

/** Null where there is none of this training, or the file is damaged: then it is done again. */
export async function readFinished(file: string, key: string): Promise<TrainedPersona | null> {
    try {
        const {metadata, tensors} = parseSafetensors(await readFile(file), path.basename(file));
        const {shape: [count = 0, size = 0], data} = tensors.get(VECTORS)!;
        if (metadata["key"] !== key)
            return null;
        const vectors = Array.from({length: count}, (_, k) => data.slice(k * size, (k + 1) * size));
        return {...JSON.parse(metadata["figures"] ?? "") as Omit<TrainedPersona, "vectors">, vectors};
    } catch {
        return null;
    }
}
