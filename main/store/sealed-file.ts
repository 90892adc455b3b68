/** Files that are not text, sealed as the library's texts are: `IDSEAL1\n`, then what `Seal` gives. */
import {readFile} from "node:fs/promises";
import {UserError} from "../../app/errors.ts";
import {writeDurably} from "./durable-file.ts";
import type {Seal} from "./sealing.ts";

const magic = Buffer.from("IDSEAL1\n");

/** Writes a file whole or not at all; sealed where there is a seal. `about` is bound to the bytes. */
export async function writeSealed(path: string, bytes: Uint8Array, seal: Seal | null, about: string): Promise<void> {
    await writeDurably(path, seal === null ? bytes : Buffer.concat([magic, seal.close(bytes, about)]));
}

/**
 * What `writeSealed` was given. A file that was written before there was a seal is read as it is, and sealed from then on.
 *
 * @throws {UserError} if it is sealed and there is no seal, or another one; the system's error if it cannot be read
 */
export async function readSealed(path: string, seal: Seal | null, about: string): Promise<Uint8Array> {
    const bytes = await readFile(path);
    if (bytes.subarray(0, magic.length).equals(magic)) {
        if (seal === null)
            throw new UserError(`${path} is encrypted and this program has no access to the key; open it with the Idiolect window.`);
        return seal.open(bytes.subarray(magic.length), about);
    }
    // where it cannot be written anew it can still be read
    if (seal !== null)
        await writeSealed(path, bytes, seal, about).catch(() => {});
    return bytes;
}
