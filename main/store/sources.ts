import {z} from "zod";
import {itemKinds} from "../../app/brief/kind.ts";

const writingKind = z.enum(itemKinds);

export const sourceSchema = z.object({
    id: z.string(),
    /** absolute, symbolic links resolved */
    path: z.string(),
    /** kinds of writing it contains; null: all */
    kinds: z.array(writingKind).nullable(),
    /** further rules in .gitignore syntax */
    ignore: z.array(z.string()),
    paused: z.boolean(),
    /** ISO 8601 */
    added: z.string()
});
export type SourceRecord = Readonly<z.output<typeof sourceSchema>>;

const identitySchema = z.object({
    /** a name or an e-mail address */
    value: z.string(),
    /** entered by the user, or determined from clear evidence in the mail */
    origin: z.enum(["given", "guessed"]),
    evidence: z.string().nullable()
});

export const sourcesSchema = z.object({
    sources: z.array(sourceSchema),
    identities: z.array(identitySchema),
    /** keys of items that the user excluded */
    excluded: z.array(z.string())
});
export type Sources = z.output<typeof sourcesSchema>;

export const sourcesVersion = 1;
export const initialSources: Sources = {sources: [], identities: [], excluded: []};
