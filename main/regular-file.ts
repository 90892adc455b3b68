import {closeSync, constants, fstatSync, openSync, readFileSync, readSync} from "node:fs";
import {open} from "node:fs/promises";

/*
 * Reading files by name where something else may stand: opening a FIFO waits for its writer, reading one or a device may never end, and a
 * call that waits in the system cannot be cancelled, not even by ending its thread.
 */

/** Windows has no such flag, and no FIFOs among its files. */
const withoutWaiting = constants.O_NONBLOCK ?? 0;
/** flags for opening a file to read, or to append; a FIFO is opened, or refused, at once */
export const readFlags = constants.O_RDONLY | withoutWaiting,
    appendFlags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | withoutWaiting,
    replaceFlags = constants.O_WRONLY | constants.O_TRUNC | constants.O_CREAT | withoutWaiting;

/** What stands under the name is no file, or one that is larger than it may be. */
export class NotReadableFileError extends Error {
    override name = "NotReadableFileError";
}

/**
 * The bytes of a regular file.
 * @param most bytes that it may have
 * @throws NotReadableFileError before anything is read; the system's error if it cannot be opened
 */
export async function readRegularFile(path: string, most: number): Promise<Buffer> {
    const file = await open(path, readFlags);
    try {
        const found = await file.stat();
        if (!found.isFile()) throw noFile(path);
        if (found.size > most) throw tooLarge(path, found.size, most);
        return await file.readFile();
    } finally {
        await file.close();
    }
}

/** The same, synchronously. */
export function readRegularFileSync(path: string, most: number): Buffer {
    return withFile(path, (file, size) => {
        if (size > most) throw tooLarge(path, size, most);
        return readFileSync(file);
    });
}

/** The first bytes of a regular file, `most` of them if there are so many. */
export function readBeginningSync(path: string, most: number): Buffer {
    return withFile(path, (file, size) => {
        const bytes = Buffer.alloc(Math.min(size, most));
        return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
    });
}

function withFile<T>(path: string, work: (file: number, size: number) => T): T {
    const file = openSync(path, readFlags);
    try {
        const found = fstatSync(file);
        if (!found.isFile()) throw noFile(path);
        return work(file, found.size);
    } finally {
        closeSync(file);
    }
}

const noFile = (path: string): Error => new NotReadableFileError(`${path} is not a regular file`);
const tooLarge = (path: string, size: number, most: number): Error =>
    new NotReadableFileError(`${path} has ${size} bytes, ${most} at most`);
