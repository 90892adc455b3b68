import {isLineKind} from "../persona/habits.ts";
import type {DraftRequest, DraftingParts} from "./draft-request.ts";

/** tokens that a word takes at most, in most languages, and tokens for a greeting and a sign-off */
const tokensPerWord = 2.5;
const frameTokens = 40;

/**
 * Words that a draft is to have, about, or null where the slider stands in the middle: a brief says how much there is to say, and a
 * length above that would be filled with inventions.
 */
export async function askedWords({persona}: Pick<DraftingParts, "persona">, {brief, length = 0}: DraftRequest): Promise<number | null> {
    if (length === 0 || isLineKind(brief.kind)) return null;
    const usual = (await persona.habits(brief.kind)).measures.find(({habit}) => habit === "textLength");
    // a slider at its ends halves or doubles the usual length
    return usual === undefined ? null : Math.max(5, Math.round(usual.mean * 2 ** length));
}

/** Tokens that a draft of so many words may take. */
export function tokensForWords(words: number): number {
    return Math.round(words * tokensPerWord) + frameTokens;
}
