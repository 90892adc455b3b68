import type {Strategy} from "./strategy.ts";

export interface ChosenStrategy {
    readonly strategy: Strategy;
    /** one sentence for the user */
    readonly reason: string;
}

/**
 * What a draft's voice comes from where no strategy was asked for: the plug where there is one, else the user's own texts as examples. A persona trained on
 * the user's own texts is used only where it is asked for, as nothing checks yet that its drafts say their notes as well (docs/own-history.md).
 */
export function defaultStrategy(
    {plug, plugRefusal, texts}: {readonly plug: object | null; readonly plugRefusal: string | null; readonly texts: number},
): ChosenStrategy {
    if (texts === 0) return {strategy: "none", reason: "There are no texts of yours yet, so this draft is nobody's in particular."};
    if (plug !== null) return {strategy: "plug", reason: "Your persona shaped this draft."};
    const why = plugRefusal === null ? "This model has no plug" : "The plug cannot be used with this model";
    return {strategy: "profile+retrieval", reason: `${why}, so this draft follows texts of yours as examples, and your habits in words.`};
}
