import {readdir, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {readRegularFile} from "../regular-file.ts";
import type {OfferFile} from "./offers.ts";

/** Which remote file the bytes in a .part belong to. */
const partRecord = z.object({
    url: z.string(),
    /** the host's identifier of the content (etag), e.g. a hash; null: none */
    etag: z.string().nullable(),
    size: z.number().nullable()
});
export type PartRecord = Readonly<z.output<typeof partRecord>>;
/** bytes of one */
const mostRecord = 64 * 1024;

/** Null for one that is missing or damaged. */
export async function readRecord(path: string): Promise<PartRecord | null> {
    try {
        return partRecord.parse(JSON.parse(String(await readRegularFile(path, mostRecord))));
    } catch {
        return null;
    }
}

/** The name of the file for this address; it cannot contain a path. */
export function fileNameOf(url: string): string {
    const {pathname} = new URL(url);
    return decoded(pathname.slice(pathname.lastIndexOf("/") + 1)).replaceAll(/[^\w.+-]/g, "_");
}

/** Without its percent signs decoded if they encode nothing, as in "50%.gguf". */
function decoded(name: string): string {
    try {
        return decodeURIComponent(name);
    } catch {
        return name;
    }
}

/** Bytes of a model's files on the disk: complete and partial ones. */
export async function loadedBytes(files: readonly OfferFile[], folder: string): Promise<number> {
    const sizes = await Promise.all(
        files.map(async ({url}) => {
            const path = join(folder, fileNameOf(url));
            return (await sizeOf(path)) ?? (await sizeOf(`${path}.part`)) ?? 0;
        })
    );
    return sizes.reduce((sum, size) => sum + size, 0);
}

/** Received bytes of partial files, by the address of each. */
export async function begunDownloads(
    folder: string
): Promise<readonly {readonly url: string; readonly loaded: number; readonly size: number | null}[]> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".part.json"));
    const begun = await Promise.all(
        names.map(async (name) => {
            const path = join(folder, name);
            const loaded = await sizeOf(path.slice(0, -".json".length));
            // an unreadable record is of no use to the next download either
            const record = await readRecord(path);
            return loaded === null || record === null ? null : {url: record.url, loaded, size: record.size};
        })
    );
    return begun.filter((each) => each !== null);
}

/** Deletes partial files. */
export async function discardParts(files: readonly OfferFile[], folder: string): Promise<void> {
    for (const {url} of files) {
        const path = join(folder, fileNameOf(url));
        await rm(`${path}.part`, {force: true});
        await rm(`${path}.part.json`, {force: true});
    }
}

/** bytes; null: there is no such file */
export async function sizeOf(path: string): Promise<number | null> {
    return stat(path).then(
        ({size}) => size,
        () => null
    );
}
