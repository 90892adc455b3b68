import type {Progress, TrainingNow, TrainingRun} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";

/** One event of a training, as sent to the window. */
export type TrainingEvent = Progress<"training.train">;

export interface TrainingWork {
    /** Trains until the end or until `signal` is aborted; the state reached so far is kept. */
    (hear: (event: TrainingEvent) => void, signal: AbortSignal): Promise<void>;
}

/** ms between two progress events of a training */
const sayEvery = 200;

/**
 * The only training that may run. It is independent of windows: a window that is closed or reloaded finds it still running. Erasing stops
 * it first, because the result must not outlive the texts.
 */
export class Trainings {
    readonly #emit: (now: TrainingNow) => void;
    #stop: AbortController | null = null;
    #ended: Promise<unknown> = Promise.resolve();
    #run: TrainingRun | null = null;
    #problem: Sentence | null = null;
    #timer: NodeJS.Timeout | null = null;

    constructor(emit: (now: TrainingNow) => void = () => {}) {
        this.#emit = emit;
    }

    get running(): boolean {
        return this.#stop !== null;
    }

    get now(): TrainingNow {
        return {run: this.#run, problem: this.#problem};
    }

    /**
     * Starts a training. Resolves when it ends and rejects with its error; a stopped training rejects with the reason of its signal.
     * @throws {UserError} if one is already running
     */
    begin(
        work: TrainingWork,
        {alone = false, hear = () => {}}: {alone?: boolean; hear?: (event: TrainingEvent) => void} = {}
    ): Promise<void> {
        if (this.#stop !== null) throw new UserError(say("training.running"));
        const stop = (this.#stop = new AbortController());
        this.#problem = null;
        this.#run = {
            stage: "texts",
            texts: 0,
            keptOut: 0,
            step: 0,
            steps: 0,
            tokensPerSecond: null,
            secondsLeft: null,
            memory: null,
            first: null,
            best: null,
            alone
        };
        this.#emit(this.now);
        const running = work((event) => {
            this.#run = this.#run === null ? null : afterEvent(this.#run, event);
            this.#sayLater();
            hear(event);
        }, stop.signal)
            .catch((error: unknown) => {
                // a stop is not an error; unexpected errors go to the log
                if (!stop.signal.aborted && error instanceof UserError) this.#problem = error.sentence;
                throw error;
            })
            .finally(() => {
                this.#stop = null;
                this.#run = null;
                this.#sayNow();
            });
        this.#ended = running.catch(() => undefined);
        return running;
    }

    /** Stops the running training and waits for its end; the state reached so far is kept. */
    async stop(): Promise<void> {
        this.#stop?.abort(new UserError(say("training.stopped")));
        await this.#ended;
    }

    /** Clears the last error: erased data must not be named in it. */
    forget(): void {
        this.#problem = null;
        this.#sayNow();
    }

    #sayLater(): void {
        this.#timer ??= setTimeout(() => this.#sayNow(), sayEvery).unref();
    }

    #sayNow(): void {
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = null;
        this.#emit(this.now);
    }
}

function afterEvent(run: TrainingRun, event: TrainingEvent): TrainingRun {
    switch (event.type) {
        case "texts":
            return {...run, texts: event.texts, keptOut: event.keptOut};
        case "estimate":
            return {...run, stage: "train", memory: event.memory, steps: event.steps};
        case "resumed":
            return {...run, stage: "train", step: event.step};
        case "step": {
            const {step, steps, tokensPerSecond, secondsLeft} = event;
            return {...run, stage: "train", step, steps, tokensPerSecond, secondsLeft};
        }
        case "heldOut":
            return {...run, first: event.first, best: event.best};
        case "measure":
            return {...run, stage: "measure", secondsLeft: null, tokensPerSecond: null};
    }
}
