import type {Strategy} from "./strategy.ts";

export interface ChosenStrategy {
    readonly strategy: Strategy;
    /** one sentence for the user */
    readonly reason: string;
}

/** What a draft's voice comes from where no strategy was asked for: the plug where there is one, else the user's own texts as examples. */
export function defaultStrategy(
    {plug, plugRefusal, tuned = null, texts}: {
        readonly tuned?: object | null; readonly plug: object | null; readonly plugRefusal: string | null; readonly texts: number;
    },
): ChosenStrategy {
    if (tuned !== null) return {strategy: "tuned", reason: "The persona trained on your own texts shaped this draft."};
    if (texts === 0) return {strategy: "none", reason: "There are no texts of yours yet, so this draft is nobody's in particular."};
    if (plug !== null) return {strategy: "plug", reason: "Your persona shaped this draft."};
    const why = plugRefusal === null ? "This model has no plug" : "The plug cannot be used with this model";
    return {strategy: "profile+retrieval", reason: `${why}, so this draft follows texts of yours as examples, and your habits in words.`};
}
