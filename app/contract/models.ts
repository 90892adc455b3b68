import {z} from "zod";
import {job, nothing, request, shortText} from "./define.ts";
import {sentence} from "./sentence.ts";

export const model = z.object({
    id: z.string(),
    name: z.string(),
    path: z.string(),
    /** bytes */
    size: z.number(),
    architecture: z.string().nullable(),
    inUse: z.boolean(),
    embedded: z.boolean(),
    /** whether it fits this machine's memory; null: not known */
    fits: z.boolean().nullable(),
    /** served by another program on this machine: `path` is its address; it drafts by examples and habits, without vectors */
    served: z.boolean(),
    /** its file was downloaded by Idiolect and is deleted when it is removed */
    downloaded: z.boolean(),
    /** whether it takes persona vectors, judging by its architecture; the engine's self-test decides when it is loaded (`plugRefusal`) */
    takesVectors: z.boolean(),
    /** whether there is a plug for it */
    plug: z.boolean(),
    /** whether a persona was trained for it on this machine */
    trained: z.boolean(),
    /** why it runs without a persona, or null */
    plugRefusal: sentence.nullable()
});
export type Model = z.infer<typeof model>;

/** A model of the catalogue that can be downloaded. */
export const offer = z.object({
    id: z.string(),
    name: z.string(),
    maker: z.string(),
    parameters: z.number(),
    quantisation: z.string(),
    architecture: z.string(),
    /** SPDX identifier */
    licence: z.string(),
    /** web page with more information */
    page: z.string(),
    /** the host that it is downloaded from */
    host: z.string(),
    /** bytes of all files; approximate if `sha256Known` is false */
    size: z.number(),
    /** bytes of memory that it needs */
    memory: z.number(),
    fits: z.boolean(),
    takesVectors: z.boolean(),
    /** false: the catalogue has no SHA-256 for it, and the file is compared with the one its host announces */
    sha256Known: z.boolean(),
    /** bytes of a partial download that are already on disk */
    loaded: z.number(),
    /** whether it is in the list of models */
    added: z.boolean()
});
export type Offer = z.infer<typeof offer>;

export const downloadProgress = z.object({
    stage: z.enum(["connect", "load", "check"]),
    /** bytes */
    done: z.number(),
    /** bytes; null until the host has reported it */
    total: z.number().nullable(),
    /** bytes a second */
    rate: z.number().nullable(),
    secondsLeft: z.number().nullable()
});
export type DownloadProgress = z.infer<typeof downloadProgress>;

export const modelsState = z.object({
    models: z.array(model),
    offers: z.array(offer),
    /** partial downloads from an address; those of the catalogue are with their offers */
    begun: z.array(z.object({url: z.string(), host: z.string(), loaded: z.number(), total: z.number().nullable()})),
    /** bytes */
    memory: z.object({total: z.number(), free: z.number()}),
    threads: z.number()
});
export type ModelsState = z.infer<typeof modelsState>;

/** A model of the catalogue, or an address. */
export const begunDownload = z.union([z.object({offer: z.string()}), z.object({url: shortText})]);

/** What to download: a model of the catalogue, or the address of a GGUF file. */
export const downloadChoice = z.union([
    z.object({offer: z.string()}),
    z.object({
        url: shortText,
        sha256: z
            .string()
            .regex(/^[0-9a-fA-F]{64}$/)
            .nullable()
            .default(null)
    })
]);

export const modelsRequests = {
    "models.state": request(nothing, modelsState),
    /** models that other programs (Ollama, LM Studio) serve on this machine now; an `address` can be added as a path */
    "models.findServed": request(nothing, z.array(z.object({address: z.string(), name: z.string(), program: z.string()}))),
    "models.add": request(z.object({path: shortText}), modelsState),
    /** The only request that makes Idiolect use a network. Cancelling keeps the received data; a new request resumes from there. */
    "models.download": job(downloadChoice, downloadProgress, z.object({state: modelsState, id: z.string(), sentence})),
    /** deletes the data of a partial download */
    "models.discardDownload": request(begunDownload, modelsState),
    "models.use": request(z.object({id: z.string()}), modelsState),
    "models.remove": request(z.object({id: z.string()}), modelsState),
    "models.verify": request(z.object({id: z.string()}), z.object({sentence}))
};
