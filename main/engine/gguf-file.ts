/** Reading a model's file without llama.cpp: is it complete, and the rows of its embedding matrix. */
import {closeSync, openSync, readSync} from "node:fs";
import {open} from "node:fs/promises";
import path from "node:path";
import {readGgufFileInfo} from "node-llama-cpp";
import {Fault, UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {fingerprintRows} from "../../app/persona/model-family.ts";
import {norm} from "../../app/vectors.ts";
import {readGgufHeader} from "../models/gguf-header.ts";
import {ggufParts} from "../models/gguf-parts.ts";
import {llamaInternals} from "./internals.ts";
import type {GgufFileInfo, Llama} from "node-llama-cpp";
import type {FileHandle} from "node:fs/promises";
import type {Hook} from "./hook.ts";
import {readFlags} from "../regular-file.ts";

type TensorInfo = NonNullable<GgufFileInfo["tensorInfo"]>[number];

const MAGIC = "GGUF";
/** ms to parse a header of any length; on a damaged one the parser loops for ever */
const HEADER_MS = 20_000;
/** bytes behind the last tensor, or of a part that holds no tensor but the header alone */
const MOST_TRAILING = 64 * 1024 * 1024;
const EMBEDDING_TENSOR = "token_embd.weight";
const PER_LAYER_EMBEDDING_TENSOR = "per_layer_token_embd.weight";

/**
 * Reads the header, of all parts if the model is in several files, and checks that every tensor lies inside its file.
 * @throws {UserError} if a file is missing, not a file, not a GGUF, or truncated
 */
export async function readWholeGguf(file: string, llama: Llama): Promise<GgufFileInfo> {
    const parts = ggufParts(file);
    const sizes: number[] = [];
    for (const part of parts) sizes.push(await sizeOfGguf(part));
    let info: GgufFileInfo;
    try {
        // node-llama-cpp's parser never returns from a header that points beyond the file's end
        for (const part of parts) await readGgufHeader(part);
        info = await readGgufFileInfo(file, {sourceType: "filesystem", logWarnings: false, signal: AbortSignal.timeout(HEADER_MS)});
    } catch (error) {
        throw damaged(path.basename(file), say("model.damaged-header"), error);
    }
    const tensors = allTensors(info);
    if (tensors.length === 0) throw damaged(path.basename(file), say("model.damaged-no-tensors"));
    const sizeOfTensor = tensorSizes(llama);
    const ends = parts.map(() => 0);
    for (const tensor of tensors) {
        const part = tensor.filePart - 1;
        const end = Number(tensor.fileOffset) + sizeOfTensor(tensor);
        if (end > (sizes[part] ?? 0)) throw damaged(path.basename(parts[part] ?? file), say("model.damaged-cut"));
        ends[part] = Math.max(ends[part] ?? 0, end);
    }
    // its hash is computed from all bytes: a hole of a terabyte behind the tensors would take hours
    for (const [part, size] of sizes.entries())
        if (size > ends[part]! + MOST_TRAILING) throw damaged(path.basename(parts[part]!), say("model.damaged-long"));
    return info;
}

function allTensors(info: GgufFileInfo): readonly TensorInfo[] {
    return info.fullTensorInfo ?? info.tensorInfo ?? [];
}

/** Whether the model adds per-layer embeddings that it looks up by token id, which a vector does not have (Gemma 3n and 4). */
export function hasPerLayerEmbeddings(info: GgufFileInfo): boolean {
    return allTensors(info).some(({name}) => name === PER_LAYER_EMBEDDING_TENSOR);
}

/** The token embedding matrix, read from the file, so that it does not depend on the device the model runs on. */
export class EmbeddingMatrix {
    readonly rows: number;
    /** values in a row: the model's n_embd */
    readonly columns: number;
    readonly #file: string;
    readonly #tensor: TensorInfo;
    readonly #rowSize: number;
    readonly #hook: Hook;

    /** @throws {Fault} if the file has no embedding matrix of its own */
    constructor(file: string, info: GgufFileInfo, llama: Llama, hook: Hook) {
        const tensor = allTensors(info).find(({name}) => name === EMBEDDING_TENSOR);
        if (tensor == null) throw new Fault(say("model.no-embeddings", {name: path.basename(file), tensor: EMBEDDING_TENSOR}));
        const [columns = 0, rows = 0] = tensor.dimensions.map(Number);
        this.rows = rows;
        this.columns = columns;
        this.#file = ggufParts(file)[tensor.filePart - 1] ?? file;
        this.#tensor = tensor;
        this.#rowSize = tensorSizes(llama)(tensor) / rows;
        this.#hook = hook;
    }

    /**
     * Rows of the given token ids, shape (tokens.length, columns), row-major. Reads the file synchronously: tens of microseconds for a
     * prompt.
     */
    read(tokens: readonly number[]): Float32Array {
        const file = openSync(this.#file, readFlags);
        try {
            const bytes = new Uint8Array(tokens.length * this.#rowSize);
            for (let start = 0, end: number; start < tokens.length; start = end) {
                end = start + 1;
                while (end < tokens.length && tokens[end] === tokens[end - 1]! + 1) end++;
                this.#readRows(file, tokens[start]!, bytes.subarray(start * this.#rowSize, end * this.#rowSize));
            }
            return this.#hook.decodeRows(this.#tensor.ggmlType, bytes, this.columns);
        } finally {
            closeSync(file);
        }
    }

    /** L2 norms of `count` rows, evenly spread over the matrix. */
    rowNorms(count = fingerprintRows): number[] {
        const values = this.read(Array.from({length: count}, (_, index) => Math.floor((index * this.rows) / count)));
        return Array.from({length: count}, (_, row) => norm(values.subarray(row * this.columns, (row + 1) * this.columns)));
    }

    /** Mean L2 norm of the rows, from at most `sample` rows, evenly spread. */
    meanNorm(sample = 1 << 14): number {
        const step = Math.max(1, Math.ceil(this.rows / sample));
        const count = Math.ceil(this.rows / step);
        const chunk = 1024;
        let sum = 0;
        for (let first = 0; first < count; first += chunk) {
            const tokens = Array.from({length: Math.min(chunk, count - first)}, (_, index) => (first + index) * step);
            const values = this.read(tokens);
            for (let row = 0; row < tokens.length; row++) sum += norm(values.subarray(row * this.columns, (row + 1) * this.columns));
        }
        return sum / count;
    }

    /** Reads as many rows as fill `into`, beginning with row `first`. */
    #readRows(file: number, first: number, into: Uint8Array): void {
        if (!Number.isInteger(first) || first < 0 || first + into.length / this.#rowSize > this.rows)
            throw new RangeError(`there is no token ${first}`);
        const position = Number(this.#tensor.fileOffset) + first * this.#rowSize;
        if (readSync(file, into, 0, into.length, position) < into.length)
            throw new Fault(say("model.ended", {name: path.basename(this.#file)}));
    }
}

async function sizeOfGguf(file: string): Promise<number> {
    let handle: FileHandle;
    try {
        handle = await open(file, readFlags);
    } catch (error) {
        const {code} = error as NodeJS.ErrnoException;
        throw new UserError(
            code === "ENOENT" ? say("model.not-there", {path: file}) : say("model.unopened", {path: file, code: String(code)}),
            {cause: error}
        );
    }
    try {
        const stat = await handle.stat();
        if (!stat.isFile()) throw new UserError(say("model.not-file", {path: file}));
        const magic = Buffer.alloc(MAGIC.length);
        await handle.read(magic, 0, magic.length, 0);
        if (magic.toString("latin1") !== MAGIC) throw new UserError(say("model.other-format", {name: path.basename(file)}));
        return stat.size;
    } finally {
        await handle.close();
    }
}

/** Size of a tensor in the file, in bytes. */
function tensorSizes(llama: Llama): (tensor: TensorInfo) => number {
    const {_bindings: bindings} = llamaInternals(llama);
    return ({dimensions, ggmlType, name}) => {
        const block = bindings.getBlockSizeForGgmlType(ggmlType);
        const bytes = bindings.getTypeSizeForGgmlType(ggmlType);
        if (block == null || bytes == null) throw new UserError(say("model.unknown-tensor", {name}));
        return (dimensions.reduce<number>((product, size) => product * Number(size), 1) / block) * bytes;
    };
}

function damaged(name: string, how: Sentence, cause?: unknown): UserError {
    return new UserError(say("model.damaged", {name, how}), {cause});
}
