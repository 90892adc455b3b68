import {z} from "zod";
import {longText, nothing, request, shortText} from "./define.ts";
import {kinds} from "../brief/kind.ts";
import type {Kind} from "../brief/kind.ts";
import {brief, draftResult, kind} from "./drafting.ts";

/** A text that the user saved: typed, or taken over from a draft. */
export const keptDraft = z.object({
    id: z.string(),
    brief,
    text: longText,
    /** the draft as it was taken over */
    written: longText,
    created: z.string(),
    changed: z.string()
});
export type KeptDraft = z.infer<typeof keptDraft>;

export const draftSummary = z.object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    beginning: z.string(),
    changed: z.string(),
    /** false: only generated, never opened in the editor or copied */
    taken: z.boolean(),
    /** the text around the search match, or null */
    found: z.string().nullable()
});
export type DraftSummary = z.infer<typeof draftSummary>;

export const draftVersion = z.object({at: z.string(), text: longText, why: z.enum(["model", "edit", "revision"])});
export type DraftVersion = z.infer<typeof draftVersion>;

/** A draft as shown on the writing screen, saved with everything that was reported about it. */
export const writtenDraft = z.object({id: z.string(), brief, result: draftResult});
export type WrittenDraft = z.infer<typeof writtenDraft>;

type SheetKind = Exclude<Kind, "email">;
/** The text that is written for or continued, for each kind except an e-mail, whose notes have their own field. */
const sheets = Object.fromEntries(kinds.filter((each) => each !== "email").map((each) => [each, longText.default("")])) as Record<
    SheetKind,
    z.ZodDefault<typeof longText>
>;

/** Content of the composer, saved so that a crash loses nothing. */
export const composing = z.object({
    kind,
    to: shortText,
    subject: shortText,
    notes: longText,
    message: longText,
    /** content specific to a kind: notes of a reply, or the text that a line is written for */
    texts: z.object(sheets)
});
export type Composing = z.infer<typeof composing>;

export const draftsRequests = {
    "drafts.composing": request(nothing, composing.nullable()),
    "drafts.keepComposing": request(z.object({composing}), nothing),
    "drafts.list": request(z.object({query: shortText.default("")}), z.array(draftSummary)),
    "drafts.open": request(z.object({id: z.string()}), keptDraft.nullable()),
    /** saves a draft as soon as it is generated; with `id`, the user's change to it on the screen */
    "drafts.keepWritten": request(z.object({id: z.string().nullable(), brief, result: draftResult}), z.object({id: z.string()})),
    /** which drafts are on the writing screen, in order */
    "drafts.keepOnScreen": request(z.object({ids: z.array(z.string()).max(40)}), nothing),
    "drafts.onScreen": request(nothing, z.array(writtenDraft)),
    /** marks a generated draft as accepted */
    "drafts.take": request(z.object({id: z.string()}), nothing),
    "drafts.create": request(z.object({brief, text: longText}), keptDraft),
    "drafts.save": request(z.object({id: z.string(), text: longText, why: draftVersion.shape.why.default("edit")}), nothing),
    "drafts.versions": request(z.object({id: z.string()}), z.array(draftVersion)),
    "drafts.remove": request(z.object({id: z.string()}), nothing),
    /** the user copied or sent it: it becomes history if they allowed that */
    "drafts.used": request(z.object({id: z.string().nullable(), brief, text: longText}), z.object({learned: z.boolean()}))
};
