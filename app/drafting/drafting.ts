import type {Brief} from "../brief/brief.ts";
import type {History} from "../history/history.ts";
import type {Habits} from "../persona/habits.ts";
import type {Influence} from "../persona/influences.ts";
import {say, type Sentence} from "../sentences/sentence.ts";
import {additionsReviewer} from "./additions.ts";
import {checkDraft, factsReviewer, type Checks, type CheckSources} from "./checks.ts";
import {defaultStrategy, type ChosenStrategy} from "./default-strategy.ts";
import {draftFrame, finishedText} from "./draft-frame.ts";
import type {DraftingParts, DraftRequest} from "./draft-request.ts";
import type {DraftEvent, DraftJob, Prompt, SamplingOptions} from "./engine.ts";
import {chooseFormat} from "./format/choose-format.ts";
import type {PromptFormat} from "./format/format.ts";
import {askedWords, tokensForWords} from "./length.ts";
import {withOtherWording} from "./other-wording.ts";
import {DraftPreview} from "./own-habits.ts";
import {checkBrief, prepare} from "./prepare.ts";
import {bestCandidate, candidateSeeds, type Reviewer} from "./review.ts";
import {withMissingNotes} from "./missing-notes.ts";
import {streamRules} from "./rules.ts";
import {withoutInjection} from "./prompt-injection.ts";
import type {Strategy} from "./strategy.ts";
import {variedSampling, varietyReviewer} from "./variety.ts";
import {rankDrafts, voiceReviewer, type RankedDraft} from "./voice-reviewer.ts";

/** A history item that influenced a draft. */
export interface DraftInfluence extends Influence {
    readonly path: string;
    readonly title: string | null;
    /** the beginning of its text */
    readonly passage: string;
    readonly date: string | null;
}

export interface Draft extends Checks {
    readonly text: string;
    /** 0 to 1: the voice meter's position; null if it gives none */
    readonly matchScore: number | null;
    /** heaviest first; empty for strategies without a persona and examples */
    readonly influences: readonly DraftInfluence[];
    readonly strategy: Strategy;
    /** why this strategy */
    readonly strategyReason: Sentence;
    /** fields of the brief that were truncated to fit the model's context */
    readonly truncated: readonly string[];
    /** lines of the message that were withheld from the model, as they give orders to one */
    readonly withheld: readonly string[];
    readonly seed: number;
    readonly tokens: number;
    readonly promptTokens: number;
    /** ms from the request, persona included, to this draft's first token */
    readonly firstTokenMs: number;
    readonly tokensPerSecond: number;
    readonly reason: "stop" | "length" | "cancelled";
}

export type DraftingEvent =
    | {readonly type: "stage"; readonly stage: "persona" | "prompt"}
    | {readonly type: "token"; readonly draft: number; readonly text: string}
    | {readonly type: "end"; readonly draft: number; readonly result: Draft}
    /** after the last of several drafts: the order of display, by content and then by voice */
    | {readonly type: "order"; readonly drafts: readonly number[]};

/** characters of an influence's text that are shown */
const passageLength = 160;

/** A model's sampling options for a brief unless the user sets others. */
export function usualSampling(format: PromptFormat, brief: Brief, modelSampling: SamplingOptions = {}): SamplingOptions {
    return {...format.sampling(brief), maxTokens: format.draftTokens(brief), ...modelSampling};
}

/**
 * Drafts a brief: a stream of stages, tokens and finished drafts. Aborting ends every draft within one token.
 * @throws UserError if the brief is empty, or the strategy needs a missing plug, history or model
 */
export async function* draft(parts: DraftingParts, request: DraftRequest, signal?: AbortSignal): AsyncGenerator<DraftingEvent> {
    checkBrief(request.brief);
    const {brief, withheld} = withoutInjection(request.brief);
    yield* writeDrafts(parts, {...request, brief}, withheld, signal);
}

async function* writeDrafts(
    parts: DraftingParts,
    request: DraftRequest,
    withheld: readonly string[],
    signal: AbortSignal | undefined
): AsyncGenerator<DraftingEvent> {
    const started = performance.now();
    const {brief, seeds, rules = []} = request;
    const format = chooseFormat(parts.engine.model ?? parts.model);
    const chosen = await chooseStrategy(parts, request);
    yield {type: "stage", stage: "persona"};
    const frame = await draftFrame(parts, request, chosen.strategy);
    const {habits, beginning, signature} = frame;
    const words = await askedWords(parts, request);
    const prepared = await prepare(parts, request, chosen.strategy, format, {beginning, signature, words}, signal);
    yield {type: "stage", stage: "prompt"};
    const preparedMs = performance.now() - started;

    const filter = streamRules(rules);
    const shown = seeds.map(() => new DraftPreview(habits, beginning));
    if (beginning !== "")
        for (const index of seeds.keys()) if (signal?.aborted !== true) yield {type: "token", draft: index, text: filter(beginning)};
    const sources = {brief, habits: frame.general, known: frame.known, rules};
    const review = new Review(seeds, reviewersOf(parts, sources), {
        least: request.leastCandidates ?? 1,
        most: request.candidates ?? defaultCandidates
    });
    const ranked: (RankedDraft | undefined)[] = [];
    const finals: string[] = [];
    // looked up only once the model has begun to generate, so as not to delay the first token
    let described: Promise<readonly DraftInfluence[]> | null = null;
    for (let round: Round | null = review.firstRound(); round !== null; round = review.nextRound()) {
        for await (const event of parts.engine.draft(jobOf(parts, request, format, prepared.prompt, words, round), signal)) {
            described ??= describeInfluences(parts.history, prepared.influences);
            described.catch(() => undefined);
            const slot = round.slots[event.draft] as number;
            if (event.type === "token") {
                // only the first candidate is shown while it is generated
                const ready = round.number === 0 ? (shown[slot]?.push(event.text) ?? "") : "";
                if (ready !== "") yield {type: "token", draft: slot, text: filter(ready)};
                continue;
            }
            const taken = await review.take(
                slot,
                {...event, text: finishedText(event, frame, request, {format, examples: prepared.examples})},
                brief,
                event.reason === "cancelled" || signal?.aborted === true
            );
            if (taken === null) continue;
            const best = completed(taken, finals, sources, habits);
            finals.push(best.text);
            const rest = shown[slot]?.rest(best.text) ?? "";
            if (rest !== "") yield {type: "token", draft: slot, text: filter(rest)};
            const [match, influences] = await Promise.all([parts.persona.match(best.text, brief.kind, brief.notes ?? null), described]);
            ranked[slot] = {faults: best.faults, voice: match.voice};
            yield {
                type: "end",
                draft: slot,
                result: {
                    text: best.text,
                    matchScore: match.score,
                    influences,
                    strategy: chosen.strategy,
                    strategyReason: chosen.reason,
                    truncated: prepared.truncated,
                    withheld,
                    seed: seeds[slot] ?? 0,
                    tokens: best.tokens,
                    promptTokens: best.promptTokens,
                    firstTokenMs: preparedMs + best.firstTokenMs,
                    tokensPerSecond: best.tokensPerSecond,
                    reason: best.reason,
                    ...checkDraft(best.text, sources)
                }
            };
        }
    }
    const finished = ranked.filter((draft) => draft !== undefined);
    if (seeds.length > 1 && finished.length === seeds.length) yield {type: "order", drafts: rankDrafts(finished)};
}

/** a small model's first candidate sometimes has a fault; three candidates are what the time of a draft allows */
const defaultCandidates = 3;

function reviewersOf(parts: DraftingParts, sources: CheckSources): readonly Reviewer[] {
    return [factsReviewer(sources), additionsReviewer, varietyReviewer, voiceReviewer(parts.persona), ...(parts.reviewers ?? [])];
}

interface Round {
    /** 0: the first candidates */
    readonly number: number;
    readonly seeds: readonly number[];
    /** the draft that each of them is for */
    readonly slots: readonly number[];
    /** finished drafts */
    readonly earlier: readonly string[];
}

/** The draft of a candidate: with missing notes, and not worded as a finished draft of the job. One that was stopped is left as it is. */
function completed(taken: ReviewedCandidate, finals: readonly string[], sources: CheckSources, habits: Habits | null): ReviewedCandidate {
    if (taken.reason === "cancelled") return taken;
    return {...taken, text: withOtherWording(withMissingNotes(taken.text, sources, habits), finals, sources)};
}

type WrittenCandidate = EndEvent & {readonly seed: number};
type ReviewedCandidate = WrittenCandidate & {readonly faults: number};

/** Decides for each draft whether a candidate is good enough or another one is generated, and which of them becomes the draft. */
class Review {
    readonly #seeds: readonly number[];
    readonly #reviewers: readonly Reviewer[];
    readonly #least: number;
    readonly #most: number;
    readonly #written: WrittenCandidate[][];
    readonly #done: (string | null)[];
    #round = 0;

    constructor(seeds: readonly number[], reviewers: readonly Reviewer[], {least, most}: {readonly least: number; readonly most: number}) {
        this.#seeds = seeds;
        this.#reviewers = reviewers;
        this.#least = least;
        this.#most = Math.max(least, most);
        this.#written = seeds.map(() => []);
        this.#done = seeds.map(() => null);
    }

    firstRound(): Round {
        return {number: 0, seeds: this.#seeds, slots: [...this.#seeds.keys()], earlier: []};
    }

    /** The drafts that need another candidate, or null. */
    nextRound(): Round | null {
        const slots = [...this.#seeds.keys()].filter((slot) => this.#done[slot] === null);
        if (slots.length === 0 || ++this.#round >= this.#most) return null;
        const seeds = slots.map((slot) => candidateSeeds(this.#seeds[slot] ?? 0, this.#most)[this.#round] ?? 0);
        return {number: this.#round, slots, seeds, earlier: this.#done.filter((text) => text !== null)};
    }

    /** Takes a finished candidate; returns the draft if it needs no further candidate. */
    async take(slot: number, event: EndEvent, brief: Brief, isLast: boolean): Promise<ReviewedCandidate | null> {
        const written = this.#written[slot] as WrittenCandidate[];
        written.push({...event, seed: this.#seeds[slot] ?? 0});
        const others = this.#done.filter((text) => text !== null);
        const {index, faults} = await bestCandidate(written, this.#reviewers, {brief, others});
        const wantsMore = faults > 0 || written.length < this.#least;
        if (wantsMore && !isLast && this.#round + 1 < this.#most) return null;
        const best = written[index] as WrittenCandidate;
        this.#done[slot] = best.text;
        return {...best, faults};
    }
}

type EndEvent = Extract<DraftEvent, {type: "end"}>;

async function chooseStrategy(parts: DraftingParts, {strategy}: DraftRequest): Promise<ChosenStrategy> {
    if (strategy !== undefined) return {strategy, reason: say("strategy.chosen", {strategy})};
    return defaultStrategy({plug: parts.plug, plugRefusal: parts.plugRefusal, tuned: parts.tuned ?? null, texts: parts.history.size});
}

/** The engine's job for some drafts of a request. */
function jobOf(
    parts: DraftingParts,
    request: DraftRequest,
    format: PromptFormat,
    prompt: Prompt,
    words: number | null,
    {seeds, slots, earlier}: Round
): DraftJob {
    const {brief, sampling: asked = {}} = request;
    const usual = usualSampling(format, brief, parts.modelSampling);
    const most = words === null ? {} : {maxTokens: Math.min(usual.maxTokens ?? Infinity, tokensForWords(words))};
    const sampling = {...usual, ...most, ...asked};
    const varied = variedSampling(sampling, asked, request.seeds.length);
    return {prompt, seeds, sampling, perDraft: slots.map((slot) => varied[slot] ?? {}), earlier};
}

async function describeInfluences(history: History, influences: readonly Influence[]): Promise<readonly DraftInfluence[]> {
    const described = await Promise.all(
        influences.map(async ({id, weight}) => {
            const item = await history.item(id);
            // it was removed from the library a moment ago
            if (item === null) return null;
            const passage = item.text.length > passageLength ? `${item.text.slice(0, passageLength).trimEnd()}…` : item.text;
            return {id, weight, path: item.path, title: item.title, passage, date: item.date};
        })
    );
    return described.filter((influence) => influence !== null);
}
