import type {ApiServices} from "./services.ts";
import {readSettings} from "./settings.ts";
import {trainingState, voiceTraining} from "./training.ts";

/** ms between two checks of the machine */
const lookEvery = 60_000;
/** s without input after which the machine counts as idle */
const idleAfter = 300;

/**
 * Trains automatically if the user allows it: while the machine is idle and on mains power, if there is no persona yet, the persona is
 * stale, or the history has grown by a fifth. Pauses when the user returns or the machine runs on battery, and resumes the next time.
 */
export class SelfLearning {
    readonly #services: ApiServices;
    readonly #report: (error: unknown, request: string) => void;
    #timer: NodeJS.Timeout | null = null;
    /** texts of the last failed training: another try with the same texts would fail again */
    #failedWith: number | null = null;
    #look: Promise<void> = Promise.resolve();

    constructor(services: ApiServices, report: (error: unknown, request: string) => void) {
        this.#services = services;
        this.#report = report;
    }

    /** Does nothing if the host cannot read the machine's power state. */
    start(): void {
        if (this.#services.host.power === null) return;
        this.#timer = setInterval(() => void this.look(), lookEvery).unref();
    }

    async stop(): Promise<void> {
        if (this.#timer !== null) clearInterval(this.#timer);
        this.#timer = null;
        await this.#look;
    }

    /** Starts or pauses a training depending on the machine and the settings. Checks do not overlap. */
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
