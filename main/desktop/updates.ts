import {getAppCacheDir} from "electron-updater/out/AppAdapter.js";
import type {Api} from "../api/open-api.ts";
import type {UpdateSource} from "../updates/update-source.ts";
import type {Updates} from "../updates/updates.ts";
import type {Electron} from "./electron.ts";

/** Updates of the program; checked for as soon as the user agrees. */
export async function openUpdates(
    {app}: Pick<Electron, "app">,
    {
        source,
        api,
        home,
        configuration,
        on
    }: {
        readonly source: UpdateSource;
        readonly api: Api;
        readonly home: string;
        readonly configuration: string;
        readonly on: boolean;
    }
): Promise<Updates> {
    const {Updates: Opened} = await import("../updates/updates.ts");
    const updates = new Opened({
        source,
        isBusy: () => api.isBusy,
        app: {
            version: app.getVersion(),
            name: "idiolect",
            isPackaged: true,
            appUpdateConfigPath: configuration,
            userDataPath: home,
            baseCachePath: getAppCacheDir(),
            whenReady: async () => {
                await app.whenReady();
            },
            relaunch: () => app.relaunch(),
            quit: () => app.quit(),
            onQuit: (handler) => void app.once("quit", (_event, code) => handler(code))
        },
        tell: (outcome) => {
            if (outcome.state === "failed") api.router.emit("host.update", {state: "failed", version: "", sentence: outcome.sentence});
            else if (outcome.state === "ready" || outcome.state === "older") api.router.emit("host.update", {...outcome, sentence: null});
        }
    });
    updates.setOn(on);
    return updates;
}
