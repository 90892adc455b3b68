import type {Handlers, TrainingState} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {discardUnfinished, erasePersonas, findPersona, isUnfinished} from "../training/persona-files.ts";
import type {VoiceProgress} from "../training/train-voice.ts";
import type {ApiServices} from "./services.ts";
import type {TrainingEvent, TrainingWork} from "./trainings.ts";

/** growth of the history, as a share, from which training again is worthwhile */
const growth = 0.2;

/** What trains, with the prompts of its examples, is loaded when it is asked for: the window does not wait for it. */
const trainer = () => import("../training/train-voice.ts");

type TrainingServices = Pick<ApiServices, "idiolect" | "trainings">;

/** State of the training for the model in use. Loads that model. */
export async function trainingState({idiolect, trainings}: TrainingServices, signal: AbortSignal): Promise<TrainingState> {
    const {home, library, persona} = idiolect();
    const {model} = await idiolect().voice(signal);
    const items = await persona.items();
    const {tuned, tunedRefusal} = await findPersona(library.store, model, items);
    const texts = items.filter(({weight}) => weight >= 1).length;
    const {leastTexts} = await trainer();
    return {
        ...trainings.now,
        model: model.name,
        running: trainings.running,
        refusal: tunedRefusal ?? model.plugRefusal,
        trained:
            tuned === null
                ? null
                : {
                      trainedAt: tuned.trainedAt,
                      texts: tuned.historyCount,
                      keptOut: tuned.heldOut.texts,
                      none: tuned.heldOut.before,
                      tuned: tuned.heldOut.after,
                      gain: tuned.heldOut.before - tuned.heldOut.after
                  },
        unfinished: !trainings.running && (await isUnfinished(home, model.sha256)),
        texts,
        least: leastTexts,
        grown: tuned !== null && texts >= (1 + growth) * tuned.historyCount
    };
}

/** Trains on the library's texts for the model in use. */
export function voiceTraining({idiolect}: Pick<ApiServices, "idiolect">): TrainingWork {
    return async (hear, signal) => {
        const {engine, persona, library} = idiolect();
        await idiolect().voice(signal);
        const {trainVoice} = await trainer();
        const training = {items: await persona.items(), fromLibrary: true, engine, home: library.store.home, cipher: library.store.cipher};
        for await (const event of trainVoice(training, signal)) hear(viewProgress(event));
    };
}

export function trainingHandlers(services: ApiServices): Handlers<"training"> {
    const {idiolect, trainings} = services;
    const state = (signal: AbortSignal): Promise<TrainingState> => trainingState(services, signal);
    return {
        "training.state": (_, {signal}) => state(signal),
        "training.estimate": async (_, {signal}) => {
            const {engine, persona} = idiolect();
            await idiolect().voice(signal);
            if (trainings.running) throw new UserError(say("training.running"));
            const {estimateVoice} = await import("../training/estimate-voice.ts");
            return {...(await estimateVoice({items: await persona.items(), engine}, signal))};
        },
        "training.start": async (_, {signal}) => {
            await new Promise<void>((resolve, reject) => {
                const ended = trainings.begin(voiceTraining(services), {hear: () => resolve()});
                ended.then(resolve, (error: unknown) => reject(error as Error));
            });
            return state(signal);
        },
        "training.pause": async (_, {signal}) => {
            await trainings.stop();
            return state(signal);
        },
        "training.cancel": async (_, {signal}) => {
            await trainings.stop();
            const {model} = await idiolect().voice(signal);
            await discardUnfinished(idiolect().home, model.sha256);
            trainings.forget();
            return state(signal);
        },
        "training.train": async (_, {signal, progress}) => {
            const ended = trainings.begin(voiceTraining(services), {
                hear: (event) => {
                    if (!signal.aborted) progress(event);
                }
            });
            const stop = (): void => void trainings.stop();
            signal.addEventListener("abort", stop, {once: true});
            await ended.finally(() => signal.removeEventListener("abort", stop));
            return state(signal);
        },
        "training.remove": async (_, {signal}) => {
            await trainings.stop();
            await erasePersonas(idiolect().home);
            trainings.forget();
            return state(signal);
        }
    };
}

function viewProgress(event: VoiceProgress): TrainingEvent {
    switch (event.type) {
        case "estimate":
            return {type: "estimate", memory: event.memory, steps: event.steps};
        case "step": {
            const {step, steps, tokensPerSecond, seconds} = event;
            return {type: "step", step, steps, tokensPerSecond, secondsLeft: step === 0 ? null : (seconds / step) * (steps - step)};
        }
        default:
            return event;
    }
}
