/**
 * What a prompt holds is likelier to be true than what a small model remembers: tokens of the prompt gain, and numbers that are not in it lose.
 */
import type {Token} from "node-llama-cpp";
import {isVirtual} from "./virtual-tokens.ts";
import type {PromptTokens} from "./prompt-tokens.ts";

/** nats that a number loses which the prompt does not have */
const UNFOUNDED = 8;

/**
 * What to add to which tokens' logits all through a draft, in nats.
 * @param nats that a token of the prompt gains, which may be 0
 */
export function copiedTokens(prompts: Pick<PromptTokens, "isControl" | "numbers">, prompt: readonly Token[], nats: number): ReadonlyMap<Token, number> {
    const given = new Set(prompt.filter((token) => !isVirtual(token) && !prompts.isControl(token)));
    const unfounded = prompts.numbers.filter((token) => !given.has(token));
    return new Map([...(nats > 0 ? [...given] : []).map((token) => [token, nats] as const), ...unfounded.map((token) => [token, -UNFOUNDED] as const)]);
}
