import type {Brief} from "../brief/brief.ts";
import type {History} from "../history/history.ts";
import type {Influence} from "../persona/influences.ts";
import type {Persona} from "../persona/persona.ts";
import type {Plug} from "../persona/plug.ts";
import {defaultStrategy, type ChosenStrategy} from "./default-strategy.ts";
import type {DraftEvent, DraftJob, Engine, ModelInfo, Prompt, SamplingOptions} from "./engine.ts";
import type {ExampleSource} from "./examples.ts";
import {chooseFormat, type PromptFormat} from "./format/format.ts";
import {askedWords, tokensForWords} from "./length.ts";
import {ownHabits, ShownText, usualGreeting, usualSignature} from "./own-habits.ts";
import {checkBrief, prepare} from "./prepare.ts";
import {bestCandidate, candidateSeeds, type Candidate, type Reviewer} from "./review.ts";
import {likeMe} from "./rewording.ts";
import {brokenRules, keepRules, streamRules} from "./rules.ts";
import type {Strategy} from "./strategy.ts";
import {variedSampling} from "./variety.ts";

export interface DraftRequest {
    readonly brief: Brief;
    /** default: `plug` where the model has one, else examples and habits in words; see `defaultStrategy` */
    readonly strategy?: Strategy;
    /** α: 0 nobody in particular, 1 the user, above 1 exaggerated; default 1 */
    readonly strength?: number;
    /** one draft for each */
    readonly seeds: readonly number[];
    readonly sampling?: SamplingOptions;
    /** the user's own sentences, which outrank the learned voice */
    readonly rules?: readonly string[];
    /** −1 as in the user's shortest texts … 1 as in their longest; default 0 */
    readonly length?: number;
    /** −1 as in the user's plainest texts … 1 as in their warmest; default 0. Moves the persona, so it needs a plug. */
    readonly warmth?: number;
    /** a draft that the user liked: the persona is drawn towards texts like it */
    readonly like?: string | null;
    /** texts written for each draft, of which the reviewers take the best; default 1 */
    readonly candidates?: number;
}

/** A history item that shaped a draft. */
export interface DraftInfluence extends Influence {
    readonly path: string;
    readonly title: string | null;
    /** how its text begins */
    readonly passage: string;
    readonly date: string | null;
}

export interface Draft {
    readonly text: string;
    /** 0 to 1; null when the history is too small to compare with */
    readonly matchScore: number | null;
    /** heaviest first; empty for strategies without a persona and examples */
    readonly influences: readonly DraftInfluence[];
    readonly strategy: Strategy;
    /** why this strategy, in one sentence */
    readonly strategyReason: string;
    /** fields of the brief that were cut, as the model's context has no room for them */
    readonly truncated: readonly string[];
    readonly seed: number;
    readonly tokens: number;
    readonly promptTokens: number;
    /** ms from the request, persona included, to this draft's first token */
    readonly firstTokenMs: number;
    readonly tokensPerSecond: number;
    readonly reason: "stop" | "length" | "cancelled";
    /** rules that the text still breaks, in the user's words */
    readonly brokenRules: readonly string[];
}

export type DraftingEvent =
    | {readonly type: "stage"; readonly stage: "persona" | "prompt"}
    | {readonly type: "token"; readonly draft: number; readonly text: string}
    | {readonly type: "end"; readonly draft: number; readonly result: Draft};

/** What drafting works with. */
export interface DraftingParts {
    readonly engine: Engine;
    readonly model: ModelInfo;
    /** null: the model has none, or it was refused; `plugRefusal` says why */
    readonly plug: Plug | null;
    readonly plugRefusal: string | null;
    readonly persona: Persona;
    readonly history: History;
    readonly examples: ExampleSource;
    /** how this very model wants to be sampled, above what its format says */
    readonly modelSampling?: SamplingOptions;
    readonly reviewers?: readonly Reviewer[];
}

/** characters of an influence's text that are shown */
const passageLength = 160;

/** How a model is sampled for a brief where the user asks for nothing else. */
export function usualSampling(format: PromptFormat, brief: Brief, modelSampling: SamplingOptions = {}): SamplingOptions {
    return {...format.sampling(brief), maxTokens: format.draftTokens(brief), ...modelSampling};
}

/**
 * Drafts a brief: a stream of stages, tokens and finished drafts. Aborting ends every draft within one token.
 * @throws UserError when the brief is empty, or the strategy needs a plug, a history or a model that is not there
 */
export async function* draft(parts: DraftingParts, request: DraftRequest, signal?: AbortSignal): AsyncGenerator<DraftingEvent> {
    const started = performance.now();
    const {brief, seeds, rules = [], candidates = 1} = request;
    checkBrief(brief);
    const format = chooseFormat(parts.engine.model ?? parts.model);
    const chosen = await chooseStrategy(parts, request);
    yield {type: "stage", stage: "persona"};
    const habits = await ownHabits(parts, request, chosen.strategy);
    const greeting = habits === null ? null : usualGreeting(habits, brief);
    const beginning = greeting === null ? "" : `${greeting}\n\n`;
    const signature = habits === null ? null : usualSignature(habits, brief);
    const words = await askedWords(parts, request);
    const prepared = await prepare(parts, request, chosen.strategy, format, {beginning, signature, words}, signal);
    yield {type: "stage", stage: "prompt"};
    const preparedMs = performance.now() - started;

    const filter = streamRules(rules);
    const shown = seeds.map(() => new ShownText(habits, beginning));
    if (beginning !== "")
        for (const index of seeds.keys())
            if (signal?.aborted !== true) yield {type: "token", draft: index, text: filter(beginning)};
    const finish = (event: EndEvent): string => {
        const finished = format.finish(beginning + event.text, brief, event.reason === "stop");
        return habits === null ? finished : likeMe(finished, habits, event.reason === "stop");
    };
    // looked up only once the model has begun to write: nothing is to delay the first token
    let described: Promise<readonly DraftInfluence[]> | null = null;
    const slots = seeds.map((): EndEvent[] => []);
    const done: string[] = [];
    for await (const event of parts.engine.draft(jobOf(parts, request, format, prepared.prompt, words), signal)) {
        described ??= describeInfluences(parts.history, prepared.influences);
        described.catch(() => undefined);
        const slot = Math.floor(event.draft / candidates);
        if (event.type === "token") {
            // of several candidates the first is shown
            const ready = event.draft % candidates === 0 ? shown[slot]?.push(event.text) ?? "" : "";
            if (ready !== "") yield {type: "token", draft: slot, text: filter(ready)};
            continue;
        }
        const ended = slots[slot] as EndEvent[];
        ended.push(event);
        if (ended.length < candidates) continue;
        const written = ended.toSorted((a, b) => a.draft - b.draft).map((each) => ({...each, text: finish(each), seed: seeds[slot] ?? 0}));
        const best = written[await bestCandidate(written satisfies Candidate[], parts.reviewers ?? [], {brief, others: done})] as (typeof written)[number];
        const text = keepRules(best.text, rules);
        done.push(text);
        const rest = shown[slot]?.rest(best.text) ?? "";
        if (rest !== "") yield {type: "token", draft: slot, text: filter(rest)};
        const [match, influences] = await Promise.all([parts.persona.match(text, brief.kind), described]);
        yield {
            type: "end",
            draft: slot,
            result: {
                text, matchScore: match.score, influences, strategy: chosen.strategy, strategyReason: chosen.reason, truncated: prepared.truncated,
                seed: best.seed, tokens: best.tokens, promptTokens: best.promptTokens, firstTokenMs: preparedMs + best.firstTokenMs,
                tokensPerSecond: best.tokensPerSecond, reason: best.reason, brokenRules: brokenRules(text, rules),
            },
        };
    }
}

type EndEvent = Extract<DraftEvent, {type: "end"}>;

async function chooseStrategy(parts: DraftingParts, {strategy}: DraftRequest): Promise<ChosenStrategy> {
    if (strategy !== undefined) return {strategy, reason: `The strategy ${strategy} was asked for.`};
    return defaultStrategy({plug: parts.plug, plugRefusal: parts.plugRefusal, texts: parts.history.size});
}

/** The engine's job for a request: the candidates of the first draft, then those of the second, and so on. */
function jobOf(parts: DraftingParts, request: DraftRequest, format: PromptFormat, prompt: Prompt, words: number | null): DraftJob {
    const {brief, seeds, sampling: asked = {}, candidates = 1} = request;
    const usual = usualSampling(format, brief, parts.modelSampling);
    const most = words === null ? {} : {maxTokens: Math.min(usual.maxTokens ?? Infinity, tokensForWords(words))};
    const sampling = {...usual, ...most, ...asked};
    const perDraft = variedSampling(sampling, asked, seeds.length).flatMap((each) => Array.from({length: candidates}, () => each));
    return {prompt, seeds: seeds.flatMap((seed) => candidateSeeds(seed, candidates)), sampling, perDraft};
}

async function describeInfluences(history: History, influences: readonly Influence[]): Promise<readonly DraftInfluence[]> {
    const described = await Promise.all(influences.map(async ({id, weight}) => {
        const item = await history.item(id);
        // it went out of the library a moment ago
        if (item === null) return null;
        const passage = item.text.length > passageLength ? `${item.text.slice(0, passageLength).trimEnd()}…` : item.text;
        return {id, weight, path: item.path, title: item.title, passage, date: item.date};
    }));
    return described.filter((influence) => influence !== null);
}
