import type {HostAbilities, LibraryState, Settings} from "../../app/contract/index.ts";
import {standardSettings} from "../../app/contract/index.ts";
import {pickLanguage} from "../language/use-messages.ts";
import type {Language} from "../language/use-messages.ts";
import {client} from "./client.ts";
import {createStore} from "./store.ts";

/* State owned by main that the whole window reads. Main sends every change; the window only changes it through requests. */

/** null until main has sent it */
export const library = createStore<LibraryState | null>(null);
export const settings = createStore<Settings>(standardSettings);
export const host = createStore<HostAbilities>({
    host: "preview",
    platform: "other",
    folderDialog: false,
    clipboard: false,
    mail: false,
    power: false,
    version: "",
    updates: null,
    locale: navigator.language
});

/** The window's language, outside of any component. */
export function languageNow(): Language {
    return pickLanguage(settings.get().language, host.get().locale);
}

/** Fetches all of it once and subscribes to changes. */
export async function followMainState(): Promise<void> {
    client.on("library.changed", (state) => library.set(state));
    client.on("settings.changed", (changed) => {
        if (keeping === null) hearSettings(changed);
    });
    const [abilities, nowSettings, nowLibrary] = await Promise.all([
        client.call("host.abilities", {}),
        client.call("settings.read", {}),
        client.call("library.state", {})
    ]);
    host.set(abilities);
    settings.set(nowSettings);
    library.set(nowLibrary);
}

/** Changes that main has not saved yet. */
let unkept: Partial<Settings> = {};
let keeping: Promise<void> | null = null;

/**
 * Applies the change at once and has main save it. Changes made during a save are sent together in the next message, and main's older
 * settings never override a newer change.
 */
export function changeSettings(change: Partial<Settings>): Promise<void> {
    unkept = {...unkept, ...change};
    settings.set((current) => ({...current, ...change}));
    keeping ??= keepAll().finally(() => {
        keeping = null;
    });
    return keeping;
}

async function keepAll(): Promise<void> {
    const failures: unknown[] = [];
    while (Object.keys(unkept).length > 0) {
        const change = unkept;
        unkept = {};
        try {
            hearSettings(await client.call("settings.change", change));
        } catch (error) {
            failures.push(error);
            // changes made since are saved next, and not with a later one that has nothing to do with them
            hearSettings(await client.call("settings.read", {}));
        }
    }
    if (failures.length > 0) throw failures[0];
}

/** Merges saved settings with unsaved changes. */
function hearSettings(said: Settings): void {
    settings.set({...said, ...unkept});
}
