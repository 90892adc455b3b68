/**
 * The engine in a process of its own. A crash in native code ends that process and costs the calls that were running, which are told so
 * in one sentence; the process is started again, the model loaded again, and the next call works.
 */
import {statSync} from "node:fs";
import path from "node:path";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {Liveness} from "./liveness.ts";
import {answerSchema, fromFailure, modelInfoSchema, encodedSchema, scoreSchema} from "./protocol.ts";
import {safeParse} from "../../app/safe-parse.ts";
import type {DraftEvent, DraftJob, EncodedText, Engine, ModelInfo, Prompt} from "../../app/drafting/engine.ts";
import type {EngineOptions} from "./llama-engine.ts";
import type {EngineCall, EngineRequest} from "./protocol.ts";

/** A running process, however it was started. */
export interface EngineProcess {
    readonly pid: number | undefined;
    /** with its first model it gives up the right to read any other: a second one needs another process */
    readonly givesUpRights?: boolean;
    /** by structured clone */
    send(message: EngineRequest): void;
    onMessage(listener: (message: unknown) => void): void;
    /** `how` says how it ended, e.g. `SIGSEGV` or `code 1`; `output` the last it wrote to standard error */
    onExit(listener: (how: string, output: string) => void): void;
    kill(): void;
}
export type SpawnEngineProcess = () => EngineProcess;

/** So many crashes within so many ms, and the process is not started again until another model is loaded. */
const MOST_CRASHES = 3;
const CRASH_WINDOW_MS = 5 * 60_000;
/** ms that a process has to end by itself */
const GRACE_MS = 5_000;

/** ms without an answer of any kind, after which a process is ended: its event loop turns even while llama.cpp computes */
const LONGEST_SILENCE_MS = 30_000;

/** The process ended, or did not answer and was ended. */
export class EngineCrash extends UserError {}

interface PendingCall {
    readonly call: EngineCall;
    event(event: DraftEvent): void;
    resolve(value: unknown): void;
    reject(error: unknown): void;
}

export class SupervisedEngine implements Engine {
    readonly #spawn: SpawnEngineProcess;
    #options: EngineOptions;
    readonly #now: () => number;
    readonly #pending = new Map<number, PendingCall>();
    #process: EngineProcess | null = null;
    #model: ModelInfo | null = null;
    /** the model is being loaded again after a crash */
    #recovery: Promise<unknown> = Promise.resolve();
    /** when the last crashes were */
    #crashes: number[] = [];
    #nextId = 1;
    /** the file that the process was asked to load first: its only one if it has given up its rights; null: none yet */
    #itsModel: string | null = null;
    /** called when a call has come to its end */
    #settled: (() => void)[] = [];
    #disposal: Promise<void> | null = null;
    readonly #longestSilence: number;
    #liveness: Liveness | null = null;
    /** why the process was ended from here */
    #ended: string | null = null;

    /**
     * @param now ms; for the crash window
     * @param longestSilence ms; see `LONGEST_SILENCE_MS`
     */
    constructor(spawn: SpawnEngineProcess, options: EngineOptions = {}, now: () => number = Date.now, longestSilence = LONGEST_SILENCE_MS) {
        this.#spawn = spawn;
        this.#options = options;
        this.#now = now;
        this.#longestSilence = longestSilence;
    }

    /** Stays what it was over a crash. */
    get model(): ModelInfo | null {
        return this.#model;
    }

    async load(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        if (modelPath !== this.#model?.path)
            this.#crashes = [];
        await this.#recovery;
        if (this.#process?.givesUpRights !== true || this.#itsModel === null || this.#itsModel === fileKey(modelPath))
            return await this.#loadOrTryWithoutCard(modelPath, signal);
        const loading = this.#loadInAnotherProcess(modelPath, signal);
        // calls that come meanwhile wait for the model
        this.#recovery = loading.catch(() => {});
        return await loading;
    }

    async #loadInAnotherProcess(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        const before = this.#model;
        await this.#retire();
        try {
            return await this.#loadOrTryWithoutCard(modelPath, signal);
        } catch (error) {
            // what was loaded stays loaded, as it does in an engine that can read both
            if (before != null && this.#disposal == null && this.#recentCrashes() < MOST_CRASHES) {
                await this.#retire();
                await this.#loadOnce(before.path).catch(() => {
                    this.#model = null;
                });
            }
            throw error;
        }
    }

    /** Ends the process when what was asked of it is done. */
    async #retire(): Promise<void> {
        while ([...this.#pending.values()].some(({call}) => call.type !== "model"))
            await new Promise<void>((resolve) => this.#settled.push(resolve));
        const process = this.#process;
        if (process == null || this.#disposal != null)
            return;
        this.#process = null;
        this.#liveness?.stop();
        const pending = [...this.#pending.values()];
        this.#pending.clear();
        pending.forEach(({resolve}) => resolve(null));
        const exited = new Promise<void>((resolve) => process.onExit(() => resolve()));
        const timer = setTimeout(() => process.kill(), GRACE_MS);
        this.#send(process, {type: "dispose"}, {event: () => {}, resolve: () => {}, reject: () => {}});
        await exited;
        clearTimeout(timer);
    }

    async #loadOrTryWithoutCard(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        try {
            return await this.#loadOnce(modelPath, signal);
        } catch (error) {
            if (!(error instanceof EngineCrash) || this.#options.gpu === false)
                throw error;
            // the likeliest thing to crash is the driver of a graphics card
            this.#options = {...this.#options, gpu: false};
            return await this.#loadOnce(modelPath, signal);
        }
    }

    async #loadOnce(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        try {
            const info = safeParse(modelInfoSchema, await this.#call({type: "load", path: modelPath}, signal));
            if (!info.success)
                throw new UserError(`The model ${path.basename(modelPath)} is damaged: what it says of itself makes no sense; download or copy it again.`, {cause: info.error});
            return this.#model = info.data;
        } catch (error) {
            // the model before may have gone, or not
            if (!(error instanceof EngineCrash))
                this.#model = safeParse(modelInfoSchema, await this.#call({type: "model"})).data ?? null;
            throw error;
        }
    }

    async begin(prompt: Prompt, signal?: AbortSignal): Promise<void> {
        await this.#recovery;
        await this.#call({type: "begin", prompt}, signal);
    }

    async *draft(job: DraftJob, signal?: AbortSignal): AsyncGenerator<DraftEvent, void> {
        await this.#recovery;
        const events = new EventQueue();
        const stop = new AbortController();
        const finished = this.#call({type: "draft", job}, anySignal(stop.signal, signal), (event) => events.push(event), false)
            .then(() => events.end(), (error: unknown) => events.end(error));
        try {
            yield* events;
        } finally {
            stop.abort();
            await finished;
        }
    }

    async score(prompt: Prompt, text: string, signal?: AbortSignal): Promise<{readonly nll: number; readonly tokens: number}> {
        await this.#recovery;
        return scoreSchema.parse(await this.#call({type: "score", prompt, text}, signal));
    }

    async encode(prompt: Prompt, text: string): Promise<EncodedText> {
        await this.#recovery;
        return encodedSchema.parse(await this.#call({type: "encode", prompt, text}));
    }

    async inputRows(text: string): Promise<Float32Array> {
        await this.#recovery;
        return z.instanceof(Float32Array).parse(await this.#call({type: "inputRows", text}));
    }

    async countTokens(text: string): Promise<number> {
        await this.#recovery;
        return z.number().parse(await this.#call({type: "countTokens", text}));
    }

    async truncate(text: string, limit: number): Promise<string> {
        await this.#recovery;
        return z.string().parse(await this.#call({type: "truncate", text, limit}));
    }

    dispose(): Promise<void> {
        return this.#disposal ??= this.#dispose();
    }

    async #dispose(): Promise<void> {
        const process = this.#process;
        if (process == null)
            return;
        const exited = new Promise<void>((resolve) => process.onExit(() => resolve()));
        const timer = setTimeout(() => process.kill(), GRACE_MS);
        this.#send(process, {type: "dispose"}, {event: () => {}, resolve: () => {}, reject: () => {}});
        await exited;
        clearTimeout(timer);
    }

    /**
     * @param rejectOnAbort false where the process itself answers a cancelled call properly
     * @throws whatever the engine threw, or a UserError if its process crashed
     */
    async #call(call: EngineCall, signal?: AbortSignal, event: (event: DraftEvent) => void = () => {}, rejectOnAbort = true): Promise<unknown> {
        if (rejectOnAbort)
            signal?.throwIfAborted();
        const process = this.#running();
        if (call.type === "load")
            this.#itsModel ??= fileKey(call.path);
        let cancel: (() => void) | null = null;
        try {
            return await new Promise((resolve, reject) => {
                const id = this.#send(process, call, {event, resolve, reject});
                cancel = () => process.send({type: "cancel", id});
                if (signal?.aborted)
                    cancel();
                signal?.addEventListener("abort", cancel, {once: true});
            });
        } catch (error) {
            if (rejectOnAbort)
                signal?.throwIfAborted();
            throw error;
        } finally {
            if (cancel != null)
                signal?.removeEventListener("abort", cancel);
        }
    }

    #send(process: EngineProcess, call: EngineCall, pending: Omit<PendingCall, "call">): number {
        const id = this.#nextId++;
        this.#pending.set(id, {call, ...pending});
        process.send({type: "call", id, call});
        return id;
    }

    #running(): EngineProcess {
        if (this.#disposal != null)
            throw new UserError("The language model was shut down.");
        if (this.#recentCrashes() >= MOST_CRASHES)
            throw new UserError(`The language model crashed ${MOST_CRASHES} times within a few minutes; choose another model or restart Idiolect.`);
        return this.#process ??= this.#start();
    }

    #start(): EngineProcess {
        const process = this.#spawn();
        this.#itsModel = null;
        process.onMessage((message) => this.#receive(process, message));
        process.onExit((how, output) => this.#exited(process, how, output));
        process.send({type: "configure", options: this.#options});
        this.#liveness = new Liveness(this.#longestSilence, () => this.#ask(process), () => {
            this.#end(process, `no answer for ${Math.round(this.#longestSilence / 1000)} seconds`);
        });
        return process;
    }

    /** The smallest call there is: any answer shows that the process lives. */
    #ask(process: EngineProcess): void {
        this.#send(process, {type: "model"}, {event: () => {}, resolve: () => {}, reject: () => {}});
    }

    #end(process: EngineProcess, why: string): void {
        this.#ended ??= why;
        process.kill();
    }

    #receive(process: EngineProcess, message: unknown): void {
        this.#liveness?.answered();
        const {data: answer} = safeParse(answerSchema, message);
        // a process that says what is none of the protocol's is not to be trusted with more
        if (answer == null)
            return this.#end(process, "an answer that makes no sense");
        const pending = this.#pending.get(answer.id);
        if (pending == null)
            return;
        if (answer.type === "event")
            return pending.event(answer.event);
        this.#pending.delete(answer.id);
        if (answer.type === "result")
            pending.resolve(answer.value);
        else
            pending.reject(fromFailure(answer.failure));
        this.#settled.splice(0).forEach((settled) => settled());
    }

    #exited(process: EngineProcess, how: string, output: string): void {
        if (this.#process !== process)
            return;
        this.#process = null;
        this.#liveness?.stop();
        how = this.#ended ?? how;
        this.#ended = null;
        const pending = [...this.#pending.values()];
        this.#pending.clear();
        this.#settled.splice(0).forEach((settled) => settled());
        if (this.#disposal != null) {
            const shutDown = new UserError("The language model was shut down.");
            return pending.forEach(({call, resolve, reject}) => call.type === "dispose" ? resolve(null) : reject(shutDown));
        }
        this.#crashes.push(this.#now());

        const loading = pending.find(({call}) => call.type === "load");
        const crash = new EngineCrash(this.#crashMessage(loading?.call, how), {cause: new Error(output)});
        if (loading != null)
            this.#model = null;
        else if (this.#model != null && this.#recentCrashes() < MOST_CRASHES)
            this.#recover(this.#model.path);
        pending.forEach(({reject}) => reject(crash));
    }

    #crashMessage(loading: EngineCall | undefined, how: string): string {
        if (loading?.type === "load")
            return `The model ${path.basename(loading.path)} crashed the engine while it was loaded (${how}); choose another model.`;
        if (this.#recentCrashes() >= MOST_CRASHES)
            return `The language model crashed again (${how}); choose another model or restart Idiolect.`;
        return `The language model crashed (${how}) and was started again; try again.`;
    }

    /** Calls that come while this runs wait for it; if it fails, they fail by themselves, as there is no model then. */
    #recover(modelPath: string): void {
        this.#recovery = this.#call({type: "load", path: modelPath}).catch(() => {
            this.#model = null;
        });
    }

    #recentCrashes(): number {
        const since = this.#now() - CRASH_WINDOW_MS;
        this.#crashes = this.#crashes.filter((time) => time > since);
        return this.#crashes.length;
    }
}

/** Changes when another file is put in the place of one. */
function fileKey(file: string): string {
    const found = statSync(file, {throwIfNoEntry: false});
    return `${path.resolve(file)} ${found?.dev} ${found?.ino}`;
}

function anySignal(first: AbortSignal, second: AbortSignal | undefined): AbortSignal {
    return second == null ? first : AbortSignal.any([first, second]);
}

/** Events between a sender that does not wait and a reader that does. */
class EventQueue implements AsyncIterable<DraftEvent> {
    readonly #events: DraftEvent[] = [];
    #ended: {readonly error?: unknown} | null = null;
    #wake: () => void = () => {};

    push(event: DraftEvent): void {
        this.#events.push(event);
        this.#wake();
    }

    end(...error: unknown[]): void {
        this.#ended = error.length > 0 ? {error: error[0]} : {};
        this.#wake();
    }

    async *[Symbol.asyncIterator](): AsyncGenerator<DraftEvent, void> {
        for (;;) {
            yield* this.#events.splice(0);
            if (this.#events.length > 0)
                continue;
            if (this.#ended != null) {
                if ("error" in this.#ended)
                    throw this.#ended.error;
                return;
            }
            await new Promise<void>((resolve) => {
                this.#wake = resolve;
            });
        }
    }
}
