import {UserError} from "../errors.ts";
import {say} from "../sentences/sentence.ts";

/**
 * The ways to personalise a draft. `shuffled` is the plug with another author's history, a control that only `eval` can run; a name that
 * ends in -1 retrieves one example, without a number four.
 */
export const strategies = [
    "none",
    "instruction",
    "shuffled",
    "mean",
    "recency",
    "recency-1",
    "random",
    "random-1",
    "bm25",
    "bm25-1",
    "dense",
    "dense-1",
    "profile",
    "profile+retrieval",
    "plug",
    "plug+retrieval",
    "plug-without-I",
    "tuned",
    "tuned+retrieval",
    "lora",
    "lora+retrieval"
] as const;
export type Strategy = (typeof strategies)[number];

/** Whether the draft should sound like the user. */
export function isPersonal({persona, tuned, lora, profile, examples}: StrategyParts): boolean {
    return persona !== null || tuned || lora || profile || examples !== null;
}

/** Whether all texts together, in what was trained on them, shape the draft: the weights of its examples say little then. */
export function isTrained({tuned, lora}: StrategyParts): boolean {
    return tuned || lora;
}

/** What a strategy puts into the prompt besides the brief. */
export interface StrategyParts {
    /** how examples are chosen from the history, and how many */
    readonly examples: {readonly by: ExampleChoice; readonly count: number} | null;
    /** the learned instruction vectors: trained beside a persona, or without one */
    readonly instruction: "with-persona" | "alone" | null;
    /** how the history is aggregated into the persona */
    readonly persona: "input-aware" | "mean" | null;
    /** vectors trained on the user's own texts, in place of a plug's */
    readonly tuned: boolean;
    /** a LoRA trained on the user's own texts */
    readonly lora: boolean;
    /** sentences about the author's habits */
    readonly profile: boolean;
}

/** `nearest`: by vectors if there is an encoder, else by words */
export type ExampleChoice = "recency" | "random" | "bm25" | "dense" | "nearest";

const nothing: StrategyParts = {examples: null, instruction: null, persona: null, tuned: false, lora: false, profile: false};
const plug: StrategyParts = {...nothing, instruction: "with-persona", persona: "input-aware"};

/** Number of examples of a retrieval strategy, as in LaMP's own baselines. */
const defaultExamples = 4;

/** Number of examples beside habits in words: each delays the first token. */
const profileExamples = 2;

/** The components of a strategy. */
export function strategyParts(strategy: Strategy): StrategyParts {
    switch (strategy) {
        case "none":
            return nothing;
        case "instruction":
            return {...nothing, instruction: "alone"};
        case "shuffled":
            return plug;
        case "mean":
            return {...plug, persona: "mean"};
        case "profile":
            return {...nothing, profile: true};
        case "profile+retrieval":
            return {...nothing, profile: true, examples: {by: "nearest", count: profileExamples}};
        case "plug":
            return plug;
        case "plug+retrieval":
            return {...plug, examples: {by: "dense", count: 1}};
        case "plug-without-I":
            return {...plug, instruction: null};
        case "tuned":
            return {...nothing, tuned: true};
        case "tuned+retrieval":
            return {...nothing, tuned: true, examples: {by: "nearest", count: 1}};
        case "lora":
            return {...nothing, lora: true};
        case "lora+retrieval":
            return {...nothing, lora: true, examples: {by: "nearest", count: 1}};
        case "recency":
        case "random":
        case "bm25":
        case "dense":
            return {...nothing, examples: {by: strategy, count: defaultExamples}};
        case "recency-1":
        case "random-1":
        case "bm25-1":
        case "dense-1":
            return {...nothing, examples: {by: strategy.slice(0, -2) as ExampleChoice, count: 1}};
    }
}

/** @throws UserError for an unknown name, listing the known ones */
export function parseStrategy(name: string): Strategy {
    const strategy = strategies.find((known) => known === name);
    if (strategy === undefined) throw new UserError(say("strategy.unknown", {name, known: strategies}));
    return strategy;
}
