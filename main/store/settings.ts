import {z} from "zod";

/** The user's settings. Parts of the program add their own keys here; unknown keys of the same format version are kept. */
export const settingsSchema = z.looseObject({
    /** α of the persona */
    strength: z.number().min(0).max(3),
    draftsPerBrief: z.number().int().min(1).max(8),
    /** null: chosen automatically */
    threads: z.number().int().positive().nullable(),
    theme: z.enum(["system", "light", "dark"]),
    /** BCP 47, null: the system's language */
    language: z.string().nullable()
});
export type Settings = z.output<typeof settingsSchema>;

export const settingsVersion = 1;
export const initialSettings: Settings = {
    strength: 1,
    draftsPerBrief: 3,
    threads: null,
    theme: "system",
    language: null
};
