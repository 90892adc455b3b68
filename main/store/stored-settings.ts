import {join} from "node:path";
import {openJsonStore} from "./json-store.ts";
import {initialSettings, settingsSchema, settingsVersion} from "./settings.ts";
import type {Settings} from "./settings.ts";

/**
 * The settings of a home that another process may have open: read once, without the lock. The file is always complete, since it is replaced
 * atomically.
 */
export async function readStoredSettings(home: string): Promise<Settings> {
    const store = await openJsonStore({
        path: join(home, "settings.json"),
        schema: settingsSchema,
        version: settingsVersion,
        initial: initialSettings
    });
    return store.value;
}
