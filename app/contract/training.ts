import {z} from "zod";
import {job, nothing, request} from "./define.ts";
import {sentence} from "./sentence.ts";

/** A persona trained on the user's own texts for the model in use. */
export const trainedPersona = z.object({
    /** ISO 8601 */
    trainedAt: z.string(),
    /** number of the user's texts it was trained on */
    texts: z.number(),
    /** number of held-out texts, and nats a token on them: without a persona, with it */
    keptOut: z.number(),
    none: z.number(),
    tuned: z.number(),
    gain: z.number()
});

/** A running training. */
export const trainingRun = z.object({
    stage: z.enum(["texts", "train", "measure"]),
    /** texts that are trained on, and pairs that are held out; 0 until they are chosen */
    texts: z.number(),
    keptOut: z.number(),
    step: z.number(),
    /** 0 while unknown */
    steps: z.number(),
    tokensPerSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    /** bytes; null while unknown */
    memory: z.number().nullable(),
    /** nats a token on the held-out texts: at the start, and the best so far */
    first: z.number().nullable(),
    best: z.number().nullable(),
    /** started automatically, while the machine was idle */
    alone: z.boolean()
});
export type TrainingRun = z.infer<typeof trainingRun>;

export const trainingNow = z.object({
    /** null: no training is running */
    run: trainingRun.nullable(),
    /** why the last training ended without a persona; null: it did not, or it was paused or cancelled */
    problem: sentence.nullable()
});
export type TrainingNow = z.infer<typeof trainingNow>;

export const trainingState = trainingNow.extend({
    /** the model it would be trained for */
    model: z.string(),
    running: z.boolean(),
    /** null: no usable one */
    trained: trainedPersona.nullable(),
    /** why the existing one, or any, cannot be used; null: no obstacle */
    refusal: sentence.nullable(),
    /** whether an interrupted training can be resumed */
    unfinished: z.boolean(),
    /** texts of the user that can be trained on now, and the required number */
    texts: z.number(),
    least: z.number(),
    /** the history has grown by a fifth or more since the persona was trained */
    grown: z.boolean()
});
export type TrainingState = z.infer<typeof trainingState>;

/** Estimate of a training: `seconds` at most, as early stopping may shorten it; null if a trial was too short to measure. */
export const trainingEstimate = z.object({
    texts: z.number(),
    keptOut: z.number(),
    vectors: z.number(),
    /** bytes */
    memory: z.number(),
    memoryFree: z.number(),
    steps: z.number(),
    tokensPerSecond: z.number().nullable(),
    seconds: z.number().nullable()
});
export type TrainingEstimate = z.infer<typeof trainingEstimate>;

export const trainingProgress = z.discriminatedUnion("type", [
    z.object({type: z.literal("texts"), texts: z.number(), keptOut: z.number(), vectors: z.number()}),
    /** `memory` in bytes */
    z.object({type: z.literal("estimate"), memory: z.number(), steps: z.number()}),
    z.object({type: z.literal("resumed"), step: z.number()}),
    z.object({
        type: z.literal("step"),
        step: z.number(),
        steps: z.number(),
        tokensPerSecond: z.number(),
        secondsLeft: z.number().nullable()
    }),
    /** nats a token on the held-out texts: now, best, before training */
    z.object({
        type: z.literal("heldOut"),
        step: z.number(),
        loss: z.number().nullable(),
        best: z.number().nullable(),
        first: z.number().nullable()
    }),
    z.object({type: z.literal("measure")})
]);

export const trainingRequests = {
    "training.state": request(nothing, trainingState),
    /** Takes some seconds: one step is run. Fails with the same sentence as the training would. */
    "training.estimate": request(nothing, trainingEstimate),
    /** Starts a training, or resumes an interrupted one, independent of this window; resolves once it runs, or fails. */
    "training.start": request(nothing, trainingState),
    /** Stops it and keeps the state reached so far. */
    "training.pause": request(nothing, trainingState),
    /** Stops it and deletes its state; a persona trained before stays. */
    "training.cancel": request(nothing, trainingState),
    /** Trains a persona for the model in use. Cancelling keeps the state; a new request resumes from there. */
    "training.train": job(nothing, trainingProgress, trainingState),
    /** Deletes the personas of all models, and the state of a training. */
    "training.remove": request(nothing, trainingState)
};

export const trainingEvents = {
    /** a training started, progressed or ended */
    "training.changed": trainingNow
};
