import {readdir, stat} from "node:fs/promises";
import {homedir} from "node:os";
import {basename, dirname, join, resolve} from "node:path";
import type {Folder} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";

/** Folders below the home folder that usually contain writing. */
const likely: readonly (readonly [string, Folder["hint"]])[] = [
    ["Mail", "mail"],
    ["Maildir", "mail"],
    [".thunderbird", "mail"],
    ["Library/Thunderbird/Profiles", "mail"],
    ["AppData/Roaming/Thunderbird/Profiles", "mail"],
    ["Documents", "documents"],
    ["Dokumente", "documents"],
    ["Notes", "notes"],
    ["Obsidian", "notes"],
    ["Writing", "posts"],
    ["Blog", "posts"],
    ["blog", "posts"]
];

/** Folders of this machine that may contain writing. */
export async function suggestFolders(home: string = homedir()): Promise<Folder[]> {
    const found = await Promise.all(
        likely.map(async ([path, hint]) =>
            (await isFolder(join(home, path))) ? {path: join(home, path), name: basename(path), hint} : null
        )
    );
    return found.filter((folder) => folder !== null);
}

/** The subfolders of a folder, sorted by name, without hidden ones. */
export async function listFolders(path: string | null): Promise<{path: string; parent: string | null; folders: Folder[]}> {
    const here = resolve(path ?? homedir());
    const entries = await readdir(here, {withFileTypes: true}).catch((error: NodeJS.ErrnoException) => {
        // a file, such as a mailbox, can be learned from as well
        if (error.code === "ENOTDIR") return [];
        throw new UserError(say(error.code === "ENOENT" ? "folder.missing" : "folder.unreadable", {path: here}));
    });
    const folders = entries
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
        .map((entry): Folder => ({path: join(here, entry.name), name: entry.name, hint: "folder"}))
        .toSorted((a, b) => a.name.localeCompare(b.name));
    return {path: here, parent: dirname(here) === here ? null : dirname(here), folders};
}

async function isFolder(path: string): Promise<boolean> {
    return stat(path).then(
        (found) => found.isDirectory(),
        () => false
    );
}
