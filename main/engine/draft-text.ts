/** Text out of tokens, as they come. */
import {CaseMarkDecoder} from "../../app/text/case-marks.ts";
import type {Token, Tokenizer} from "node-llama-cpp";

/** A character takes at most four bytes, and so at most four byte tokens; after more, what is there is shown. */
const LONGEST_CHARACTER = 4;
/** tokens of context that a detokenizer looks at to place spaces */
const CONTEXT = 3;
const INCOMPLETE = "\ufffd";

export interface DraftTextOptions {
    readonly caseMarks: boolean;
    /** the text begins with a space that is none of its own (prompt format nano-1) */
    readonly dropFirstSpace: boolean;
    /** the last tokens before the text */
    readonly before?: readonly Token[];
}

export class DraftText {
    readonly #tokenizer: Tokenizer;
    readonly #marks: CaseMarkDecoder | null;
    readonly #context: Token[];
    #dropSpace: boolean;
    #waiting: Token[] = [];
    #text = "";

    constructor(tokenizer: Tokenizer, {caseMarks, dropFirstSpace, before = []}: DraftTextOptions) {
        this.#tokenizer = tokenizer;
        this.#marks = caseMarks ? new CaseMarkDecoder() : null;
        this.#dropSpace = dropFirstSpace;
        this.#context = before.slice(-CONTEXT);
    }

    /** All text so far. */
    get text(): string {
        return this.#text;
    }

    /** What this token adds to the text; nothing as long as a character is not complete. */
    push(token: Token): string {
        this.#waiting.push(token);
        const piece = this.#tokenizer.detokenize(this.#waiting, false, this.#context);
        if (piece.endsWith(INCOMPLETE) && this.#waiting.length < LONGEST_CHARACTER)
            return "";
        this.#context.push(...this.#waiting);
        this.#context.splice(0, this.#context.length - CONTEXT);
        this.#waiting = [];
        return this.#append(piece);
    }

    #append(piece: string): string {
        let added = this.#marks?.decode(piece) ?? piece;
        if (this.#dropSpace && added !== "") {
            added = added.replace(/^ /, "");
            this.#dropSpace = false;
        }
        this.#text += added;
        return added;
    }
}
