/** A persona trained on one person's texts for one model, and its `.safetensors` file. */
import {z} from "zod";
import {UserError} from "../errors.ts";
import {say} from "../sentences/sentence.ts";
import {formatSafetensors, parseSafetensors, type Tensor} from "./safetensors.ts";

export interface TunedPersona {
    /** one or more, each of the model's n_embd values, in the space of the model's input */
    readonly vectors: readonly Float32Array[];
    /** the initial vectors, as many as `vectors`: strength 0 */
    readonly start: readonly Float32Array[];
    /** hash of the model's file: only this model can use the vectors */
    readonly modelSha256: string;
    readonly modelName: string;
    /** training texts: a hash over them, and their number */
    readonly historySha256: string;
    readonly historyCount: number;
    /** ids of the library's items that were trained on; empty if the texts were not in the library */
    readonly historyIds: readonly string[];
    /** on held-out texts, nats a token */
    readonly heldOut: {
        readonly texts: number;
        readonly before: number;
        readonly after: number;
        /** with the learned instruction vectors; null: not measured */
        readonly instruction: number | null;
    };
    /** how many notes of the held-out texts' briefs drafts mention; null: none of them has notes */
    readonly content: {
        readonly notes: number;
        /** mentioned without the persona, and with it */
        readonly before: number;
        readonly after: number;
    } | null;
    /** trained in addition, and used in place of the vectors */
    readonly adapter: {
        /** a GGUF adapter in the persona's folder */
        readonly file: string;
        /** scale of the adapter at strength 1 */
        readonly scale: number;
        /** on the held-out texts, nats a token */
        readonly after: number;
    } | null;
    /** ISO 8601 */
    readonly trainedAt: string;
}

const FORMAT = "idiolect-tuned-persona";
/** 2: texts end as the model's chat template ends them; earlier personas did not learn to end */
const VERSION = 2;
const TENSOR = "vectors";
const START = "start";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const metadataSchema = z.object({
    format: z.literal(FORMAT),
    model_sha256: sha256,
    model_name: z.string(),
    history_sha256: sha256,
    history_count: z.coerce.number().int().nonnegative(),
    history_ids: z.string(),
    held_out_texts: z.coerce.number().int().nonnegative(),
    held_out_before: z.coerce.number(),
    held_out_after: z.coerce.number(),
    held_out_instruction: z.literal("").or(z.coerce.number()),
    content: z.literal("").or(z.string().regex(/^\d+ \d+ \d+$/)),
    adapter: z.string().regex(/^[^/\\]*$/),
    adapter_scale: z.coerce.number(),
    adapter_after: z.coerce.number(),
    trained_at: z.iso.datetime()
});

/** The file's bytes. */
export function formatTunedPersona(persona: TunedPersona): Uint8Array {
    const {heldOut, content, adapter} = persona;
    return formatSafetensors({
        metadata: {
            format: FORMAT,
            version: String(VERSION),
            model_sha256: persona.modelSha256,
            model_name: persona.modelName,
            history_sha256: persona.historySha256,
            history_count: String(persona.historyCount),
            history_ids: persona.historyIds.join(" "),
            held_out_texts: String(heldOut.texts),
            held_out_before: String(heldOut.before),
            held_out_after: String(heldOut.after),
            held_out_instruction: heldOut.instruction == null ? "" : String(heldOut.instruction),
            content: content == null ? "" : [content.notes, content.before, content.after].join(" "),
            adapter: adapter?.file ?? "",
            adapter_scale: String(adapter?.scale ?? 0),
            adapter_after: String(adapter?.after ?? 0),
            trained_at: persona.trainedAt
        },
        tensors: new Map([
            [TENSOR, tensorOf(persona.vectors)],
            [START, tensorOf(persona.start)]
        ])
    });
}

function tensorOf(vectors: readonly Float32Array[]): Tensor {
    const size = vectors[0]?.length ?? 0;
    const data = new Float32Array(vectors.length * size);
    vectors.forEach((vector, index) => data.set(vector, index * size));
    return {shape: [vectors.length, size], data};
}

/**
 * @param name of the file, for messages
 * @throws {UserError} if the bytes are damaged, not a tuned persona, or one of a later version
 */
export function parseTunedPersona(bytes: Uint8Array, name: string): TunedPersona {
    const {metadata, tensors} = parseSafetensors(bytes, name);
    if (metadata["format"] !== FORMAT) throw new UserError(say("persona.none", {name}));
    if (Number(metadata["version"]) > VERSION) throw new UserError(say("persona.newer", {name}));
    if (Number(metadata["version"]) < VERSION) throw new UserError(say("persona.older", {name}));
    const {success, data} = metadataSchema.safeParse(metadata);
    const tensor = tensors.get(TENSOR);
    const start = tensors.get(START);
    const [count = 0, size = 0] = tensor?.shape ?? [];
    if (
        !success ||
        tensor?.shape.length !== 2 ||
        count === 0 ||
        size === 0 ||
        !tensor.data.every(Number.isFinite) ||
        start?.shape.join() !== tensor.shape.join() ||
        !start.data.every(Number.isFinite)
    )
        throw new UserError(say("persona.damaged", {name}));
    return {
        vectors: rowsOf(tensor),
        start: rowsOf(start),
        modelSha256: data.model_sha256,
        modelName: data.model_name,
        historySha256: data.history_sha256,
        historyCount: data.history_count,
        historyIds: data.history_ids === "" ? [] : data.history_ids.split(" "),
        heldOut: {
            texts: data.held_out_texts,
            before: data.held_out_before,
            after: data.held_out_after,
            instruction: data.held_out_instruction === "" ? null : data.held_out_instruction
        },
        content: contentOf(data.content),
        adapter: data.adapter === "" ? null : {file: data.adapter, scale: data.adapter_scale, after: data.adapter_after},
        trainedAt: data.trained_at
    };
}

function contentOf(counts: string): TunedPersona["content"] {
    const [notes = 0, before = 0, after = 0] = counts.split(" ").map(Number);
    return counts === "" ? null : {notes, before, after};
}

function rowsOf({shape: [count = 0, size = 0], data}: Tensor): readonly Float32Array[] {
    return Array.from({length: count}, (_, index) => data.slice(index * size, (index + 1) * size));
}

/** Vectors for a prompt, shape (K, n_embd): 0 the initial ones, 1 as trained, above 1 beyond that. */
export function tunedVectors({vectors, start}: Pick<TunedPersona, "vectors" | "start">, strength: number): Float32Array {
    return tensorOf(vectorsAt({vectors, start}, strength)).data;
}

/** The same, vector by vector. */
export function vectorsAt({vectors, start}: Pick<TunedPersona, "vectors" | "start">, strength: number): readonly Float32Array[] {
    return vectors.map((vector, k) =>
        vector.map((value, index) => {
            const from = start[k]?.[index] ?? 0;
            return from + strength * (value - from);
        })
    );
}

/** @throws {UserError} if texts that the persona was trained on have been removed from the library since */
export function checkTunedPersonaCurrent({historyIds}: Pick<TunedPersona, "historyIds">, items: readonly {readonly id: string}[]): void {
    const known = new Set(items.map(({id}) => id));
    const gone = historyIds.filter((id) => !known.has(id)).length;
    if (gone > 0) throw new UserError(say("persona.texts-gone", {count: gone}));
}

/** @throws {UserError} unless the persona was trained for this model */
export function checkTunedPersonaFits(
    persona: TunedPersona,
    model: {readonly sha256: string; readonly nEmbd: number; readonly name: string}
): void {
    if (persona.modelSha256 !== model.sha256 || persona.vectors.some((vector) => vector.length !== model.nEmbd))
        throw new UserError(say("persona.other-model", {trainedFor: persona.modelName, model: model.name}));
}
