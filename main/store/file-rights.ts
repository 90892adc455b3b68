import {closeSync, fstatSync, openSync} from "node:fs";
import {chmod, lstat, readdir} from "node:fs/promises";
import {join} from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {appendFlags} from "../regular-file.ts";

/** for the owner alone */
export const privateFile = 0o600,
    privateFolder = 0o700;

/**
 * Creates an empty file with permissions for its owner only, if missing: SQLite and others would make it readable for everyone.
 * @throws {UserError} if something else has the name, or it cannot be made
 */
export function makePrivateSync(path: string): void {
    let file: number | null = null;
    try {
        file = openSync(path, appendFlags, privateFile);
        if (!fstatSync(file).isFile()) throw new UserError(say("store.damaged", {path}));
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        // a folder, a FIFO that nobody reads, a device without a driver
        if (code === "EISDIR" || code === "ENXIO" || code === "ENODEV") throw new UserError(say("store.damaged", {path}), {cause: error});
        throw error;
    } finally {
        if (file !== null) closeSync(file);
    }
}

/**
 * Restricts the permissions of everything in a home to its owner, for files of an earlier version or copies. Links are not followed, and
 * what cannot be changed, as on a file system without permissions, stays as it is.
 */
export async function closeToOthers(folder: string): Promise<void> {
    if (process.platform === "win32") return; // on Windows a profile's folders are private to the user
    await chmod(folder, privateFolder).catch(() => {});
    for (const {name, parentPath} of await readdir(folder, {recursive: true, withFileTypes: true}).catch(() => [])) {
        const path = join(parentPath, name);
        const found = await lstat(path).catch(() => null);
        if (found === null || found.isSymbolicLink() || (found.mode & 0o077) === 0) continue;
        await chmod(path, found.isDirectory() ? privateFolder : privateFile).catch(() => {});
    }
}
