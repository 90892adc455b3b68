import {join} from "node:path";
import {z} from "zod";
import {parseOr, safeParse} from "../../app/safe-parse.ts";
import {
    connectionSettings,
    mostSnippets,
    settings as settingsSchema,
    snippet,
    standardConnections,
    standardSettings
} from "../../app/contract/index.ts";
import type {ConnectionSettings, Handlers, Settings, Snippet} from "../../app/contract/index.ts";
import type {Idiolect} from "../idiolect.ts";
import type {Settings as StoredSettings} from "../store/settings.ts";
import type {HostPort} from "./host.ts";
import type {Router} from "./router.ts";
import {readRegularFile} from "../regular-file.ts";

/** Settings of the window alone, stored in the settings file under `window`. Each unreadable value falls back to its default. */
const windowSettings = z.object({
    length: settingsSchema.shape.controls.shape.length.catch(standardSettings.controls.length),
    warmth: settingsSchema.shape.controls.shape.warmth.catch(standardSettings.controls.warmth),
    learnFromEdits: z.boolean().catch(standardSettings.learnFromEdits),
    learnAlone: z.boolean().catch(standardSettings.learnAlone),
    trainedVoice: z.boolean().catch(standardSettings.trainedVoice),
    quickBrief: settingsSchema.shape.quickBrief.catch(standardSettings.quickBrief),
    rewriteSelection: settingsSchema.shape.rewriteSelection.catch(standardSettings.rewriteSelection),
    notifications: z.boolean().catch(standardSettings.notifications),
    updates: z.boolean().catch(standardSettings.updates),
    welcomed: z.boolean().catch(standardSettings.welcomed)
});

/** Permissions of other programs, stored in the settings file under `connections`. Unreadable values count as off. */
export function readConnections(stored: Readonly<Record<string, unknown>>): ConnectionSettings {
    const {mcp, endpoint, thunderbird, port} = connectionSettings.shape;
    const readable = z.object({
        mcp: mcp.catch(false),
        endpoint: endpoint.catch(false),
        thunderbird: thunderbird.catch(false),
        port: port.catch(standardConnections.port)
    });
    return parseOr(readable, stored["connections"] ?? {}, standardConnections);
}

/** One that cannot be read costs only itself: the rest would be gone with the next change. */
function readSnippets(stored: unknown): Snippet[] {
    const byName = new Map<string, Snippet>();
    for (const each of Array.isArray(stored) ? stored : []) {
        const {success, data} = safeParse(snippet, each);
        if (success && byName.size < mostSnippets) byName.set(data.name, data);
    }
    return [...byName.values()];
}

/** The settings as the window knows them, out of the file that the whole program shares. */
export function readSettings({library}: Idiolect): Settings {
    const stored = library.store.settings.value;
    const own = parseOr(windowSettings, stored["window"] ?? {}, windowSettings.parse({}));
    return {
        rules: parseOr(settingsSchema.shape.rules, stored["rules"] ?? [], []),
        actions: parseOr(settingsSchema.shape.actions, stored["actions"] ?? [], []),
        snippets: readSnippets(stored["snippets"]),
        controls: {strength: Math.min(2, stored.strength), length: own.length, warmth: own.warmth},
        drafts: Math.min(3, stored.draftsPerBrief),
        learnFromEdits: own.learnFromEdits,
        pinned: settingsSchema.shape.pinned.catch([]).parse(stored["pinned"] ?? []),
        learnAlone: own.learnAlone,
        trainedVoice: own.trainedVoice,
        theme: stored.theme,
        language: stored.language === "en" || stored.language === "de" ? stored.language : "system",
        threads: Math.min(256, stored.threads ?? 0),
        quickBrief: own.quickBrief,
        rewriteSelection: own.rewriteSelection,
        notifications: own.notifications,
        updates: own.updates,
        welcomed: own.welcomed,
        connections: readConnections(stored)
    };
}

async function writeSettings({library}: Idiolect, next: Settings): Promise<void> {
    const {learnFromEdits, learnAlone, trainedVoice, quickBrief, rewriteSelection, notifications, updates, welcomed, controls} = next;
    await library.store.settings.update((stored: StoredSettings) => {
        stored.strength = controls.strength;
        stored.draftsPerBrief = next.drafts;
        stored.theme = next.theme;
        stored.language = next.language === "system" ? null : next.language;
        stored.threads = next.threads === 0 ? null : next.threads;
        stored["rules"] = next.rules;
        stored["pinned"] = next.pinned;
        stored["actions"] = next.actions;
        stored["snippets"] = next.snippets;
        stored["connections"] = next.connections;
        stored["window"] = {
            length: controls.length,
            warmth: controls.warmth,
            learnFromEdits,
            learnAlone,
            trainedVoice,
            quickBrief,
            rewriteSelection,
            notifications,
            updates,
            welcomed
        };
    });
}

/** bytes; a larger file is refused when the services are opened */
const mostSettings = 16 * 1024 * 1024;

/** Threads of the language model from the settings file of a home, read before any service is opened; undefined: chosen automatically. */
export async function storedThreads(home: string): Promise<number | undefined> {
    const text = await readRegularFile(join(home, "settings.json"), mostSettings).then(String, () => "{}");
    const found = /"threads":\s*(\d{1,3})\b/.exec(text)?.[1];
    return found === undefined || Number(found) === 0 ? undefined : Number(found);
}

interface SettingsServices {
    idiolect(): Idiolect;
    readonly host: HostPort;
    readonly emit: Router["emit"];
    /** called when connections were switched on or off */
    readonly connections: {apply(): Promise<void>};
}

export function settingsHandlers({idiolect, host, emit, connections}: SettingsServices): Handlers<"settings"> {
    return {
        "settings.read": () => readSettings(idiolect()),
        "settings.change": async (change) => {
            const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
            const next = {...readSettings(idiolect()), ...given} as Settings;
            await writeSettings(idiolect(), next);
            host.settingsChanged(next);
            if (given["connections"] !== undefined) await connections.apply();
            emit("settings.changed", next);
            return next;
        }
    };
}
