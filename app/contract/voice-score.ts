import {z} from "zod";
import {sentence} from "./sentence.ts";

/** How much a text sounds like the user: app/persona/voice-meter/score.ts says what each field means. */
export const voiceScore = z.object({
    position: z.number().nullable(),
    ci95: z.tuple([z.number(), z.number()]).nullable(),
    obstacle: z
        .enum([
            "text-too-short",
            "history-too-small",
            "no-population",
            "no-difference",
            "unreadable",
            "copied-from-history",
            "notes-missing",
            "notes-repeated"
        ])
        .nullable(),
    reason: z.string().nullable(),
    method: z.enum(["grammar", "characters"]),
    note: sentence.nullable(),
    language: z.string(),
    words: z.number(),
    texts: z.number(),
    greeting: z.number().nullable(),
    closing: z.number().nullable(),
    contentKept: z.number().nullable()
});
export type VoiceScoreView = z.infer<typeof voiceScore>;
