import {join, resolve} from "node:path";
import {draftsSchema, draftsVersion, initialDrafts, StoredDrafts} from "./drafts.ts";
import type {Drafts} from "./drafts.ts";
import {removeUnfinished} from "./durable-file.ts";
import {closeToOthers} from "./file-rights.ts";
import {lockHome} from "./home-lock.ts";
import {cannotWrite, openJsonStore} from "./json-store.ts";
import {makeFolder} from "./make-folder.ts";
import type {JsonStore} from "./json-store.ts";
import {initialRecipients, recipientsSchema, recipientsVersion} from "./recipients.ts";
import type {StoredRecipients} from "./recipients.ts";
import type {Cipher} from "./cipher.ts";
import {initialSettings, settingsSchema, settingsVersion} from "./settings.ts";
import type {Settings} from "./settings.ts";
import {initialSources, sourcesSchema, sourcesVersion} from "./sources.ts";
import type {Sources} from "./sources.ts";

/** An open home folder: its lock and its JSON files. */
export interface Store {
    /** absolute */
    readonly home: string;
    /** cipher of drafts, recipients and trained personas; null: they are not encrypted */
    readonly cipher: Cipher | null;
    readonly settings: JsonStore<Settings>;
    readonly sources: JsonStore<Sources>;
    readonly drafts: Drafts;
    /** the user's corrections of how they greet and close to people */
    readonly recipients: JsonStore<StoredRecipients>;
    /** Releases the home. */
    close(): void;
}

/**
 * Opens a home, and creates it if missing. Drafts and recipients are encrypted if a cipher is given.
 * @throws HomeInUseError if another process has it, UserError if it cannot be used
 */
export async function openStore(home: string, cipher: Cipher | null = null): Promise<Store> {
    home = resolve(home);
    await makeFolder(home).catch((error: unknown) => {
        throw cannotWrite(home, error);
    });
    await closeToOthers(home);
    const lock = await lockHome(home);
    try {
        // backups would keep the user's texts permanently, even when what was learned is erased
        await Promise.all(["", "backups", "personas"].map((folder) => removeUnfinished(join(home, folder))));
        const settings = await openJsonStore({
            path: join(home, "settings.json"),
            schema: settingsSchema,
            version: settingsVersion,
            initial: initialSettings
        });
        const sources = await openJsonStore({
            path: join(home, "sources.json"),
            schema: sourcesSchema,
            version: sourcesVersion,
            initial: initialSources
        });
        const drafts = await openJsonStore({
            path: join(home, "drafts.json"),
            schema: draftsSchema,
            version: draftsVersion,
            initial: initialDrafts,
            cipher
        });
        const recipients = await openJsonStore({
            path: join(home, "recipients.json"),
            schema: recipientsSchema,
            version: recipientsVersion,
            initial: initialRecipients,
            cipher
        });
        return {home, cipher, settings, sources, drafts: new StoredDrafts(drafts), recipients, close: () => lock.release()};
    } catch (error) {
        lock.release();
        throw error;
    }
}
