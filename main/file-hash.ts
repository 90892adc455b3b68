import {createHash} from "node:crypto";
import type {Hash} from "node:crypto";
import {createReadStream} from "node:fs";

const chunkSize = 1 << 20;

/** Feeds files into a SHA-256, one after the other, a megabyte at a time; further bytes can be added to the returned hash. */
export async function hashFiles(paths: readonly string[], signal?: AbortSignal): Promise<Hash> {
    const hash = createHash("sha256");
    for (const path of paths)
        for await (const bytes of createReadStream(path, {highWaterMark: chunkSize, ...(signal === undefined ? {} : {signal})}))
            hash.update(bytes as Buffer);
    return hash;
}

/** SHA-256 of a file, in lower-case hexadecimal. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
    return (await hashFiles([path], signal)).digest("hex");
}
