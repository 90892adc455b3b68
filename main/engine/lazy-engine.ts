import type {DraftEvent, DraftJob, EncodedText, Engine, ModelInfo, Prompt} from "../../app/drafting/engine.ts";

/** An engine that is created at its first use: loading llama.cpp's library takes a quarter of a second that a window need not wait for. */
export class LazyEngine implements Engine {
    readonly #make: () => Promise<Engine>;
    #made: Promise<Engine> | null = null;
    #engine: Engine | null = null;

    constructor(make: () => Promise<Engine>) {
        this.#make = make;
    }

    get model(): ModelInfo | null {
        return this.#engine?.model ?? null;
    }

    async load(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        return (await this.#get()).load(modelPath, signal);
    }

    async begin(prompt: Prompt, signal?: AbortSignal): Promise<void> {
        await (await this.#get()).begin(prompt, signal);
    }

    async *draft(job: DraftJob, signal?: AbortSignal): AsyncGenerator<DraftEvent, void> {
        yield* (await this.#get()).draft(job, signal);
    }

    async score(prompt: Prompt, text: string, signal?: AbortSignal): Promise<{readonly nll: number; readonly tokens: number}> {
        return (await this.#get()).score(prompt, text, signal);
    }

    async encode(prompt: Prompt, text: string): Promise<EncodedText> {
        return (await this.#get()).encode(prompt, text);
    }

    async inputRows(text: string): Promise<Float32Array> {
        return (await this.#get()).inputRows(text);
    }

    async countTokens(text: string): Promise<number> {
        return (await this.#get()).countTokens(text);
    }

    async truncate(text: string, limit: number): Promise<string> {
        return (await this.#get()).truncate(text, limit);
    }

    async dispose(): Promise<void> {
        await (await this.#made)?.dispose();
    }

    async #get(): Promise<Engine> {
        this.#made ??= this.#make().then((engine) => (this.#engine = engine));
        return this.#made;
    }
}
