/** Text of a draft from its tokens, as they are generated. */
import type {Token, Tokenizer} from "node-llama-cpp";

/** A character takes at most four bytes, and so at most four byte tokens; after more, incomplete bytes are shown as they are. */
const LONGEST_CHARACTER = 4;
/** tokens of context that a detokenizer looks at to place spaces */
const CONTEXT = 3;
const INCOMPLETE = "\ufffd";

export interface DraftTextOptions {
    /** the last tokens before the draft */
    readonly before?: readonly Token[];
    /** stop strings: the text ends before the first of them */
    readonly stop?: readonly string[];
}

export class DraftText {
    readonly #tokenizer: Tokenizer;
    readonly #context: Token[];
    readonly #stop: readonly string[];
    #waiting: Token[] = [];
    /** text held back because it could become a stop string */
    #heldBack = "";
    #text = "";
    #isStopped = false;

    constructor(tokenizer: Tokenizer, {before = [], stop = []}: DraftTextOptions) {
        this.#tokenizer = tokenizer;
        this.#stop = stop.filter((each) => each !== "");
        this.#context = before.slice(-CONTEXT);
    }

    /** All text so far. */
    get text(): string {
        return this.#text;
    }

    /** Has a stop string been generated? */
    get isStopped(): boolean {
        return this.#isStopped;
    }

    /** Text that this token adds; empty while a character is incomplete or a stop string may be beginning. */
    push(token: Token): string {
        this.#waiting.push(token);
        const piece = this.#tokenizer.detokenize(this.#waiting, false, this.#context);
        if (piece.endsWith(INCOMPLETE) && this.#waiting.length < LONGEST_CHARACTER) return "";
        this.#context.push(...this.#waiting);
        this.#context.splice(0, this.#context.length - CONTEXT);
        this.#waiting = [];
        return this.#append(piece);
    }

    /** Text that was held back, once the draft has ended without a stop string. */
    flush(): string {
        const added = this.#isStopped ? "" : this.#heldBack;
        this.#heldBack = "";
        this.#text += added;
        return added;
    }

    #append(piece: string): string {
        const text = this.#heldBack + piece;
        const stops = this.#stop.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
        this.#isStopped = stops.length > 0;
        const held = Math.max(0, ...this.#stop.map((stop) => beginningAtEnd(text, stop)));
        const end = this.#isStopped ? Math.min(...stops) : text.length - held;
        this.#heldBack = text.slice(end);
        this.#text += text.slice(0, end);
        return text.slice(0, end);
    }
}

/** The length of the longest proper prefix of `stop` that `text` ends with. */
function beginningAtEnd(text: string, stop: string): number {
    for (let length = Math.min(stop.length - 1, text.length); length > 0; length--) if (text.endsWith(stop.slice(0, length))) return length;
    return 0;
}
