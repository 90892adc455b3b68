import {UserError} from "../../app/errors.ts";
import type {Handlers, Progress, TrainingState} from "../../app/contract/index.ts";
import {erasePersonas, findPersona} from "../training/persona-files.ts";
import {trainVoice, type VoiceProgress} from "../training/train-voice.ts";
import type {Idiolect} from "../idiolect.ts";

/** The one training that may run. What it has learned must not outlive the texts: erasing stops it first. */
export class Trainings {
    #stop: AbortController | null = null;
    #ended: Promise<unknown> = Promise.resolve();

    get running(): boolean {
        return this.#stop !== null;
    }

    /** @throws {UserError} if one runs already */
    async run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
        if (this.#stop !== null) throw new UserError("A persona is being trained already; wait for it, or cancel it first.");
        const stop = this.#stop = new AbortController();
        const running = work(AbortSignal.any([signal, stop.signal])).finally(() => {
            this.#stop = null;
        });
        this.#ended = running.catch(() => undefined);
        return running;
    }

    /** Cancels what runs and waits for its end. */
    async stop(): Promise<void> {
        this.#stop?.abort(new UserError("The training was stopped."));
        await this.#ended;
    }
}

export function trainingHandlers({idiolect, trainings}: {idiolect(): Idiolect; readonly trainings: Trainings}): Handlers<"training"> {
    const state = async (signal: AbortSignal): Promise<TrainingState> => {
        const {library, persona} = idiolect();
        const {model} = await idiolect().voice(signal);
        const {tuned, tunedRefusal} = await findPersona(library.store, model, await persona.items());
        return {
            model: model.name, running: trainings.running, refusal: tunedRefusal ?? model.plugRefusal,
            trained: tuned === null ? null : {
                trainedAt: tuned.trainedAt, texts: tuned.historyCount, keptOut: tuned.heldOut.texts,
                none: tuned.heldOut.before, tuned: tuned.heldOut.after, gain: tuned.heldOut.before - tuned.heldOut.after
            }
        };
    };
    return {
        "training.state": (_, {signal}) => state(signal),
        "training.train": async (_, {signal, progress}) => {
            await trainings.run(signal, async (stop) => {
                const {engine, persona, library} = idiolect();
                await idiolect().voice(stop);
                const training = {items: await persona.items(), fromLibrary: true, engine, home: library.store.home, cipher: library.store.cipher};
                for await (const event of trainVoice(training, stop)) progress(viewProgress(event));
            });
            return state(signal);
        },
        "training.remove": async (_, {signal}) => {
            await trainings.stop();
            await erasePersonas(idiolect().home);
            return state(signal);
        }
    };
}

function viewProgress(event: VoiceProgress): Progress<"training.train"> {
    switch (event.type) {
        case "estimate": return {type: "estimate", memory: event.memory, steps: event.steps};
        case "step": {
            const {step, steps, tokensPerSecond, seconds} = event;
            return {type: "step", step, steps, tokensPerSecond, secondsLeft: step === 0 ? null : seconds / step * (steps - step)};
        }
        default: return event;
    }
}
