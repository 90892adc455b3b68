import type {Progress, TrainingNow, TrainingRun} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";

/** One event of a training, as the window hears it. */
export type TrainingEvent = Progress<"training.train">;

export interface TrainingWork {
    /** Trains until the end or until `signal` aborts, which keeps what was reached. */
    (hear: (event: TrainingEvent) => void, signal: AbortSignal): Promise<void>;
}

/** ms between two words about a training's steps */
const sayEvery = 200;

/**
 * The one training that may run. It belongs to no window: one that is closed or loaded anew finds it going on. What it has learned must not
 * outlive the texts: erasing stops it first.
 */
export class Trainings {
    readonly #say: (now: TrainingNow) => void;
    #stop: AbortController | null = null;
    #ended: Promise<unknown> = Promise.resolve();
    #run: TrainingRun | null = null;
    #problem: Sentence | null = null;
    #timer: NodeJS.Timeout | null = null;

    constructor(say: (now: TrainingNow) => void = () => {}) {
        this.#say = say;
    }

    get running(): boolean {
        return this.#stop !== null;
    }

    get now(): TrainingNow {
        return {run: this.#run, problem: this.#problem};
    }

    /**
     * Begins a training. Resolves with its end, which rejects as the work does; one that was stopped ends with the reason of its signal.
     * @throws {UserError} if one runs already
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
        this.#say(this.now);
        const running = work((event) => {
            this.#run = this.#run === null ? null : afterEvent(this.#run, event);
            this.#sayLater();
            hear(event);
        }, stop.signal)
            .catch((error: unknown) => {
                // a stop is no problem, and what is no sentence for the user belongs into the report
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

    /** Stops what runs and waits for its end; what was reached is kept. */
    async stop(): Promise<void> {
        this.#stop?.abort(new UserError(say("training.stopped")));
        await this.#ended;
    }

    /** What is deleted leaves no word on why it had failed. */
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
        this.#say(this.now);
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
