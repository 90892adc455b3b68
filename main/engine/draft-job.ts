/** Several drafts for one prompt, which is evaluated once. */
import {UserError} from "../../app/errors.ts";
import {isCancelled, unlessCancelled} from "./cancel.ts";
import {ClosingLine} from "./closing-line.ts";
import {CopiedTokens} from "./copied-tokens.ts";
import {DraftText} from "./draft-text.ts";
import {sequenceInternals} from "./internals.ts";
import {isVirtual} from "./virtual-tokens.ts";
import {WantedPhrases} from "./wanted-phrases.ts";
import {TokenBias} from "node-llama-cpp";
import type {LlamaContextSequence, SequenceEvaluateOptions, Token} from "node-llama-cpp";
import type {DraftEvent, DraftJob, ModelInfo, SamplingOptions} from "../../app/drafting/engine.ts";
import type {LoadedModel} from "./loaded-model.ts";

const REPEAT_WINDOW = 64;
/** tokens that DRY looks back over. The library's default, all of them, switches it off: it hands on −1, which llama.cpp no longer takes for the context size. */
const DRY_WINDOW = 512;
/** tokens in a row that may stand twice in a draft before DRY counts it as a repetition */
const REPEATED_FREELY = 3;
/** llama.cpp takes the largest 32-bit number to mean a random seed. */
const SEED_LIMIT = 2 ** 32 - 1;

/**
 * Drafts are written in turn, one token each, every token in a batch of its own. Batches shared by drafts would be faster on large
 * models, but they round differently, and then a seed's draft would depend on which others were asked for beside it.
 *
 * Nothing else may use the model's sequences until the generator has finished, which can be one decode after its last event.
 * @param startedAt when the job was asked for, as `performance.now()` says it
 */
export async function* runDraftJob(
    loaded: LoadedModel, {prompt, seeds, sampling = {}}: DraftJob, startedAt: number, signal?: AbortSignal
): AsyncGenerator<DraftEvent, void> {
    checkSeeds(seeds);
    checkSampling(sampling);
    const tokens = loaded.prompts.ofPrompt(prompt);
    try {
        const maxTokens = Math.min(sampling.maxTokens ?? 320, roomForDraft(loaded.info, tokens));
        const drafts = seeds.map((seed, index) => new Draft(loaded, {index, seed, sampling, maxTokens, tokens, startedAt}));
        const evaluation = loaded.promptState.evaluate(tokens, signal);
        try {
            const tail = await unlessCancelled(evaluation, signal);
            if (isCancelled(tail) || (yield* writeAll(loaded, drafts, tokens, tail, signal)))
                yield* drafts.filter(({ended}) => !ended).map((draft) => draft.end("cancelled"));
        } finally {
            await evaluation.catch(() => {});  // if it failed, that was thrown above
            await Promise.all(drafts.map((draft) => draft.close()));
        }
    } finally {
        loaded.prompts.release(tokens);
    }
}

/** How a job ends that was cancelled before its turn came. */
export function cancelledDrafts({seeds}: DraftJob): DraftEvent[] {
    return seeds.map((_, draft) => (
        {type: "end", draft, text: "", tokens: 0, promptTokens: 0, firstTokenMs: 0, tokensPerSecond: 0, reason: "cancelled"}
    ));
}

/** @throws {UserError} if a prompt leaves no room for an answer */
export function roomForDraft({contextSize, name}: ModelInfo, tokens: readonly Token[], needed = 1): number {
    const room = contextSize - 1 - tokens.length;
    if (room >= needed)
        return room;
    const what = needed === 1 ? "The prompt is" : "Prompt and text are";
    const length = tokens.length + (needed === 1 ? 0 : needed);
    throw new UserError(
        `${what} ${length} tokens long and the model ${name} holds ${contextSize}; shorten the text or choose a model with a larger context.`
    );
}

function checkSeeds(seeds: readonly number[]): void {
    for (const seed of seeds)
        if (!Number.isInteger(seed) || seed < 0 || seed >= SEED_LIMIT)
            throw new UserError(`${seed} is not a seed; use a whole number from 0 to ${SEED_LIMIT - 1}.`);
}

function checkSampling({temperature = 0, topP = 1, topK = 0, minP = 0, repeatPenalty = 1, dry = 0, copy = 0, maxTokens = 1}: SamplingOptions): void {
    const isNumber = (value: number, low: number, high: number): boolean => value >= low && value <= high;  // and not NaN
    const wrong = !isNumber(temperature, 0, 100) ? "The temperature has to be a number from 0 to 100"
        : !isNumber(topP, 0, 1) ? "topP has to be a number from 0 to 1"
        : !isNumber(topK, 0, 2 ** 31 - 1) ? "topK has to be a whole number from 0 on"
        : !isNumber(minP, 0, 1) ? "minP has to be a number from 0 to 1"
        : !isNumber(repeatPenalty, 0.01, 100) ? "The repeat penalty has to be a number from 0.01 to 100"
        : !isNumber(dry, 0, 1) ? "The strength of DRY has to be a number from 0 to 1"
        : !isNumber(copy, 0, 100) ? "What tokens of the prompt gain has to be a number from 0 to 100"
        : !isNumber(maxTokens, 1, Infinity) ? "A draft has to be at least one token long"
        : null;
    if (wrong != null)
        throw new UserError(`${wrong}; change it and try again.`);
}

/** As many drafts at a time as there are sequences. Returns whether the job was cancelled before all had ended. */
async function* writeAll(
    loaded: LoadedModel, drafts: readonly Draft[], prompt: readonly Token[], tail: readonly Token[], signal?: AbortSignal
): AsyncGenerator<DraftEvent, boolean> {
    const {sequences} = loaded;
    for (let first = 0; first < drafts.length; first += sequences.length) {
        const group = drafts.slice(first, first + sequences.length);
        for (const [place, draft] of group.entries())
            draft.begin(await sequenceWithPrompt(loaded, place, first === 0, prompt.length - tail.length), tail);
        if (yield* writeSideBySide(group, signal))
            return true;
    }
    return false;
}

/** The sequence at `place` with the prompt's first `length` tokens in it: copied from the first, or, when drafts were written there, without them. */
async function sequenceWithPrompt({sequences}: LoadedModel, place: number, isFresh: boolean, length: number): Promise<LlamaContextSequence> {
    const sequence = sequences[place]!;
    if (!isFresh)
        await sequence.eraseContextTokenRanges([{start: length, end: sequence.nextTokenIndex}]);
    else if (place > 0 && length > 0)
        await sequenceInternals(sequence)._copyStateFromOtherSequence(sequences[0]!, length);
    else if (place > 0)
        await sequence.clearHistory();
    return sequence;
}

/** Takes a token for each draft in turn until all have ended. Returns whether the job was cancelled before. */
async function* writeSideBySide(drafts: readonly Draft[], signal?: AbortSignal): AsyncGenerator<DraftEvent, boolean> {
    let live = drafts;
    while (live.length > 0) {
        for (const draft of live) {
            const events = await unlessCancelled(draft.next(), signal);
            if (isCancelled(events))
                return true;
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
}

class Draft {
    ended = false;
    readonly #loaded: LoadedModel;
    readonly #parameters: DraftParameters;
    readonly #text: DraftText;
    readonly #phrases: WantedPhrases;
    readonly #tokens: Token[] = [];
    /** what is written since all is said, if it is */
    #closing: ClosingLine | null = null;
    #sequence: LlamaContextSequence | null = null;
    #iterator: AsyncGenerator<Token, unknown> | null = null;
    #firstTokenMs = 0;
    /** ms spent on this draft's tokens after the first */
    #writingMs = 0;

    constructor(loaded: LoadedModel, parameters: DraftParameters) {
        const {caseMarks, promptFormat} = loaded.info;
        this.#loaded = loaded;
        this.#parameters = parameters;
        this.#phrases = new WantedPhrases(loaded.prompts, parameters.sampling.wanted ?? [], begunDraft(loaded, parameters.tokens));
        this.#text = new DraftText(loaded.model.tokenizer, {
            caseMarks,
            dropFirstSpace: promptFormat === "nano-1",
            before: parameters.tokens.filter((token) => !isVirtual(token)).slice(-1)
        });
    }

    /** `sequence` holds the prompt, and what was written, without the `tail`. */
    begin(sequence: LlamaContextSequence, tail: readonly Token[]): void {
        const {seed} = this.#parameters;
        this.#sequence = sequence;
        this.#iterator = sequence.evaluate([...tail], {...samplerOptions(this.#loaded, this.#parameters, this.#phrases, this.#tokens), seed, yieldEogToken: true});
    }

    /** Writes one token. */
    async next(): Promise<DraftEvent[]> {
        const {maxTokens, startedAt} = this.#parameters;
        const asked = performance.now();
        const {value: token, done} = await this.#iterator!.next();
        const now = performance.now();
        if (this.#tokens.length === 0)
            this.#firstTokenMs = now - startedAt;
        else
            this.#writingMs += now - asked;
        const isOver = done === true || this.#endsDraft(token as Token);
        if (this.#closing != null) {
            const isWhole = isOver || this.#closing.push(token as Token);
            if (!isWhole)
                return [];
            return [...this.#closing.isWelcome ? this.#closing.tokens.flatMap((each) => this.#write(each)) : [], this.end("stop")];
        }
        if (isOver)
            return this.#goOn() ?? [this.end("stop")];

        const events = this.#write(token as Token);
        if (this.#tokens.length >= maxTokens)
            events.push(this.end("length"));
        else if (this.#phrases.areSaid(this.#tokens))
            this.#closing = new ClosingLine(this.#loaded.prompts);
        return events;
    }

    /** Where the model would end with something left to say, it gets a new line to say it in. */
    #goOn(): DraftEvent[] | null {
        const newLine = this.#loaded.prompts.ofText("\n");
        const {maxTokens} = this.#parameters;
        if (!this.#phrases.areLeft(this.#tokens) || this.#tokens.at(-1) === newLine.at(-1) || this.#tokens.length + newLine.length >= maxTokens)
            return null;
        this.begin(this.#sequence!, newLine);
        return newLine.flatMap((token) => this.#write(token));
    }

    #write(token: Token): DraftEvent[] {
        this.#tokens.push(token);
        const text = this.#text.push(token);
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

    /** Waits for the decode that may still run. */
    async close(): Promise<void> {
        await this.#iterator?.return(undefined);
    }

    /** Nano's control tokens part a prompt; where it writes one, its draft is over. A chat model may have others that say nothing. */
    #endsDraft(token: Token): boolean {
        const {model, info} = this.#loaded;
        return model.isEogToken(token) || info.promptFormat === "nano-1" && this.#loaded.prompts.isControl(token);
    }
}

/** What a prompt of Nano begins the draft with: text after its last control token. */
function begunDraft({info, prompts}: LoadedModel, prompt: readonly Token[]): readonly Token[] {
    const last = prompt.findLastIndex((token) => !isVirtual(token) && prompts.isControl(token));
    return info.promptFormat === "nano-1" ? prompt.slice(last + 1).filter((token) => !isVirtual(token)) : [];
}

function samplerOptions(
    {model, prompts}: LoadedModel, {sampling, tokens}: DraftParameters, phrases: WantedPhrases, written: readonly Token[]
): SequenceEvaluateOptions {
    const {temperature = 0.7, topP = 0.95, topK, minP, repeatPenalty = 1.1, dry = 0, wanted = [], copy} = sampling;
    const copied = copy == null ? null : new CopiedTokens(prompts, tokens, copy);
    return {
        temperature, topP,
        ...topK != null && {topK},
        ...minP != null && {minP},
        ...repeatPenalty !== 1 && {repeatPenalty: {penalty: repeatPenalty, punishTokens: () => written.slice(-REPEAT_WINDOW)}},
        ...dry > 0 && {dryRepeatPenalty: {strength: dry, allowedLength: REPEATED_FREELY, lastTokens: DRY_WINDOW, sequenceBreakers: []}},
        ...(wanted.length > 0 || copied != null) && {tokenBias: () => {
            const bias = TokenBias.for(model);
            for (const [token, logit] of [...copied?.biases(written) ?? [], ...phrases.biases(written)]) bias.set(token, {logit});
            return bias;
        }}
    };
}
