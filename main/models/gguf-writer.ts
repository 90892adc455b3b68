/**
 * Writes GGUF version 3: just enough of the format for requests to the trainer and for models that tests make themselves.
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
import {writeFile} from "node:fs/promises";

export type GgufValue =
    | {readonly u16: number}
    | {readonly u32: number}
    | {readonly i32: number}
    | {readonly i32s: readonly number[]}
    | {readonly f32: number}
    | {readonly f32s: readonly number[]}
    | {readonly bool: boolean}
    | {readonly string: string}
    | {readonly strings: readonly string[]};

export interface GgufTensor {
    readonly name: string;
    /** row-major, slowest axis first, as in PyTorch; GGUF stores it reversed */
    readonly shape: readonly number[];
    /** values, which are stored as `type` (f32, f16, bf16 or q8_0); or bytes that already have that type */
    readonly data: Float32Array | Uint8Array;
    readonly type: keyof typeof tensorTypes;
}

/** type ids of the format */
const valueType = {u16: 2, u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9} as const;
/** per type: its number, values in a block, bytes of a block */
export const tensorTypes = {
    f32: [0, 1, 4],
    f16: [1, 1, 2],
    bf16: [30, 1, 2],
    q8_0: [8, 32, 34],
    q5_0: [6, 32, 22],
    q5_1: [7, 32, 24],
    q4_0: [2, 32, 18],
    q4_1: [3, 32, 20],
    q4_K: [12, 256, 144],
    q5_K: [13, 256, 176],
    q6_K: [14, 256, 210],
    iq4_nl: [20, 32, 18],
    q2_K: [10, 256, 84]
} as const;
const ALIGNMENT = 32;
const Q8_BLOCK = 32;

export async function writeGguf(
    path: string,
    metadata: Readonly<Record<string, GgufValue>>,
    tensors: readonly GgufTensor[]
): Promise<void> {
    await writeFile(path, formatGguf(metadata, tensors));
}

/** The bytes of a GGUF file. */
export function formatGguf(metadata: Readonly<Record<string, GgufValue>>, tensors: readonly GgufTensor[]): Buffer {
    const encoded = tensors.map((tensor) => encodeTensor(tensor));
    const header = new ByteWriter();
    header.bytes(new TextEncoder().encode("GGUF"));
    header.u32(3);
    header.u64(tensors.length);
    header.u64(Object.keys(metadata).length);
    for (const [key, value] of Object.entries(metadata)) {
        header.string(key);
        writeValue(header, value);
    }

    let offset = 0;
    for (const [index, tensor] of tensors.entries()) {
        header.string(tensor.name);
        header.u32(tensor.shape.length);
        for (const size of tensor.shape.toReversed()) header.u64(size);
        header.u32(tensorTypes[tensor.type][0]);
        header.u64(offset);
        offset += aligned(encoded[index]!.length);
    }

    const parts: Uint8Array[] = [header.padded()];
    for (const bytes of encoded) {
        const padded = new Uint8Array(aligned(bytes.length));
        padded.set(bytes);
        parts.push(padded);
    }
    return Buffer.concat(parts);
}

function writeValue(out: ByteWriter, value: GgufValue): void {
    if ("u16" in value) {
        out.u32(valueType.u16);
        out.bytes(Uint8Array.of(value.u16 & 0xff, value.u16 >> 8));
    } else if ("i32" in value) {
        out.u32(valueType.i32);
        out.i32(value.i32);
    } else if ("u32" in value) {
        out.u32(valueType.u32);
        out.u32(value.u32);
    } else if ("f32" in value) {
        out.u32(valueType.f32);
        out.f32(value.f32);
    } else if ("bool" in value) {
        out.u32(valueType.bool);
        out.bytes(Uint8Array.of(value.bool ? 1 : 0));
    } else if ("string" in value) {
        out.u32(valueType.string);
        out.string(value.string);
    } else if ("strings" in value) writeArray(out, valueType.string, value.strings, (item) => out.string(item));
    else if ("f32s" in value) writeArray(out, valueType.f32, value.f32s, (item) => out.f32(item));
    else writeArray(out, valueType.i32, value.i32s, (item) => out.i32(item));
}

function writeArray<T>(out: ByteWriter, itemType: number, items: readonly T[], write: (item: T) => void): void {
    out.u32(valueType.array);
    out.u32(itemType);
    out.u64(items.length);
    items.forEach(write);
}

function encodeTensor({data, type, shape, name}: GgufTensor): Uint8Array {
    const [, blockValues, blockBytes] = tensorTypes[type];
    const count = shape.reduce((product, size) => product * size, 1);
    if (data instanceof Float32Array ? data.length !== count : data.length !== (count / blockValues) * blockBytes)
        throw new RangeError(`${name}: ${data.length} values or bytes do not fill the shape ${shape.join("×")} as ${type}`);
    if (data instanceof Uint8Array) return data;
    switch (type) {
        case "f32":
            return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        case "f16":
            return new Uint8Array(Uint16Array.from(data, halfFloat).buffer);
        case "bf16":
            return new Uint8Array(Uint16Array.from(new Uint32Array(data.slice().buffer), (bits) => bits >>> 16).buffer);
        case "q8_0":
            return quantizeQ8(data);
        default:
            throw new RangeError(`${name}: values cannot be stored as ${type} here`);
    }
}

/** The bits of the half-precision float nearest below `value` in magnitude; subnormal results become 0. */
export function halfFloat(value: number): number {
    if (value === 0 || !Number.isFinite(value)) return 0;
    const sign = value < 0 ? 0x8000 : 0;
    const exponent = Math.floor(Math.log2(Math.abs(value)));
    if (exponent < -14) return sign;
    return sign | ((exponent + 15) << 10) | Math.floor((Math.abs(value) / 2 ** exponent - 1) * 1024);
}

/** Blocks of 32 values: one f16 scale and 32 signed bytes. The scale is a power of two, which f16 represents exactly. */
function quantizeQ8(data: Float32Array): Uint8Array {
    const out = new DataView(new ArrayBuffer((data.length / Q8_BLOCK) * (2 + Q8_BLOCK)));
    let position = 0;
    for (let start = 0; start < data.length; start += Q8_BLOCK) {
        const block = data.subarray(start, start + Q8_BLOCK);
        const largest = block.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
        const exponent = largest === 0 ? 0 : Math.ceil(Math.log2(largest / 127));
        out.setUint16(position, (exponent + 15) << 10, true);
        position += 2;
        for (const value of block) out.setInt8(position++, Math.round(value / 2 ** exponent));
    }
    return new Uint8Array(out.buffer);
}

function aligned(size: number): number {
    return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

class ByteWriter {
    #buffer = Buffer.alloc(1 << 16);
    #length = 0;

    bytes(source: Uint8Array): void {
        this.#buffer.set(source, this.#reserve(source.length));
    }

    u32(value: number): void {
        const position = this.#reserve(4);
        this.#buffer.writeUInt32LE(value, position);
    }

    i32(value: number): void {
        const position = this.#reserve(4);
        this.#buffer.writeInt32LE(value, position);
    }

    u64(value: number): void {
        const position = this.#reserve(8);
        this.#buffer.writeBigUInt64LE(BigInt(value), position);
    }

    f32(value: number): void {
        const position = this.#reserve(4);
        this.#buffer.writeFloatLE(value, position);
    }

    string(value: string): void {
        const encoded = new TextEncoder().encode(value);
        this.u64(encoded.length);
        this.bytes(encoded);
    }

    /** All written bytes, padded with zeros to the alignment. */
    padded(): Uint8Array {
        const end = aligned(this.#length);
        this.bytes(new Uint8Array(end - this.#length));
        return this.#buffer.subarray(0, end);
    }

    /** Reserves `size` bytes and returns their offset. */
    #reserve(size: number): number {
        const start = this.#length;
        this.#length += size;
        if (this.#length > this.#buffer.length) {
            const larger = Buffer.alloc(Math.max(this.#length, this.#buffer.length * 2));
            larger.set(this.#buffer);
            this.#buffer = larger;
        }
        return start;
    }
}
