import {z} from "zod";
import {nothing, request, shortText} from "./define.ts";

export const model = z.object({
    id: z.string(),
    name: z.string(),
    path: z.string(),
    /** bytes */
    size: z.number(),
    architecture: z.string().nullable(),
    inUse: z.boolean(),
    embedded: z.boolean(),
    /** does it fit this machine's memory; null: not known */
    fits: z.boolean().nullable(),
    /** a plug for it is there */
    plug: z.boolean(),
    /** why it runs without a persona, or null */
    plugRefusal: z.string().nullable()
});
export type Model = z.infer<typeof model>;

export const modelsState = z.object({
    models: z.array(model),
    /** bytes */
    memory: z.object({total: z.number(), free: z.number()}),
    threads: z.number()
});
export type ModelsState = z.infer<typeof modelsState>;

export const modelsRequests = {
    "models.state": request(nothing, modelsState),
    "models.add": request(z.object({path: shortText}), modelsState),
    "models.use": request(z.object({id: z.string()}), modelsState),
    "models.remove": request(z.object({id: z.string()}), modelsState),
    "models.verify": request(z.object({id: z.string()}), z.object({sentence: z.string()}))
};
