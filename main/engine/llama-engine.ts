/** The engine in this process. */
import {availableParallelism} from "node:os";
import path from "node:path";
import {LlamaLogLevel, getLlama} from "node-llama-cpp";
import {causeIn, UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {firstGgufPart, ggufParts} from "../models/gguf-parts.ts";
import {cancelledDrafts, runDraftJob} from "./draft-job.ts";
import {inspectModel, loadModel} from "./loaded-model.ts";
import {encodeText, scoreText} from "./score-text.ts";
import {checkChatTemplate} from "./template-check.ts";
import {AbortableMutex} from "./abortable-mutex.ts";
import type {Llama} from "node-llama-cpp";
import type {DraftEvent, DraftJob, EncodedText, Engine, ModelInfo, Prompt} from "../../app/drafting/engine.ts";
import type {LoadedModel} from "./loaded-model.ts";

export interface EngineOptions {
    /** default: chosen by the number of cores */
    readonly threads?: number;
    /** tokens; default: what the model was trained for, at most 4096 */
    readonly contextSize?: number;
    /** `auto` (default): a graphics card if llama.cpp finds one it can use */
    readonly gpu?: "auto" | false;
    /** file in which hashes of models are remembered; default: none */
    readonly hashCache?: string;
    /** folder that all adapters of prompts are read from; default: any, unless the engine has dropped its privileges */
    readonly adapters?: string;
}

/** Drops the privileges that the engine's process does not need to use the files of this one model. */
export type DropPrivileges = (
    modelFiles: readonly string[],
    use: {readonly hashCache: string | null; readonly adapters: string | null; readonly usesGpu: boolean}
) => void;

export class LlamaEngine implements Engine {
    readonly #options: EngineOptions;
    readonly #mutex = new AbortableMutex();
    readonly #disposal = new AbortController();
    #llama: Llama | null = null;
    #loaded: LoadedModel | null = null;
    #hasFailedLoad = false;
    readonly #dropPrivileges: DropPrivileges;

    /**
     * @param dropPrivileges called before the first bytes of a model are read; only in a separate process, which then can load no other
     * model
     */
    constructor(options: EngineOptions = {}, dropPrivileges: DropPrivileges = () => {}) {
        this.#options = options;
        this.#dropPrivileges = dropPrivileges;
    }

    get model(): ModelInfo | null {
        return this.#loaded?.info ?? null;
    }

    /**
     * A file that is not a model leaves the loaded one in place. Otherwise the loaded one is disposed first: two may not fit into memory.
     */
    async load(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        return this.#inTurn(signal, async (stop) => {
            const {threads = availableParallelism(), contextSize, hashCache = null, adapters = null} = this.#options;
            const llama = (this.#llama ??= await this.#start(threads));
            this.#dropPrivileges(ggufParts(firstGgufPart(modelPath)), {hashCache, adapters, usesGpu: llama.gpu !== false});
            const inspected = await inspectModel(llama, modelPath);
            await checkChatTemplate(inspected.gguf, modelPath);
            await this.#unload();
            try {
                this.#loaded = await loadModel(llama, inspected, {
                    threads,
                    hashCache,
                    signal: stop,
                    ...(contextSize != null && {contextSize})
                });
                if (!Number.isFinite(this.#loaded.info.embeddingNorm)) {
                    await this.#unload();
                    throw new UserError(say("model.damaged", {name: path.basename(modelPath), how: say("model.damaged-weights")}));
                }
            } catch (error) {
                this.#hasFailedLoad = true;
                if (error instanceof UserError || stop.aborted) throw error;
                throw new UserError(say("model.unusable", {name: path.basename(modelPath), why: causeIn(error)}), {cause: error});
            }
            return this.#loaded.info;
        });
    }

    async begin(prompt: Prompt, signal?: AbortSignal): Promise<void> {
        return this.#inTurn(signal, async (stop) => {
            const {prompts, promptState, info, adapter} = this.#needLoaded();
            await adapter.use(prompt);
            const beginning = prompts.ofBeginning(prompt);
            try {
                if (beginning.tokens.length > 0 && beginning.tokens.length < info.contextSize - 1) await promptState.begin(beginning, stop);
            } finally {
                prompts.release(beginning.tokens);
            }
        });
    }

    async *draft(job: DraftJob, signal?: AbortSignal): AsyncGenerator<DraftEvent, void> {
        const startedAt = performance.now();
        const stop = this.#stopSignal(signal);
        const done = await this.#mutex.acquire(stop);
        if (done == null) {
            yield* cancelledDrafts(job);
            return;
        }
        try {
            yield* runDraftJob(this.#needLoaded(), job, startedAt, stop);
        } finally {
            done();
        }
    }

    async score(prompt: Prompt, text: string, signal?: AbortSignal): Promise<{readonly nll: number; readonly tokens: number}> {
        return this.#inTurn(signal, (stop) => scoreText(this.#needLoaded(), prompt, text, stop));
    }

    async encode(prompt: Prompt, text: string): Promise<EncodedText> {
        return encodeText(this.#needLoaded(), prompt, text);
    }

    async inputRows(text: string): Promise<Float32Array> {
        const {prompts, inputRows, info} = this.#needLoaded();
        if (inputRows == null) throw new UserError(info.plugRefusal ?? say("model.no-persona"));
        return inputRows(prompts.codec.encode(text));
    }

    async countTokens(text: string): Promise<number> {
        return this.#needLoaded().prompts.codec.encode(text).length;
    }

    async truncate(text: string, limit: number): Promise<string> {
        return this.#needLoaded().prompts.codec.truncate(text, limit);
    }

    /** Cancels running jobs, waits for the last decode, and frees all memory. */
    async dispose(): Promise<void> {
        this.#disposal.abort(new UserError(say("engine.shut-down")));
        const done = (await this.#mutex.acquire())!;
        try {
            await this.#unload();
            const disposed = this.#llama?.dispose();
            // node-llama-cpp would wait, until the next garbage collection, for a model that failed to load
            if (!this.#hasFailedLoad) await disposed;
            this.#llama = null;
        } finally {
            done();
        }
    }

    async #inTurn<T>(signal: AbortSignal | undefined, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
        const stop = this.#stopSignal(signal);
        const done = await this.#mutex.acquire(stop);
        if (done == null) throw stop.reason;
        try {
            stop.throwIfAborted();
            return await work(stop);
        } finally {
            done();
        }
    }

    #stopSignal(signal: AbortSignal | undefined): AbortSignal {
        return signal == null ? this.#disposal.signal : AbortSignal.any([signal, this.#disposal.signal]);
    }

    #needLoaded(): LoadedModel {
        if (this.#loaded == null) throw new UserError(say("engine.no-model"));
        return this.#loaded;
    }

    async #unload(): Promise<void> {
        const loaded = this.#loaded;
        this.#loaded = null;
        loaded?.threads.dispose();
        await loaded?.model.dispose();
    }

    async #start(threads: number): Promise<Llama> {
        try {
            return await getLlama({
                gpu: this.#options.gpu ?? "auto",
                build: "never",
                skipDownload: true,
                maxThreads: threads,
                logLevel: LlamaLogLevel.disabled,
                progressLogs: false
            });
        } catch (error) {
            throw new UserError(say("engine.no-llama"), {cause: error});
        }
    }
}
