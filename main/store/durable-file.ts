import {randomBytes} from "node:crypto";
import {constants} from "node:fs";
import {chmod, copyFile, mkdir, open, readdir, rename, unlink} from "node:fs/promises";
import {basename, dirname, join} from "node:path";

/**
 * Replaces a file atomically and durably, so that after a crash or power loss either the old or the new content is there: temporary file in
 * the same folder, fsync, rename, fsync of the folder.
 */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
    const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    try {
        const file = await open(temporary, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
        try {
            await file.writeFile(content);
            await file.sync();
        } finally {
            await file.close();
        }
        await rename(temporary, path);
    } catch (error) {
        await unlink(temporary).catch(() => {});
        throw error;
    }
    await syncFolder(dirname(path));
}

/** Removes temporary files of a program that was killed while it wrote. The caller must own the folder. */
export async function removeUnfinished(folder: string): Promise<void> {
    const names = await readdir(folder).catch(() => []);
    await Promise.all(names.filter((name) => /\.[0-9a-f]{12}\.tmp$/.test(name)).map((name) => unlink(join(folder, name)).catch(() => {})));
}

/**
 * Copies `path` into `backups/` beside it and makes the copy durable. Returns the copy's path.
 * @param content replaces the file's own bytes; null: those
 */
export async function backUp(path: string, label: string, content: string | null = null): Promise<string> {
    const folder = join(dirname(path), "backups");
    await mkdir(folder, {recursive: true, mode: 0o700});
    const copy = join(folder, `${basename(path)}.${label}`);
    if (content !== null) {
        await writeDurably(copy, content);
        return copy;
    }
    await copyFile(path, copy);
    await chmod(copy, 0o600);
    const file = await open(copy, "r+");
    await file.sync().finally(() => file.close());
    await syncFolder(folder);
    return copy;
}

/** A rename is durable once its folder is synced. Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
    if (process.platform === "win32") return;
    const handle = await open(folder, constants.O_RDONLY);
    // Some network file systems refuse fsync on folders; the rename has still happened.
    await handle
        .sync()
        .catch(() => {})
        .finally(() => handle.close());
}
