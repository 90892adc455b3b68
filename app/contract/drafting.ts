import {z} from "zod";
import {kinds} from "../brief/kind.ts";
import type {Kind} from "../brief/kind.ts";
import {job, longText, request, shortText} from "./define.ts";
import {sentence, sentenceOrText} from "./sentence.ts";
import {voiceScore} from "./voice-score.ts";

export {kinds};
export type {Kind};
export const kind = z.enum(kinds);

export const brief = z.object({
    kind,
    to: shortText.optional(),
    subject: shortText.optional(),
    notes: longText.optional(),
    text: longText.optional(),
    message: longText.optional()
});
export type BriefInput = z.infer<typeof brief>;

/** Values of the sliders. */
export const controls = z.object({
    /** 0: without the persona, 1: as the user, above: exaggerated */
    strength: z.number().min(0).max(2),
    /** −1 short … 1 long */
    length: z.number().min(-1).max(1),
    /** −1 plain … 1 warm */
    warmth: z.number().min(-1).max(1)
});
export type Controls = z.infer<typeof controls>;

export const influence = z.object({
    id: z.string(),
    path: z.string(),
    title: z.string().nullable(),
    passage: z.string(),
    date: z.string().nullable(),
    /** share of the persona, 0…1 */
    weight: z.number()
});
export type Influence = z.infer<typeof influence>;

export const draftResult = z.object({
    text: z.string(),
    /** 0…1: the voice meter's position, or null if it gives none */
    matchScore: z.number().nullable(),
    influences: z.array(influence),
    strategy: z.string(),
    /** why this strategy */
    strategyReason: sentenceOrText,
    /** fields of the brief that were truncated to fit the model's context */
    truncated: z.array(z.string()),
    /** lines of the message that were withheld from the model, as they give orders to one */
    withheld: z.array(z.string()).default([]),
    seed: z.number(),
    tokens: z.number(),
    firstTokenMs: z.number(),
    tokensPerSecond: z.number(),
    reason: z.enum(["stop", "length", "cancelled"]),
    /** the user's rules that the draft broke, as they wrote them */
    brokenRules: z.array(z.string()),
    /** facts of the draft that are neither in the brief nor in the user's habits; offsets into the text, UTF-16 units */
    unsupported: z.array(z.object({kind: z.string(), text: z.string(), from: z.int(), to: z.int()})),
    /** notes of the brief that are missing from the draft */
    missingNotes: z.array(z.string())
});
export type DraftResult = z.infer<typeof draftResult>;

export const draftProgress = z.discriminatedUnion("type", [
    /** the model is being loaded, or the prompt evaluated */
    z.object({type: z.literal("stage"), stage: z.enum(["model", "persona", "prompt"])}),
    z.object({type: z.literal("token"), draft: z.number(), text: z.string(), at: z.number()}),
    z.object({type: z.literal("end"), draft: z.number(), result: draftResult})
]);
export type DraftProgress = z.infer<typeof draftProgress>;

/** Changes that can be made to a passage. */
export const revision = z.enum(["shorter", "longer", "warmer", "plainer", "mine"]);
export type Revision = z.infer<typeof revision>;

/** One habit, the user's compared with the draft's. */
export const habitComparison = z.object({
    habit: z.string(),
    unit: z.enum(["words", "share", "perHundredWords", "characters"]),
    /** mean over the user's texts */
    mine: z.number(),
    /** standard deviation over my texts */
    spread: z.number(),
    draft: z.number(),
    /** 0…1 */
    agreement: z.number()
});
export type HabitComparison = z.infer<typeof habitComparison>;

export const draftingRequests = {
    "drafting.draft": job(
        z.object({
            /** the window's id of this job, so that one of its drafts can be stopped */
            job: z.string().max(64),
            brief,
            controls,
            /** one draft for each */
            seeds: z.array(z.int().nonnegative()).min(1).max(4),
            persona: z.boolean(),
            /** `usual`: without a trained persona; `trained`: with it; `chosen`: by the settings */
            voice: z.enum(["chosen", "usual", "trained"]).default("chosen"),
            /** a draft that the user liked: the new ones should be similar to it */
            like: longText.nullable().default(null)
        }),
        draftProgress,
        /** `order`: indices of the drafts, best first; empty if unknown, because one was stopped */
        z.object({drafts: z.array(draftResult), order: z.array(z.int().nonnegative()).default([])})
    ),
    "drafting.stop": request(z.object({job: z.string().max(64), draft: z.int().nonnegative()}), z.object({})),
    "drafting.revise": job(
        z.object({
            text: longText,
            from: z.int().nonnegative(),
            to: z.int().nonnegative(),
            how: z.union([revision, z.literal("instruction")]),
            kind,
            /** whom a letter goes to; empty: not known */
            recipient: shortText.default(""),
            controls,
            /** what to change, in the user's words, if `how` is "instruction" */
            instruction: shortText.nullable().default(null)
        }),
        z.object({text: z.string()}),
        /**
         * `note`: one sentence if less was done than requested; `undone`: the parts of an instruction, or the named change, that could not
         * be done
         */
        z.object({text: z.string(), note: sentence.nullable(), undone: z.array(z.string()), tooLong: z.boolean()})
    ),
    /** which of these rules the program checks itself; the others are only part of the model's prompt */
    "drafting.checkRules": request(z.object({rules: z.array(longText).max(200)}), z.object({checked: z.array(z.boolean())})),
    "drafting.compare": request(
        z.object({text: longText, kind}),
        z.object({matchScore: z.number().nullable(), voice: voiceScore.nullable(), habits: z.array(habitComparison)})
    )
};
