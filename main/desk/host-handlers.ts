import type {Handlers} from "../../app/contract/index.ts";
import {logFile} from "../log/log.ts";
import {checkInSources} from "./library.ts";
import type {DeskServices} from "./services.ts";
import {readSettings} from "./settings.ts";

/** What the window asks of its host. */
export function hostHandlers({host, idiolect}: DeskServices): Handlers<"desk"> {
    const done = async (work: Promise<unknown> | void): Promise<Record<string, never>> => {
        await work;
        return {};
    };
    return {
        "desk.abilities": () => host.abilities,
        "desk.chooseFolder": async () => ({path: await host.chooseFolder()}),
        "desk.chooseFile": async ({what}) => ({path: await host.chooseFile(what)}),
        "desk.copy": ({text, html}) => done(host.copy(text, html)),
        "desk.saveFile": async ({name, content}) => ({path: await host.saveFile(name, content)}),
        "desk.composeMail": ({to, subject, text}) => done(host.composeMail(to, subject, text)),
        "desk.showFile": async ({path}) => {
            await checkInSources(idiolect().library, path);
            return done(host.showFile(path));
        },
        "desk.showLog": () => done(host.showFile(logFile(idiolect().home))),
        "desk.notify": ({title, text}) => done(readSettings(idiolect()).notifications ? host.notify(title, text) : undefined),
        "desk.closeQuickBrief": () => done(host.closeQuickBrief())
    };
}
