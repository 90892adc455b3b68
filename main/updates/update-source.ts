/** Where a build of the program gets newer ones from, and the key that their manifests are signed with. */
import {createPublicKey, verify} from "node:crypto";
import {readFile} from "node:fs/promises";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {KeyObject} from "node:crypto";

export interface UpdateSource {
    /** folder of manifests and installers, with a slash at its end */
    readonly url: URL;
    /** the only hosts that are asked: the address's, and those it may send on to */
    readonly hosts: ReadonlySet<string>;
    /** Ed25519 */
    readonly key: KeyObject;
}

const sourceSchema = z.object({
    url: z.url(),
    hosts: z.array(z.string()).default([]),
    /** the key's 32 bytes and what says which kind it is, as SPKI in base64 */
    publicKey: z.string()
});

/** Null: this build has no source, as one that was made without a signing key. @throws if the file is there and makes no sense */
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
