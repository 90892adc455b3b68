import {z} from "zod";

/** What the user chose. Parts add their own keys here; unknown keys of the same format version are kept. */
export const settingsSchema = z.looseObject({
    /** paths; null: the ones in resources/ */
    model: z.string().nullable(),
    plug: z.string().nullable(),
    /** α of the persona */
    strength: z.number().min(0).max(3),
    temperature: z.number().min(0).max(2),
    draftsPerBrief: z.number().int().min(1).max(8),
    /** null: what the machine has */
    threads: z.number().int().positive().nullable(),
    theme: z.enum(["system", "light", "dark"]),
    /** BCP 47, null: the system's */
    language: z.string().nullable()
});
export type Settings = z.output<typeof settingsSchema>;

export const settingsVersion = 1;
export const initialSettings: Settings = {
    model: null, plug: null, strength: 1, temperature: 0.7, draftsPerBrief: 3, threads: null, theme: "system", language: null
};
