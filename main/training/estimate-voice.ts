/** Estimates the time and memory of a training on the user's own texts on this machine, before it is started. */
import {freemem} from "node:os";
import {estimateTraining, trainPersona} from "./train-persona.ts";
import {chooseTexts, makeExamples} from "./train-voice.ts";
import type {TrainingExample} from "./trainer-request.ts";
import type {VoiceTraining} from "./train-voice.ts";

export interface VoiceEstimate {
    readonly texts: number;
    /** pairs that are kept out */
    readonly keptOut: number;
    readonly vectors: number;
    /** peak memory of the trainer alone, in bytes */
    readonly memory: number;
    /** bytes that are free now */
    readonly memoryFree: number;
    readonly steps: number;
    /** positions a second in a trial step on this machine; null: the trial was too short to measure */
    readonly tokensPerSecond: number | null;
    /** s until the end if no early stop shortens it; null as above */
    readonly seconds: number | null;
}

/** examples of the trial: one step */
const trialExamples = 4;
/** share of a training step that a forward pass takes; the rest is the backward pass */
const readingShare = 0.5;
/** forward passes over the kept-out texts at the end: without vectors, with the initial ones, with the trained ones */
const measurings = 3;

/**
 * Memory as the trainer computes it, time from one step on texts of median length; takes some seconds and leaves no files.
 * @throws {UserError} as the training itself would
 */
export async function estimateVoice(
    training: Pick<VoiceTraining, "items" | "engine" | "threads">,
    signal?: AbortSignal
): Promise<VoiceEstimate> {
    const chosen = chooseTexts(training);
    const {model, k, keptOut, texts} = chosen;
    const {examples, start} = await makeExamples(training, chosen, signal);
    const threads = training.threads === undefined ? {} : {threads: training.threads};
    const whole = await estimateTraining({model: model.path, examples, start, ...threads}, signal);
    const trained = examples.filter(({heldOut}) => heldOut !== true);
    const speed = await trialSpeed({model: model.path, examples: middle(trained), start, ...threads}, signal);
    const epochs = Math.max(1, Math.round((whole.steps * trialExamples) / Math.max(1, trained.length)));
    const keptOutTokens = positions(examples) - positions(trained);
    const tokens = epochs * positions(trained) + readingShare * keptOutTokens * (epochs + 1 + measurings);
    return {
        texts,
        keptOut: keptOut.length,
        vectors: k,
        memory: whole.memory,
        memoryFree: freemem(),
        steps: whole.steps,
        tokensPerSecond: speed,
        seconds: speed === null ? null : tokens / speed
    };
}

async function trialSpeed(trial: Parameters<typeof trainPersona>[0], signal: AbortSignal | undefined): Promise<number | null> {
    const running = trainPersona({...trial, schedule: {epochs: 1, batch: trialExamples}}, signal);
    for (;;) {
        const {done, value} = await running.next();
        if (done === true) return value.stepTokensPerSecond;
    }
}

/** The examples of median length, with zero weight: a trial learns nothing. */
function middle(examples: readonly TrainingExample[]): readonly TrainingExample[] {
    const byLength = examples.toSorted((a, b) => a.ids.length - b.ids.length);
    const from = Math.max(0, Math.floor((byLength.length - trialExamples) / 2));
    return byLength.slice(from, from + trialExamples);
}

function positions(examples: readonly TrainingExample[]): number {
    return examples.reduce((sum, {ids}) => sum + ids.length, 0);
}
