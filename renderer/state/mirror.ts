import type {HostAbilities, LibraryState, Settings} from "../../app/contract/index.ts";
import {standardSettings} from "../../app/contract/index.ts";
import {client} from "./client.ts";
import {createStore} from "./store.ts";

/*
 * What main owns and the whole window looks at. Main says when it changes; nothing here is changed by the window itself.
 */

/** null until main has said it */
export const library = createStore<LibraryState | null>(null);
export const settings = createStore<Settings>(standardSettings);
export const host = createStore<HostAbilities>({
    host: "preview", platform: "other", folderDialog: false, clipboard: false, mail: false, version: "", locale: navigator.language
});

/** Asks for all of it once and follows it from then on. */
export async function startMirror(): Promise<void> {
    client.on("library.changed", (state) => library.set(state));
    client.on("settings.changed", (changed) => settings.set(changed));
    const [abilities, nowSettings, nowLibrary] = await Promise.all([
        client.call("desk.abilities", {}),
        client.call("settings.read", {}),
        client.call("library.state", {})
    ]);
    host.set(abilities);
    settings.set(nowSettings);
    library.set(nowLibrary);
}

/** Shows the change at once and has main keep it; main's word is the last. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
    settings.set((current) => ({...current, ...change}));
    settings.set(await client.call("settings.change", change));
}
