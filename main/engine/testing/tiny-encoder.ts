/** Writes a tiny GGUF that llama.cpp loads but that cannot generate text: an encoder of the BERT architecture, with zero weights. */
import {writeGguf} from "../../models/gguf-writer.ts";
import {bytePairVocabulary} from "./tiny-vocabulary.ts";
import type {GgufTensor} from "../../models/gguf-writer.ts";

const SIZE = 32;
const CONTEXT = 512;

export async function makeTinyEncoder(path: string): Promise<string> {
    const {tokens, metadata} = bytePairVocabulary();
    const tensor = (name: string, ...shape: number[]): GgufTensor => ({
        name,
        type: "f32",
        shape,
        data: new Float32Array(shape.reduce((product, size) => product * size, 1))
    });
    const layer = "blk.0.";
    await writeGguf(
        path,
        {
            "general.architecture": {string: "bert"},
            "general.name": {string: "tiny encoder"},
            "bert.context_length": {u32: CONTEXT},
            "bert.embedding_length": {u32: SIZE},
            "bert.block_count": {u32: 1},
            "bert.feed_forward_length": {u32: SIZE},
            "bert.attention.head_count": {u32: 2},
            "bert.attention.layer_norm_epsilon": {f32: 1e-5},
            "bert.attention.causal": {bool: false},
            "tokenizer.ggml.token_type_count": {u32: 1},
            ...metadata
        },
        [
            tensor("token_embd.weight", tokens.length, SIZE),
            tensor("position_embd.weight", CONTEXT, SIZE),
            tensor("token_embd_norm.weight", SIZE),
            tensor("token_embd_norm.bias", SIZE),
            ...["attn_q", "attn_k", "attn_v", "attn_output", "ffn_up", "ffn_down"].map((name) =>
                tensor(`${layer}${name}.weight`, SIZE, SIZE)
            ),
            ...["attn_output_norm", "layer_output_norm"].flatMap((name) => [
                tensor(`${layer}${name}.weight`, SIZE),
                tensor(`${layer}${name}.bias`, SIZE)
            ])
        ]
    );
    return path;
}
