import {open} from "node:fs/promises";
import {UserError} from "../../app/errors.ts";

/** What a GGUF file says about itself. */
export interface GgufHeader {
    readonly version: number;
    readonly tensors: number;
    /** single values; arrays are left out, as vocabularies are long */
    readonly values: ReadonlyMap<string, string | number | bigint | boolean>;
}

/** headers with vocabularies of a quarter million pieces stay below this */
const maxHeaderSize = 64 * 1024 * 1024;
const pieceSize = 1024 * 1024;

/** byte length of GGUF's fixed-size value types; 8 is a string, 9 an array */
const valueSizes: Readonly<Record<number, number>> = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8};

/**
 * Reads a model file's header.
 * @throws UserError when there is no such file, it is no GGUF, or it ends too early
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
    const file = await open(path, "r").catch(() => {
        throw new UserError(`The model ${path} cannot be read: check the path and its permissions.`);
    });
    try {
        const {size} = await file.stat();
        let bytes = Buffer.alloc(0);
        // most headers are short; a cut one is read again with more of the file
        for (let wanted = pieceSize; ; wanted *= 4) {
            const length = Math.min(wanted, size, maxHeaderSize);
            bytes = Buffer.alloc(length);
            const {bytesRead} = await file.read(bytes, 0, length, 0).catch(() => {
                throw new UserError(`The model ${path} is no file that can be read: name a GGUF file.`);
            });
            const header = parseHeader(bytes.subarray(0, bytesRead), path);
            if (header !== null) return header;
            if (length >= size || length >= maxHeaderSize) break;
        }
        throw new UserError(`The model ${path} is cut off: copy or download it again.`);
    } finally {
        await file.close();
    }
}

/** null: the header goes on behind these bytes */
function parseHeader(bytes: Buffer, path: string): GgufHeader | null {
    if (bytes.length < 4 || bytes.toString("latin1", 0, 4) !== "GGUF") {
        throw new UserError(`${path} is not a GGUF model: choose a file that ends in .gguf and was made for llama.cpp.`);
    }
    if (bytes.length < 24) return null;
    const version = bytes.readUInt32LE(4);
    if (version < 2 || version > 3) throw new UserError(`${path} has GGUF version ${version}, which is not supported: convert the model again with a current llama.cpp.`);
    const cursor = new Cursor(bytes, 8);
    try {
        const tensors = Number(cursor.uint64());
        const count = Number(cursor.uint64());
        const values = new Map<string, string | number | bigint | boolean>();
        for (let i = 0; i < count; i++) {
            const key = cursor.text();
            const value = cursor.value(cursor.uint32());
            if (value !== null) values.set(key, value);
        }
        return {version, tensors, values};
    } catch (error) {
        if (error instanceof RangeError) return null;
        throw error;
    }
}

/** Reads values one after the other; behind the end it throws a RangeError. */
class Cursor {
    readonly #bytes: Buffer;
    #at: number;

    constructor(bytes: Buffer, at: number) {
        this.#bytes = bytes;
        this.#at = at;
    }

    uint32(): number {
        return this.#bytes.readUInt32LE(this.#skip(4));
    }

    uint64(): bigint {
        return this.#bytes.readBigUInt64LE(this.#skip(8));
    }

    text(): string {
        const length = Number(this.uint64());
        const start = this.#skip(length);
        return this.#bytes.toString("utf8", start, start + length);
    }

    /** A single value, or null for an array, which is skipped. */
    value(type: number): string | number | bigint | boolean | null {
        if (type === 8) return this.text();
        if (type === 9) return this.#skipArray();
        const size = valueSizes[type];
        if (size === undefined) throw new RangeError(`value type ${type}`);
        const at = this.#skip(size);
        switch (type) {
            case 0: return this.#bytes.readUInt8(at);
            case 1: return this.#bytes.readInt8(at);
            case 2: return this.#bytes.readUInt16LE(at);
            case 3: return this.#bytes.readInt16LE(at);
            case 4: return this.#bytes.readUInt32LE(at);
            case 5: return this.#bytes.readInt32LE(at);
            case 6: return this.#bytes.readFloatLE(at);
            case 7: return this.#bytes.readUInt8(at) !== 0;
            case 10: return this.#bytes.readBigUInt64LE(at);
            case 11: return this.#bytes.readBigInt64LE(at);
            default: return this.#bytes.readDoubleLE(at);
        }
    }

    #skipArray(): null {
        const type = this.uint32();
        const length = Number(this.uint64());
        const size = valueSizes[type];
        if (size !== undefined) this.#skip(size * length);
        else for (let i = 0; i < length; i++) this.value(type);
        return null;
    }

    /** The place before the bytes that were skipped. */
    #skip(length: number): number {
        const at = this.#at;
        if (!(length >= 0) || at + length > this.#bytes.length) throw new RangeError("end of the header");
        this.#at = at + length;
        return at;
    }
}
