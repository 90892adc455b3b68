import {z} from "zod";
import {longText, shortText} from "../../app/contract/define.ts";
import {kind, revision} from "../../app/contract/index.ts";

/*
 * Requests of other programs to the voice service. The same schemas validate the MCP tools' arguments and the bodies sent to the loopback
 * server, and describe the tools to MCP clients.
 */

export const draftInput = z.object({
    kind: kind.default("email").describe("email, reply, subject, headline, or continue (go on with a text)"),
    to: shortText.optional().describe("e-mail, reply: who it goes to, a name or an address"),
    subject: shortText.optional().describe("e-mail, reply: the subject line"),
    notes: longText.optional().describe("e-mail, reply: what to say, as key phrases separated by ; or line breaks"),
    message: longText.optional().describe("reply: the message to answer"),
    text: longText.optional().describe("headline, subject: the text to stand above; continue: how the text begins"),
    count: z.int().min(1).max(3).default(1).describe("how many drafts"),
    seed: z
        .int()
        .min(0)
        .max(2 ** 32 - 4)
        .optional()
        .describe("the same seed gives the same drafts"),
    temperature: z.number().min(0).max(2).optional(),
    maxTokens: z.int().min(1).max(4096).optional()
});
export type DraftInput = z.output<typeof draftInput>;

export const draftOutput = z.object({
    drafts: z.array(
        z.object({
            text: z.string(),
            /** 0 to 1: how far the draft matches the user's habits; null if the history is too small */
            score: z.number().nullable(),
            seed: z.number(),
            /** tokens that the model generated */
            tokens: z.number(),
            promptTokens: z.number(),
            reason: z.enum(["stop", "length", "cancelled"]),
            /** the user's rules that the draft breaks */
            brokenRules: z.array(z.string())
        })
    ),
    strategy: z.string(),
    /** why drafts were written in this way, in one sentence */
    reason: z.string(),
    /** one sentence when the drafts cannot be in the user's voice, else null */
    note: z.string().nullable()
});
export type DraftOutput = z.output<typeof draftOutput>;

export const rewriteInput = z.object({
    text: longText.min(1).describe("the text to rewrite"),
    how: revision.default("mine").describe("mine: as I would say it; or shorter, longer, warmer, plainer"),
    kind: kind.default("email").describe("what kind of writing it is"),
    to: shortText.optional().describe("whom a letter goes to: it greets and closes as the user does to them")
});
export type RewriteInput = z.output<typeof rewriteInput>;

export const rewriteOutput = z.object({text: z.string(), note: z.string().nullable()});
export type RewriteOutput = z.output<typeof rewriteOutput>;

export const checkInput = z.object({
    text: longText.min(1).describe("the text to check"),
    kind: kind.default("email").describe("what kind of writing it is")
});
export type CheckInput = z.output<typeof checkInput>;

export const checkOutput = z.object({
    /** 0 to 1, null if the history is too small */
    score: z.number().nullable(),
    /** one sentence: what the score means, or why there is none */
    sentence: z.string(),
    /** habits in which the text differs most from the user's texts */
    differences: z.array(z.object({habit: z.string(), mine: z.number(), text: z.number(), unit: z.string()}))
});
export type CheckOutput = z.output<typeof checkOutput>;

/** Drafts for other programs: through the services of this process, or a running Idiolect over loopback. */
export interface VoiceService {
    draft(input: DraftInput, signal?: AbortSignal): Promise<DraftOutput>;
    rewrite(input: RewriteInput, signal?: AbortSignal): Promise<RewriteOutput>;
    check(input: CheckInput, signal?: AbortSignal): Promise<CheckOutput>;
}
