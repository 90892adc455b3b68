/**
 * Makes a tiny language model with random weights that a seed fixes. It writes gibberish, but everything around it is real: the file
 * format, the tokenizer, llama.cpp. See `../README.md` for how other tests use it.
 */
import {ggufParts} from "../../models/gguf-parts.ts";
import {writeGguf} from "./gguf-writer.ts";
import {bytePairVocabulary, sentencePieceVocabulary} from "./tiny-vocabulary.ts";
import type {GgufTensor, GgufValue} from "./gguf-writer.ts";

export interface TinyModelOptions {
    /** default `llama`; `gemma3` scales what it looks up for a token, `qwen2vl` has positions on several axes */
    readonly architecture?: "llama" | "gemma3" | "qwen2vl";
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
    /** default 1 */
    readonly seed?: number;
    readonly name?: string;
    /** added to, or put in place of, the file's metadata */
    readonly metadata?: Readonly<Record<string, GgufValue>>;
}

const HEADS = 4;
const KV_HEADS = 2;
const plainTemplate =
    "{% for message in messages %}{{ '[' + message['role'] + '] ' + message['content'] + '\n' }}{% endfor %}" +
    "{% if add_generation_prompt %}{{ '[assistant] ' }}{% endif %}";
/** with a default system turn, as SmolLM2's has */
const chatMlTemplate =
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou help.<|im_end|>\n' }}{% endif %}" +
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}" +
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

/**
 * Writes the model to `path` (a few hundred kilobytes) and returns `path`. Where that is called `…-00001-of-0000N.gguf`, it is written in
 * N files, as llama.cpp's gguf-split does.
 */
export async function makeTinyModel(path: string, options: TinyModelOptions = {}): Promise<string> {
    const {
        architecture = "llama", tokenizer = "bpe", nEmbd = 64, layers = 2, contextSize = 2048, type = "f32", seed = 1, name = "tiny",
        chatTemplate = tokenizer === "bpe" ? chatMlTemplate : plainTemplate
    } = options;
    const vocabulary = tokenizer === "bpe" ? bytePairVocabulary() : sentencePieceVocabulary();
    const feedForward = 2 * nEmbd;

    const metadata: Record<string, GgufValue> = {
        "general.architecture": {string: architecture},
        "general.name": {string: name},
        "general.file_type": {u32: type === "f32" ? 0 : 7},
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
    const parts = ggufParts(path);
    const perPart = Math.ceil(tensors.length / parts.length);
    for (const [index, part] of parts.entries()) {
        const split: Record<string, GgufValue> = parts.length === 1 ? {} : {
            "split.no": {u16: index}, "split.count": {u16: parts.length}, "split.tensors.count": {i32: tensors.length}
        };
        await writeGguf(part, {...index === 0 && metadata, ...split}, tensors.slice(index * perPart, (index + 1) * perPart));
    }
    return path;
}

interface Shape {
    readonly architecture: string;
    readonly vocabularySize: number;
    readonly nEmbd: number;
    readonly layers: number;
    readonly feedForward: number;
}

/**
 * The tensors that llama.cpp asks for. The output matrix is one of its own: were it the embedding matrix, a model
 * with random weights would repeat its last token for ever, and tests could not tell one context from another.
 */
function randomWeights(
    {architecture, vocabularySize, nEmbd, layers, feedForward}: Shape, type: GgufTensor["type"], normal: () => number
): GgufTensor[] {
    const kvSize = nEmbd / HEADS * KV_HEADS;
    const spread = 1 / Math.sqrt(nEmbd);
    const matrix = (name: string, rows: number, columns: number, deviation: number): GgufTensor => ({
        name, type, shape: [rows, columns], data: Float32Array.from({length: rows * columns}, () => normal() * deviation)
    });
    // norms stay f32 in every file, as llama.cpp expects
    const norm = (name: string, size = nEmbd): GgufTensor => ({
        name, type: "f32", shape: [size], data: Float32Array.from({length: size}, () => 1 + 0.1 * normal())
    });

    const tensors = [
        matrix("token_embd.weight", vocabularySize, nEmbd, 1),
        norm("output_norm.weight"),
        matrix("output.weight", vocabularySize, nEmbd, 1.5 * spread)
    ];
    for (let layer = 0; layer < layers; layer++) {
        const block = `blk.${layer}.`;
        tensors.push(
            norm(`${block}attn_norm.weight`),
            matrix(`${block}attn_q.weight`, nEmbd, nEmbd, 1.5 * spread),
            matrix(`${block}attn_k.weight`, kvSize, nEmbd, 1.5 * spread),
            matrix(`${block}attn_v.weight`, kvSize, nEmbd, spread),
            matrix(`${block}attn_output.weight`, nEmbd, nEmbd, spread),
            norm(`${block}ffn_norm.weight`),
            matrix(`${block}ffn_gate.weight`, feedForward, nEmbd, spread),
            matrix(`${block}ffn_up.weight`, feedForward, nEmbd, spread),
            matrix(`${block}ffn_down.weight`, nEmbd, feedForward, 1 / Math.sqrt(feedForward))
        );
        if (architecture === "gemma3")
            tensors.push(
                norm(`${block}post_attention_norm.weight`),
                norm(`${block}post_ffw_norm.weight`),
                norm(`${block}attn_q_norm.weight`, nEmbd / HEADS),
                norm(`${block}attn_k_norm.weight`, nEmbd / HEADS)
            );
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
