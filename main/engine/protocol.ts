/** What the engine's process and its supervisor say to each other: plain values, checked by whoever receives them. */
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import type {DraftEvent, DraftJob, ModelInfo, Prompt, PromptPart} from "../../app/drafting/engine.ts";
import type {EngineOptions} from "./llama-engine.ts";

const partSchema: z.ZodType<PromptPart> = z.discriminatedUnion("type", [
    z.object({type: z.literal("text"), text: z.string()}),
    z.object({type: z.literal("vectors"), vectors: z.instanceof(Float32Array)})
]);
const turnSchema = z.object({role: z.enum(["system", "user", "assistant"]), parts: z.array(partSchema)});
const adapter = z.object({file: z.string(), scale: z.number()}).exactOptional();
const promptSchema: z.ZodType<Prompt> = z.union([
    z.object({turns: z.array(turnSchema), adapter}), z.object({document: z.array(partSchema), adapter})
]);

// what numbers make sense is the engine's to say, in words
const number = z.number().or(z.nan());

// `exactOptional` leaves no difference between these types and the port's
const samplingSchema = z.object({
    temperature: number.exactOptional(),
    topP: number.exactOptional(),
    topK: number.exactOptional(),
    minP: number.exactOptional(),
    repeatPenalty: number.exactOptional(),
    dry: number.exactOptional(),
    apart: number.exactOptional(),
    stop: z.array(z.string()).exactOptional(),
    maxTokens: number.exactOptional()
});

const jobSchema: z.ZodType<DraftJob> = z.object({
    prompt: promptSchema,
    seeds: z.array(number),
    sampling: samplingSchema.exactOptional(),
    perDraft: z.array(samplingSchema).exactOptional(),
    earlier: z.array(z.string()).exactOptional()
});

const optionsSchema: z.ZodType<EngineOptions> = z.object({
    threads: z.number().exactOptional(),
    contextSize: z.number().exactOptional(),
    gpu: z.union([z.literal("auto"), z.literal(false)]).exactOptional(),
    hashCache: z.string().exactOptional()
});

/** What the engine is asked for; each kind is a member of the port. */
const callSchema = z.discriminatedUnion("type", [
    z.object({type: z.literal("load"), path: z.string()}),
    z.object({type: z.literal("model")}),
    z.object({type: z.literal("begin"), prompt: promptSchema}),
    z.object({type: z.literal("draft"), job: jobSchema}),
    z.object({type: z.literal("score"), prompt: promptSchema, text: z.string()}),
    z.object({type: z.literal("encode"), prompt: promptSchema, text: z.string()}),
    z.object({type: z.literal("inputRows"), text: z.string()}),
    z.object({type: z.literal("countTokens"), text: z.string()}),
    z.object({type: z.literal("truncate"), text: z.string(), limit: number}),
    z.object({type: z.literal("dispose")})
]);
export type EngineCall = z.infer<typeof callSchema>;

/** To the process. `configure` comes first; a call's answers carry its id. */
export const requestSchema = z.discriminatedUnion("type", [
    z.object({type: z.literal("configure"), options: optionsSchema}),
    z.object({type: z.literal("call"), id: z.number(), call: callSchema}),
    z.object({type: z.literal("cancel"), id: z.number()})
]);
export type EngineRequest = z.infer<typeof requestSchema>;

export const draftEventSchema: z.ZodType<DraftEvent> = z.discriminatedUnion("type", [
    z.object({type: z.literal("token"), draft: z.number(), text: z.string()}),
    z.object({
        type: z.literal("end"), draft: z.number(), text: z.string(), tokens: z.number(), promptTokens: z.number(),
        firstTokenMs: z.number(), tokensPerSecond: z.number(), reason: z.enum(["stop", "length", "cancelled"])
    })
]);

export const modelInfoSchema: z.ZodType<ModelInfo> = z.object({
    path: z.string(), name: z.string(), architecture: z.string(), nEmbd: z.number(), vocabularySize: z.number(), contextSize: z.number(),
    embeddingNorm: z.number(), embeddingRows: z.array(z.number()), sha256: z.string(), fileSize: z.number(), plugRefusal: z.string().nullable(),
    chat: z.object({defaultSystem: z.string().nullable(), thinking: z.enum(["none", "switchable", "always"])}).nullable()
});
export const encodedSchema = z.object({prompt: z.array(z.number()), text: z.array(z.number())});
export const scoreSchema = z.object({nll: z.number(), tokens: z.number()});

const failureSchema = z.object({isForUser: z.boolean(), message: z.string(), stack: z.string()});

/** From the process: any number of events for a draft, then a result or a failure. */
export const answerSchema = z.discriminatedUnion("type", [
    z.object({type: z.literal("event"), id: z.number(), event: draftEventSchema}),
    z.object({type: z.literal("result"), id: z.number(), value: z.unknown()}),
    z.object({type: z.literal("failure"), id: z.number(), failure: failureSchema})
]);
export type EngineAnswer = z.infer<typeof answerSchema>;

export function toFailure(error: unknown): z.infer<typeof failureSchema> {
    const {message, stack = ""} = error instanceof Error ? error : new Error(String(error));
    return {isForUser: error instanceof UserError, message, stack};
}

export function fromFailure({isForUser, message, stack}: z.infer<typeof failureSchema>): Error {
    const error = isForUser ? new UserError(message) : new Error(message);
    error.stack = stack;
    return error;
}
