/** Text to tokens and back. Ordinary text cannot act as a special token, whatever it contains. */
import type {LlamaModel, Token} from "node-llama-cpp";

/**
 * `llama_token_type` of user-defined tokens in GGUF: llama.cpp finds their literals in any text, and those of control tokens only on
 * request
 */
const USER_DEFINED = 4;
/** literals of markup, such as `<tool_call>` or `[INST]`; vocabularies also list runs of white space among their user-defined tokens */
const markupLiteral = /^[<[{«‹|｜▁].*[>\]}»›|｜]$/su;

/** a character that no longer piece than itself begins with after a line break */
const NEXT = "Q";

export class TextCodec {
    readonly #model: LlamaModel;
    /** matches literals of user-defined tokens; null for a vocabulary without any */
    readonly #literals: RegExp | null;

    constructor(model: LlamaModel) {
        this.#model = model;
        this.#literals = literalsOf(model);
    }

    /** Tokens of ordinary text. */
    encode(text: string): Token[] {
        const parts: string[] = [];
        let start = 0;
        // llama.cpp finds the literals of user-defined tokens in any text; cut in two they are not found
        for (const {index} of this.#literals == null ? [] : text.matchAll(this.#literals)) {
            parts.push(text.slice(start, index + 1));
            start = index + 1;
        }
        parts.push(text.slice(start));
        return parts.flatMap((part) => (part === "" ? [] : this.#model.tokenize(part, false, "trimLeadingSpace")));
    }

    /** Tokens of a text that is continued: trailing white space is tokenized as it is before a word. */
    encodeOpen(text: string): Token[] {
        const tokens = this.encode(`${text}${NEXT}`);
        const isApart = /\s$/u.test(text) && this.#model.detokenize(tokens.slice(-1)) === NEXT;
        return isApart ? tokens.slice(0, -1) : this.encode(text);
    }

    /** Tokens of a template's text, in which special tokens count. */
    encodeTemplate(text: string): Token[] {
        return text === "" ? [] : this.#model.tokenize(text, true, "trimLeadingSpace");
    }

    /** The first `limit` tokens of a text, or the last ones for a negative limit, as text. */
    truncate(text: string, limit: number): string {
        const tokens = this.encode(text);
        if (tokens.length <= Math.abs(limit)) return text;
        const cut = limit >= 0 ? limit : tokens.length + limit;
        const head = this.#model.detokenize(tokens.slice(0, cut)).replace(/\ufffd+$/, "");
        return limit >= 0 ? head : this.#model.detokenize(tokens).slice(head.length);
    }
}

function literalsOf(model: LlamaModel): RegExp | null {
    const {tokens, token_type: types} = model.fileInfo.metadata.tokenizer.ggml;
    const literals = tokens.filter((token, id) => types?.[id] === USER_DEFINED && token.length > 1 && markupLiteral.test(token));
    if (literals.length === 0) return null;
    const longestFirst = literals.toSorted((a, b) => b.length - a.length).map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(longestFirst.join("|"), "gu");
}
