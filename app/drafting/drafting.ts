import type {History} from "../history/history.ts";
import type {HistoryItem} from "../history/item.ts";
import {UserError} from "../errors.ts";
import {isLineKind} from "../persona/habits.ts";
import type {Influence} from "../persona/influences.ts";
import type {Persona} from "../persona/persona.ts";
import type {Plug} from "../persona/plug.ts";
import {bestOf, choiceSeeds, titleChoices} from "./best-title.ts";
import type {Brief} from "./brief.ts";
import type {DraftEvent, Engine, ModelInfo, PromptSegment, SamplingOptions} from "./engine.ts";
import {chooseExamples, searchText, type ExampleSource} from "./examples.ts";
import {finishDraft} from "./finish.ts";
import {lengthSampling} from "./length.ts";
import {ownHabits, ShownText, usualGreeting} from "./own-habits.ts";
import {profileSentences} from "./profile.ts";
import {buildPrompt} from "./prompt.ts";
import {notesPhrases} from "./prompt-parts.ts";
import {likeMe} from "./rewording.ts";
import {brokenRules, keepRules, streamRules} from "./rules.ts";
import {strategyParts, type Strategy, type StrategyParts} from "./strategy.ts";

export interface DraftRequest {
    readonly brief: Brief;
    /** default `plug` */
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
    /** 0 to 1: the voice meter's position; null where it gives none */
    readonly matchScore: number | null;
    /** heaviest first; empty for strategies without a persona and examples */
    readonly influences: readonly DraftInfluence[];
    readonly strategy: Strategy;
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
}

/** What is put in front of the model for a brief, and where it came from. */
interface Prepared {
    readonly prompt: readonly PromptSegment[];
    readonly influences: readonly Influence[];
}

const chatTemperature = 0.7;
/** nats that a title's words gain by standing in the text: of 0, 0.7, 1.5, 2.5 and 3.5 the one with the best ROUGE on authors of the lab's validation */
const titleCopy = 1.5;

/** How a model writes a brief's drafts. One of a few million parameters loses the thread sooner than a large one, goes round in circles and forgets half the notes. */
export function usualSampling(model: Pick<ModelInfo, "promptFormat">, {kind, notes, subject = ""}: Brief): SamplingOptions {
    if (model.promptFormat !== "nano-1") return {temperature: chatTemperature};
    if (isLineKind(kind)) return {temperature: 0.5, repeatPenalty: 1, dry: 0.8, copy: titleCopy};
    // of a subject alone it would make up a whole story
    const phrases = notesPhrases(notes?.trim() || (kind === "email" ? subject : ""));
    // phrases hold it, and drafts beside each other are to differ
    return {temperature: phrases.length > 0 ? 0.6 : 0.4, dry: 0.8, wanted: phrases, copy: 0};
}

/** characters of an influence's text that are shown */
const passageLength = 160;

/**
 * Drafts a brief: a stream of stages, tokens and finished drafts. Aborting ends every draft within one token.
 * @throws UserError when the brief is empty, or the strategy needs a plug, a history or a model that is not there
 */
export async function* draft(parts: DraftingParts, request: DraftRequest, signal?: AbortSignal): AsyncGenerator<DraftingEvent> {
    const started = performance.now();
    checkBrief(request.brief);
    const strategy = request.strategy ?? "plug";
    yield {type: "stage", stage: "persona"};
    const habits = await ownHabits(parts, request, strategy);
    const greeting = habits === null ? null : usualGreeting(habits, request.brief);
    const beginning = greeting === null ? "" : `${greeting}\n\n`;
    const prepared = await prepare(parts, request, strategy, beginning, signal);
    const usual = usualSampling(parts.engine.model ?? parts.model, request.brief);
    const sampling = {...usual, ...(await lengthSampling(parts, request)), ...request.sampling};
    yield {type: "stage", stage: "prompt"};
    const preparedMs = performance.now() - started;
    const rules = request.rules ?? [];
    const filter = streamRules(rules);
    const shown = request.seeds.map(() => new ShownText(habits, beginning));
    if (beginning !== "")
        for (const index of request.seeds.keys())
            if (signal?.aborted !== true) yield {type: "token", draft: index, text: filter(beginning)};
    // looked up only once the model has begun to write: nothing is to delay the first token
    let described: Promise<readonly DraftInfluence[]> | null = null;
    for await (const event of write(parts, request, prepared.prompt, sampling, signal)) {
        described ??= describeInfluences(parts.history, prepared.influences);
        described.catch(() => undefined);
        if (event.type === "token") {
            const ready = shown[event.draft]?.push(event.text) ?? "";
            if (ready !== "") yield {type: "token", draft: event.draft, text: filter(ready)};
            continue;
        }
        const finished = finishDraft(beginning + event.text, request.brief.kind);
        const inVoice = habits === null ? finished : likeMe(finished, habits, event.reason === "stop");
        const text = keepRules(inVoice, rules);
        const rest = shown[event.draft]?.rest(inVoice) ?? "";
        if (rest !== "") yield {type: "token", draft: event.draft, text: filter(rest)};
        const [match, influences] = await Promise.all([parts.persona.match(text, request.brief.kind, request.brief.notes ?? null), described]);
        yield {
            type: "end",
            draft: event.draft,
            result: {
                text, matchScore: match.score, influences, strategy, seed: request.seeds[event.draft] ?? 0,
                tokens: event.tokens, promptTokens: event.promptTokens, firstTokenMs: preparedMs + event.firstTokenMs,
                tokensPerSecond: event.tokensPerSecond, reason: event.reason, brokenRules: brokenRules(text, rules),
            },
        };
    }
}

/** The drafts for a prompt; of Nano's titles the best of several each. */
function write(
    {engine, model}: DraftingParts, {brief, seeds}: DraftRequest, prompt: readonly PromptSegment[], sampling: SamplingOptions, signal: AbortSignal | undefined,
): AsyncIterable<DraftEvent> {
    if (model.promptFormat !== "nano-1" || !isLineKind(brief.kind)) return engine.draft({prompt, seeds, sampling}, signal);
    const job = {prompt, seeds: seeds.flatMap((seed) => choiceSeeds(seed)), sampling};
    return bestOf(engine.draft(job, signal), titleChoices, brief.text ?? "");
}

async function prepare(parts: DraftingParts, request: DraftRequest, strategy: Strategy, beginning: string, signal: AbortSignal | undefined): Promise<Prepared> {
    if (strategy === "shuffled") {
        throw new UserError("The strategy shuffled needs another author's history: it is a control of `idiolect eval`, choose plug to draft.");
    }
    const {brief} = request;
    const needs = strategyParts(strategy);
    checkModelCan(parts, needs, strategy);
    if (needs.persona !== null && needs.examples === null) beginEarly(parts, request, signal);
    const persona = needs.persona === null ? null : await parts.persona.forBrief(
        requirePlug(parts, strategy), brief,
        {
            strength: request.strength ?? 1, aggregation: needs.persona, like: request.like ?? null,
            tilt: {length: request.length ?? 0, warmth: request.warmth ?? 0},
        },
        signal,
    );
    const examples = needs.examples === null ? [] : await chooseExamples(
        parts.examples, brief, needs.examples.by, needs.examples.count, request.seeds[0] ?? 0,
    );
    const profile = needs.profile ? profileSentences(await parts.persona.habits(brief.kind)) : null;
    const vectors = slotVectors(parts.plug, needs, brief, persona?.vectors ?? null);
    const slot = parts.plug?.slot ?? "before-draft";
    const rules = request.rules ?? [];
    return {
        prompt: [
            ...(await buildPrompt(parts.model, brief, {examples, vectors, slot, profile, rules}, parts.engine)),
            ...(beginning === "" ? [] : [{type: "text", text: ` ${beginning}`} as const]),
        ],
        influences: persona?.influences ?? exampleInfluences(examples),
    };
}

/** Lets the model read the brief while the persona is computed. Only a matter of time: the drafts are the same without. */
function beginEarly({engine, model, plug}: DraftingParts, {brief, rules = []}: DraftRequest, signal: AbortSignal | undefined): void {
    if (model.promptFormat !== "nano-1" || plug?.slot !== "before-draft") return;
    const parts = {examples: [], vectors: null, slot: plug.slot, profile: null, rules};
    buildPrompt(model, brief, parts, engine)
        .then((prompt) => engine.begin(prompt.slice(0, -1), signal))
        .catch(() => undefined);  // what is wrong with it, the draft itself will say
}

/** [I ; P] of a strategy, shape (rows, D), or null for one without vectors. */
export function slotVectors(plug: Plug | null, needs: StrategyParts, brief: Brief, persona: Float32Array | null): Float32Array | null {
    const instructions = needs.instruction === "alone" ? plug?.controlInstruction : plug?.instruction;
    const instruction = needs.instruction === null ? null : instructions?.get(brief.kind) ?? null;
    const rows = [instruction, persona].filter((vectors) => vectors !== null);
    if (rows.length === 0) return null;
    const joined = new Float32Array(rows.reduce((sum, vectors) => sum + vectors.length, 0));
    rows.reduce((offset, vectors) => (joined.set(vectors, offset), offset + vectors.length), 0);
    return joined;
}

function checkBrief(brief: Brief): void {
    const needed = brief.kind === "headline" ? "text" : brief.kind === "subject" ? "text" : null;
    if (needed !== null && (brief[needed] ?? "").trim() === "") {
        throw new UserError(`A ${brief.kind} needs a text to stand above: give it with the brief.`);
    }
    if (needed === null && searchText(brief).trim() === "") {
        throw new UserError(`The brief is empty: say in a few words what the ${brief.kind === "continue" ? "text" : brief.kind} is about.`);
    }
}

function checkModelCan(parts: DraftingParts, needs: StrategyParts, strategy: Strategy): void {
    if (needs.profile && parts.model.promptFormat === "nano-1") {
        throw new UserError(`The strategy ${strategy} needs a model that follows instructions, and ${parts.model.name} does not: choose plug, or load another model.`);
    }
    if (needs.instruction !== null || needs.persona !== null) requirePlug(parts, strategy);
}

function requirePlug({plug, plugRefusal, model}: DraftingParts, strategy: Strategy): Plug {
    if (plug !== null) return plug;
    throw new UserError(plugRefusal ?? `There is no plug for ${model.name}, which the strategy ${strategy} needs: name one, or choose none or bm25.`);
}

function exampleInfluences(examples: readonly HistoryItem[]): readonly Influence[] {
    return examples.toReversed().map(({id}) => ({id, weight: 1 / examples.length}));
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
