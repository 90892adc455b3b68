/** Prompts as tokens: the chat template's text, user text that cannot act as a special token, vectors as virtual tokens. */
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {isVirtual} from "./virtual-tokens.ts";
import type {LlamaModel, Token} from "node-llama-cpp";
import type {ModelInfo, Prompt, PromptPart, PromptTurn} from "../../app/drafting/engine.ts";
import type {ChatTemplate} from "./chat-template.ts";
import type {TextCodec} from "./text-codec.ts";
import type {VirtualToken, VirtualTokens} from "./virtual-tokens.ts";

/** Shorter pieces of a prompt are not worth a separate decode. */
const SHORTEST_PIECE = 16;

export interface PromptTokenList {
    readonly tokens: readonly Token[];
    /**
     * Ends of the pieces in which the prompt is evaluated and cached, ascending. They depend on the prompt alone, because the size of a
     * batch changes rounding.
     */
    readonly pieceEnds: readonly number[];
}

export class PromptTokens {
    readonly codec: TextCodec;
    readonly #model: LlamaModel;
    readonly #info: Pick<ModelInfo, "name" | "plugRefusal">;
    /** null if the model has no chat template */
    readonly #template: ChatTemplate | null;
    /** null if the model takes no vectors */
    readonly #virtual: VirtualTokens | null;

    constructor(
        model: LlamaModel,
        codec: TextCodec,
        info: Pick<ModelInfo, "name" | "plugRefusal">,
        template: ChatTemplate | null,
        virtual: VirtualTokens | null
    ) {
        this.#model = model;
        this.codec = codec;
        this.#info = info;
        this.#template = template;
        this.#virtual = virtual;
    }

    /** The caller has to release the tokens that stand for vectors. */
    ofPrompt(prompt: Prompt): PromptTokenList {
        const list = new TokenList(this.#firstToken());
        try {
            if ("turns" in prompt) this.#addTurns(list, prompt.turns);
            else this.#addParts(list, prompt.document, true);
            if (list.tokens.length === 0) throw new RangeError("the prompt is empty");
            if (isVirtual(list.tokens.at(-1))) throw new RangeError("at least one token has to follow the prompt's last vectors");
            return list.finish();
        } catch (error) {
            this.release(list.tokens);
            throw error;
        }
    }

    /**
     * The token that ends an answer to a prompt: the one that the model's chat template ends it with. Vocabularies have several end tokens,
     * and llama.cpp's choice for the end of a turn need not be the template's (SmolLM2: <|endoftext|>, while its turns end with
     * <|im_end|>).
     */
    endOf(prompt: Prompt): Token | null {
        const {eot, eos} = this.#model.tokens;
        if (!("turns" in prompt)) return eos;
        const end = this.codec.encodeTemplate(this.#template?.answerEnd ?? "").find((token) => this.#model.isEogToken(token));
        return end ?? eot ?? eos;
    }

    /** The prompt before the place of the vectors. Only its pieces can be evaluated in advance. */
    ofBeginning(prompt: Prompt): PromptTokenList {
        const list = new TokenList(this.#firstToken());
        const parts = "turns" in prompt ? prompt.turns.flatMap((turn) => turn.parts) : prompt.document;
        if (!parts.some(isPlace)) return list.finish();
        if ("turns" in prompt) this.#addTurns(list, prompt.turns);
        else this.#addParts(list, prompt.document, true);
        return list.finishAtPlace();
    }

    release(tokens: readonly Token[]): void {
        this.#virtual?.release(tokens.filter(isVirtual));
    }

    /** Key of a piece of a prompt: equal for equal vectors, whatever tokens stand for them. */
    keyOf(tokens: readonly Token[]): string {
        return tokens.map((token) => (isVirtual(token) ? this.#virtual!.fingerprint(token) : token)).join(",");
    }

    #firstToken(): Token | null {
        const {bos, shouldPrependBosToken} = this.#model.tokens;
        return shouldPrependBosToken ? bos : null;
    }

    #addTurns(list: TokenList, turns: readonly PromptTurn[]): void {
        if (this.#template == null) throw new RangeError(`the model ${this.#info.name} has no chat template`);
        const begun = turns.at(-1)?.role === "assistant" ? turns.at(-1)! : null;
        const given = begun == null ? turns : turns.slice(0, -1);
        const firstUser = given.findIndex(({role}) => role === "user");
        for (const piece of this.#template.render(given.map(({role}) => role)))
            if (typeof piece === "string") list.add(this.codec.encodeTemplate(piece));
            else {
                // the system turn is the same from brief to brief, and often the examples too
                if (piece === firstUser || piece === given.length - 1) list.endPiece();
                this.#addParts(list, given[piece]!.parts);
            }
        this.#addParts(list, begun?.parts ?? [], true);
    }

    /** @param isOpen the draft continues directly after these parts */
    #addParts(list: TokenList, parts: readonly PromptPart[], isOpen = false): void {
        for (const [index, part] of parts.entries())
            if (part.type === "text")
                list.add(isOpen && index === parts.length - 1 ? this.codec.encodeOpen(part.text) : this.codec.encode(part.text));
            else {
                list.markPlace();
                if (part.vectors.length > 0) list.add(this.#ofVectors(part.vectors));
            }
    }

    #ofVectors(vectors: Float32Array): VirtualToken[] {
        if (this.#info.plugRefusal != null || this.#virtual == null) throw new UserError(this.#info.plugRefusal ?? say("model.no-persona"));
        return this.#virtual.add(vectors);
    }
}

const isPlace = (part: PromptPart): boolean => part.type === "vectors" && part.vectors.length === 0;

/** Collects a prompt's tokens. */
class TokenList {
    readonly tokens: Token[] = [];
    readonly #first: Token | null;
    #ends: number[] = [];
    /** index of the first vectors */
    #place: number | null = null;

    /** @param first the beginning-of-text token, if the vocabulary requires one before every text */
    constructor(first: Token | null) {
        this.#first = first;
        if (first != null) this.tokens.push(first);
    }

    add(tokens: readonly Token[]): void {
        // if the template writes the beginning-of-text token itself, it is not added twice
        const isDoubled = this.tokens.length === 1 && this.#first != null && tokens[0] === this.#first;
        this.tokens.push(...(isDoubled ? tokens.slice(1) : tokens));
    }

    endPiece(): void {
        if (this.tokens.length - (this.#ends.at(-1) ?? 0) >= SHORTEST_PIECE) this.#ends.push(this.tokens.length);
    }

    /** Marks the place of vectors: the tokens before it become a piece, so that another persona costs only its vectors. */
    markPlace(): void {
        if (this.#place != null) return;
        this.endPiece();
        this.#place = this.tokens.length;
    }

    finish(): PromptTokenList {
        return {tokens: this.tokens, pieceEnds: this.#ends};
    }

    /** The pieces before the vectors. */
    finishAtPlace(): PromptTokenList {
        const ends = this.#ends.filter((end) => end <= this.#place!);
        return {tokens: this.tokens.slice(0, ends.at(-1) ?? 0), pieceEnds: ends};
    }
}
