/** A model that is ready to draft: loaded, tested, with a context whose sequences drafts are generated in. */
import {stat} from "node:fs/promises";
import path from "node:path";
import {InsufficientMemoryError} from "node-llama-cpp";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {ActiveAdapter} from "./active-adapter.ts";
import {ChatTemplate} from "./chat-template.ts";
import {firstGgufPart, ggufParts, modelNameOf} from "../models/gguf-parts.ts";
import {EmbeddingMatrix, readWholeGguf} from "./gguf-file.ts";
import {Hook} from "./hook.ts";
import {modelHash} from "./model-hash.ts";
import {PromptState} from "./prompt-state.ts";
import {PromptTokens} from "./prompt-tokens.ts";
import {selfTest} from "./self-test.ts";
import {TextCodec} from "./text-codec.ts";
import {GovernedThreads} from "./thread-governor.ts";
import {VirtualTokens} from "./virtual-tokens.ts";
import type {GgufFileInfo, Llama, LlamaContext, LlamaContextSequence, LlamaModel, Token} from "node-llama-cpp";
import type {ModelInfo} from "../../app/drafting/engine.ts";

/** Drafts that are generated concurrently; further ones of a job follow when these are done. Each takes the memory of one context. */
const SEQUENCES = 3;
/** tokens; a longer trained context is limited to this, to save memory */
const LARGEST_CONTEXT = 4096;

export interface LoadedModel {
    readonly info: ModelInfo;
    readonly model: LlamaModel;
    readonly context: LlamaContext;
    readonly sequences: readonly LlamaContextSequence[];
    /** of the first sequence */
    readonly promptState: PromptState;
    readonly prompts: PromptTokens;
    readonly adapter: ActiveAdapter;
    readonly threads: GovernedThreads;
    /** input embeddings for tokens, shape (n, nEmbd); null if the model takes no vectors */
    readonly inputRows: ((tokens: readonly Token[]) => Float32Array) | null;
}

export interface LoadOptions {
    readonly threads: number;
    /** tokens */
    readonly contextSize?: number;
    /** see `modelHash` */
    readonly hashCache: string | null;
    readonly signal?: AbortSignal | undefined;
}

/** Properties of a model that are known before it is loaded. */
export interface InspectedModel {
    readonly file: string;
    readonly gguf: GgufFileInfo;
}

/** @throws {UserError} if the file is not a complete model */
export async function inspectModel(llama: Llama, file: string): Promise<InspectedModel> {
    const first = firstGgufPart(file);
    return {file: first, gguf: await readWholeGguf(first, llama)};
}

/** @throws {UserError} if the model needs more memory, has an architecture that llama.cpp does not know, or does not generate text */
export async function loadModel(
    llama: Llama,
    {file, gguf}: InspectedModel,
    {threads, contextSize, hashCache, signal}: LoadOptions
): Promise<LoadedModel> {
    const sha256 = await modelHash(file, hashCache, signal);
    const model = await explained(file, signal, llama.loadModel({modelPath: file, ...(signal && {loadSignal: signal})}));
    let governed: GovernedThreads | null = null;
    try {
        const largest = Math.min(contextSize ?? LARGEST_CONTEXT, model.trainContextSize);
        const context = await explained(
            file,
            signal,
            model.createContext({
                contextSize: {max: largest},
                sequences: SEQUENCES,
                threads,
                // a draft's next token must not wait for the other drafts to request theirs
                batching: {dispatchSchedule: (dispatch) => dispatch()},
                ...(signal && {createSignal: signal})
            })
        );
        governed = new GovernedThreads(context, threads);
        await checkItWrites(context);
        const {virtual, inputRows, ...plug} = await preparePlug(llama, file, gguf, model, context);
        const template = chatTemplate(gguf, model);
        const info: ModelInfo = {
            path: file,
            name: gguf.metadata.general.name ?? modelNameOf(file),
            architecture: gguf.metadata.general.architecture,
            nEmbd: model.embeddingVectorSize,
            vocabularySize: gguf.metadata.tokenizer?.ggml?.tokens?.length ?? 0,
            contextSize: context.contextSize,
            fileSize: (await Promise.all(ggufParts(file).map((part) => stat(part)))).reduce((sum, part) => sum + part.size, 0),
            sha256,
            chat: template?.info ?? null,
            ...plug
        };
        const sequences = Array.from({length: SEQUENCES}, () => context.getSequence());
        await governed.measure(sequences[0]!);
        const prompts = new PromptTokens(model, new TextCodec(model), info, template, virtual);
        const promptState = new PromptState(sequences[0]!, (tokens) => prompts.keyOf(tokens));
        const adapter = new ActiveAdapter(context, promptState);
        return {info, model, context, sequences, prompts, promptState, adapter, threads: governed, inputRows};
    } catch (error) {
        governed?.dispose();
        await model.dispose();
        throw error;
    }
}

/** Encoder-only models load as well, but have no KV cache, so they cannot generate text. */
async function checkItWrites(context: LlamaContext): Promise<void> {
    const sequence = context.getSequence();
    try {
        await sequence.evaluateWithoutGeneratingNewTokens(context.model.tokenize("a"));
        if (sequence.stateCellsStartIndex < 0) throw new UserError(say("model.no-writer", {name: String(context.model.filename)}));
    } finally {
        await sequence.dispose();
    }
}

/** Binds the hook and tests it. A model that does not take vectors can still draft without a persona. */
async function preparePlug(
    llama: Llama,
    file: string,
    gguf: GgufFileInfo,
    model: LlamaModel,
    context: LlamaContext
): Promise<
    Pick<ModelInfo, "plugRefusal" | "embeddingNorm" | "embeddingRows"> & Pick<LoadedModel, "inputRows"> & {virtual: VirtualTokens | null}
> {
    try {
        const hook = new Hook(model);
        const embeddings = new EmbeddingMatrix(file, gguf, llama, hook);
        const virtual = new VirtualTokens(model, hook);
        virtual.attach(context);
        const {refusal, inputScale} = await selfTest(context, hook, virtual, embeddings);
        const inputRows = (tokens: readonly Token[]): Float32Array => embeddings.read(tokens).map((value) => value * inputScale);
        if (refusal == null) virtual.joinText(inputRows);
        return {
            virtual,
            inputRows: refusal == null ? inputRows : null,
            plugRefusal: refusal,
            embeddingNorm: inputScale * embeddings.meanNorm(),
            embeddingRows: embeddings.rowNorms()
        };
    } catch (error) {
        if (error instanceof UserError)
            return {virtual: null, inputRows: null, plugRefusal: error.sentence, embeddingNorm: 0, embeddingRows: []};
        throw error;
    }
}

/** Null if the file has no template, or one that cannot be rendered: then the model is prompted with plain text. */
function chatTemplate({metadata}: GgufFileInfo, model: LlamaModel): ChatTemplate | null {
    const source = metadata.tokenizer?.chat_template;
    if (typeof source !== "string" || source.trim() === "") return null;
    try {
        return new ChatTemplate(source, {bos: model.tokens.bosString ?? "", eos: model.tokens.eosString ?? ""});
    } catch {
        return null;
    }
}

/** Errors of node-llama-cpp as sentences for the user. */
async function explained<T>(file: string, signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
    try {
        return await work;
    } catch (error) {
        signal?.throwIfAborted();
        const name = path.basename(file);
        if (error instanceof InsufficientMemoryError) throw new UserError(say("model.no-memory", {name}), {cause: error});
        throw new UserError(say("model.unknown-kind", {name}), {cause: error});
    }
}
