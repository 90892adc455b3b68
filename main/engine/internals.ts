/**
 * Undocumented parts of node-llama-cpp that this folder uses; the list is complete. When the pinned version changes, these must be checked.
 * `hook.ts` rejects every other version.
 */
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";
import type {
    ContextShiftOptions,
    ContextTokensDeleteRange,
    Llama,
    LlamaContext,
    LlamaContextSequence,
    LlamaModel,
    Token
} from "node-llama-cpp";
import {nodeLlamaCppPath} from "./node-llama-cpp-path.ts";

/** An object of node-llama-cpp's native addon. */
export type AddonObject = object & {readonly __addon?: never};
export type AddonClass = abstract new (...args: never[]) => AddonObject;

export interface LlamaInternals {
    readonly _bindings: {
        readonly AddonContext: AddonClass;
        readonly AddonModel: AddonClass;
        readonly AddonSampler: new (model: AddonObject) => AddonObject;
        /** values in a block of a tensor type, and bytes it takes */
        getBlockSizeForGgmlType(type: number): number | undefined;
        getTypeSizeForGgmlType(type: number): number | undefined;
    };
}

export interface ModelInternals {
    readonly _model: AddonObject;
    readonly _llama: Llama;
}

export interface DecodeArguments {
    readonly sequenceId: number;
    readonly firstTokenSequenceIndex: number;
    readonly tokens: readonly Token[];
    /** sparse: true where the logits after a token are requested */
    readonly logits: readonly (true | undefined)[];
    readonly tokenMeter?: {useTokens(tokens: number, type: "input" | "output"): void};
    readonly afterBatchAction?: (sequenceStateLength: number) => void | Promise<void>;
}
/** Maps the logits at an index of the last batch to a value, for the token at an index of the sequence. */
export type LogitMapper = (batchIndex: number, sequenceIndex: number) => unknown;
/** [index in the sequence, result of the mapper] */
export type DecodeResult = [index: number, value: unknown][];

/** Its methods are looked up at each call, so they can be replaced. */
export type AddonContextObject = AddonObject & {
    initBatch(size: number): void;
    setThreads(threads: number): void;
    decodeBatch(): Promise<void>;
};

export interface ContextInternals {
    readonly _ctx: AddonContextObject;
    readonly _model: LlamaModel;
    readonly _totalSequences: number;
    readonly _batchSize: number;
    readonly _swaFullCache: boolean;
    readonly _backendContextDisposeGuard: {createPreventDisposalHandle(): {dispose(): void}};
    readonly _threadSplitterConsumer?: {getAllocationToConsume(): ThreadAllocation | Promise<ThreadAllocation>};
    _decodeTokens(args: DecodeArguments, mapper: LogitMapper): Promise<DecodeResult>;
    /** replaces the active adapters; a file is loaded once per name */
    _setLoras(loras: readonly {readonly filePath: string; readonly scale: number}[]): Promise<void>;
    _ensureNotDisposed(): void;
    _reserveThreads(): void;
    _scheduleToFreeReservedThreads(): void;
}
type ThreadAllocation = readonly [threads: number, handle: {dispose(): void}] | null;

export interface SequenceInternals {
    readonly _contextTokens: readonly Token[];
    readonly _nextTokenIndex: number;
    _freeUpSpaceForTokens(options: Required<ContextShiftOptions>): Promise<void>;
    _eraseContextTokenRanges(ranges: ContextTokensDeleteRange[], options: {skipLock: boolean}): Promise<void>;
    /** true if this sequence now holds the other's first tokens, up to that index */
    _copyStateFromOtherSequence(other: LlamaContextSequence, upToTokenIndex: number): Promise<boolean>;
}

export const llamaInternals = (llama: Llama): LlamaInternals => llama as unknown as LlamaInternals;
export const modelInternals = (model: LlamaModel): ModelInternals => model as unknown as ModelInternals;
export const contextInternals = (context: LlamaContext): ContextInternals => context as unknown as ContextInternals;
export const sequenceInternals = (sequence: LlamaContextSequence): SequenceInternals => sequence as unknown as SequenceInternals;

interface Locks {
    withLock<T>(scope: readonly [object, string], action: () => Promise<T>): Promise<T>;
}
// resolved from node-llama-cpp, because locks exclude each other only if they come from the same copy of the library
const locksPath = createRequire(nodeLlamaCppPath).resolve("lifecycle-utils");
const {withLock} = (await import(/* @vite-ignore */ pathToFileURL(locksPath).href)) as Locks;

/** Runs `action` with exclusive access to the native context. node-llama-cpp takes the same lock around its own decodes. */
export function withContextLock<T>(context: LlamaContext, action: () => Promise<T>): Promise<T> {
    return withLock([context, "context"], action);
}
