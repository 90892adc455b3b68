import type {DraftEvent, DraftJob, EncodedText, Engine, ModelInfo, Prompt} from "../../app/drafting/engine.ts";
import {isServedAddress} from "./address.ts";
import {ServedEngine} from "./served-engine.ts";

/** Two engines behind one port: model files go to llama.cpp, addresses to the engine for served models. */
export class ModelSwitch implements Engine {
    readonly #files: Engine;
    readonly #served = new ServedEngine();
    #current: Engine;

    constructor(files: Engine) {
        this.#files = files;
        this.#current = files;
    }

    get model(): ModelInfo | null {
        return this.#current.model;
    }

    async load(pathOrAddress: string, signal?: AbortSignal): Promise<ModelInfo> {
        const next = isServedAddress(pathOrAddress) ? this.#served : this.#files;
        const info = await next.load(pathOrAddress, signal);
        this.#current = next;
        return info;
    }

    begin(prompt: Prompt, signal?: AbortSignal): Promise<void> {
        return this.#current.begin(prompt, signal);
    }

    draft(job: DraftJob, signal?: AbortSignal): AsyncIterable<DraftEvent> {
        return this.#current.draft(job, signal);
    }

    score(prompt: Prompt, text: string, signal?: AbortSignal): Promise<{readonly nll: number; readonly tokens: number}> {
        return this.#current.score(prompt, text, signal);
    }

    encode(prompt: Prompt, text: string): Promise<EncodedText> {
        return this.#current.encode(prompt, text);
    }

    inputRows(text: string): Promise<Float32Array> {
        return this.#current.inputRows(text);
    }

    countTokens(text: string): Promise<number> {
        return this.#current.countTokens(text);
    }

    truncate(text: string, limit: number): Promise<string> {
        return this.#current.truncate(text, limit);
    }

    async dispose(): Promise<void> {
        await Promise.all([this.#served.dispose(), this.#files.dispose()]);
    }
}
