/**
 * Two small vocabularies for models that tests make: SentencePiece, as Llama 2 has, and GPT-2's byte-level BPE with ChatML's special
 * tokens.
 */
import type {GgufValue} from "../../models/gguf-writer.ts";

export interface Vocabulary {
    readonly tokens: readonly string[];
    readonly metadata: Readonly<Record<string, GgufValue>>;
}

/** The control tokens of a ChatML model; the beginning-of-text token is one of them, as in SmolLM2. */
const chatControlTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] as const;
/** user-defined tokens: llama.cpp finds their literals in any text */
const userTokens = ["<tool_call>", "</tool_call>", "\n\n\n\n"] as const;

const commonWords = (
    "the of and to in is it that was for on are with as his they be at one have this from or had by not word but what some we can out " +
    "other were all there when up use your how said an each she which do their time if will way about many then them write would like " +
    "so these her long make thing see him two has look more day could go come did number sound no most people my over know water than " +
    "call first who may down side been now find thanks meeting monday please best regards"
).split(" ");

/** llama.cpp's `llama_token_attr` as GGUF stores it */
const tokenType = {normal: 1, unknown: 2, control: 3, userDefined: 4, byte: 6} as const;
const SPM_SPACE = "\u2581";

export function sentencePieceVocabulary(): Vocabulary {
    const tokens = ["<unk>", "<s>", "</s>"];
    const types: number[] = [tokenType.unknown, tokenType.control, tokenType.control];
    for (let byte = 0; byte < 256; byte++) {
        tokens.push(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
        types.push(tokenType.byte);
    }
    const firstPiece = tokens.length;
    const pieces = new Set([SPM_SPACE, ...asciiCharacters()]);
    for (const word of commonWords)
        for (let length = 2; length <= word.length + 1; length++) {
            pieces.add((SPM_SPACE + word).slice(0, length));
            pieces.add(word.slice(0, length));
        }
    tokens.push(...pieces);
    types.push(...Array<number>(pieces.size).fill(tokenType.normal));
    return {
        tokens,
        metadata: {
            "tokenizer.ggml.model": {string: "llama"},
            "tokenizer.ggml.tokens": {strings: tokens},
            // longer pieces come later and must still win over their parts, so only the order matters here
            "tokenizer.ggml.scores": {f32s: tokens.map((_, index) => (index < firstPiece ? 0 : firstPiece - index - 1))},
            "tokenizer.ggml.token_type": {i32s: types},
            "tokenizer.ggml.unknown_token_id": {u32: 0},
            "tokenizer.ggml.bos_token_id": {u32: 1},
            "tokenizer.ggml.eos_token_id": {u32: 2},
            "tokenizer.ggml.add_bos_token": {bool: true},
            "tokenizer.ggml.add_space_prefix": {bool: true}
        }
    };
}

export function bytePairVocabulary(): Vocabulary {
    const tokens: string[] = [...chatControlTokens, ...userTokens, ...byteCharacters];
    const known = new Set(tokens);
    const merges: string[] = [];
    const learn = (text: string): void => {
        const units = [...new TextEncoder().encode(text)].map((byte) => byteCharacters[byte]!);
        let prefix = units[0]!;
        for (const unit of units.slice(1)) {
            if (!known.has(prefix + unit)) {
                known.add(prefix + unit);
                tokens.push(prefix + unit);
                merges.push(`${prefix} ${unit}`);
            }
            prefix += unit;
        }
    };
    for (const word of commonWords) learn(` ${word}`);

    return {
        tokens,
        metadata: {
            "tokenizer.ggml.model": {string: "gpt2"},
            "tokenizer.ggml.pre": {string: "gpt-2"},
            "tokenizer.ggml.tokens": {strings: tokens},
            "tokenizer.ggml.token_type": {
                i32s: tokens.map((_, index) =>
                    index < chatControlTokens.length
                        ? tokenType.control
                        : index < chatControlTokens.length + userTokens.length
                          ? tokenType.userDefined
                          : tokenType.normal
                )
            },
            "tokenizer.ggml.merges": {strings: merges},
            "tokenizer.ggml.bos_token_id": {u32: 1},
            "tokenizer.ggml.eos_token_id": {u32: 2},
            "tokenizer.ggml.padding_token_id": {u32: 2},
            "tokenizer.ggml.add_bos_token": {bool: false}
        }
    };
}

function asciiCharacters(): string[] {
    return Array.from({length: 94}, (_, index) => String.fromCharCode(33 + index));
}

/** GPT-2's printable replacement for each byte: printable Latin-1 stays, the rest follows from U+0100 on. */
const byteCharacters: readonly string[] = (() => {
    let next = 0x100;
    return Array.from({length: 256}, (_, byte) => {
        const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
        return String.fromCharCode(printable ? byte : next++);
    });
})();
