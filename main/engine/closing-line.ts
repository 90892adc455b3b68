/** What a draft goes on with when all that it was to say is said: a line of thanks is welcome, and anything else a small model makes up. */
import {isSignOffLine} from "../../app/persona/letter.ts";
import {decodeCaseMarks} from "../../app/text/case-marks.ts";
import type {Token} from "node-llama-cpp";
import type {PromptTokens} from "./prompt-tokens.ts";

/** tokens after which a line is none of thanks */
const LONGEST = 16;

export class ClosingLine {
    readonly #prompts: Pick<PromptTokens, "pieceOf">;
    readonly tokens: Token[] = [];

    constructor(prompts: Pick<PromptTokens, "pieceOf">) {
        this.#prompts = prompts;
    }

    /** Is the line at its end, or too long to be one? */
    push(token: Token): boolean {
        this.tokens.push(token);
        return this.tokens.length >= LONGEST || /\S.*(\n|[.!?]$)/su.test(this.#text);
    }

    /** "Thanks for your help." is; "Best regards," is not, as a name would have to follow that nobody gave. */
    get isWelcome(): boolean {
        const line = this.#text.trim();
        return isSignOffLine(line) && /[.!]$/.test(line) && !/\s\p{Lu}/u.test(line);
    }

    get #text(): string {
        return decodeCaseMarks(this.tokens.map((token) => this.#prompts.pieceOf(token)).join(""));
    }
}
