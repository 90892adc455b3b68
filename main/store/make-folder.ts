import {existsSync, statSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import {dirname, resolve} from "node:path";

/** folders made at most; a path with more is a mistake */
const deepest = 64;

/**
 * Makes a folder and those above it, each for its owner alone. Not `mkdir` with `recursive`: where a file system answers "no such
 * folder" to every attempt to make one, as /proc does, that tries for ever.
 *
 * @throws the system's error of the first folder that cannot be made
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
            // another process was quicker
            if (error.code !== "EEXIST") throw error;
        });
    }
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(`ENOTDIR: not a folder, ${path}`), {code: "ENOTDIR"});
}
