import {readdir, stat} from "node:fs/promises";
import {join, sep} from "node:path";
import type {Connection, Handlers, PrivacyReport, StoredThing} from "../../app/contract/index.ts";
import type {ApiServices} from "./services.ts";
import {quote, say} from "../../app/sentences/sentence.ts";

/** What is stored where and how large it is, which programs may connect, and erasing all of it. */
export function privacyHandlers({idiolect, connections, startOver, host}: ApiServices): Handlers<"privacy"> {
    return {
        "privacy.report": async () => {
            const {home, models, library} = idiolect();
            const {encryption} = await library.status();
            const stored = await storedThings(home, encryption.encrypted);
            // downloaded models are in the home and are counted there
            const outside = (await models.list()).filter(({path}) => !path.startsWith(home + sep));
            const files = await Promise.all(
                outside.map(async ({path}): Promise<StoredThing> => ({what: "models", path, size: await sizeOf(path), encrypted: false}))
            );
            return {
                home,
                stored: [...stored, ...files.filter(({size}) => size > 0)],
                network: [modelDownload, servedModels, ...updates(host.abilities.updates), ...openConnections(connections.state())],
                connections: [...connections.state()]
            };
        },
        "privacy.eraseAll": async () => {
            await startOver();
            return {};
        }
    };
}

/** The only access to a network beyond this machine. */
const modelDownload = {
    what: say("network.download"),
    when: say("network.download-when"),
    where: say("network.download-where")
};

/** Models served by Ollama and similar programs: on this machine, but in another process. */
const servedModels = {
    what: say("network.served"),
    when: say("network.served-when"),
    where: say("network.served-where")
};

/** The host that updates of this installation come from, if any. */
const updates = (where: string | null): PrivacyReport["network"] =>
    where === null
        ? []
        : [
              {
                  what: say("network.updates"),
                  when: say("network.updates-when"),
                  where: quote(where)
              }
          ];

/** The enabled connections, for the list of network accesses. None of them leaves this machine. */
function openConnections(connections: readonly Connection[]): PrivacyReport["network"] {
    return connections
        .filter(({on}) => on)
        .map(({name, address, tokenFile}) => ({
            what: say(`connection.${name}`),
            when: say("network.connection-when", {tokenFile: tokenFile ?? say("network.no-file")}),
            where: name === "mcp" ? say("network.mcp-where") : say("network.connection-where", {address: address ?? ""})
        }));
}

/** sorted by importance to the reader */
const order: readonly StoredThing["what"][] = ["library", "personas", "adapters", "drafts", "settings", "models", "other"];

/** Which part of the program a file or folder of the home belongs to. */
function partOf(name: string): StoredThing["what"] {
    if (/^library\b/.test(name)) return "library";
    if (/^drafts/.test(name)) return "drafts";
    if (/^personas\b/.test(name)) return "personas";
    if (/^adapters\b/.test(name)) return "adapters";
    if (/^(plugs|downloaded-models)/.test(name)) return "models";
    if (/^(settings|sources|models|model-hashes|model-loading|connection-tokens|recipients|lock|owner|window|\.updaterId)\b/.test(name))
        return "settings";
    return "other";
}

/** Encrypted with the home's key where there is one; adapters are not, as llama.cpp reads them. */
const isSealed = (what: StoredThing["what"], name: string): boolean =>
    (what === "library" && name !== "library.key") || what === "drafts" || what === "personas" || name === "recipients.json";

/** The database that a journal or index file belongs to, else the file itself. */
const ownerOf = (name: string): string => name.replace(/(?<=\.sqlite)-(?:wal|shm|journal)$/, "");

/** Every file and folder of the home by name; journals are counted with their database. */
async function storedThings(home: string, encrypted: boolean): Promise<StoredThing[]> {
    const names = (await readdir(home).catch(() => [])).toSorted();
    const things = await Promise.all(
        [...Map.groupBy(names, ownerOf)].map(async ([name, files]): Promise<StoredThing> => {
            const sizes = await Promise.all(files.map((file) => sizeOf(join(home, file))));
            const what = partOf(name);
            return {
                what,
                path: join(home, name),
                size: sizes.reduce((sum, size) => sum + size, 0),
                encrypted: encrypted && isSealed(what, name)
            };
        })
    );
    return things.toSorted((a, b) => order.indexOf(a.what) - order.indexOf(b.what) || a.path.localeCompare(b.path));
}

/** Bytes of a file, or of everything below a folder; 0 where there is nothing. */
async function sizeOf(path: string): Promise<number> {
    const found = await stat(path).catch(() => null);
    if (found === null) return 0;
    if (!found.isDirectory()) return found.size;
    const entries = await readdir(path, {recursive: true, withFileTypes: true}).catch(() => []);
    const sizes = await Promise.all(
        entries
            .filter((entry) => entry.isFile())
            .map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0)
    );
    return sizes.reduce((sum, size) => sum + size, 0);
}
