import {z} from "zod";
import {connection} from "./connections.ts";
import {nothing, request} from "./define.ts";
import {sentence} from "./sentence.ts";

export const storedThing = z.object({
    what: z.enum(["library", "personas", "adapters", "settings", "drafts", "models", "other"]),
    path: z.string(),
    /** bytes */
    size: z.number(),
    encrypted: z.boolean()
});
export type StoredThing = z.infer<typeof storedThing>;

export const privacyReport = z.object({
    home: z.string(),
    stored: z.array(storedThing),
    /** every network access that the program can make, and what triggers it */
    network: z.array(z.object({what: sentence, when: sentence, where: sentence})),
    /** the ways in which other programs on this machine may connect, on or off, with the location of each token */
    connections: z.array(connection)
});
export type PrivacyReport = z.infer<typeof privacyReport>;

export const privacyRequests = {
    "privacy.report": request(nothing, privacyReport),
    "privacy.eraseAll": request(z.object({sure: z.literal(true)}), nothing)
};
