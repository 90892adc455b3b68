import {randomBytes} from "node:crypto";
import {mkdir, open, readFile, rename} from "node:fs/promises";
import {dirname} from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {KeyProvider} from "../library/library.ts";
import type {Electron} from "./electron.ts";

const keyLength = 32;

/**
 * The library's key, in a file that only the system's keychain can decrypt (safeStorage's asynchronous calls; the synchronous ones are
 * removed in Electron 46). If the system has no secure storage there is no key: the backend `basic_text` would only look like encryption.
 * @param path of the encrypted key
 */
export function systemKeyProvider(
    {safeStorage}: Pick<Electron, "safeStorage">,
    path: string,
    platform: NodeJS.Platform = process.platform
): KeyProvider {
    const make = async (): Promise<Uint8Array> => {
        const key = randomBytes(keyLength);
        await keepSealed(path, await safeStorage.encryptStringAsync(key.toString("base64")));
        return key;
    };
    const reopen = async (sealed: Buffer): Promise<Uint8Array> => {
        const opened = await safeStorage.decryptStringAsync(sealed).catch((error: unknown) => {
            throw new UserError(say("store.key-locked"), {
                cause: error
            });
        });
        if (opened.shouldReEncrypt) await keepSealed(path, await safeStorage.encryptStringAsync(opened.result));
        return Buffer.from(opened.result, "base64");
    };
    return {
        name: keychainName(safeStorage, platform),
        async key() {
            const available = await safeStorage.isAsyncEncryptionAvailable();
            if (!available || (platform === "linux" && ["basic_text", "unknown"].includes(safeStorage.getSelectedStorageBackend())))
                return null;
            const sealed = await readFile(path).catch((error: NodeJS.ErrnoException) => {
                if (error.code === "ENOENT") return null;
                throw new UserError(say("store.key-unreadable", {path}), {cause: error});
            });
            return sealed === null ? make() : reopen(sealed);
        }
    };
}

function keychainName(safeStorage: Electron["safeStorage"], platform: NodeJS.Platform): string {
    if (platform === "darwin") return "macOS Keychain";
    if (platform === "win32") return "Windows DPAPI";
    return {
        gnome_libsecret: "GNOME Keyring",
        kwallet: "KWallet",
        kwallet5: "KWallet",
        kwallet6: "KWallet",
        basic_text: "none",
        unknown: "none"
    }[safeStorage.getSelectedStorageBackend()];
}

/** Written to a temporary file, synced and renamed, so that the key is never incomplete. */
async function keepSealed(path: string, sealed: Buffer): Promise<void> {
    // the key is requested before anything else is stored
    await mkdir(dirname(path), {recursive: true, mode: 0o700});
    const file = await open(`${path}.new`, "w", 0o600);
    try {
        await file.writeFile(sealed);
        await file.sync();
    } finally {
        await file.close();
    }
    await rename(`${path}.new`, path);
}
