import type {Strategy} from "./strategy.ts";
import {say, type Sentence} from "../sentences/sentence.ts";

export interface ChosenStrategy {
    readonly strategy: Strategy;
    readonly reason: Sentence;
}

/**
 * The strategy if none was requested: a persona trained on the user's own texts, which was kept only if its drafts mention as many notes as
 * without it, and the nearest one of them as an example; else the plug; else the user's own texts as examples. With the example drafts are
 * as complete, and nearer to the author by the voice meter. Measurements: docs/own-history.md.
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
    if (texts === 0) return {strategy: "none", reason: say("strategy.no-texts")};
    if (tuned !== null) return {strategy: "tuned+retrieval", reason: say("strategy.trained-persona")};
    if (plug !== null) return {strategy: "plug", reason: say("strategy.plug")};
    return {strategy: "profile+retrieval", reason: say(plugRefusal === null ? "strategy.examples" : "strategy.examples-not-plug")};
}
