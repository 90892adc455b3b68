import type {ApiServices} from "./services.ts";
import {readSettings} from "./settings.ts";
import {trainingState, voiceTraining} from "./training.ts";

/** ms between two looks at the machine */
const lookEvery = 60_000;
/** s without a key or a movement after which the machine counts as idle */
export const idleAfter = 300;

/**
 * Trains by itself where the user allows it: while the machine is idle and on mains, when there is no persona yet, when the one that is there
 * has gone stale, or when the history has grown by a fifth. It is paused as soon as the user comes back or the plug is drawn, and goes on the
 * next time.
 */
export class SelfLearning {
    readonly #services: ApiServices;
    readonly #report: (error: unknown, request: string) => void;
    #timer: NodeJS.Timeout | null = null;
    /** texts with which the last try failed: it would fail again */
    #failedWith: number | null = null;
    #look: Promise<void> = Promise.resolve();

    constructor(services: ApiServices, report: (error: unknown, request: string) => void) {
        this.#services = services;
        this.#report = report;
    }

    /** Does nothing where the host does not know the machine's power. */
    start(): void {
        if (this.#services.host.power === null) return;
        this.#timer = setInterval(() => void this.look(), lookEvery).unref();
    }

    async stop(): Promise<void> {
        if (this.#timer !== null) clearInterval(this.#timer);
        this.#timer = null;
        await this.#look;
    }

    /** Begins or pauses a training as the machine and the settings are now. One look at a time. */
    look(): Promise<void> {
        this.#look = this.#look.then(() => this.#lookNow()).catch((error: unknown) => this.#report(error, "self-learning"));
        return this.#look;
    }

    async #lookNow(): Promise<void> {
        const {host, trainings, idiolect} = this.#services;
        if (host.power === null) return;
        const isFree = readSettings(idiolect()).learnAlone && host.power.onMains() && host.power.idleSeconds() >= idleAfter;
        if (trainings.running) {
            if (!isFree && trainings.now.run?.alone === true) await trainings.stop();
            return;
        }
        if (!isFree) return;
        const {texts, least, trained, grown, unfinished} = await trainingState(this.#services, new AbortController().signal);
        if (texts < least || texts === this.#failedWith || !(unfinished || trained === null || grown) || trainings.running) return;
        void trainings.begin(voiceTraining(this.#services), {alone: true}).then(
            () => {
                this.#failedWith = null;
            },
            (error: unknown) => {
                if (trainings.now.problem === null) return;
                this.#failedWith = texts;
                this.#report(error, "self-learning");
            }
        );
    }
}
