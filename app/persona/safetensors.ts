import {UserError} from "../errors.ts";
import {say, type Sentence} from "../sentences/sentence.ts";

/** A tensor of 32-bit floats, row-major. */
export interface Tensor {
    readonly shape: readonly number[];
    readonly data: Float32Array;
}

export interface Safetensors {
    readonly metadata: Readonly<Record<string, string>>;
    readonly tensors: ReadonlyMap<string, Tensor>;
}

interface Entry {
    readonly dtype: string;
    readonly shape: readonly number[];
    readonly data_offsets: readonly [number, number];
}

/** bytes that hold the header's length */
const prefixSize = 8;
/**
 * The format allows 100 MB, which become gigabytes as JSON of nothing but brackets. The largest headers here list the ids of 100,000
 * texts.
 */
const maxHeaderSize = 16 * 1024 * 1024;

/**
 * Reads a `.safetensors` file whose tensors are all F32.
 * @param name of the file, for messages
 * @throws UserError if the bytes are truncated, damaged or of another type
 */
export function parseSafetensors(bytes: Uint8Array, name: string): Safetensors {
    const header = parseHeader(bytes, name);
    const body = bytes.subarray(prefixSize + header.size);
    const entries = new Map<string, Entry>();
    let metadata: Record<string, string> = {};
    for (const [key, value] of Object.entries(header.json)) {
        if (key === "__metadata__") metadata = checkMetadata(value, name);
        else entries.set(key, checkEntry(value, key, body.byteLength, name));
    }
    checkPlaces([...entries.values()], body.byteLength, name);
    const tensors = new Map([...entries].map(([key, {shape, data_offsets: place}]) => [key, {shape, data: copyFloats(body, place)}]));
    return {metadata, tensors};
}

/** Writes tensors and metadata as a `.safetensors` file. */
export function formatSafetensors({metadata, tensors}: Safetensors): Uint8Array {
    const header: Record<string, unknown> = {__metadata__: metadata};
    let size = 0;
    for (const [name, {shape, data}] of tensors) {
        header[name] = {dtype: "F32", shape, data_offsets: [size, size + data.byteLength]};
        size += data.byteLength;
    }
    const plain = new TextEncoder().encode(JSON.stringify(header));
    // readers map the file and need aligned numbers: the format allows padding the header with spaces
    const headerSize = Math.ceil(plain.length / 8) * 8;
    const bytes = new Uint8Array(prefixSize + headerSize + size);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(headerSize), true);
    bytes.fill(0x20, prefixSize, prefixSize + headerSize);
    bytes.set(plain, prefixSize);
    let offset = prefixSize + headerSize;
    for (const {data} of tensors.values()) {
        bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
        offset += data.byteLength;
    }
    return bytes;
}

function parseHeader(bytes: Uint8Array, name: string): {json: Record<string, unknown>; size: number} {
    if (bytes.byteLength < prefixSize) throw damaged(name, say("damage.short"));
    const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    if (size < 2 || size > maxHeaderSize || size > bytes.byteLength - prefixSize) throw damaged(name, say("damage.header-size"));
    try {
        const text = new TextDecoder("utf-8", {fatal: true}).decode(bytes.subarray(prefixSize, prefixSize + size));
        const json: unknown = JSON.parse(text);
        if (isRecord(json)) return {json, size};
    } catch {
        // not JSON: the same sentence as for JSON that is no object
    }
    throw damaged(name, say("damage.header"));
}

function checkMetadata(value: unknown, name: string): Record<string, string> {
    if (isRecord(value) && Object.values(value).every((entry) => typeof entry === "string")) return value as Record<string, string>;
    throw damaged(name, say("damage.metadata"));
}

function checkEntry(value: unknown, tensor: string, bodySize: number, name: string): Entry {
    const entry = value as Entry;
    const wellFormed =
        isRecord(value) &&
        typeof entry.dtype === "string" &&
        isNaturalNumbers(entry.shape) &&
        isNaturalNumbers(entry.data_offsets) &&
        entry.data_offsets.length === 2;
    if (!wellFormed) throw damaged(name, say("damage.tensor-undescribed", {tensor}));
    if (entry.dtype !== "F32") throw damaged(name, say("damage.tensor-type", {tensor, type: entry.dtype}));
    const [start, end] = entry.data_offsets;
    const size = entry.shape.reduce((product, length) => product * length, Float32Array.BYTES_PER_ELEMENT);
    if (end > bodySize || end - start !== size) throw damaged(name, say("damage.tensor-size", {tensor}));
    return entry;
}

/** Each byte belongs to one tensor: thousands that share the same bytes would be copied to as many times the file's size. */
function checkPlaces(entries: readonly Entry[], bodySize: number, name: string): void {
    let at = 0;
    for (const [first, last] of entries.map(({data_offsets: place}) => place).toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
        if (first < at) throw damaged(name, say("damage.tensors-overlap"));
        at = last;
    }
    if (at !== bodySize) throw damaged(name, say("damage.loose-bytes"));
}

function copyFloats(body: Uint8Array, [start, end]: readonly [number, number]): Float32Array {
    // copied for alignment, which the file's own bytes may lack; a slice of Node's Buffer would share them
    return new Float32Array(Uint8Array.prototype.slice.call(body, start, end).buffer);
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNaturalNumbers(value: unknown): value is readonly number[] {
    return Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && entry >= 0);
}

function damaged(name: string, why: Sentence): UserError {
    return new UserError(say("tensors.damaged", {name, why}));
}
