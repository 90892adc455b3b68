import {z} from "zod";
import type {Sentence} from "../sentences/sentence.ts";

/** What main says to the user, for the window to word. A key that the window does not know is said in English, as `text` has it. */
export const sentence: z.ZodType<Sentence> = z.object({
    key: z.string(),
    values: z.record(z.string(), z.unknown()),
    text: z.string()
});
export type {Sentence};
