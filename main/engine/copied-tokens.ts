/**
 * What a prompt holds is likelier to be true than what a small model remembers: tokens of the prompt gain, and numbers that are not in it lose.
 */
import type {Token} from "node-llama-cpp";
import {isVirtual} from "./virtual-tokens.ts";
import type {PromptTokens} from "./prompt-tokens.ts";

/** nats that a number loses which the prompt does not have */
const UNFOUNDED = 8;

export class CopiedTokens {
    readonly #given: ReadonlySet<Token>;
    readonly #unfounded: readonly Token[];
    readonly #nats: number;

    /** @param nats that a token of the prompt gains until it stands in the draft, which may be 0 */
    constructor(prompts: Pick<PromptTokens, "isControl" | "numbers">, prompt: readonly Token[], nats: number) {
        this.#given = new Set(prompt.filter((token) => !isVirtual(token) && !prompts.isControl(token)));
        this.#unfounded = prompts.numbers.filter((token) => !this.#given.has(token));
        this.#nats = nats;
    }

    /** What to add to which tokens' logits after `written`, in nats. */
    biases(written: readonly Token[]): ReadonlyMap<Token, number> {
        const biases = new Map(this.#unfounded.map((token) => [token, -UNFOUNDED]));
        if (this.#nats === 0)
            return biases;
        for (const token of this.#given) biases.set(token, this.#nats);
        for (const token of written) if (this.#given.has(token)) biases.delete(token);  // or a draft would say it again and again
        return biases;
    }
}
