/** SHA-256 of model files, over all parts in order. It takes seconds for large ones, so it is cached until a file changes. */
import {stat, writeFile} from "node:fs/promises";
import path from "node:path";
import {z} from "zod";
import {hashFiles} from "../file-hash.ts";
import {ggufParts} from "../models/gguf-parts.ts";
import {makeFolder} from "../store/make-folder.ts";
import {readRegularFile, replaceFlags} from "../regular-file.ts";

const cacheSchema = z.record(z.string(), z.object({size: z.number(), modified: z.number(), sha256: z.string()}));
type Cache = z.infer<typeof cacheSchema>;
/** bytes; tens of thousands of models */
const mostCache = 16 * 1024 * 1024;

/**
 * @param cacheFile where hashes are cached, by path, size and modification time; null: not cached
 * @returns lower-case hexadecimal
 */
export async function modelHash(file: string, cacheFile: string | null, signal?: AbortSignal): Promise<string> {
    const parts = ggufParts(file);
    const stats = await Promise.all(parts.map((part) => stat(part)));
    const size = stats.reduce((sum, part) => sum + part.size, 0);
    const modified = Math.max(...stats.map(({mtimeMs}) => mtimeMs));
    const key = path.resolve(file);
    const known = (await readCache(cacheFile))[key];
    if (known?.size === size && known.modified === modified) return known.sha256;

    const sha256 = (await hashFiles(parts, signal)).digest("hex");
    if (cacheFile != null) await writeCache(cacheFile, {...(await readCache(cacheFile)), [key]: {size, modified, sha256}});
    return sha256;
}

/** A missing or damaged cache counts as empty. */
async function readCache(cacheFile: string | null): Promise<Cache> {
    if (cacheFile == null) return {};
    try {
        return cacheSchema.parse(JSON.parse(String(await readRegularFile(cacheFile, mostCache))));
    } catch {
        return {};
    }
}

async function writeCache(cacheFile: string, cache: Cache): Promise<void> {
    try {
        await makeFolder(path.dirname(cacheFile));
        // written in place: the engine's process may write this file and no other, and a truncated cache counts as empty
        await writeFile(cacheFile, JSON.stringify(cache, null, 2), {mode: 0o600, flag: replaceFlags});
    } catch {
        // a full disk costs hashing again, not the model
    }
}
