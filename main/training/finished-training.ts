/** Keeps the result of a finished training, so that it is not repeated if the measurement after it is interrupted. */
import {createHash} from "node:crypto";
import {rm} from "node:fs/promises";
import path from "node:path";
import {formatSafetensors, parseSafetensors} from "../../app/persona/safetensors.ts";
import {readSealed, writeSealed} from "../store/sealed-file.ts";
import {finishedFile, writing} from "./persona-files.ts";
import type {Cipher} from "../store/cipher.ts";
import type {PersonaPlace} from "./persona-files.ts";
import type {PersonaTraining, TrainedPersona} from "./train-persona.ts";

const VECTORS = "vectors";

type Decisive = Pick<PersonaTraining, "examples" | "start" | "schedule">;

/** Fingerprint of everything that determines the result of a training. */
function trainingKey(modelSha256: string, {examples, start, schedule}: Decisive): string {
    const hash = createHash("sha256").update(JSON.stringify([modelSha256, examples, schedule ?? null]));
    for (const vector of start) hash.update(vector);
    return hash.digest("hex");
}

/** The result of one training, in a file of the home that is encrypted like its other files. */
export class FinishedTraining {
    readonly #file: string;
    readonly #cipher: Cipher | null;
    readonly #key: string;

    constructor({home, cipher}: PersonaPlace, modelSha256: string, training: Decisive) {
        this.#file = finishedFile(home, modelSha256);
        this.#cipher = cipher;
        this.#key = trainingKey(modelSha256, training);
    }

    /** @throws {UserError} if the file cannot be written */
    async write({vectors, ...figures}: TrainedPersona): Promise<void> {
        const size = vectors[0]?.length ?? 0;
        const data = new Float32Array(vectors.length * size);
        vectors.forEach((vector, k) => data.set(vector, k * size));
        const metadata = {key: this.#key, figures: JSON.stringify(figures)};
        const bytes = formatSafetensors({metadata, tensors: new Map([[VECTORS, {shape: [vectors.length, size], data}]])});
        await writing(this.#file, () => writeSealed(this.#file, bytes, this.#cipher, path.basename(this.#file)));
    }

    /** Null if there is none of this training, or the file is damaged or cannot be decrypted: then the training is repeated. */
    async read(): Promise<TrainedPersona | null> {
        try {
            const name = path.basename(this.#file);
            const {metadata, tensors} = parseSafetensors(await readSealed(this.#file, this.#cipher, name), name);
            const {
                shape: [count = 0, size = 0],
                data
            } = tensors.get(VECTORS)!;
            if (metadata["key"] !== this.#key) return null;
            const vectors = Array.from({length: count}, (_, k) => data.slice(k * size, (k + 1) * size));
            return {...(JSON.parse(metadata["figures"] ?? "") as Omit<TrainedPersona, "vectors">), vectors};
        } catch {
            return null;
        }
    }

    async remove(): Promise<void> {
        await rm(this.#file, {force: true});
    }
}
