import {isLineKind} from "../persona/habits.ts";
import type {DraftRequest, DraftingParts} from "./draft-request.ts";

/** maximum tokens of a word in most languages, and tokens for a greeting and a sign-off */
const tokensPerWord = 2.5;
const frameTokens = 40;

/**
 * Approximate number of words of a draft, or null if the slider is in the middle: the brief determines how much there is to say, and a
 * longer text would be filled with inventions.
 */
export async function askedWords({persona}: Pick<DraftingParts, "persona">, {brief, length = 0}: DraftRequest): Promise<number | null> {
    if (length === 0 || isLineKind(brief.kind)) return null;
    const usual = (await persona.habits(brief.kind)).measures.find(({habit}) => habit === "textLength");
    // at its ends the slider halves or doubles the usual length
    return usual === undefined ? null : Math.max(5, Math.round(usual.mean * 2 ** length));
}

/** Maximum tokens of a draft with this many words. */
export function tokensForWords(words: number): number {
    return Math.round(words * tokensPerWord) + frameTokens;
}
