import {z} from "zod";
import {job, nothing, request} from "./define.ts";

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

export const trainingState = z.object({
    /** the model it would be trained for */
    model: z.string(),
    running: z.boolean(),
    /** null: none that can be used */
    trained: trainedPersona.nullable(),
    /** why the one that is there, or any, cannot be used; null: nothing stands against it */
    refusal: z.string().nullable()
});
export type TrainingState = z.infer<typeof trainingState>;

export const trainingProgress = z.discriminatedUnion("type", [
    z.object({type: z.literal("texts"), texts: z.number(), keptOut: z.number(), vectors: z.number()}),
    /** `memory` in bytes */
    z.object({type: z.literal("estimate"), memory: z.number(), steps: z.number()}),
    z.object({type: z.literal("resumed"), step: z.number()}),
    z.object({type: z.literal("step"), step: z.number(), steps: z.number(), tokensPerSecond: z.number(), secondsLeft: z.number().nullable()}),
    /** nats a token on the kept-out texts: now, at best, before training */
    z.object({type: z.literal("heldOut"), step: z.number(), loss: z.number().nullable(), best: z.number().nullable(), first: z.number().nullable()}),
    z.object({type: z.literal("measure")})
]);

export const trainingRequests = {
    "training.state": request(nothing, trainingState),
    /** Trains a persona for the model in use. Cancelling keeps what was reached; asking again goes on from there. */
    "training.train": job(nothing, trainingProgress, trainingState),
    /** Deletes the personas of all models, and what was reached of a training. */
    "training.remove": request(nothing, trainingState)
};
