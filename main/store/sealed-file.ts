/** Binary files, encrypted like the library's texts: `IDSEAL1\n`, then the output of a `Cipher`. */
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {writeDurably} from "./durable-file.ts";
import type {Cipher} from "./cipher.ts";
import {readRegularFile} from "../regular-file.ts";

const magic = Buffer.from("IDSEAL1\n");
/** the largest are the states of a training, a multiple of what it trains */
const mostBytes = 2 ** 31 - 1;

/** Writes a file atomically; encrypted if there is a cipher. `about` is bound to the bytes. */
export async function writeSealed(path: string, bytes: Uint8Array, cipher: Cipher | null, about: string): Promise<void> {
    await writeDurably(path, cipher === null ? bytes : Buffer.concat([magic, cipher.encrypt(bytes, about)]));
}

/**
 * Reads what `writeSealed` wrote. A file that was written before there was a key is read as it is, and then encrypted.
 * @throws {UserError} if it is encrypted and there is no key, or another one; the system's error if it cannot be read
 */
export async function readSealed(path: string, cipher: Cipher | null, about: string): Promise<Uint8Array> {
    const bytes = await readRegularFile(path, mostBytes);
    if (bytes.subarray(0, magic.length).equals(magic)) {
        if (cipher === null) throw new UserError(say("store.no-key", {path}));
        return cipher.decrypt(bytes.subarray(magic.length), about);
    }
    // if it cannot be rewritten it can still be read
    if (cipher !== null) await writeSealed(path, bytes, cipher, about).catch(() => {});
    return bytes;
}
