import {expect, it} from "vitest";
import {draftResult} from "../contract/drafting.ts";
import {quote, say} from "../sentences/sentence.ts";
import {wordSentence} from "../sentences/wording.ts";
import {defaultStrategy} from "./default-strategy.ts";

const none = {kind: "email", plug: null, plugRefusal: null, tuned: null, texts: 9} as const;

it.each([
    [{...none, texts: 0}, "none", /keine Texte von Ihnen/],
    [{...none, tuned: {}, plug: {}}, "tuned", /aus Ihren Texten gelernt/],
    [{...none, kind: "headline", tuned: {}}, "tuned+retrieval", /aus Ihren Texten gelernt.*Beispiel/],
    [{...none, plug: {}}, "plug", /^Ihre Stimme/],
    [none, "profile+retrieval", /^Dieser Entwurf folgt Texten von Ihnen/],
    [{...none, plugRefusal: quote("other model")}, "profile+retrieval", /^Der Plug passt nicht/]
] as const)("the default strategy has a reason in every language: %j", (voice, strategy, german) => {
    const chosen = defaultStrategy(voice);
    expect(chosen.strategy).toBe(strategy);
    expect(wordSentence(chosen.reason, "de")).toMatch(german);
});

it("names the strategy that was asked for at the command line, and what it does in a window", () => {
    const reason = say("strategy.chosen", {strategy: "plug"});
    expect(reason.text).toBe("The strategy plug was asked for.");
    expect([wordSentence(reason, "en"), wordSentence(reason, "de")]).toEqual([
        "Your voice shaped this draft.",
        "Ihre Stimme hat diesen Entwurf geprägt."
    ]);
    expect(wordSentence(say("strategy.chosen", {strategy: "bm25"}), "de")).toContain("bm25");
});

it("a draft that was stored with its reason as English text is read", () => {
    const stored = draftResult.shape.strategyReason.parse("Your persona shaped this draft.");
    expect(wordSentence(stored, "de")).toBe("Your persona shaped this draft.");
});
