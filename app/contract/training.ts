import {z} from "zod";
import {job, nothing, request} from "./define.ts";
import {sentence} from "./sentence.ts";

/** A persona trained on the user's own texts for the model in use. */
export const trainedPersona = z.object({
    /** ISO 8601 */
    trainedAt: z.string(),
    /** how many of the user's texts it was learned from */
    texts: z.number(),
    /** texts that were kept out of training, and nats a token on them: without a persona, with it */
    keptOut: z.number(),
    none: z.number(),
    tuned: z.number(),
    gain: z.number()
});
export type TrainedPersonaView = z.infer<typeof trainedPersona>;

/** A training that goes on now. */
export const trainingRun = z.object({
    stage: z.enum(["texts", "train", "measure"]),
    /** texts that are learned from, and pairs that are kept out; 0 until they are chosen */
    texts: z.number(),
    keptOut: z.number(),
    step: z.number(),
    /** 0 until it is known */
    steps: z.number(),
    tokensPerSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    /** bytes; null until it is known */
    memory: z.number().nullable(),
    /** nats a token on the kept-out texts: where training began, and at best so far */
    first: z.number().nullable(),
    best: z.number().nullable(),
    /** begun by itself, as the machine was idle */
    alone: z.boolean()
});
export type TrainingRun = z.infer<typeof trainingRun>;

export const trainingNow = z.object({
    /** null: nothing is being trained */
    run: trainingRun.nullable(),
    /** why the last training ended without a persona; null: it did not, or it was paused or cancelled */
    problem: sentence.nullable()
});
export type TrainingNow = z.infer<typeof trainingNow>;

export const trainingState = trainingNow.extend({
    /** the model it would be trained for */
    model: z.string(),
    running: z.boolean(),
    /** null: none that can be used */
    trained: trainedPersona.nullable(),
    /** why the one that is there, or any, cannot be used; null: nothing stands against it */
    refusal: sentence.nullable(),
    /** an interrupted training is there and can go on */
    unfinished: z.boolean(),
    /** texts of the user's that can be learned from now, and how many are needed */
    texts: z.number(),
    least: z.number(),
    /** the texts have become more by a fifth or more since the persona was trained */
    grown: z.boolean()
});
export type TrainingState = z.infer<typeof trainingState>;

/** What a training would take: `seconds` at most, as an early stop may shorten it; null where a trial was too short to tell. */
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
    /** nats a token on the kept-out texts: now, at best, before training */
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
    /** Takes some seconds: one step is tried. Refused with the sentence with which the training would be. */
    "training.estimate": request(nothing, trainingEstimate),
    /** Begins a training, or goes on with an interrupted one, whether or not this window stays; answered once it runs, or refused. */
    "training.start": request(nothing, trainingState),
    /** Stops it and keeps what was reached. */
    "training.pause": request(nothing, trainingState),
    /** Stops it and deletes what was reached; a persona trained before stays. */
    "training.cancel": request(nothing, trainingState),
    /** Trains a persona for the model in use. Cancelling keeps what was reached; asking again goes on from there. */
    "training.train": job(nothing, trainingProgress, trainingState),
    /** Deletes the personas of all models, and what was reached of a training. */
    "training.remove": request(nothing, trainingState)
};

export const trainingEvents = {
    /** a training began, went on or ended */
    "training.changed": trainingNow
};
