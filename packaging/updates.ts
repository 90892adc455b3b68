import {createPrivateKey, createPublicKey, sign} from "node:crypto";
import type {KeyObject} from "node:crypto";
import {mkdir, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {parseUpdateSource} from "../main/updates/update-source.ts";

/** The update source of a build, and the key that its manifests are signed with. */
export interface UpdatePublisher {
    readonly url: string;
    /** hosts that the address redirects to */
    readonly hosts: readonly string[];
    readonly key: KeyObject;
}

/**
 * Out of `IDIOLECT_UPDATE_URL`, `IDIOLECT_UPDATE_KEY` (an Ed25519 private key as PEM, or that in base64) and, if the address sends on to
 * others, `IDIOLECT_UPDATE_HOSTS` (with commas). Null: neither of the first two is set.
 *
 * @throws if only one of the two is set, or makes no sense: a build that was to be signed must not come out unsigned
 */
export function updateSourceOf(variables: Readonly<Record<string, string | undefined>>): UpdatePublisher | null {
    const {IDIOLECT_UPDATE_URL: url, IDIOLECT_UPDATE_KEY: pem, IDIOLECT_UPDATE_HOSTS: hosts = ""} = variables;
    if (!url && !pem) return null;
    if (!url || !pem) throw new Error("IDIOLECT_UPDATE_URL and IDIOLECT_UPDATE_KEY belong together: set both, or neither.");
    const key = createPrivateKey(pem.includes("-----BEGIN") ? pem : Buffer.from(pem, "base64"));
    const publisher = {
        url,
        hosts: hosts
            .split(",")
            .map((host) => host.trim())
            .filter((host) => host !== ""),
        key
    };
    parseUpdateSource(updateSourceFile(publisher));
    return publisher;
}

function updateSourceFile({url, hosts, key}: UpdatePublisher): object {
    return {url, hosts, publicKey: createPublicKey(key).export({format: "der", type: "spki"}).toString("base64")};
}

/** The folder of additional files for updates: one file, or none. */
export async function writeUpdateSource(folder: string, publisher: UpdatePublisher | null): Promise<void> {
    await rm(folder, {recursive: true, force: true});
    await mkdir(folder, {recursive: true});
    if (publisher !== null) await writeFile(join(folder, "updates.json"), JSON.stringify(updateSourceFile(publisher)));
}

/** Writes a signature beside each manifest that electron-builder created; returns their names. */
export async function signManifests(folder: string, key: KeyObject): Promise<readonly string[]> {
    const manifests = (await readdir(folder)).filter((name) => /^latest.*\.yml$/.test(name));
    await Promise.all(
        manifests.map(async (name) =>
            writeFile(join(folder, `${name}.sig`), `${sign(null, await readFile(join(folder, name)), key).toString("base64")}\n`)
        )
    );
    return manifests.map((name) => `${name}.sig`);
}
