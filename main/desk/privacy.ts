import {readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import type {Handlers, StoredThing} from "../../app/contract/index.ts";
import type {DeskServices} from "./services.ts";

/** What is stored where, how large, and a button that ends it. Idiolect makes no network access, so that list is empty. */
export function privacyHandlers({idiolect, startOver}: DeskServices): Handlers<"privacy"> {
    return {
        "privacy.report": async () => {
            const {home, models, library} = idiolect();
            const {encryption} = await library.status();
            const stored = await storedThings(home, encryption.encrypted);
            const files = await Promise.all((await models.list()).map(async ({path}): Promise<StoredThing> => ({what: "models", path, size: await sizeOf(path), encrypted: false})));
            return {home, stored: [...stored, ...files.filter(({size}) => size > 0)], network: []};
        },
        "privacy.eraseAll": async () => {
            await startOver();
            return {};
        }
    };
}

/** what matters most to whoever asks comes first */
const order: readonly StoredThing["what"][] = ["library", "drafts", "settings", "models", "other"];

/** Which part of the program a file or folder of the home belongs to. */
function partOf(name: string): StoredThing["what"] {
    if (/^library\b/.test(name)) return "library";
    if (/^drafts/.test(name)) return "drafts";
    if (/^plugs/.test(name)) return "models";
    if (/^(settings|sources|models|model-hashes|model-loading|lock|owner|window)\b/.test(name)) return "settings";
    return "other";
}

/** The database whose journal or index a file is, else the file itself. */
const ownerOf = (name: string): string => name.replace(/(?<=\.sqlite)-(?:wal|shm|journal)$/, "");

/** Every file and folder of the home, each by its name; a database's journals are counted with it. */
async function storedThings(home: string, encrypted: boolean): Promise<StoredThing[]> {
    const names = (await readdir(home).catch(() => [])).toSorted();
    const things = await Promise.all([...Map.groupBy(names, ownerOf)].map(async ([name, files]): Promise<StoredThing> => {
        const sizes = await Promise.all(files.map((file) => sizeOf(join(home, file))));
        const what = partOf(name);
        return {what, path: join(home, name), size: sizes.reduce((sum, size) => sum + size, 0), encrypted: encrypted && (what === "library" || what === "drafts") && name !== "library.key"};
    }));
    return things.toSorted((a, b) => order.indexOf(a.what) - order.indexOf(b.what) || a.path.localeCompare(b.path));
}

/** Bytes of a file, or of everything below a folder; 0 where there is nothing. */
async function sizeOf(path: string): Promise<number> {
    const found = await stat(path).catch(() => null);
    if (found === null) return 0;
    if (!found.isDirectory()) return found.size;
    const entries = await readdir(path, {recursive: true, withFileTypes: true}).catch(() => []);
    const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0));
    return sizes.reduce((sum, size) => sum + size, 0);
}

