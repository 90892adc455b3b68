import {z} from "zod";
import {longText, nothing, request, shortText} from "./define.ts";
import {brief, influence} from "./drafting.ts";

/** A text in the user's keeping: typed, or taken over from a draft. */
export const keptDraft = z.object({
    id: z.string(),
    brief,
    text: longText,
    /** the draft as the model wrote it, or empty when the user began it */
    written: longText,
    influences: z.array(influence),
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
    /** where the search found it, or null */
    found: z.string().nullable()
});
export type DraftSummary = z.infer<typeof draftSummary>;

export const draftVersion = z.object({at: z.string(), text: longText, why: z.enum(["written", "saved", "accepted", "restored"])});
export type DraftVersion = z.infer<typeof draftVersion>;

export const draftsRequests = {
    "drafts.list": request(z.object({query: shortText.default("")}), z.array(draftSummary)),
    "drafts.open": request(z.object({id: z.string()}), keptDraft.nullable()),
    "drafts.create": request(z.object({brief, text: longText, written: longText, influences: z.array(influence)}), keptDraft),
    "drafts.save": request(z.object({id: z.string(), text: longText, why: draftVersion.shape.why.default("saved")}), nothing),
    "drafts.versions": request(z.object({id: z.string()}), z.array(draftVersion)),
    "drafts.remove": request(z.object({id: z.string()}), nothing),
    /** the user copied or sent it: becomes history where they allowed that */
    "drafts.used": request(
        z.object({brief, text: longText, written: longText}),
        z.object({learned: z.boolean()})
    )
};
