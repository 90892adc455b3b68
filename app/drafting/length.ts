import type {DraftRequest, DraftingParts} from "./drafting.ts";
import type {SamplingOptions} from "./engine.ts";

/** tokens; a line that is longer than this is no headline */
const lineTokens = 48;
const leastProseTokens = 48;
const mostProseTokens = 320;
/** the same where Nano gets no notes, and soon says what nobody knows of */
const mostTokensWithoutNotes = 64;
/** tokens that an English word takes, with the case marks */
const tokensPerWord = 1.7;

/**
 * Room for a draft: what the user's own texts of this kind take, and more or less of it as the slider says. A limit in tokens
 * only cuts; a model that follows a length does so by its training.
 */
export async function lengthSampling({persona, model}: Pick<DraftingParts, "persona" | "model">, request: DraftRequest): Promise<SamplingOptions> {
    const {kind, notes} = request.brief;
    if (kind === "headline" || kind === "subject") return {maxTokens: lineTokens};
    if (model.promptFormat === "nano-1" && kind === "reply" && (notes ?? "").trim() === "") return {maxTokens: mostTokensWithoutNotes};
    const length = request.length ?? 0;
    if (length === 0) return {maxTokens: mostProseTokens};
    const usual = (await persona.habits(kind)).measures.find(({habit}) => habit === "textLength");
    if (usual === undefined) return {maxTokens: mostProseTokens};
    // a slider at its ends halves or doubles the usual length, and one spread of the user's own texts is allowed for
    const words = (usual.mean + usual.spread) * 2 ** length;
    return {maxTokens: Math.round(Math.min(mostProseTokens, Math.max(leastProseTokens, words * tokensPerWord)))};
}
