import type {Strategy} from "./strategy.ts";
import type {Sentence} from "../sentences/sentence.ts";

export interface ChosenStrategy {
    readonly strategy: Strategy;
    /** one sentence for the user */
    readonly reason: string;
}

/**
 * The strategy if none was requested: a persona trained on the user's own texts, which was kept only if its drafts mention as many notes as
 * without it; else the plug; else the user's own texts as examples. Measurements: docs/own-history.md.
 */
export function defaultStrategy({
    plug,
    plugRefusal,
    tuned,
    texts
}: {
    readonly plug: object | null;
    readonly plugRefusal: Sentence | null;
    readonly tuned: object | null;
    readonly texts: number;
}): ChosenStrategy {
    if (texts === 0) return {strategy: "none", reason: "There are no texts of yours yet, so this draft is not in your voice."};
    if (tuned !== null) return {strategy: "tuned", reason: "The voice trained on your own texts shaped this draft."};
    if (plug !== null) return {strategy: "plug", reason: "Your voice shaped this draft."};
    const how = "this draft follows texts of yours as examples, and your habits in words.";
    const reason = plugRefusal === null ? `T${how.slice(1)}` : `The plug cannot be used with this model, so ${how}`;
    return {strategy: "profile+retrieval", reason};
}
