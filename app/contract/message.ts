import {z} from "zod";
import {sentence} from "./sentence.ts";

/** Window → main. */
export const clientMessage = z.discriminatedUnion("type", [
    z.object({type: z.literal("request"), id: z.int().nonnegative(), name: z.string().max(64), input: z.unknown()}),
    z.object({type: z.literal("cancel"), id: z.int().nonnegative()})
]);
export type ClientMessage = z.infer<typeof clientMessage>;

/** Main → window. `sentence` is one for the user. */
export const hostMessage = z.discriminatedUnion("type", [
    z.object({type: z.literal("result"), id: z.int(), output: z.unknown()}),
    z.object({type: z.literal("error"), id: z.int(), sentence, cancelled: z.boolean()}),
    z.object({type: z.literal("progress"), id: z.int(), progress: z.unknown()}),
    z.object({type: z.literal("event"), name: z.string(), payload: z.unknown()})
]);
export type HostMessage = z.infer<typeof hostMessage>;
