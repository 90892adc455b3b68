/**
 * What a prompt holds is likelier to be true than what a small model remembers: tokens of the prompt gain, and what only a prompt can give loses where it does not have it:
 * numbers, and signs of program text, which mailing lists are full of.
 */
import type {Token} from "node-llama-cpp";
import {isVirtual} from "./virtual-tokens.ts";
import type {PromptTokens} from "./prompt-tokens.ts";

/** nats that a number or sign loses which the prompt does not have, or not as often */
const UNFOUNDED = 8;

export class CopiedTokens {
    /** how often the prompt has each */
    readonly #given = new Map<Token, number>();
    readonly #borrowed: readonly Token[];
    readonly #nats: number;

    /** @param nats that a token of the prompt gains until it stands in the draft, which may be 0 */
    constructor(prompts: Pick<PromptTokens, "isControl" | "borrowed">, prompt: readonly Token[], nats: number) {
        for (const token of prompt)
            if (!isVirtual(token) && !prompts.isControl(token)) this.#given.set(token, (this.#given.get(token) ?? 0) + 1);
        this.#borrowed = prompts.borrowed;
        this.#nats = nats;
    }

    /** What to add to which tokens' logits after `written`, in nats. */
    biases(written: readonly Token[]): ReadonlyMap<Token, number> {
        const biases = new Map<Token, number>();
        if (this.#nats > 0) {
            for (const token of this.#given.keys()) biases.set(token, this.#nats);
            for (const token of written) biases.delete(token);  // or a draft would say it again and again
        }
        const left = new Map(this.#given);
        for (const token of written) left.set(token, (left.get(token) ?? 0) - 1);
        for (const token of this.#borrowed)
            if ((left.get(token) ?? 0) <= 0) biases.set(token, -UNFOUNDED);
        return biases;
    }
}
