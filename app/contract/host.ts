import {z} from "zod";
import {longText, nothing, request, shortText} from "./define.ts";
import {sentence} from "./sentence.ts";

/** What the host can do for the window: the desktop all of it, the preview what a browser allows. */
export const hostAbilities = z.object({
    host: z.enum(["desktop", "preview"]),
    platform: z.enum(["linux", "darwin", "win32", "other"]),
    folderDialog: z.boolean(),
    clipboard: z.boolean(),
    mail: z.boolean(),
    /** whether it knows if the machine is idle and on mains power */
    power: z.boolean(),
    version: z.string(),
    /** host of the update source; null: this installation does not update itself */
    updates: z.string().nullable(),
    /** from the system, e.g. `de-AT` */
    locale: z.string()
});
export type HostAbilities = z.infer<typeof hostAbilities>;

export const hostRequests = {
    "host.abilities": request(nothing, hostAbilities),
    "host.chooseFolder": request(nothing, z.object({path: z.string().nullable()})),
    "host.chooseFile": request(z.object({what: z.enum(["model", "message"])}), z.object({path: z.string().nullable()})),
    /** `html`: formatted version of the text for programs that accept it */
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
    /** a menu item, a shortcut or the tray sends a command to the window */
    "host.command": z.object({command: z.string()}),
    /** result of a check for updates, if it is worth showing; `sentence` says why it failed */
    "host.update": z.object({state: z.enum(["ready", "older", "failed"]), version: z.string(), sentence: sentence.nullable()}),
    /** the system opened a file with Idiolect */
    "host.openFile": z.object({path: z.string()})
};
