/** Several drafts for one prompt, which is evaluated once. */
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {isCancelled, unlessCancelled} from "./cancel.ts";
import {DraftText} from "./draft-text.ts";
import {sequenceInternals} from "./internals.ts";
import {ApartFrom, tokenBias} from "./logit-processor.ts";
import {isVirtual} from "./virtual-tokens.ts";
import type {LlamaContextSequence, SequenceEvaluateOptions, Token} from "node-llama-cpp";
import type {DraftEvent, DraftJob, ModelInfo, SamplingOptions} from "../../app/drafting/engine.ts";
import type {LoadedModel} from "./loaded-model.ts";
import type {LogitProcessor} from "./logit-processor.ts";
import type {PromptTokenList} from "./prompt-tokens.ts";

const REPEAT_WINDOW = 64;
/**
 * tokens that DRY looks back over. The library's default, all of them, disables it: it passes −1, which llama.cpp no longer reads as the
 * context size.
 */
const DRY_WINDOW = 512;
/** tokens in a row that may occur twice in a draft before DRY counts them as a repetition */
const REPEATED_FREELY = 3;
/** llama.cpp treats the largest 32-bit number as a random seed. */
const SEED_LIMIT = 2 ** 32 - 1;

/**
 * Drafts are generated in turn, one token each, every token in its own batch. Batches shared by drafts would be faster on large models but
 * round differently, so that a seed's draft would depend on the other drafts of the job. Nothing else may use the model's sequences until
 * the generator has finished, which can be one decode after its last event.
 * @param startedAt time of the request, from `performance.now()`
 */
export async function* runDraftJob(
    loaded: LoadedModel,
    {prompt, seeds, sampling = {}, perDraft = [], earlier = []}: DraftJob,
    startedAt: number,
    signal?: AbortSignal
): AsyncGenerator<DraftEvent, void> {
    checkSeeds(seeds);
    const samplings = seeds.map((_, index) => ({...sampling, ...perDraft[index]}));
    samplings.forEach(checkSampling);
    await loaded.adapter.use(prompt);
    const list = loaded.prompts.ofPrompt(prompt);
    const {tokens} = list;
    try {
        const room = roomForDraft(loaded.info, tokens);
        const written: Token[][] = seeds.map(() => []);
        const before = earlier.map((text) => loaded.prompts.codec.encode(text));
        const drafts = samplings.map(
            (ownSampling, index) =>
                new Draft(loaded, {
                    index,
                    seed: seeds[index]!,
                    sampling: ownSampling,
                    maxTokens: Math.min(ownSampling.maxTokens ?? 320, room),
                    tokens,
                    startedAt,
                    written,
                    before
                })
        );
        const evaluation = loaded.promptState.evaluate(list, signal);
        try {
            const tail = await unlessCancelled(evaluation, signal);
            if (isCancelled(tail) || (yield* writeAll(loaded, drafts, list, tail, signal)))
                yield* drafts.filter(({ended}) => !ended).map((draft) => draft.end("cancelled"));
        } finally {
            await evaluation.catch(() => {}); // an error was already thrown above
            await Promise.all(drafts.map((draft) => draft.close()));
        }
    } finally {
        loaded.prompts.release(tokens);
    }
}

/** Events of a job that was cancelled before it acquired the mutex. */
export function cancelledDrafts({seeds}: DraftJob): DraftEvent[] {
    return seeds.map((_, draft) => ({
        type: "end",
        draft,
        text: "",
        tokens: 0,
        promptTokens: 0,
        firstTokenMs: 0,
        tokensPerSecond: 0,
        reason: "cancelled"
    }));
}

/** @throws {UserError} if a prompt leaves no room for an answer */
export function roomForDraft({contextSize, name}: ModelInfo, tokens: readonly Token[], needed = 1): number {
    const room = contextSize - 1 - tokens.length;
    if (room >= needed) return room;
    const length = tokens.length + (needed === 1 ? 0 : needed);
    throw new UserError(say(needed === 1 ? "engine.prompt-too-long" : "engine.text-too-long", {length, name, room: contextSize}));
}

function checkSeeds(seeds: readonly number[]): void {
    for (const seed of seeds)
        if (!Number.isInteger(seed) || seed < 0 || seed >= SEED_LIMIT)
            throw new UserError(say("sampling.seed", {seed, most: SEED_LIMIT - 1}));
}

function checkSampling({
    temperature = 0,
    topP = 1,
    topK = 0,
    minP = 0,
    repeatPenalty = 1,
    dry = 0,
    apart = 0,
    maxTokens = 1
}: SamplingOptions): void {
    const isNumber = (value: number, low: number, high: number): boolean => value >= low && value <= high; // avoids NaN
    const checks = [
        ["sampling.temperature", isNumber(temperature, 0, 100)],
        ["sampling.top-p", isNumber(topP, 0, 1)],
        ["sampling.top-k", isNumber(topK, 0, 2 ** 31 - 1)],
        ["sampling.min-p", isNumber(minP, 0, 1)],
        ["sampling.repeat-penalty", isNumber(repeatPenalty, 0.01, 100)],
        ["sampling.dry", isNumber(dry, 0, 1)],
        ["sampling.apart", isNumber(apart, 0, 100)],
        ["sampling.max-tokens", isNumber(maxTokens, 1, Infinity)]
    ] as const;
    for (const [key, isRight] of checks) if (!isRight) throw new UserError(say(key));
}

/** Generates as many drafts at a time as there are sequences. Returns whether the job was cancelled before all had ended. */
async function* writeAll(
    loaded: LoadedModel,
    drafts: readonly Draft[],
    {tokens: prompt}: PromptTokenList,
    tail: readonly Token[],
    signal?: AbortSignal
): AsyncGenerator<DraftEvent, boolean> {
    const {sequences} = loaded;
    for (let first = 0; first < drafts.length; first += sequences.length) {
        const group = drafts.slice(first, first + sequences.length);
        for (const [place, draft] of group.entries())
            draft.begin(await sequenceWithPrompt(loaded, place, first === 0, prompt.length - tail.length), tail);
        if (yield* writeSideBySide(group, signal)) return true;
    }
    return false;
}

/**
 * The sequence at `place` with the prompt's first `length` tokens in it: copied from the first sequence, or, if drafts were generated in
 * it, with those erased.
 */
async function sequenceWithPrompt(
    {sequences}: LoadedModel,
    place: number,
    isFresh: boolean,
    length: number
): Promise<LlamaContextSequence> {
    const sequence = sequences[place]!;
    if (!isFresh) await sequence.eraseContextTokenRanges([{start: length, end: sequence.nextTokenIndex}]);
    else if (place > 0 && length > 0) await sequenceInternals(sequence)._copyStateFromOtherSequence(sequences[0]!, length);
    else if (place > 0) await sequence.clearHistory();
    return sequence;
}

/** Generates one token for each draft in turn until all have ended. Returns whether the job was cancelled before. */
async function* writeSideBySide(drafts: readonly Draft[], signal?: AbortSignal): AsyncGenerator<DraftEvent, boolean> {
    let live = drafts;
    while (live.length > 0) {
        for (const draft of live) {
            const events = await unlessCancelled(draft.next(), signal);
            if (isCancelled(events)) return true;
            yield* events;
        }
        live = live.filter(({ended}) => !ended);
    }
    return false;
}

interface DraftParameters {
    readonly index: number;
    readonly seed: number;
    readonly sampling: SamplingOptions;
    readonly maxTokens: number;
    /** of the prompt */
    readonly tokens: readonly Token[];
    readonly startedAt: number;
    /** tokens of all drafts of the job; this draft's are at its index */
    readonly written: readonly Token[][];
    /** drafts of earlier jobs */
    readonly before: readonly (readonly Token[])[];
}

class Draft {
    ended = false;
    readonly #loaded: LoadedModel;
    readonly #parameters: DraftParameters;
    readonly #text: DraftText;
    readonly #processors: readonly LogitProcessor[];
    readonly #tokens: Token[];
    #iterator: AsyncGenerator<Token, unknown> | null = null;
    #firstTokenMs = 0;
    /** ms spent on this draft's tokens after the first */
    #writingMs = 0;

    constructor(loaded: LoadedModel, parameters: DraftParameters) {
        const {index, sampling, tokens, written, before} = parameters;
        const given = tokens.filter((token) => !isVirtual(token));
        this.#loaded = loaded;
        this.#parameters = parameters;
        this.#tokens = written[index]!;
        const apart = sampling.apart ?? 0;
        const others = [...before, ...written.slice(0, index)];
        this.#processors = others.length > 0 && apart > 0 ? [new ApartFrom(others, new Set(given), apart)] : [];
        this.#text = new DraftText(loaded.model.tokenizer, {before: given.slice(-1), stop: sampling.stop ?? []});
    }

    /** `sequence` holds the prompt without the `tail`. */
    begin(sequence: LlamaContextSequence, tail: readonly Token[]): void {
        const {seed, sampling} = this.#parameters;
        this.#iterator = sequence.evaluate([...tail], {
            ...samplerOptions(sampling, this.#tokens),
            ...(this.#processors.length > 0 && {tokenBias: () => tokenBias(this.#loaded.model, this.#processors, this.#tokens)}),
            seed,
            yieldEogToken: true
        });
    }

    /** Generates one token. */
    async next(): Promise<DraftEvent[]> {
        const {maxTokens, startedAt} = this.#parameters;
        const asked = performance.now();
        const {value: token, done} = await this.#iterator!.next();
        const now = performance.now();
        if (this.#tokens.length === 0) this.#firstTokenMs = now - startedAt;
        else this.#writingMs += now - asked;
        if (done === true || this.#loaded.model.isEogToken(token as Token)) return this.#finish("stop");
        this.#tokens.push(token as Token);
        const events = this.#textEvents(this.#text.push(token as Token));
        if (this.#text.isStopped) return [...events, ...this.#finish("stop")];
        return this.#tokens.length >= maxTokens ? [...events, ...this.#finish("length")] : events;
    }

    #finish(reason: "stop" | "length"): DraftEvent[] {
        return [...this.#textEvents(this.#text.flush()), this.end(reason)];
    }

    #textEvents(text: string): DraftEvent[] {
        return text === "" ? [] : [{type: "token", draft: this.#parameters.index, text}];
    }

    end(reason: "stop" | "length" | "cancelled"): DraftEvent {
        this.ended = true;
        return {
            type: "end",
            draft: this.#parameters.index,
            text: this.#text.text,
            tokens: this.#tokens.length,
            promptTokens: this.#parameters.tokens.length,
            firstTokenMs: this.#firstTokenMs,
            tokensPerSecond: this.#writingMs === 0 ? 0 : (this.#tokens.length - 1) / (this.#writingMs / 1000),
            reason
        };
    }

    /** Waits for a decode that may still be running. */
    async close(): Promise<void> {
        await this.#iterator?.return(undefined);
    }
}

function samplerOptions(
    {temperature = 0.7, topP = 0.95, topK, minP, repeatPenalty = 1.1, dry = 0}: SamplingOptions,
    written: readonly Token[]
): SequenceEvaluateOptions {
    return {
        temperature,
        topP,
        ...(topK != null && {topK}),
        ...(minP != null && {minP}),
        ...(repeatPenalty !== 1 && {repeatPenalty: {penalty: repeatPenalty, punishTokens: () => written.slice(-REPEAT_WINDOW)}}),
        ...(dry > 0 && {dryRepeatPenalty: {strength: dry, allowedLength: REPEATED_FREELY, lastTokens: DRY_WINDOW, sequenceBreakers: []}})
    };
}
