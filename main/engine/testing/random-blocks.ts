/** Random weights in ggml's block formats, made of random bits with scales that give the wanted spread: no quantiser is needed. */
import {halfFloat, tensorTypes} from "../../models/gguf-writer.ts";
import type {GgufTensor} from "../../models/gguf-writer.ts";

/**
 * Per type: the standard deviation of a block's values when the scale is 1, byte offset of the scale, and, where values are shifted,
 * the offset of the shift's scale and its size beside the scale, so that values have a mean of about 0. Layouts: ggml-common.h
 */
const layouts: Partial<Record<GgufTensor["type"], readonly [number, number, number?, number?]>> = {
    q4_0: [4.6, 0],
    q4_1: [4.6, 0, 2, -7.5],
    q5_0: [9.2, 0],
    q5_1: [9.2, 0, 2, -15.5],
    iq4_nl: [70, 0],
    q4_K: [310, 0, 2, 7.5],
    q5_K: [620, 0, 2, 15.5],
    q6_K: [85, 208],
    q2_K: [100, 80, 82, 1.5]
};
/** of q6_K: signed scales of groups, kept small so that the block's own scale is a normal half-precision float */
const Q6_SCALES = [192, 208] as const;

/** Bytes of `count` values, which have to fill whole blocks. */
export function randomBlocks(type: GgufTensor["type"], count: number, deviation: number, normal: () => number): Uint8Array {
    const [, blockValues, blockBytes] = tensorTypes[type];
    const [spread, scaleAt, shiftAt, shift = 0] = layouts[type]!;
    const bytes = new Uint8Array((count / blockValues) * blockBytes);
    const view = new DataView(bytes.buffer);
    for (let block = 0; block < bytes.length; block += blockBytes) {
        for (let index = 0; index < blockBytes; index++) bytes[block + index] = Math.floor(Math.abs(normal()) * 1e4) & 255;
        if (type === "q6_K")
            for (let index = block + Q6_SCALES[0]; index < block + Q6_SCALES[1]; index++) bytes[index] = (bytes[index]! & 15) - 8;
        const scale = deviation / spread;
        view.setUint16(block + scaleAt, halfFloat(scale), true);
        if (shiftAt != null) view.setUint16(block + shiftAt, halfFloat(scale * shift), true);
    }
    return bytes;
}
