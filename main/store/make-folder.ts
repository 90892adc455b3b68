import {existsSync, statSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import {dirname, resolve} from "node:path";

/** maximum number of folders to create; a path with more is a mistake */
const deepest = 64;

/**
 * Creates a folder and its parents, each for its owner only. Not `mkdir` with `recursive`: on a file system that answers "no such folder"
 * to every attempt, as /proc does, that never returns.
 * @throws the system's error of the first folder that cannot be created
 */
export async function makeFolder(path: string): Promise<void> {
    const missing: string[] = [];
    for (let at = resolve(path); !existsSync(at); at = dirname(at)) {
        missing.push(at);
        if (missing.length > deepest || dirname(at) === at)
            throw Object.assign(new Error(`ENOENT: no such folder, ${at}`), {code: "ENOENT"});
    }
    for (const folder of missing.reverse()) {
        await mkdir(folder, {mode: 0o700}).catch((error: NodeJS.ErrnoException) => {
            // another process created it first
            if (error.code !== "EEXIST") throw error;
        });
    }
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(`ENOTDIR: not a folder, ${path}`), {code: "ENOTDIR"});
}
