import {z} from "zod";
import {quote, type Sentence} from "../sentences/sentence.ts";

/** What main says to the user, for the window to word. A key that the window does not know is said in English, as `text` has it. */
export const sentence: z.ZodType<Sentence> = z.object({
    key: z.string(),
    values: z.record(z.string(), z.unknown()),
    text: z.string()
});
/** Where the English text was stored before the sentence had a key. */
export const sentenceOrText: z.ZodType<Sentence> = z.preprocess(
    (stored) => (typeof stored === "string" ? quote(stored) : stored),
    sentence
);
export type {Sentence};
