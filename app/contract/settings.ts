import {z} from "zod";
import {connectionSettings, standardConnections} from "./connections.ts";
import {nothing, request, shortText} from "./define.ts";
import {controls} from "./drafting.ts";

export const mostSnippets = 100;

/** A text of the user's that goes into what they write as it is: directions, an account number, how to get in. */
export const snippet = z.object({
    name: z.string().trim().min(1).max(80),
    text: z.string().min(1).max(20_000),
    /** names or addresses of those it is for; empty: for everybody */
    to: z.array(z.string().trim().min(1).max(200)).max(20)
});
export type Snippet = z.infer<typeof snippet>;

export const settings = z.object({
    /** rules that outrank the learned voice */
    rules: z.array(shortText).max(50),
    controls,
    /** the user's saved instructions for changes, as button labels */
    actions: z.array(shortText).max(20),
    /** each name once */
    snippets: z
        .array(snippet)
        .max(mostSnippets)
        .refine((all) => new Set(all.map(({name}) => name)).size === all.length, "two snippets have the same name"),
    /** how many drafts are written side by side */
    drafts: z.int().min(1).max(3),
    learnFromEdits: z.boolean(),
    /** ids of texts that are used as examples before others of their kind */
    pinned: z.array(z.string().max(200)).max(20),
    /** train a persona automatically while the machine is idle and on mains power */
    learnAlone: z.boolean(),
    /** drafts use the trained persona if one is usable */
    trainedVoice: z.boolean(),
    theme: z.enum(["system", "light", "dark"]),
    language: z.enum(["system", "en", "de"]),
    /** 0: chosen automatically */
    threads: z.int().min(0).max(256),
    /** Electron accelerator of the quick brief, or empty */
    quickBrief: z.string().max(60),
    /** accelerator that rewrites the selection of the foreground program, or empty */
    rewriteSelection: z.string().max(60),
    notifications: z.boolean(),
    /** check for updates and install them when the program exits */
    updates: z.boolean(),
    /** the first run was completed or skipped */
    welcomed: z.boolean(),
    /** permissions of other programs on this machine */
    connections: connectionSettings
});
export type Settings = z.infer<typeof settings>;

export const standardSettings: Settings = {
    rules: [],
    actions: [],
    snippets: [],
    controls: {strength: 1, length: 0, warmth: 0},
    drafts: 3,
    learnFromEdits: false,
    pinned: [],
    learnAlone: false,
    trainedVoice: true,
    theme: "system",
    language: "system",
    threads: 0,
    quickBrief: "CommandOrControl+Alt+I",
    rewriteSelection: "",
    notifications: true,
    updates: false,
    welcomed: false,
    connections: standardConnections
};

export const settingsRequests = {
    "settings.read": request(nothing, settings),
    "settings.change": request(settings.partial(), settings)
};

export const settingsEvents = {
    "settings.changed": settings
};
