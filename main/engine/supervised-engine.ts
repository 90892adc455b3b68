/**
 * The engine in a separate process. A crash in native code ends that process and fails the running calls with one sentence; the process is
 * restarted, the model loaded again, and the next call works.
 */
import {statSync} from "node:fs";
import path from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {Caller} from "../../app/rpc/caller.ts";
import {deserializeError} from "../../app/rpc/errors.ts";
import {safeParse} from "../../app/safe-parse.ts";
import {log} from "../log/log.ts";
import {EventQueue} from "./event-queue.ts";
import {Liveness} from "./liveness.ts";
import {engineCalls, engineReply} from "./protocol.ts";
import type {DraftEvent, DraftJob, EncodedText, Engine, ModelInfo, Prompt} from "../../app/drafting/engine.ts";
import type {SerializedError} from "../../app/rpc/errors.ts";
import type {CallOptions, InputOf, OutputOf, ProgressOf} from "../../app/rpc/messages.ts";
import type {EngineOptions} from "./llama-engine.ts";
import type {EngineCallName, EngineProcessMethods, EngineRequest} from "./protocol.ts";

/** A running process, however it was started. */
export interface EngineProcess {
    readonly pid: number | undefined;
    /** the process drops the privilege to read any other model with its first one: a second model needs a new process */
    readonly givesUpRights?: boolean;
    /** serialised by structured clone */
    send(message: EngineRequest): void;
    onMessage(listener: (message: unknown) => void): void;
    /** `how`: how it ended, e.g. `SIGSEGV` or `code 1`; `output`: the end of its standard error */
    onExit(listener: (how: string, output: string) => void): void;
    kill(): void;
}
export type SpawnEngineProcess = () => EngineProcess;

/** After this many crashes within this many ms, the process is not restarted until another model is loaded. */
const MOST_CRASHES = 3;
const CRASH_WINDOW_MS = 5 * 60_000;
/** ms for a process to exit by itself */
const GRACE_MS = 5_000;

/** ms without any response after which a process is killed: its event loop runs even while llama.cpp computes */
const LONGEST_SILENCE_MS = 30_000;

/** The process exited, or did not respond and was killed. */
export class EngineCrash extends UserError {}

type EngineCaller = Caller<EngineProcessMethods, {readonly error: SerializedError}>;

interface Running {
    readonly process: EngineProcess;
    readonly caller: EngineCaller;
}

export class SupervisedEngine implements Engine {
    readonly #spawn: SpawnEngineProcess;
    #options: EngineOptions;
    readonly #now: () => number;
    #running: Running | null = null;
    #model: ModelInfo | null = null;
    /** set while the model is loaded again after a crash */
    #recovery: Promise<unknown> = Promise.resolve();
    /** times of the last crashes */
    #crashes: number[] = [];
    /** the file that the process was first asked to load: its only one if it has dropped its privileges; null: none yet */
    #itsModel: string | null = null;
    /** called when a call has ended */
    #settled: (() => void)[] = [];
    #disposal: Promise<void> | null = null;
    readonly #longestSilence: number;
    #liveness: Liveness | null = null;
    /** the reason if this side killed the process */
    #ended: Sentence | null = null;

    /**
     * @param now clock in ms, for counting crashes
     * @param longestSilence ms; see `LONGEST_SILENCE_MS`
     */
    constructor(spawn: SpawnEngineProcess, options: EngineOptions = {}, now: () => number = Date.now, longestSilence = LONGEST_SILENCE_MS) {
        this.#spawn = spawn;
        this.#options = options;
        this.#now = now;
        this.#longestSilence = longestSilence;
    }

    /** Unchanged by a crash. */
    get model(): ModelInfo | null {
        return this.#model;
    }

    async load(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        if (modelPath !== this.#model?.path) this.#crashes = [];
        await this.#recovery;
        if (this.#running?.process.givesUpRights !== true || this.#itsModel === null || this.#itsModel === fileKey(modelPath))
            return await this.#loadOrTryWithoutCard(modelPath, signal);
        const loading = this.#loadInAnotherProcess(modelPath, signal);
        // calls made meanwhile wait for the model
        this.#recovery = loading.catch(() => {});
        return await loading;
    }

    async #loadInAnotherProcess(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        const before = this.#model;
        await this.#retire();
        try {
            return await this.#loadOrTryWithoutCard(modelPath, signal);
        } catch (error) {
            // a loaded model stays loaded, as in an engine that can read both files
            if (before != null && this.#disposal == null && this.#recentCrashes() < MOST_CRASHES) {
                await this.#retire();
                await this.#loadOnce(before.path).catch(() => {
                    this.#model = null;
                });
            }
            throw error;
        }
    }

    /** Ends the process after the calls that are running. */
    async #retire(): Promise<void> {
        while (this.#running?.caller.pending().some(({name}) => name !== "model") === true)
            await new Promise<void>((resolve) => this.#settled.push(resolve));
        const running = this.#running;
        if (running == null || this.#disposal != null) return;
        this.#running = null;
        this.#liveness?.stop();
        await this.#disposeOf(running);
    }

    /** Waits for a process to exit after its earlier calls, or kills it. */
    async #disposeOf({process, caller}: Running): Promise<void> {
        const exited = new Promise<void>((resolve) => process.onExit(() => resolve()));
        const timer = setTimeout(() => process.kill(), GRACE_MS);
        // with or without a response, the process ends
        caller.call("dispose", null).catch(() => {});
        await exited;
        clearTimeout(timer);
        caller.end(new UserError(say("engine.shut-down")));
    }

    async #loadOrTryWithoutCard(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        try {
            return await this.#loadOnce(modelPath, signal);
        } catch (error) {
            if (!(error instanceof EngineCrash) || this.#options.gpu === false) throw error;
            // the most likely cause of a crash is the driver of a graphics card
            this.#options = {...this.#options, gpu: false};
            return await this.#loadOnce(modelPath, signal);
        }
    }

    async #loadOnce(modelPath: string, signal?: AbortSignal): Promise<ModelInfo> {
        try {
            const info = safeParse(engineCalls.load.output, await this.#send("load", modelPath, {signal}));
            if (!info.success)
                throw new UserError(say("model.damaged", {name: path.basename(modelPath), how: say("model.damaged-answer")}), {
                    cause: info.error
                });
            return (this.#model = info.data);
        } catch (error) {
            // the previous model may or may not be loaded
            if (!(error instanceof EngineCrash))
                this.#model = safeParse(engineCalls.model.output, await this.#send("model", null)).data ?? null;
            throw error;
        }
    }

    async begin(prompt: Prompt, signal?: AbortSignal): Promise<void> {
        await this.#call("begin", prompt, {signal});
    }

    async *draft(job: DraftJob, signal?: AbortSignal): AsyncGenerator<DraftEvent, void> {
        await this.#recovery;
        const events = new EventQueue<DraftEvent>();
        const stop = new AbortController();
        // the process itself responds correctly to a cancelled draft
        const call = this.#start().caller.call("draft", job, {
            signal: anySignal(stop.signal, signal),
            onProgress: (event) => events.push(event)
        });
        const finished = call.then(
            () => events.end(),
            (error: unknown) => events.end(error)
        );
        try {
            yield* events;
        } finally {
            stop.abort();
            await finished;
        }
    }

    async score(prompt: Prompt, text: string, signal?: AbortSignal): Promise<{readonly nll: number; readonly tokens: number}> {
        return this.#call("score", {prompt, text}, {signal});
    }

    async encode(prompt: Prompt, text: string): Promise<EncodedText> {
        return this.#call("encode", {prompt, text});
    }

    async inputRows(text: string): Promise<Float32Array> {
        return this.#call("inputRows", text);
    }

    async countTokens(text: string): Promise<number> {
        return this.#call("countTokens", text);
    }

    async truncate(text: string, limit: number): Promise<string> {
        return this.#call("truncate", {text, limit});
    }

    dispose(): Promise<void> {
        return (this.#disposal ??= this.#dispose());
    }

    async #dispose(): Promise<void> {
        if (this.#running != null) await this.#disposeOf(this.#running);
    }

    /** Calls the loaded model, loading it again first if needed. The response is validated. */
    async #call<N extends EngineCallName>(
        name: N,
        input: InputOf<EngineProcessMethods[N]>,
        options?: CallOptions<ProgressOf<EngineProcessMethods[N]>>
    ): Promise<OutputOf<EngineProcessMethods[N]>> {
        await this.#recovery;
        return engineCalls[name].output.parse(await this.#send(name, input, options)) as OutputOf<EngineProcessMethods[N]>;
    }

    /** @throws the engine's error, the signal's reason when it is aborted, or a UserError if the process crashed */
    async #send<N extends EngineCallName>(
        name: N,
        input: InputOf<EngineProcessMethods[N]>,
        options: CallOptions<ProgressOf<EngineProcessMethods[N]>> = {}
    ): Promise<OutputOf<EngineProcessMethods[N]>> {
        options.signal?.throwIfAborted();
        try {
            const {caller} = this.#start();
            if (name === "load") this.#itsModel ??= fileKey(input as string);
            return await caller.call(name, input, options);
        } catch (error) {
            options.signal?.throwIfAborted();
            throw error;
        }
    }

    #start(): Running {
        if (this.#disposal != null) throw new UserError(say("engine.shut-down"));
        if (this.#recentCrashes() >= MOST_CRASHES) throw new UserError(say("engine.crashes", {count: MOST_CRASHES}));
        return (this.#running ??= this.#startProcess());
    }

    #startProcess(): Running {
        const process = this.#spawn();
        this.#itsModel = null;
        const caller: EngineCaller = new Caller({
            send: (message) => process.send(message),
            toError: ({error}) => deserializeError(error),
            onWaiting: () => this.#settled.splice(0).forEach((settled) => settled())
        });
        const running = {process, caller};
        process.onMessage((message) => this.#receive(running, message));
        process.onExit((how, output) => this.#exited(running, how, output));
        const end = (why: Sentence): void => this.#end(process, why);
        caller.call("configure", this.#options).catch(() => {});
        // the cheapest call: any response shows that the process is alive
        this.#liveness = new Liveness(
            this.#longestSilence,
            () => void caller.call("model", null).catch(() => {}),
            () => {
                end(say("engine.silent", {seconds: Math.round(this.#longestSilence / 1000)}));
            }
        );
        return running;
    }

    #end(process: EngineProcess, why: Sentence): void {
        this.#ended ??= why;
        process.kill();
    }

    #receive({process, caller}: Running, message: unknown): void {
        this.#liveness?.answered();
        const {data: reply} = safeParse(engineReply, message);
        // a process that sends messages outside the protocol is not trusted any more
        if (reply == null) return this.#end(process, say("engine.nonsense"));
        caller.receive(reply);
    }

    #exited(running: Running, status: string, output: string): void {
        if (this.#running !== running) return;
        this.#running = null;
        this.#liveness?.stop();
        const how = this.#ended ?? status;
        this.#ended = null;
        const {caller} = running;
        if (this.#disposal != null) return caller.end(new UserError(say("engine.shut-down")));
        this.#crashes.push(this.#now());
        log.error("engine.crashed", {
            how: (typeof how === "string" ? how : how.text).replaceAll(" ", "-"),
            crashes: this.#crashes.length,
            loading: caller.pending().some(({name}) => name === "load")
        });

        const loading = caller.pending().find(({name}) => name === "load");
        const crash = new EngineCrash(this.#crashMessage(loading?.input as string | undefined, how), {cause: new Error(output)});
        if (loading != null) this.#model = null;
        else if (this.#model != null && this.#recentCrashes() < MOST_CRASHES) this.#recover(this.#model.path);
        caller.end(crash);
    }

    /** `loading`: path of the model that was being loaded, if any */
    #crashMessage(loading: string | undefined, how: string | Sentence): Sentence {
        if (loading != null) return say("engine.crashed-loading", {name: path.basename(loading), how});
        return say(this.#recentCrashes() >= MOST_CRASHES ? "engine.crashed-again" : "engine.crashed", {how});
    }

    /** Calls made while this runs wait for it; if it fails, they fail too, as there is no model then. */
    #recover(modelPath: string): void {
        this.#recovery = this.#send("load", modelPath).catch(() => {
            this.#model = null;
        });
    }

    #recentCrashes(): number {
        const since = this.#now() - CRASH_WINDOW_MS;
        this.#crashes = this.#crashes.filter((time) => time > since);
        return this.#crashes.length;
    }
}

/** Changes when the file is replaced by another. */
function fileKey(file: string): string {
    const found = statSync(file, {throwIfNoEntry: false});
    return `${path.resolve(file)} ${found?.dev} ${found?.ino}`;
}

function anySignal(first: AbortSignal, second: AbortSignal | undefined): AbortSignal {
    return second == null ? first : AbortSignal.any([first, second]);
}
