/** Prompts as tokens: text that cannot act as a control token, control tokens by their literal, vectors as virtual tokens. */
import {LlamaText, resolveChatWrapper} from "node-llama-cpp";
import {UserError} from "../../app/errors.ts";
import {CASE_MARKS, decodeCaseMarks, encodeCaseMarks} from "../../app/text/case-marks.ts";
import {withinTime} from "./time-limit.ts";
import {isVirtual} from "./virtual-tokens.ts";
import type {LlamaModel, LlamaTextValue, Token} from "node-llama-cpp";
import type {ModelInfo, PromptSegment} from "../../app/drafting/engine.ts";
import type {VirtualToken, VirtualTokens} from "./virtual-tokens.ts";

/** ms for a model's chat template, which is a program; it was tried before (`template-check.ts`), and on a busy machine this takes seconds */
const TEMPLATE_MS = 20_000;

export class PromptTokens {
    /** none for a model without case marks */
    readonly caseMarks: ReadonlySet<Token>;
    /** the mark of a capital letter; null for a model without case marks */
    readonly capital: Token | null;
    readonly #model: LlamaModel;
    readonly #info: Pick<ModelInfo, "promptFormat" | "caseMarks" | "name" | "plugRefusal">;
    /** null where the model takes no vectors */
    readonly #virtual: VirtualTokens | null;
    readonly #pieces = new Map<Token, string>();
    #connectives: readonly Token[] | null = null;
    #borrowed: readonly Token[] | null = null;
    #joins: readonly Token[] | null = null;
    #sentenceEnds: readonly Token[] | null = null;
    #sentenceBreaks: readonly Token[] | null = null;
    /** what llama.cpp said of a token, as it is asked about each that is written */
    readonly #control = new Map<Token, boolean>();
    /** tokens around the one user turn of a chat */
    readonly #turn: {readonly before: readonly Token[]; readonly after: readonly Token[]};

    constructor(model: LlamaModel, info: Pick<ModelInfo, "promptFormat" | "caseMarks" | "name" | "plugRefusal">, virtual: VirtualTokens | null) {
        this.#model = model;
        this.#info = info;
        this.#virtual = virtual;
        this.caseMarks = new Set(info.caseMarks ? CASE_MARKS.flatMap((mark) => model.tokenize(mark)) : []);
        this.capital = info.caseMarks ? model.tokenize(CASE_MARKS[0])[0] ?? null : null;
        this.#turn = info.promptFormat === "chat" ? withinTime(TEMPLATE_MS, () => chatTurn(model)) : {before: [], after: []};
    }

    /** The tokens that stand for vectors are the caller's to release. */
    ofPrompt(segments: readonly PromptSegment[]): Token[] {
        const tokens = [...this.ofBeginning(segments), ...this.#turn.after];
        if (tokens.length === 0)
            throw new RangeError("the prompt is empty");
        if (isVirtual(tokens.at(-1))) {
            this.release(tokens);
            throw new RangeError("at least one token has to follow the prompt's last vectors");
        }
        return tokens;
    }

    /** How a prompt begins. */
    ofBeginning(segments: readonly PromptSegment[]): Token[] {
        const tokens = [...this.#turn.before];
        try {
            for (const segment of segments)
                tokens.push(...this.#ofSegment(segment));
            return tokens;
        } catch (error) {
            this.release(tokens);
            throw error;
        }
    }

    release(tokens: readonly Token[]): void {
        this.#virtual?.release(tokens.filter(isVirtual));
    }

    /** Text that a model reads or writes, with case marks where the model knows them. */
    ofText(text: string): Token[] {
        const marked = this.#info.caseMarks ? encodeCaseMarks(text) : text;
        const option = this.#info.promptFormat === "chat" ? "trimLeadingSpace" : undefined;
        // llama.cpp takes some control tokens for ordinary ones and finds their literals in any text; cut in two they are not found
        return marked.split(/(?<=<)(?=\|)/).flatMap((part) => this.#model.tokenize(part, false, option));
    }

    /** A token's own text, case marks and all. */
    pieceOf(token: Token): string {
        let piece = this.#pieces.get(token);
        if (piece == null)
            this.#pieces.set(token, piece = this.#model.detokenize([token]));
        return piece;
    }

    /** tokens that a draft has only from its prompt: numbers, parts of numbers, and signs of program text */
    get borrowed(): readonly Token[] {
        return this.#borrowed ??= this.#withPiece(/^ ?\d+$|[$#{}<>|\\=~^_@]/);
    }

    /** tokens that go on with a word or a number */
    get joins(): readonly Token[] {
        return this.#joins ??= this.#withPiece(/^[\p{L}\d:]/u);
    }

    isControl(token: Token): boolean {
        let isControl = this.#control.get(token);
        if (isControl == null) {
            const {control, userDefined} = this.#model.getTokenAttributes(token);
            this.#control.set(token, isControl = control || userDefined);
        }
        return isControl;
    }

    /** The first `limit` tokens of a text, or for a negative limit its last, as text. */
    truncate(text: string, limit: number): string {
        const tokens = this.ofText(text);
        if (tokens.length <= Math.abs(limit))
            return text;
        const cut = limit >= 0 ? limit : tokens.length + limit;
        const head = this.#model.detokenize(tokens.slice(0, cut)).replace(/\ufffd+$/, "");
        const whole = this.#model.detokenize(tokens);
        const {caseMarks} = this.#info;
        const decode = (marked: string): string => caseMarks ? decodeCaseMarks(marked) : marked;
        return limit >= 0 ? decode(head) : decode(whole).slice(decode(head).length);
    }

    /** tokens that end a sentence and begin another in the same line */
    get sentenceBreaks(): readonly Token[] {
        return this.#sentenceBreaks ??= this.#withPiece(/^[.!?]+["”’)]*[↑⇑⇧]$/u);
    }

    /** commas and dashes */
    get connectives(): readonly Token[] {
        return this.#connectives ??= this.#withPiece(/^(,| [–—-])$/u);
    }

    /** full stops and question marks, with and without the next sentence's capital */
    get sentenceEnds(): readonly Token[] {
        return this.#sentenceEnds ??= this.#withPiece(/^[.?]↑?$/u);
    }

    #withPiece(pattern: RegExp): Token[] {
        return this.#model.fileInfo.metadata.tokenizer.ggml.tokens.map((_, token) => token as Token)
            .filter((token) => !this.isControl(token) && pattern.test(this.pieceOf(token)));
    }

    #ofSegment(segment: PromptSegment): Token[] {
        switch (segment.type) {
            case "text":
                return this.ofText(segment.text);
            case "control":
                return [this.#ofControl(segment.token)];
            case "vectors":
                return this.#ofVectors(segment.vectors);
        }
    }

    #ofControl(literal: string): Token {
        const [token, ...rest] = this.#model.tokenize(literal, true);
        if (token == null || rest.length > 0 || !this.isControl(token))
            throw new UserError(`The model ${this.#info.name} does not know the control token ${literal}; choose a model made for Idiolect.`);
        return token;
    }

    #ofVectors(vectors: Float32Array): VirtualToken[] {
        if (this.#info.plugRefusal != null || this.#virtual == null)
            throw new UserError(this.#info.plugRefusal ?? "This model cannot take a persona.");
        return this.#virtual.add(vectors);
    }
}

/** What the model's chat template puts before and after the one message of a user. */
function chatTurn(model: LlamaModel): {before: Token[]; after: Token[]} {
    const message = "\u{f0000}";  // a character that no template holds
    const {contextText} = resolveChatWrapper(model).generateContextState({
        chatHistory: [{type: "user", text: message}, {type: "model", response: [""]}]
    });
    const before: LlamaTextValue[] = [];
    const after: LlamaTextValue[] = [];
    let found = false;
    for (const value of contextText.values) {
        const [head, tail] = typeof value === "string" && !found ? value.split(message) as [string, string?] : [];
        if (head != null && tail != null) {
            before.push(head);
            after.push(tail);
            found = true;
        } else
            (found ? after : before).push(value);
    }
    if (!found)
        throw new UserError(`The chat template of ${model.filename} leaves out what the user says; choose another model.`);
    return {
        before: LlamaText(before).tokenize(model.tokenizer),
        after: LlamaText(after).tokenize(model.tokenizer, "trimLeadingSpace")
    };
}
