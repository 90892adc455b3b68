import type {Brief} from "../brief/brief.ts";
import {withSeparateNotes} from "../brief/separate-notes.ts";
import type {History} from "../history/history.ts";
import {isLineKind, type Habits} from "../persona/habits.ts";
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
import {titleCandidates, titleReviewer} from "./title-review.ts";
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
    yield* writeDrafts(parts, {...request, brief: withSeparateNotes(brief)}, withheld, signal);
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

    const filter = streamRules(rules);
    const shown = seeds.map(() => new DraftPreview(habits, beginning));
    if (beginning !== "")
        for (const index of seeds.keys()) if (signal?.aborted !== true) yield {type: "token", draft: index, text: filter(beginning)};
    const sources = {brief, habits: frame.general, known: frame.known, rules};
    const review = new Review(request, reviewersOf(parts, sources));
    const origin = {strategy: chosen.strategy, strategyReason: chosen.reason, truncated: prepared.truncated, withheld};
    const ranked: (RankedDraft | undefined)[] = [];
    const finals: string[] = [];
    // looked up only once the model has begun to generate, so as not to delay the first token
    let described: Promise<readonly DraftInfluence[]> | null = null;
    for (let round = review.next(); round !== null; round = review.next()) {
        const {slot} = round;
        const begunMs = performance.now() - started;
        const job = jobOf(parts, request, format, prepared.prompt, words, beginning, round);
        const stop = AbortSignal.any([signal, request.stops?.[slot]].filter((each) => each !== undefined));
        for await (const event of parts.engine.draft(job, stop)) {
            described ??= describeInfluences(parts.history, prepared.influences);
            described.catch(() => undefined);
            if (event.type === "token") {
                // only the first candidate is shown while it is generated
                const ready = round.number === 0 ? (shown[slot]?.push(event.text) ?? "") : "";
                if (ready !== "") yield {type: "token", draft: slot, text: filter(ready)};
                continue;
            }
            const taken = await review.take(
                slot,
                {
                    ...event,
                    firstTokenMs: begunMs + event.firstTokenMs,
                    text: finishedText(event, frame, request, {format, examples: prepared.examples})
                },
                event.reason === "cancelled" || stop.aborted
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
                result: {...origin, ...writtenPart(best, sources), matchScore: match.score, influences, seed: seeds[slot] ?? 0}
            };
        }
    }
    const finished = ranked.filter((draft) => draft !== undefined);
    if (seeds.length > 1 && finished.length === seeds.length) yield {type: "order", drafts: rankDrafts(finished)};
}

/** What a draft has of its candidate, and the checks of its text. */
function writtenPart({text, tokens, promptTokens, firstTokenMs, tokensPerSecond, reason}: ReviewedCandidate, sources: CheckSources) {
    return {text, tokens, promptTokens, firstTokenMs, tokensPerSecond, reason, ...checkDraft(text, sources)};
}

/** a small model's first candidate sometimes has a fault; three candidates are what the time of a draft allows */
const defaultCandidates = 3;
/** of drafts beside the first, whose faults are often that they say the same, which `withOtherWording` mends as well */
const furtherCandidates = 2;

function reviewersOf(parts: DraftingParts, sources: CheckSources): readonly Reviewer[] {
    return [
        factsReviewer(sources),
        additionsReviewer,
        varietyReviewer,
        titleReviewer,
        voiceReviewer(parts.persona),
        ...(parts.reviewers ?? [])
    ];
}

/** The next candidate. */
interface Round {
    /** the draft that it is for */
    readonly slot: number;
    /** 0: the first candidate of its draft */
    readonly number: number;
    readonly seed: number;
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

/**
 * Decides for one draft after the other whether a candidate is good enough or another one is generated, and which of them becomes the
 * draft: the first is on the screen while the others are written. Titles that were not chosen for one draft are candidates for the next.
 */
class Review {
    readonly #seeds: readonly number[];
    readonly #reviewers: readonly Reviewer[];
    readonly #least: number;
    /** for each draft */
    readonly #most: readonly number[];
    readonly #brief: Brief;
    readonly #written: WrittenCandidate[][];
    readonly #done: (string | null)[];
    #asked = 0;

    constructor({brief, seeds, candidates, leastCandidates}: DraftRequest, reviewers: readonly Reviewer[]) {
        const isTitle = isLineKind(brief.kind);
        const usual = (slot: number): number => (isTitle ? titleCandidates : slot === 0 ? defaultCandidates : furtherCandidates);
        const most = seeds.map((_, slot) => candidates ?? usual(slot));
        this.#brief = brief;
        this.#seeds = seeds;
        this.#reviewers = reviewers;
        this.#least = leastCandidates ?? (isTitle ? (most[0] ?? 1) : 1);
        this.#most = most.map((count) => Math.max(this.#least, count));
        this.#written = seeds.map(() => []);
        this.#done = seeds.map(() => null);
    }

    /** The next candidate of the first draft that is not finished; null if all are. */
    next(): Round | null {
        const slot = this.#done.indexOf(null);
        // an engine that ended without a text is not asked again
        if (slot === -1 || this.#asked > this.#written.flat().length) return null;
        this.#asked++;
        const number = this.#written[slot]?.length ?? 0;
        const seed = this.#seeds[slot] ?? 0;
        const seeds = number === 0 ? [seed] : candidateSeeds(seed, number + 1);
        return {slot, number, seed: seeds[number] ?? 0, earlier: this.#finished()};
    }

    /** Takes a finished candidate; returns the draft if it needs no further candidate. */
    async take(slot: number, event: EndEvent, isLast: boolean): Promise<ReviewedCandidate | null> {
        const written = this.#written[slot] as WrittenCandidate[];
        written.push({...event, seed: this.#seeds[slot] ?? 0});
        const isTitle = isLineKind(this.#brief.kind);
        const choice = isTitle ? this.#written.flat().filter(({text}) => !this.#done.includes(text)) : written;
        const candidates = choice.length === 0 ? written : choice;
        const {index, faults} = await bestCandidate(candidates, this.#reviewers, {brief: this.#brief, others: this.#finished()});
        const least = isTitle && slot > 0 ? 1 : this.#least;
        const wantsMore = faults > 0 || written.length < least;
        if (wantsMore && !isLast && written.length < (this.#most[slot] ?? 1)) return null;
        const best = candidates[index] as WrittenCandidate;
        this.#done[slot] = best.text;
        return {...best, faults};
    }

    #finished(): readonly string[] {
        return this.#done.filter((text) => text !== null);
    }
}

type EndEvent = Extract<DraftEvent, {type: "end"}>;

async function chooseStrategy(
    {plug, plugRefusal, tuned, history}: DraftingParts,
    {strategy, brief}: DraftRequest
): Promise<ChosenStrategy> {
    if (strategy !== undefined) return {strategy, reason: say("strategy.chosen", {strategy})};
    return defaultStrategy({kind: brief.kind, plug, plugRefusal, tuned: tuned ?? null, texts: history.size});
}

/** The engine's job for a candidate. */
function jobOf(
    parts: DraftingParts,
    request: DraftRequest,
    format: PromptFormat,
    prompt: Prompt,
    words: number | null,
    beginning: string,
    {slot, seed, earlier}: Round
): DraftJob {
    const {brief, sampling: asked = {}} = request;
    const usual = usualSampling(format, brief, parts.modelSampling);
    const most = words === null ? {} : {maxTokens: Math.min(usual.maxTokens ?? Infinity, tokensForWords(words))};
    const sampling = {...usual, ...most, ...asked};
    const varied = variedSampling(sampling, asked, request.seeds.length, brief.kind);
    // the model wrote them after the same beginning
    const others = earlier.map((text) => (text.startsWith(beginning) ? text.slice(beginning.length) : text));
    return {prompt, seeds: [seed], sampling: {...sampling, ...varied[slot]}, earlier: others};
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
