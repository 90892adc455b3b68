import {z} from "zod";
import {longText, nothing, request, shortText} from "./define.ts";
import {sentence} from "./sentence.ts";

/** What the host can do for the window. The desktop can do all of it, the preview what a browser allows. */
export const hostAbilities = z.object({
    host: z.enum(["desktop", "preview"]),
    platform: z.enum(["linux", "darwin", "win32", "other"]),
    folderDialog: z.boolean(),
    clipboard: z.boolean(),
    mail: z.boolean(),
    /** it knows whether the machine is idle and on mains */
    power: z.boolean(),
    version: z.string(),
    /** host that newer versions come from; null: this copy does not update itself */
    updates: z.string().nullable(),
    /** from the system, e.g. `de-AT` */
    locale: z.string()
});
export type HostAbilities = z.infer<typeof hostAbilities>;

export const hostRequests = {
    "host.abilities": request(nothing, hostAbilities),
    "host.chooseFolder": request(nothing, z.object({path: z.string().nullable()})),
    "host.chooseFile": request(z.object({what: z.enum(["model", "message"])}), z.object({path: z.string().nullable()})),
    /** `html`: the same for programs that take formatted text */
    "host.copy": request(z.object({text: longText, html: longText.nullable().default(null)}), nothing),
    "host.saveFile": request(z.object({name: shortText, content: longText}), z.object({path: z.string().nullable()})),
    "host.composeMail": request(z.object({to: shortText, subject: shortText, text: longText}), nothing),
    "host.showFile": request(z.object({path: shortText}), nothing),
    /** shows the log in the system's file manager */
    "host.showLog": request(nothing, nothing),
    "host.notify": request(z.object({title: shortText, text: shortText}), nothing),
    "host.closeQuickBrief": request(nothing, nothing)
};

export const hostEvents = {
    /** a menu item, a shortcut or the tray asks the window for something */
    "host.command": z.object({command: z.string()}),
    /** what came of looking for a newer version, where there is something to say; `sentence` says why it failed */
    "host.update": z.object({state: z.enum(["ready", "older", "failed"]), version: z.string(), sentence: sentence.nullable()}),
    /** the system opened a file with Idiolect */
    "host.openFile": z.object({path: z.string()})
};
