/** The update source of a build, and the key that its manifests are signed with. */
import {createPublicKey, verify} from "node:crypto";
import {readFile} from "node:fs/promises";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {KeyObject} from "node:crypto";

export interface UpdateSource {
    /** folder of manifests and installers, with a trailing slash */
    readonly url: URL;
    /** the only hosts that are contacted: the address's, and those it may redirect to */
    readonly hosts: ReadonlySet<string>;
    /** Ed25519 */
    readonly key: KeyObject;
}

const sourceSchema = z.object({
    url: z.url(),
    hosts: z.array(z.string()).default([]),
    /** SPKI prefix of an Ed25519 key of 32 bytes */
    publicKey: z.string()
});

/**
 * Null: this build has no source, e.g. if it was made without a signing key.
 * @throws if the file exists and is invalid
 */
export async function readUpdateSource(file: string): Promise<UpdateSource | null> {
    const text = await readFile(file, "utf8").catch(() => null);
    return text === null ? null : parseUpdateSource(JSON.parse(text));
}

export function parseUpdateSource(value: unknown): UpdateSource {
    const {url, hosts, publicKey} = sourceSchema.parse(value);
    const folder = new URL(url.endsWith("/") ? url : `${url}/`);
    const key = createPublicKey({key: Buffer.from(publicKey, "base64"), format: "der", type: "spki"});
    if (key.asymmetricKeyType !== "ed25519") throw new Error("the key of the update source is not of Ed25519");
    if (folder.protocol !== "https:" && folder.hostname !== "127.0.0.1") throw new Error("the update source is not reached by https");
    return {url: folder, hosts: new Set([folder.host, ...hosts]), key};
}

/** @throws {UserError} unless `signature`, in base64, is the key's over exactly these bytes */
export function checkManifest(manifest: string, signature: string, key: KeyObject): void {
    if (!verify(null, Buffer.from(manifest), key, Buffer.from(signature.trim(), "base64"))) throw new UserError(say("update.unsigned"));
}
