/* The part of protocol buffers that a small ONNX file needs: a message is a list of fields, each a number and a value. */
export type Field = readonly [number: number, value: number | string | Uint8Array | readonly Field[]];

/** Encodes a message. Integers are varints; strings, bytes and messages are length-prefixed. */
export function message(fields: readonly Field[]): Uint8Array {
    const bytes: number[] = [];
    for (const [number, value] of fields) {
        if (typeof value === "number") {
            bytes.push(...varint(number << 3), ...varint(value));
            continue;
        }
        const content = typeof value === "string" ? new TextEncoder().encode(value) : value instanceof Uint8Array ? value : message(value);
        bytes.push(...varint((number << 3) | 2), ...varint(content.length));
        for (const byte of content) bytes.push(byte);
    }
    return Uint8Array.from(bytes);
}

function varint(value: number): readonly number[] {
    const bytes: number[] = [];
    let rest = value;
    while (rest > 127) {
        bytes.push((rest % 128) | 128);
        rest = Math.floor(rest / 128);
    }
    return [...bytes, rest];
}
