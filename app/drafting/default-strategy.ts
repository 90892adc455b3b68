import type {Kind} from "../brief/kind.ts";
import type {Strategy} from "./strategy.ts";
import {say, type Sentence} from "../sentences/sentence.ts";

export interface ChosenStrategy {
    readonly strategy: Strategy;
    readonly reason: Sentence;
}

/**
 * The strategy if none was requested: a persona trained on the user's own texts, which was kept only if its drafts mention as many notes as
 * without it; else the plug; else the user's own texts as examples. A headline also has one of the user's as an example: of e-mails an
 * example makes a persona no better, of headlines much. Measurements: docs/own-history.md.
 */
export function defaultStrategy({
    kind,
    plug,
    plugRefusal,
    tuned,
    texts
}: {
    readonly kind: Kind;
    readonly plug: object | null;
    readonly plugRefusal: Sentence | null;
    readonly tuned: object | null;
    readonly texts: number;
}): ChosenStrategy {
    if (texts === 0) return {strategy: "none", reason: say("strategy.no-texts")};
    if (tuned !== null && kind === "headline") return {strategy: "tuned+retrieval", reason: say("strategy.trained-persona-example")};
    if (tuned !== null) return {strategy: "tuned", reason: say("strategy.trained-persona")};
    if (plug !== null) return {strategy: "plug", reason: say("strategy.plug")};
    return {strategy: "profile+retrieval", reason: say(plugRefusal === null ? "strategy.examples" : "strategy.examples-not-plug")};
}
