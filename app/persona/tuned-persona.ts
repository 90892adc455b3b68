/** A persona trained on one person's texts for one model, and its `.safetensors` file. */
import {z} from "zod";
import {UserError} from "../errors.ts";
import {formatSafetensors, parseSafetensors} from "./safetensors.ts";

export interface TunedPersona {
    /** one or more, each of the model's n_embd values, in the space of the model's input */
    readonly vectors: readonly Float32Array[];
    /** of the model's file: only this model can use the vectors */
    readonly modelSha256: string;
    readonly modelName: string;
    /** what was learned from: a hash over the texts, and how many there were */
    readonly historySha256: string;
    readonly historyCount: number;
    /** on texts that were kept out of training, nats a token */
    readonly heldOut: {
        readonly texts: number;
        readonly before: number;
        readonly after: number;
        /** with the vectors of nobody in particular; null: not measured */
        readonly instruction: number | null;
    };
    /** ISO 8601 */
    readonly trainedAt: string;
}

const FORMAT = "idiolect-tuned-persona";
const VERSION = 1;
const TENSOR = "vectors";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const metadataSchema = z.object({
    format: z.literal(FORMAT),
    model_sha256: sha256,
    model_name: z.string(),
    history_sha256: sha256,
    history_count: z.coerce.number().int().nonnegative(),
    held_out_texts: z.coerce.number().int().nonnegative(),
    held_out_before: z.coerce.number(),
    held_out_after: z.coerce.number(),
    held_out_instruction: z.literal("").or(z.coerce.number()),
    trained_at: z.iso.datetime()
});

/** The file's bytes. */
export function formatTunedPersona(persona: TunedPersona): Uint8Array {
    const size = persona.vectors[0]?.length ?? 0;
    const data = new Float32Array(persona.vectors.length * size);
    persona.vectors.forEach((vector, index) => data.set(vector, index * size));
    const {heldOut} = persona;
    return formatSafetensors({
        metadata: {
            format: FORMAT,
            version: String(VERSION),
            model_sha256: persona.modelSha256,
            model_name: persona.modelName,
            history_sha256: persona.historySha256,
            history_count: String(persona.historyCount),
            held_out_texts: String(heldOut.texts),
            held_out_before: String(heldOut.before),
            held_out_after: String(heldOut.after),
            held_out_instruction: heldOut.instruction == null ? "" : String(heldOut.instruction),
            trained_at: persona.trainedAt
        },
        tensors: new Map([[TENSOR, {shape: [persona.vectors.length, size], data}]])
    });
}

/**
 * @param name of the file, for the error's sentence
 * @throws {UserError} if the bytes are damaged, no tuned persona, or one of a later version
 */
export function parseTunedPersona(bytes: Uint8Array, name: string): TunedPersona {
    const {metadata, tensors} = parseSafetensors(bytes, name);
    if (metadata["format"] !== FORMAT)
        throw new UserError(`${name} is not a trained persona; choose a file that Idiolect has trained.`);
    if (Number(metadata["version"]) > VERSION)
        throw new UserError(`${name} was made by a newer Idiolect; update Idiolect to use it.`);
    const {success, data} = metadataSchema.safeParse(metadata);
    const tensor = tensors.get(TENSOR);
    const [count = 0, size = 0] = tensor?.shape ?? [];
    if (!success || tensor?.shape.length !== 2 || count === 0 || size === 0 || !tensor.data.every(Number.isFinite))
        throw new UserError(`The trained persona ${name} is damaged; train it again.`);
    return {
        vectors: Array.from({length: count}, (_, index) => tensor.data.slice(index * size, (index + 1) * size)),
        modelSha256: data.model_sha256,
        modelName: data.model_name,
        historySha256: data.history_sha256,
        historyCount: data.history_count,
        heldOut: {
            texts: data.held_out_texts,
            before: data.held_out_before,
            after: data.held_out_after,
            instruction: data.held_out_instruction === "" ? null : data.held_out_instruction
        },
        trainedAt: data.trained_at
    };
}

/** @throws {UserError} unless the persona was trained for this model */
export function checkTunedPersonaFits(persona: TunedPersona, model: {readonly sha256: string; readonly nEmbd: number; readonly name: string}): void {
    if (persona.modelSha256 !== model.sha256 || persona.vectors.some((vector) => vector.length !== model.nEmbd))
        throw new UserError(
            `This persona was trained for the model ${persona.modelName} and not for ${model.name}; choose that model, or train a persona for this one.`
        );
}
