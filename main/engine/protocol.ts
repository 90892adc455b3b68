/** Messages between the engine's process and its supervisor: plain values, validated by the receiver. */
import {z} from "zod";
import {sentence} from "../../app/contract/sentence.ts";
import type {SerializedError} from "../../app/rpc/errors.ts";
import type {CallContext} from "../../app/rpc/messages.ts";
import type {DraftEvent, DraftJob, EncodedText, ModelInfo, Prompt, PromptPart} from "../../app/drafting/engine.ts";
import type {EngineOptions} from "./llama-engine.ts";

const partSchema: z.ZodType<PromptPart> = z.discriminatedUnion("type", [
    z.object({type: z.literal("text"), text: z.string()}),
    z.object({type: z.literal("vectors"), vectors: z.instanceof(Float32Array)})
]);
const turnSchema = z.object({role: z.enum(["system", "user", "assistant"]), parts: z.array(partSchema)});
const adapter = z.object({file: z.string(), scale: z.number()}).exactOptional();
const promptSchema: z.ZodType<Prompt> = z.union([
    z.object({turns: z.array(turnSchema), adapter}),
    z.object({document: z.array(partSchema), adapter})
]);

// ranges are checked by the engine, with readable errors
const number = z.number().or(z.nan());

// `exactOptional` makes these types equal to the port's
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
    hashCache: z.string().exactOptional(),
    adapters: z.string().exactOptional()
});

const draftEventSchema: z.ZodType<DraftEvent> = z.discriminatedUnion("type", [
    z.object({type: z.literal("token"), draft: z.number(), text: z.string()}),
    z.object({
        type: z.literal("end"),
        draft: z.number(),
        text: z.string(),
        tokens: z.number(),
        promptTokens: z.number(),
        firstTokenMs: z.number(),
        tokensPerSecond: z.number(),
        reason: z.enum(["stop", "length", "cancelled"])
    })
]);

const modelInfoSchema: z.ZodType<ModelInfo> = z.object({
    path: z.string(),
    name: z.string(),
    architecture: z.string(),
    nEmbd: z.number(),
    vocabularySize: z.number(),
    contextSize: z.number(),
    embeddingNorm: z.number(),
    embeddingRows: z.array(z.number()),
    sha256: z.string(),
    fileSize: z.number(),
    plugRefusal: sentence.nullable(),
    chat: z.object({defaultSystem: z.string().nullable(), thinking: z.enum(["none", "switchable", "always"])}).nullable()
});
const encodedSchema: z.ZodType<EncodedText> = z.object({prompt: z.array(z.number()), text: z.array(z.number())});
const rowsSchema: z.ZodType<Float32Array> = z.instanceof(Float32Array);
const scoreSchema = z.object({nll: z.number(), tokens: z.number()});

interface EngineCall<I extends z.ZodType, O extends z.ZodType, P extends z.ZodType> {
    readonly input: I;
    readonly output: O;
    readonly progress: P;
}
const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): EngineCall<I, O, z.ZodNever> => ({
    input,
    output,
    progress: z.never()
});

/** Methods of the process: the members of the port `Engine`, and `configure`, which is called first. */
export const engineCalls = {
    configure: call(optionsSchema, z.null()),
    load: call(z.string(), modelInfoSchema),
    model: call(z.null(), modelInfoSchema.nullable()),
    begin: call(promptSchema, z.null()),
    draft: {input: jobSchema, output: z.null(), progress: draftEventSchema},
    score: call(z.object({prompt: promptSchema, text: z.string()}), scoreSchema),
    encode: call(z.object({prompt: promptSchema, text: z.string()}), encodedSchema),
    inputRows: call(z.string(), rowsSchema),
    countTokens: call(z.string(), z.number()),
    truncate: call(z.object({text: z.string(), limit: number}), z.string()),
    dispose: call(z.null(), z.null())
};
export type EngineCallName = keyof typeof engineCalls;
type Calls = typeof engineCalls;

/** The methods as an interface. */
export type EngineProcessMethods = {
    readonly [N in EngineCallName]: (
        input: z.output<Calls[N]["input"]>,
        context: CallContext<z.output<Calls[N]["progress"]>>
    ) => z.output<Calls[N]["output"]> | Promise<z.output<Calls[N]["output"]>>;
};

/** To the process. */
export const engineRequest = z.discriminatedUnion("type", [
    z.object({type: z.literal("request"), id: z.number(), name: z.string(), input: z.unknown()}),
    z.object({type: z.literal("cancel"), id: z.number()})
]);
export type EngineRequest = z.infer<typeof engineRequest>;

const errorSchema: z.ZodType<SerializedError> = z.lazy(() =>
    z.object({
        classes: z.array(z.string()),
        message: z.string(),
        stack: z.string(),
        properties: z.record(z.string(), z.unknown()),
        cause: errorSchema.nullable()
    })
);

/** From the process: any number of events for a draft, then a result or an error. */
export const engineReply = z.discriminatedUnion("type", [
    z.object({type: z.literal("progress"), id: z.number(), progress: draftEventSchema}),
    z.object({type: z.literal("result"), id: z.number(), output: z.unknown()}),
    z.object({type: z.literal("error"), id: z.number(), error: errorSchema})
]);
export type EngineReply = z.infer<typeof engineReply>;
