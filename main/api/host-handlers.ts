import type {Handlers} from "../../app/contract/index.ts";
import {logFile} from "../log/log.ts";
import {checkInSources} from "./library.ts";
import type {ApiServices} from "./services.ts";
import {readSettings} from "./settings.ts";

/** Requests that the window sends to its host. */
export function hostHandlers({host, idiolect}: ApiServices): Handlers<"host"> {
    const done = async (work: Promise<unknown> | void): Promise<Record<string, never>> => {
        await work;
        return {};
    };
    return {
        "host.abilities": () => host.abilities,
        "host.chooseFolder": async () => ({path: await host.chooseFolder()}),
        "host.chooseFile": async ({what}) => ({path: await host.chooseFile(what)}),
        "host.copy": ({text, html}) => done(host.copy(text, html)),
        "host.saveFile": async ({name, content}) => ({path: await host.saveFile(name, content)}),
        "host.composeMail": ({to, subject, text}) => done(host.composeMail(to, subject, text)),
        "host.showFile": async ({path}) => {
            await checkInSources(idiolect().library, path);
            return done(host.showFile(path));
        },
        "host.showLog": () => done(host.showFile(logFile(idiolect().home))),
        "host.notify": ({title, text}) => done(readSettings(idiolect()).notifications ? host.notify(title, text) : undefined),
        "host.closeQuickBrief": () => done(host.closeQuickBrief())
    };
}
