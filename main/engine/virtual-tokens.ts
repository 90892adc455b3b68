/**
 * Vectors in node-llama-cpp's token lists. node-llama-cpp identifies a sequence by its token ids, so each vector gets an id far above any
 * vocabulary, and decodes of such ids feed the vectors through the hook. Everything that node-llama-cpp builds on token lists still works:
 * evaluation, chat, erasing, context shift, state files.
 */
import {createHash} from "node:crypto";
import {SpecialTokensText} from "node-llama-cpp";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {contextInternals, sequenceInternals, withContextLock} from "./internals.ts";
import type {ContextShiftOptions, ContextTokensDeleteRange, LlamaContext, LlamaContextSequence, LlamaModel, Token} from "node-llama-cpp";
import type {Hook} from "./hook.ts";
import type {DecodeArguments, DecodeResult, LogitMapper} from "./internals.ts";

/** Ids from here on are virtual. Far above any vocabulary, and still a positive 32-bit integer, as state files require. */
const FIRST_VIRTUAL_ID = 2 ** 30;

/** A token id that stands for a vector. */
export type VirtualToken = Token & {readonly virtual?: never};

export function isVirtual(token: Token | undefined): token is VirtualToken {
    return token != null && token >= FIRST_VIRTUAL_ID;
}

export class VirtualTokens {
    readonly #hook: Hook;
    readonly #vectorSize: number;
    readonly #vectors = new Map<Token, Float32Array>();
    #nextId = FIRST_VIRTUAL_ID;
    /** the model's input for real tokens, shape (n, vectorSize) */
    #inputRows: ((tokens: readonly Token[]) => Float32Array) | null = null;

    /** Keeps virtual tokens away from the vocabulary of `model`: llama.cpp aborts the process on an unknown id. */
    constructor(model: LlamaModel, hook: Hook) {
        this.#hook = hook;
        this.#vectorSize = model.embeddingVectorSize;
        guardVocabulary(model);
    }

    /**
     * Registers vectors, shape (n, embeddingVectorSize) row-major, and returns the n tokens that stand for them. The array is copied.
     * The same calls in the same order give the same ids, which is what a state file of another session needs.
     */
    add(vectors: Float32Array): VirtualToken[] {
        const size = this.#vectorSize;
        if (!(vectors instanceof Float32Array)) throw new TypeError("vectors have to be a Float32Array");
        if (vectors.length === 0 || vectors.length % size !== 0)
            throw new RangeError(`${vectors.length} values are not one or more vectors of ${size}`);
        if (!vectors.every(Number.isFinite)) throw new RangeError("vectors hold a value that is not finite");

        const tokens: VirtualToken[] = [];
        for (let start = 0; start < vectors.length; start += size) {
            const token = this.#nextId++ as VirtualToken;
            this.#vectors.set(token, vectors.slice(start, start + size));
            tokens.push(token);
        }
        return tokens;
    }

    /** Releases vectors. A sequence that still holds their tokens can continue, but not evaluate them again. */
    release(tokens: readonly VirtualToken[]): void {
        for (const token of tokens) this.#vectors.delete(token);
    }

    /** Hash of a vector: equal for equal vectors. */
    fingerprint(token: VirtualToken): string {
        const {buffer, byteOffset, byteLength} = this.#vectorOf(token);
        return createHash("sha1")
            .update(new Uint8Array(buffer, byteOffset, byteLength))
            .digest("base64");
    }

    /**
     * Lets text beside vectors be evaluated with them, as its embedding rows: one decode instead of one per piece, with the same results as
     * if all had been text. Only for models whose self-test passed.
     */
    joinText(inputRows: (tokens: readonly Token[]) => Float32Array): void {
        this.#inputRows = inputRows;
    }

    /** Attaches to `context`: its decodes accept virtual tokens, and its context shifts keep them. */
    attach(context: LlamaContext): void {
        const internals = contextInternals(context);
        const decodeReal = internals._decodeTokens.bind(context);
        internals._decodeTokens = (args, mapper) =>
            args.tokens.some(isVirtual) ? this.#decodeMixed(context, decodeReal, args, mapper) : decodeReal(args, mapper);

        const getSequence = context.getSequence.bind(context);
        context.getSequence = (options) => pinVirtualTokens(getSequence(options));
    }

    async #decodeMixed(
        context: LlamaContext,
        decodeReal: (args: DecodeArguments, mapper: LogitMapper) => Promise<DecodeResult>,
        args: DecodeArguments,
        mapper: LogitMapper
    ): Promise<DecodeResult> {
        if (this.#inputRows != null && !args.logits.slice(0, args.tokens.length - 1).includes(true))
            return this.#decodeVectors(context, args, mapper);
        const results: DecodeResult = [];
        for (const {start, end, virtual} of runsOf(args.tokens)) {
            const run = {
                ...args,
                tokens: args.tokens.slice(start, end),
                logits: args.logits.slice(start, end),
                firstTokenSequenceIndex: args.firstTokenSequenceIndex + start
            };
            results.push(...(await (virtual ? this.#decodeVectors(context, run, mapper) : decodeReal(run, mapper))));
        }
        return results;
    }

    /** Same steps as node-llama-cpp's own decode, with vectors in place of token ids. */
    async #decodeVectors(context: LlamaContext, run: DecodeArguments, mapper: LogitMapper): Promise<DecodeResult> {
        const {tokens, firstTokenSequenceIndex: position} = run;
        const lastIndex = position + tokens.length - 1;
        const wantsOutput = run.logits[tokens.length - 1] === true;
        if (run.logits.slice(0, tokens.length - 1).includes(true))
            throw new Error("logits are only to be had after the last of several vectors");
        const vectors = this.#vectorsOf(tokens);
        const internals = contextInternals(context);

        return await withContextLock(context, async () => {
            internals._ensureNotDisposed();
            const keepContext = internals._backendContextDisposeGuard.createPreventDisposalHandle();
            internals._reserveThreads();
            const [threads, threadsHandle] = (await internals._threadSplitterConsumer?.getAllocationToConsume()) ?? [];
            try {
                if (threads != null) internals._ctx.setThreads(threads);
                const batchIndex = await this.#hook.inject(context, run.sequenceId, position, vectors, wantsOutput);
                run.tokenMeter?.useTokens(tokens.length - (wantsOutput ? 1 : 0), "input");
                run.tokenMeter?.useTokens(wantsOutput ? 1 : 0, "output");
                const results: DecodeResult = wantsOutput ? [[lastIndex, await mapper(batchIndex, lastIndex)]] : [];
                await run.afterBatchAction?.(lastIndex + 2); // node-llama-cpp counts it this way
                return results;
            } finally {
                threadsHandle?.dispose();
                internals._scheduleToFreeReservedThreads();
                keepContext.dispose();
            }
        });
    }

    /** Input embeddings of the tokens, shape (tokens.length, vectorSize). */
    #vectorsOf(tokens: readonly Token[]): Float32Array {
        const vectors = new Float32Array(tokens.length * this.#vectorSize);
        for (const {start, end, virtual} of runsOf(tokens)) {
            const run = tokens.slice(start, end);
            if (!virtual) vectors.set(this.#inputRows!(run), start * this.#vectorSize);
            else run.forEach((token, index) => vectors.set(this.#vectorOf(token), (start + index) * this.#vectorSize));
        }
        return vectors;
    }

    #vectorOf(token: Token): Float32Array {
        const vector = this.#vectors.get(token);
        if (vector == null) throw new RangeError(`virtual token ${token} stands for no vector`);
        return vector;
    }
}

/** The text that inserts virtual tokens, consecutive from `first`, into a LlamaText: for chat wrappers. */
export function virtualTokensText(tokens: readonly VirtualToken[]): SpecialTokensText {
    return new SpecialTokensText(tokens.map((token) => `<|vector:${token}|>`).join(""));
}
const virtualTokenText = /<\|vector:(\d+)\|>/;

/** Maximal runs of virtual and of real tokens, in order. */
function* runsOf(tokens: readonly Token[]): Generator<{start: number; end: number; virtual: boolean}> {
    for (let start = 0, end: number; start < tokens.length; start = end) {
        const virtual = isVirtual(tokens[start]);
        end = start + 1;
        while (end < tokens.length && isVirtual(tokens[end]) === virtual) end++;
        yield {start, end, virtual};
    }
}

function guardVocabulary(model: LlamaModel): void {
    const {tokenize, detokenize, isSpecialToken, isEogToken} = model;
    const getTokenAttributes = model.getTokenAttributes.bind(model);
    const real = (tokens: readonly Token[]): Token[] => tokens.filter((token) => !isVirtual(token));

    model.detokenize = (tokens, specialTokens, lastTokens) => detokenize(real(tokens), specialTokens, lastTokens && real(lastTokens));
    model.isSpecialToken = (token) => isVirtual(token) || isSpecialToken(token);
    model.isEogToken = (token) => !isVirtual(token) && isEogToken(token);
    model.getTokenAttributes = (token) => {
        if (isVirtual(token)) throw new RangeError("a virtual token has no attributes: it stands for a vector");
        return getTokenAttributes(token);
    };

    const tokenizeWithVectors = ((text: string, specialTokens: boolean = false, options?: "trimLeadingSpace") => {
        if (!specialTokens || !virtualTokenText.test(text)) return tokenize(text, specialTokens, options);
        const tokens: Token[] = [];
        // split() gives texts and, between them, the ids that the expression caught
        text.split(new RegExp(virtualTokenText, "g")).forEach((part, index) => {
            if (index % 2 === 1) tokens.push(Number(part) as VirtualToken);
            else if (part !== "") tokens.push(...tokenize(part, true, index === 0 ? options : "trimLeadingSpace"));
        });
        return tokens;
    }) as LlamaModel["tokenize"];
    // node-llama-cpp passes `tokenizer` around by itself, with these methods on it
    const methods = {detokenize: model.detokenize, isSpecialToken: model.isSpecialToken, isEogToken: model.isEogToken};
    model.tokenize = Object.freeze(Object.assign(tokenizeWithVectors, methods));
    Object.assign(model, {tokenizer: model.tokenize});
}

/** Context shifts of this sequence erase text, never a persona, regardless of an evaluation's shift strategy. */
function pinVirtualTokens(sequence: LlamaContextSequence): LlamaContextSequence {
    const internals = sequenceInternals(sequence);
    const freeUpSpace = internals._freeUpSpaceForTokens.bind(sequence);
    internals._freeUpSpaceForTokens = async (options) => {
        if (!internals._contextTokens.some(isVirtual)) return freeUpSpace(options);
        const size = Math.max(1, typeof options.size === "function" ? await options.size(sequence) : options.size);
        const asked = await rangesAskedFor(sequence, options, size);
        const erase = withoutVirtual(internals._contextTokens, asked ?? oldestText(sequence, size));
        await internals._eraseContextTokenRanges(erase, {skipLock: true});
        if (internals._nextTokenIndex >= sequence.contextSize - 1)
            await internals._eraseContextTokenRanges(oldestText(sequence, size), {skipLock: true});
        if (internals._nextTokenIndex >= sequence.contextSize - 1) throw new UserError(say("engine.persona-too-long"));
    };
    return sequence;
}

async function rangesAskedFor(
    sequence: LlamaContextSequence,
    {strategy}: Required<ContextShiftOptions>,
    size: number
): Promise<ContextTokensDeleteRange[] | null> {
    return typeof strategy === "function" ? await strategy({sequence, size}) : null;
}

/** The oldest `size` real tokens after the beginning-of-text token. */
function oldestText(sequence: LlamaContextSequence, size: number): ContextTokensDeleteRange[] {
    const tokens = sequenceInternals(sequence)._contextTokens;
    const first = tokens[0] === sequence.model.tokens.bos ? 1 : 0;
    const ranges: ContextTokensDeleteRange[] = [];
    let left = size;
    for (const {start, end, virtual} of runsOf(tokens)) {
        const from = Math.max(start, first);
        const to = Math.min(end, from + left);
        if (virtual || to <= from) continue;
        ranges.push({start: from, end: to});
        left -= to - from;
    }
    return ranges;
}

function withoutVirtual(tokens: readonly Token[], ranges: readonly ContextTokensDeleteRange[]): ContextTokensDeleteRange[] {
    return ranges.flatMap(({start, end}) =>
        [...runsOf(tokens.slice(start, end))]
            .filter(({virtual}) => !virtual)
            .map((run) => ({start: start + run.start, end: start + run.end}))
    );
}
