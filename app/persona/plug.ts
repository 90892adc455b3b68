import {kinds, type Kind} from "../brief/kind.ts";
import {UserError} from "../errors.ts";
import {say, type Sentence} from "../sentences/sentence.ts";
import type {Encoder} from "./encoder.ts";
import {sameEmbedding} from "./model-family.ts";
import {parseSafetensors, type Safetensors, type Tensor} from "./safetensors.ts";

/**
 * Position of the vectors in the prompt: at the beginning of the system turn, at the beginning of the last user turn, or at its end. In a
 * prompt of plain text the first is its beginning, and both others are where the brief begins.
 */
const personaSlots = ["system", "user", "before-answer"] as const;
export type PersonaSlot = (typeof personaSlots)[number];

/** The model that a plug is compared with. */
export interface PlugModel {
    readonly name: string;
    readonly architecture: string;
    readonly nEmbd: number;
    readonly sha256: string;
    /** norms of rows of the embedding matrix (`sameEmbedding`); empty: not known */
    readonly embeddingRows: readonly number[];
}

/** The trained weights that compute personas for one model with one encoder. Sizes: E encoder, H hidden, D model, K and N vectors. */
export interface Plug {
    /** file name, for messages */
    readonly name: string;
    readonly model: PlugModel;
    readonly encoder: {readonly name: string; readonly size: number; readonly sha256: string};
    /** s: mean L2 norm of the model's token embeddings */
    readonly embeddingNorm: number;
    /** K */
    readonly personaVectors: number;
    /** N */
    readonly instructionVectors: number;
    /** H */
    readonly hidden: number;
    readonly kinds: readonly Kind[];
    readonly slot: PersonaSlot;
    /** I, (N, D) for each kind, already scaled */
    readonly instruction: ReadonlyMap<Kind, Float32Array>;
    /** (N, D) for each kind: trained without a persona beside it */
    readonly controlInstruction: ReadonlyMap<Kind, Float32Array>;
    readonly projector: {
        /** W_0 (H, E) */
        readonly weight0: Float32Array;
        /** b_0 (H) */
        readonly bias0: Float32Array;
        /** W_2 (K·D, H) */
        readonly weight2: Float32Array;
        /** b_2 (K·D) */
        readonly bias2: Float32Array;
    };
    /** W_q (E, E) */
    readonly query: Float32Array;
    /** τ */
    readonly temperature: number;
    /** P̄ (K, D), already scaled */
    readonly meanPersona: Float32Array;
    /** training data, losses and date, from the file */
    readonly provenance: {readonly trainingData: string; readonly losses: string; readonly date: string};
}

/** The plug cannot be used with this model and encoder; the message lists the differences. */
export class PlugMismatchError extends UserError {
    override name = "PlugMismatchError";
}

/** a flipped bit in an exponent gives weights far above this, and finally vectors that are not finite */
const largestWeight = 1e6;

/** the supported version of the file format */
const formatVersion = "1";

/**
 * Reads a plug file and checks every shape against its metadata.
 * @param name of the file, for messages
 * @throws UserError if it is damaged, not a plug, or of a newer format
 */
export function parsePlug(bytes: Uint8Array, name: string): Plug {
    const file = parseSafetensors(bytes, name);
    const read = new MetadataReader(file.metadata, name);
    if (file.metadata.format !== "idiolect-plug") throw new UserError(say("plug.none", {name}));
    if (read.text("version") !== formatVersion) {
        throw new UserError(say("plug.other-format", {name, found: read.text("version"), known: formatVersion}));
    }
    const D = read.natural("model.n_embd");
    const E = read.natural("encoder.size");
    const H = read.natural("hidden");
    const K = read.natural("k");
    const N = read.natural("n_instruction");
    const plugKinds = read.kinds("kinds");
    const tensor = (key: string, ...shape: number[]) => takeTensor(file, key, shape, name);
    const perKind = (prefix: string) => new Map(plugKinds.map((kind) => [kind, tensor(`${prefix}.${kind}`, N, D)] as const));
    return {
        name,
        model: {
            name: read.text("model.name"),
            architecture: read.text("model.architecture"),
            nEmbd: D,
            sha256: read.text("model.sha256"),
            embeddingRows: read.numbers("model.embedding_rows")
        },
        encoder: {name: read.text("encoder.name"), size: E, sha256: read.text("encoder.sha256")},
        embeddingNorm: read.positive("embedding_norm"),
        personaVectors: K,
        instructionVectors: N,
        hidden: H,
        kinds: plugKinds,
        slot: read.slot("slot"),
        instruction: perKind("instruction"),
        controlInstruction: perKind("control.instruction"),
        projector: {
            weight0: tensor("projector.0.weight", H, E),
            bias0: tensor("projector.0.bias", H),
            weight2: tensor("projector.2.weight", K * D, H),
            bias2: tensor("projector.2.bias", K * D)
        },
        query: tensor("query.weight", E, E),
        temperature: tensor("temperature", 1)[0] as number,
        meanPersona: tensor("mean_persona", K, D),
        provenance: {
            trainingData: file.metadata.training_data ?? "",
            losses: file.metadata.losses ?? "",
            date: file.metadata.date ?? ""
        }
    };
}

/** Whether a model is the one that a plug was made for, or the same weights in another quantisation. */
export function fitsModel(plug: Pick<Plug, "model">, model: PlugModel): "exact" | "family" | null {
    const {sha256, name, architecture, nEmbd, embeddingRows} = plug.model;
    if (architecture !== model.architecture || nEmbd !== model.nEmbd) return null;
    if (sha256 === model.sha256) return name === model.name ? "exact" : null;
    return sameEmbedding(embeddingRows, model.embeddingRows) ? "family" : null;
}

/**
 * Rejects a plug that was trained for another model or encoder. The same weights in another quantisation are the same model.
 * @throws PlugMismatchError one sentence that lists all differences with both values
 */
export function checkPlugFits(plug: Plug, model: PlugModel, encoder: Pick<Encoder, "name" | "size" | "sha256">): void {
    const differences = [
        ...(fitsModel(plug, model) !== null
            ? []
            : [
                  difference(say("difference.model-architecture"), plug.model.architecture, model.architecture),
                  difference(say("difference.model-name"), plug.model.name, model.name),
                  difference(say("difference.model-size"), plug.model.nEmbd, model.nEmbd),
                  difference(say("difference.model-hash"), plug.model.sha256, model.sha256)
              ]),
        difference(say("difference.encoder-name"), plug.encoder.name, encoder.name),
        difference(say("difference.encoder-size"), plug.encoder.size, encoder.size),
        difference(say("difference.encoder-hash"), plug.encoder.sha256, encoder.sha256)
    ].filter((found) => found !== null);
    if (differences.length > 0) {
        throw new PlugMismatchError(say("plug.mismatch", {name: plug.name, differences}));
    }
}

function difference(what: Sentence, wanted: string | number, found: string | number): Sentence | null {
    return wanted === found ? null : say("difference", {what, wanted: shorten(wanted), found: shorten(found)});
}

/** Hashes are shown by their first characters. */
function shorten(value: string | number): string {
    const text = String(value);
    return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}

function takeTensor(file: Safetensors, key: string, shape: readonly number[], name: string): Float32Array {
    const tensor: Tensor | undefined = file.tensors.get(key);
    if (tensor === undefined) throw damagedPlug(name, say("damage.tensor-missing", {tensor: key}));
    if (tensor.shape.length !== shape.length || tensor.shape.some((length, axis) => length !== shape[axis])) {
        throw damagedPlug(name, say("damage.tensor-shape", {tensor: key, shape: tensor.shape.join(", "), expected: shape.join(", ")}));
    }
    if (!tensor.data.every(Number.isFinite)) throw damagedPlug(name, say("damage.tensor-not-finite", {tensor: key}));
    if (tensor.data.some((value) => Math.abs(value) > largestWeight))
        throw damagedPlug(name, say("damage.tensor-too-large", {tensor: key}));
    return tensor.data;
}

/** of the numbers in a plug's metadata */
const largestNumber = 1e9;

/** Typed reading of a plug's metadata, whose values are all strings. */
class MetadataReader {
    readonly #metadata: Readonly<Record<string, string>>;
    readonly #name: string;

    constructor(metadata: Readonly<Record<string, string>>, name: string) {
        this.#metadata = metadata;
        this.#name = name;
    }

    text(key: string): string {
        const value = this.#metadata[key];
        if (value === undefined) throw damagedPlug(this.#name, say("damage.no-entry", {entry: key}));
        return value;
    }

    positive(key: string): number {
        const value = Number(this.text(key));
        if (!(value > 0 && value <= largestNumber)) throw damagedPlug(this.#name, say("damage.entry", {entry: key, value: this.text(key)}));
        return value;
    }

    /** numbers with commas between; none where the file has no such key */
    numbers(key: string): readonly number[] {
        const text = this.#metadata[key] ?? "";
        const values = text === "" ? [] : text.split(",").map(Number);
        if (!values.every(Number.isFinite)) throw damagedPlug(this.#name, say("damage.entry-not-number", {entry: key}));
        return values;
    }

    natural(key: string): number {
        const value = this.positive(key);
        if (!Number.isSafeInteger(value)) throw damagedPlug(this.#name, say("damage.entry", {entry: key, value: this.text(key)}));
        return value;
    }

    kinds(key: string): readonly Kind[] {
        const named = this.text(key)
            .split(",")
            .map((kind) => kind.trim());
        // a kind of a later version is ignored: it is not drafted here
        const known = kinds.filter((kind) => named.includes(kind));
        if (known.length === 0) throw damagedPlug(this.#name, say("damage.no-kind", {known: kinds}));
        return known;
    }

    slot(key: string): PersonaSlot {
        const value = this.text(key);
        const slot = personaSlots.find((known) => known === value);
        if (slot === undefined) throw damagedPlug(this.#name, say("damage.entry", {entry: key, value}));
        return slot;
    }
}

function damagedPlug(name: string, why: Sentence): UserError {
    return new UserError(say("plug.damaged", {name, why}));
}
