import {z} from "zod";
import {connectionSettings, standardConnections} from "./connections.ts";
import {nothing, request, shortText} from "./define.ts";
import {controls} from "./drafting.ts";

export const settings = z.object({
    /** rules that outrank the learned voice */
    rules: z.array(shortText).max(50),
    controls,
    /** the user's saved instructions for changes, as button labels */
    actions: z.array(shortText).max(20),
    /** how many drafts are generated at once */
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
