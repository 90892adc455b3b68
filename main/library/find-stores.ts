import {lstat, readdir} from "node:fs/promises";
import {homedir} from "node:os";
import {join} from "node:path";
import {findStores as find} from "../../app/history/known-stores.ts";
import type {FolderLister, FoundStore, ListedEntry} from "../../app/history/known-stores.ts";
import {isSentFolder} from "./parsers/formats.ts";

/**
 * Mail stores, exports, vaults and blogs of known programs on this machine. Folders are listed, no file is opened, links are not followed.
 */
export function findStores(home: string = homedir()): Promise<FoundStore[]> {
    return find(home, lister);
}

const lister: FolderLister = {
    async list(path) {
        try {
            const entries = await readdir(path, {withFileTypes: true});
            return await Promise.all(
                entries
                    .filter((entry) => entry.isFile() || entry.isDirectory())
                    .map(async (entry): Promise<ListedEntry> => ({
                        name: entry.name,
                        isFolder: entry.isDirectory(),
                        size: entry.isFile()
                            ? await lstat(join(path, entry.name)).then(
                                  ({size}) => size,
                                  () => 0
                              )
                            : 0
                    }))
            );
        } catch (error) {
            const code = (error as NodeJS.ErrnoException).code;
            return code === "EPERM" || code === "EACCES" ? "denied" : null;
        }
    },
    join,
    isSent: isSentFolder
};
