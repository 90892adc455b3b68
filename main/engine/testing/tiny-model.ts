/**
 * Writes a tiny language model with random weights from a seed. Its output is meaningless, but the file format, tokenizer and llama.cpp are
 * real. See `../README.md` for how other tests use it.
 */
import {ggufParts} from "../../models/gguf-parts.ts";
import {tensorTypes, writeGguf} from "../../models/gguf-writer.ts";
import {randomBlocks} from "./random-blocks.ts";
import {bytePairVocabulary, sentencePieceVocabulary} from "./tiny-vocabulary.ts";
import type {GgufTensor, GgufValue} from "../../models/gguf-writer.ts";

export interface TinyModelOptions {
    /** default `llama`; `gemma3` scales its token embeddings, `qwen2vl` has positions on several axes */
    readonly architecture?: "llama" | "gemma3" | "qwen2" | "qwen2vl" | "qwen3" | "phi3";
    /** `bpe` (default): GPT-2's kind, with ChatML's special tokens and template; `spm`: Llama 2's kind, with a plain template */
    readonly tokenizer?: "bpe" | "spm";
    /** null: none, as a base model has; default: one that fits the tokenizer */
    readonly chatTemplate?: string | null;
    /** default 64 */
    readonly nEmbd?: number;
    /** default 2 */
    readonly layers?: number;
    /** tokens; default 2048 */
    readonly contextSize?: number;
    /** how the weights are stored; default f32 */
    readonly type?: GgufTensor["type"];
    /** whether the output matrix is the embedding matrix; default false */
    readonly tied?: boolean;
    /** files that the tensors are spread over, named like those of llama.cpp's gguf-split; default 1, and `path` is the file */
    readonly parts?: number;
    /** default 1 */
    readonly seed?: number;
    readonly name?: string;
    /** merged into the file's metadata */
    readonly metadata?: Readonly<Record<string, GgufValue>>;
}

const HEADS = 4;
const KV_HEADS = 2;
const plainTemplate =
    "{% for message in messages %}{{ '[' + message['role'] + '] ' + message['content'] + '\n' }}{% endfor %}" +
    "{% if add_generation_prompt %}{{ '[assistant] ' }}{% endif %}";
/** with a default system turn, like SmolLM2's */
const chatMlTemplate =
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou help.<" +
    "|im_end|>\n' }}{% endif %}" +
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}" +
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

/**
 * Writes the model to `path` (a few hundred kilobytes) and returns `path`. Where that is called `…-00001-of-0000N.gguf`, it is written in
 * N files, as llama.cpp's gguf-split does; with `parts` above 1 the parts are named after `path`, and the first one's path is returned.
 */
export async function makeTinyModel(path: string, options: TinyModelOptions = {}): Promise<string> {
    const {
        architecture = "llama",
        tokenizer = "bpe",
        nEmbd = 64,
        layers = 2,
        contextSize = 2048,
        type = "f32",
        seed = 1,
        name = "tiny",
        chatTemplate = tokenizer === "bpe" ? chatMlTemplate : plainTemplate
    } = options;
    const vocabulary = tokenizer === "bpe" ? bytePairVocabulary() : sentencePieceVocabulary();
    const feedForward = 2 * nEmbd;

    const metadata: Record<string, GgufValue> = {
        "general.architecture": {string: architecture},
        "general.name": {string: name},
        "general.file_type": {u32: type === "f32" ? 0 : 7}, // informational fields
        [`${architecture}.context_length`]: {u32: contextSize},
        [`${architecture}.embedding_length`]: {u32: nEmbd},
        [`${architecture}.block_count`]: {u32: layers},
        [`${architecture}.feed_forward_length`]: {u32: feedForward},
        [`${architecture}.attention.head_count`]: {u32: HEADS},
        [`${architecture}.attention.head_count_kv`]: {u32: KV_HEADS},
        [`${architecture}.attention.layer_norm_rms_epsilon`]: {f32: 1e-5},
        [`${architecture}.rope.dimension_count`]: {u32: nEmbd / HEADS},
        [`${architecture}.rope.freq_base`]: {f32: 10_000},
        [`${architecture}.vocab_size`]: {u32: vocabulary.tokens.length},
        ...(architecture === "qwen2vl" ? {"qwen2vl.rope.dimension_sections": {i32s: [2, 3, 3, 0]}} : {}),
        ...vocabulary.metadata,
        ...(chatTemplate === null ? {} : {"tokenizer.chat_template": {string: chatTemplate}}),
        ...options.metadata
    };
    const shape = {architecture, vocabularySize: vocabulary.tokens.length, nEmbd, layers, feedForward};
    const tensors = randomWeights(shape, type, normalNumbers(seed));
    const kept = options.tied === true ? tensors.filter(({name: tensor}) => tensor !== "output.weight") : tensors;
    const count = options.parts ?? 1;
    const first = count === 1 ? path : path.replace(/\.gguf$/, `-00001-of-${String(count).padStart(5, "0")}.gguf`);
    const parts = ggufParts(first);
    const perPart = Math.ceil(kept.length / parts.length);
    for (const [index, part] of parts.entries()) {
        const split: Record<string, GgufValue> =
            parts.length === 1
                ? {}
                : {
                      "split.no": {u16: index},
                      "split.count": {u16: parts.length},
                      "split.tensors.count": {i32: kept.length}
                  };
        await writeGguf(part, {...(index === 0 && metadata), ...split}, kept.slice(index * perPart, (index + 1) * perPart));
    }
    return first;
}

interface Shape {
    readonly architecture: string;
    readonly vocabularySize: number;
    readonly nEmbd: number;
    readonly layers: number;
    readonly feedForward: number;
}

/**
 * The tensors that llama.cpp requires. The output matrix is separate from the embedding matrix: otherwise a model with random weights would
 * repeat its last token for ever, and tests could not tell contexts apart.
 */
function randomWeights(
    {architecture, vocabularySize, nEmbd, layers, feedForward}: Shape,
    type: GgufTensor["type"],
    normal: () => number
): GgufTensor[] {
    const kvSize = (nEmbd / HEADS) * KV_HEADS;
    const spread = 1 / Math.sqrt(nEmbd);
    const matrix = (name: string, rows: number, columns: number, deviation: number): GgufTensor => ({
        name,
        type,
        shape: [rows, columns],
        data:
            tensorTypes[type][1] === 1 || type === "q8_0"
                ? Float32Array.from({length: rows * columns}, () => normal() * deviation)
                : randomBlocks(type, rows * columns, deviation, normal)
    });
    const vector = (name: string, size: number): GgufTensor => ({
        name,
        type: "f32",
        shape: [size],
        data: Float32Array.from({length: size}, () => 0.2 * normal())
    });
    // norms stay f32 in every file, as llama.cpp expects
    const norm = (name: string, size = nEmbd): GgufTensor => ({
        name,
        type: "f32",
        shape: [size],
        data: Float32Array.from({length: size}, () => 1 + 0.1 * normal())
    });

    const tensors = [
        matrix("token_embd.weight", vocabularySize, nEmbd, 1),
        norm("output_norm.weight"),
        matrix("output.weight", vocabularySize, nEmbd, 1.5 * spread)
    ];
    for (let layer = 0; layer < layers; layer++) {
        const block = `blk.${layer}.`;
        tensors.push(norm(`${block}attn_norm.weight`));
        if (architecture === "phi3")
            tensors.push(
                matrix(`${block}attn_qkv.weight`, nEmbd + 2 * kvSize, nEmbd, 1.5 * spread),
                matrix(`${block}attn_output.weight`, nEmbd, nEmbd, spread),
                norm(`${block}ffn_norm.weight`),
                matrix(`${block}ffn_up.weight`, 2 * feedForward, nEmbd, spread)
            );
        else
            tensors.push(
                matrix(`${block}attn_q.weight`, nEmbd, nEmbd, 1.5 * spread),
                matrix(`${block}attn_k.weight`, kvSize, nEmbd, 1.5 * spread),
                matrix(`${block}attn_v.weight`, kvSize, nEmbd, spread),
                matrix(`${block}attn_output.weight`, nEmbd, nEmbd, spread),
                norm(`${block}ffn_norm.weight`),
                matrix(`${block}ffn_gate.weight`, feedForward, nEmbd, spread),
                matrix(`${block}ffn_up.weight`, feedForward, nEmbd, spread)
            );
        tensors.push(matrix(`${block}ffn_down.weight`, nEmbd, feedForward, 1 / Math.sqrt(feedForward)));
        if (architecture === "qwen2")
            tensors.push(
                vector(`${block}attn_q.bias`, nEmbd),
                vector(`${block}attn_k.bias`, kvSize),
                vector(`${block}attn_v.bias`, kvSize)
            );
        if (architecture === "gemma3") tensors.push(norm(`${block}post_attention_norm.weight`), norm(`${block}post_ffw_norm.weight`));
        if (architecture === "gemma3" || architecture === "qwen3")
            tensors.push(norm(`${block}attn_q_norm.weight`, nEmbd / HEADS), norm(`${block}attn_k_norm.weight`, nEmbd / HEADS));
    }
    return tensors;
}

/** Normally distributed numbers: mulberry32 and the Box-Muller transform. */
function normalNumbers(seed: number): () => number {
    let state = seed >>> 0;
    const uniform = (): number => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
