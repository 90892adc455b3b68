import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {splitMix} from "../../../app/text/random.ts";
import {message, type Field} from "./protobuf.ts";

export interface TinyEncoderOptions {
    /** length of a vector; default 16 */
    readonly size?: number;
    readonly seed?: number;
    /** default `tiny-encoder` */
    readonly name?: string;
}

/** Tokenizer and weights of the tiny encoder, for tests that compute its vectors themselves. */
export interface TinyEncoder {
    readonly directory: string;
    readonly size: number;
    /** (vocabulary, size), row-major */
    readonly embeddings: Float32Array;
    /** byte → token */
    readonly tokenOfByte: readonly number[];
}

/** tokens after which it cuts a text */
export const tinyMaxTokens = 128;

/** in the order of their token ids; the rest of the vocabulary are the 256 bytes */
const controlTokens = ["<pad>", "<s>", "</s>", "<|text|>"];

/**
 * Writes an encoder in the layout that transformers.js loads: a byte-level tokenizer, and an ONNX model whose hidden states are rows of a
 * random table. Its vectors say nothing about style, but formats and code paths are real.
 */
export async function makeTinyEncoder(directory: string, options: TinyEncoderOptions = {}): Promise<TinyEncoder> {
    const {size = 16, seed = 1, name = "tiny-encoder"} = options;
    const random = splitMix(seed);
    const characters = byteCharacters();
    const vocabulary = Object.fromEntries([...controlTokens, ...characters].map((token, id) => [token, id]));
    const embeddings = Float32Array.from({length: Object.keys(vocabulary).length * size}, () => random() * 2 - 1);
    await mkdir(join(directory, "onnx"), {recursive: true});
    await writeFile(
        join(directory, "config.json"),
        JSON.stringify({
            model_type: "bert",
            hidden_size: size,
            vocab_size: Object.keys(vocabulary).length,
            idiolect: {name, case_marks: true, max_tokens: tinyMaxTokens}
        })
    );
    await writeFile(
        join(directory, "tokenizer_config.json"),
        JSON.stringify({tokenizer_class: "PreTrainedTokenizerFast", pad_token: "<pad>", model_max_length: 256})
    );
    await writeFile(
        join(directory, "tokenizer.json"),
        JSON.stringify({
            version: "1.0",
            truncation: null,
            padding: null,
            added_tokens: controlTokens.map((content, id) => ({
                id,
                content,
                single_word: false,
                lstrip: false,
                rstrip: false,
                normalized: false,
                special: true
            })),
            normalizer: null,
            pre_tokenizer: {type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: true},
            post_processor: null,
            decoder: {type: "ByteLevel"},
            model: {
                type: "BPE",
                dropout: null,
                unk_token: null,
                fuse_unk: false,
                byte_fallback: false,
                ignore_merges: false,
                vocab: vocabulary,
                merges: []
            }
        })
    );
    await writeFile(join(directory, "onnx", "model_quantized.onnx"), lookUpModel(embeddings, size));
    return {directory, size, embeddings, tokenOfByte: characters.map((_, byte) => byte + controlTokens.length)};
}

/** ONNX: last_hidden_state = Gather(embeddings, input_ids) · attention mask. Field numbers are those of onnx.proto. */
function lookUpModel(embeddings: Float32Array, size: number): Uint8Array {
    const [float, int64] = [1, 7];
    const shape = (...axes: (string | number)[]): readonly Field[] =>
        axes.map((axis) => [1, [typeof axis === "number" ? [1, axis] : [2, axis]]]);
    const value = (name: string, type: number, ...axes: (string | number)[]): readonly Field[] => [
        [1, name],
        [
            2,
            [
                [
                    1,
                    [
                        [1, type],
                        [2, shape(...axes)]
                    ]
                ]
            ]
        ]
    ];
    const node = (type: string, inputs: readonly string[], output: string, attributes: readonly Field[] = []): readonly Field[] => [
        ...inputs.map((input): Field => [1, input]),
        [2, output],
        [4, type],
        ...attributes
    ];
    const tensor = (name: string, type: number, dims: readonly number[], data: Uint8Array): readonly Field[] => [
        ...dims.map((length): Field => [1, length]),
        [2, type],
        [8, name],
        [9, data]
    ];
    const bytesOf = (array: Float32Array | BigInt64Array) => new Uint8Array(array.buffer);
    const castToFloat: Field = [
        5,
        [
            [1, "to"],
            [3, float],
            [20, 2]
        ]
    ];
    const graph: readonly Field[] = [
        [1, node("Gather", ["embeddings", "input_ids"], "states")],
        [1, node("Cast", ["attention_mask"], "mask", [castToFloat])],
        [1, node("Unsqueeze", ["mask", "last_axis"], "column")],
        [1, node("Mul", ["states", "column"], "last_hidden_state")],
        [2, "look-up"],
        [5, tensor("embeddings", float, [embeddings.length / size, size], bytesOf(embeddings))],
        [5, tensor("last_axis", int64, [1], bytesOf(BigInt64Array.of(2n)))],
        [11, value("input_ids", int64, "batch", "length")],
        [11, value("attention_mask", int64, "batch", "length")],
        [12, value("last_hidden_state", float, "batch", "length", size)]
    ];
    return message([
        [1, 8],
        [7, graph],
        [
            8,
            [
                [1, ""],
                [2, 17]
            ]
        ]
    ]);
}

/** GPT-2's printable replacements for the 256 bytes, by byte. */
function byteCharacters(): readonly string[] {
    const isPrintable = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    let next = 256;
    return Array.from({length: 256}, (_, byte) => String.fromCodePoint(isPrintable(byte) ? byte : next++));
}
