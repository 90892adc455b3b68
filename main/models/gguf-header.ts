import {open} from "node:fs/promises";
import type {FileHandle} from "node:fs/promises";
import {Fault, UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {readFlags} from "../regular-file.ts";

/** Metadata and tensors of a GGUF file's header. */
export interface GgufHeader {
    readonly version: number;
    readonly tensors: number;
    /** scalar values; arrays are left out, as vocabularies are long */
    readonly values: ReadonlyMap<string, string | number | bigint | boolean>;
}

/**
 * Limits, each several times what the largest published models have. Other parsers without limits spend minutes and gigabytes on a
 * malicious file of a few megabytes, so these are checked first.
 */
const limits = {
    /** bytes; headers with vocabularies of a quarter million pieces are smaller */
    header: 64 * 1024 * 1024,
    keys: 4096,
    /** bytes of a key or of a tensor's name */
    name: 1024,
    /** values in all arrays together: a vocabulary of 262,144 pieces with scores, types and merges has about a million */
    elements: 2_000_000,
    tensors: 65_536,
    /** GGML_MAX_DIMS of llama.cpp */
    dimensions: 4,
    /** LLAMA_MAX_LAYERS of llama.cpp, which aborts the process above it */
    layers: 512,
    /** bytes of a chat template */
    template: 1024 * 1024
} as const;
const pieceSize = 1024 * 1024;

/** byte length of GGUF's fixed-size value types; 8 is a string, 9 an array */
const valueSizes: Readonly<Record<number, number>> = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8};

type Value = string | number | bigint | boolean;

type EntryFault = "damage.layers" | "damage.entry-not-text" | "damage.entry-not-power" | "damage.entry-not-positive";
/** Required types of used keys; llama.cpp and node-llama-cpp rely on them without a check. */
const kinds: readonly (readonly [key: RegExp, is: (value: Value) => boolean, fault: EntryFault])[] = [
    [/^general\.(name|architecture|basename|type|author|size_label)$/, isText, "damage.entry-not-text"],
    [/^tokenizer\.(ggml\.(model|pre)|chat_template(\..*)?)$/, isText, "damage.entry-not-text"],
    [/^general\.alignment$/, isAlignment, "damage.entry-not-power"],
    [/^[^.]+\.(block_count|embedding_length|context_length)$/, isCount, "damage.entry-not-positive"],
    [/^[^.]+\.block_count$/, isLayerCount, "damage.layers"]
];

function isText(value: Value): boolean {
    return typeof value === "string";
}

function isAlignment(value: Value): boolean {
    return typeof value === "number" && value >= 8 && value <= 65_536 && Number.isInteger(Math.log2(value));
}

function isLayerCount(value: Value): boolean {
    return Number(value) <= limits.layers;
}

function isCount(value: Value): boolean {
    return typeof value !== "string" && Number(value) >= 1 && Number(value) < 2 ** 31;
}

/**
 * Reads a model file's header, with limits of size and count.
 * @throws UserError if there is no such file, it is not a GGUF, it ends too early, or its header is not a model's
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
    const file = await open(path, readFlags).catch(() => {
        throw new UserError(say("model.unreadable", {path}));
    });
    try {
        return await readHeader(file, path);
    } finally {
        await file.close();
    }
}

async function readHeader(file: FileHandle, path: string): Promise<GgufHeader> {
    const stat = await file.stat();
    // reading a device or a pipe may block for ever
    if (!stat.isFile()) throw new UserError(say("model.no-file", {path}));
    // most headers are short; if it is incomplete, more of the file is read
    for (let wanted = pieceSize; ; wanted *= 4) {
        const length = Math.min(wanted, stat.size, limits.header);
        const bytes = Buffer.allocUnsafe(length);
        const {bytesRead} = await file.read(bytes, 0, length, 0);
        const header = parseHeader(bytes.subarray(0, bytesRead), path);
        if (header !== null) return header;
        if (length >= stat.size) throw new UserError(say("model.cut-off", {path}));
        if (length >= limits.header) throw damaged(path, say("model.header-long", {megabytes: limits.header / 2 ** 20}));
    }
}

/** property names that every JavaScript object has */
const everyObjects: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** null: the header continues after these bytes */
function parseHeader(bytes: Buffer, path: string): GgufHeader | null {
    if (bytes.length < 4 || bytes.toString("latin1", 0, 4) !== "GGUF") {
        throw new UserError(say("model.not-gguf", {path}));
    }
    if (bytes.length < 24) return null;
    const version = bytes.readUInt32LE(4);
    if (version < 2 || version > 3) {
        throw new UserError(say("model.gguf-version", {path, version}));
    }
    const cursor = new Cursor(bytes, 8);
    try {
        const tensors = cursor.count(limits.tensors, "damage.many-tensors");
        const count = cursor.count(limits.keys, "damage.many-keys");
        const values = new Map<string, Value>();
        for (let i = 0; i < count; i++) {
            const key = cursor.name();
            // other parsers turn keys into nested objects
            if (key.split(".").some((part) => everyObjects.has(part))) throw new Fault(say("damage.entry-forbidden", {entry: key}));
            const value = cursor.value(cursor.uint32());
            if (value === null) continue;
            checkKind(key, value);
            values.set(key, value);
        }
        for (let i = 0; i < tensors; i++) cursor.tensor();
        return {version, tensors, values};
    } catch (error) {
        if (error instanceof EndOfBytes) return null;
        if (error instanceof Fault) throw damaged(path, error.reason);
        throw error;
    }
}

function checkKind(key: string, value: Value): void {
    for (const [pattern, is, fault] of kinds)
        if (pattern.test(key) && !is(value)) throw new Fault(fault === "damage.layers" ? say(fault) : say(fault, {entry: key}));
    if (key.startsWith("tokenizer.chat_template") && String(value).length > limits.template) {
        throw new Fault(say("damage.template"));
    }
}

function damaged(path: string, why: Sentence): UserError {
    return new UserError(say("model.header-damaged", {path, why}));
}

/** The bytes end before the value does. */
class EndOfBytes extends Error {}

/** Reads values sequentially. */
class Cursor {
    readonly #bytes: Buffer;
    #at: number;
    /** number of array values so far */
    #elements = 0;

    constructor(bytes: Buffer, at: number) {
        this.#bytes = bytes;
        this.#at = at;
    }

    uint32(): number {
        return this.#bytes.readUInt32LE(this.#skip(4));
    }

    uint64(): number {
        return Number(this.#bytes.readBigUInt64LE(this.#skip(8)));
    }

    /** A count of following values. */
    count(most: number, fault: "damage.many-tensors" | "damage.many-keys" | "damage.many-values"): number {
        const value = this.uint64();
        if (value > most) throw new Fault(say(fault, {count: value}));
        return value;
    }

    name(): string {
        const start = this.#at;
        const length = this.uint64();
        if (length > limits.name) throw new Fault(say("damage.name-long", {bytes: length}));
        this.#at = start;
        return this.text();
    }

    text(): string {
        const length = this.uint64();
        if (length > limits.header) throw new Fault(say("damage.text-long", {bytes: length}));
        const start = this.#skip(length);
        return this.#bytes.toString("utf8", start, start + length);
    }

    /** One tensor's description. */
    tensor(): void {
        const name = this.name();
        const dimensions = this.uint32();
        if (dimensions > limits.dimensions) throw new Fault(say("damage.tensor-dimensions", {tensor: name, count: dimensions}));
        let values = 1;
        for (let i = 0; i < dimensions; i++) values *= this.uint64();
        if (!(values >= 1 && values <= Number.MAX_SAFE_INTEGER))
            throw new Fault(say("damage.tensor-values", {tensor: name, count: values}));
        this.#skip(4 + 8); // type and offset
    }

    /** A scalar value, or null for an array, which is skipped. */
    value(type: number): Value | null {
        if (type === 8) return this.text();
        if (type === 9) return this.#skipArray();
        const size = valueSizes[type];
        if (size === undefined) throw new Fault(say("damage.value-type", {type}));
        const at = this.#skip(size);
        switch (type) {
            case 0:
                return this.#bytes.readUInt8(at);
            case 1:
                return this.#bytes.readInt8(at);
            case 2:
                return this.#bytes.readUInt16LE(at);
            case 3:
                return this.#bytes.readInt16LE(at);
            case 4:
                return this.#bytes.readUInt32LE(at);
            case 5:
                return this.#bytes.readInt32LE(at);
            case 6:
                return this.#bytes.readFloatLE(at);
            case 7:
                return this.#bytes.readUInt8(at) !== 0;
            case 10:
                return this.#bytes.readBigUInt64LE(at);
            case 11:
                return this.#bytes.readBigInt64LE(at);
            default:
                return this.#bytes.readDoubleLE(at);
        }
    }

    #skipArray(): null {
        const type = this.uint32();
        const length = this.count(limits.elements, "damage.many-values");
        this.#elements += length;
        if (this.#elements > limits.elements) throw new Fault(say("damage.array-long", {most: limits.elements}));
        const size = valueSizes[type];
        if (size !== undefined) this.#skip(size * length);
        else if (type === 8) for (let i = 0; i < length; i++) this.#skip(this.uint64());
        // llama.cpp reads no arrays of arrays
        else throw new Fault(say("damage.array-type", {type}));
        return null;
    }

    /** Returns the position before the skipped bytes. */
    #skip(length: number): number {
        const at = this.#at;
        if (at + length > this.#bytes.length) throw new EndOfBytes();
        this.#at = at + length;
        return at;
    }
}
