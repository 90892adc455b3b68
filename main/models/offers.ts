import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import offersFile from "./offers.json" with {type: "json"};
import {fitsMachine} from "./fit.ts";
import type {Fit} from "./fit.ts";
import {ggufParts} from "./gguf-parts.ts";

const offerFile = z.object({
    url: z.url(),
    /** bytes; null: not in the catalogue, reported by the host */
    size: z.int().positive().nullable(),
    /** null: not in the catalogue; the file is then verified against the hash that its host announces, if any */
    sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable()
});
const offer = z.object({
    id: z.string(),
    name: z.string(),
    maker: z.string(),
    parameters: z.int(),
    quantisation: z.string(),
    /** as in the GGUF key general.architecture */
    architecture: z.string(),
    /** SPDX identifier */
    licence: z.string(),
    /** web page with more information */
    page: z.url(),
    /** approximate bytes, if a file's exact size is unknown */
    about: z.int().optional(),
    files: z.array(offerFile).min(1)
});
const offers = z.object({
    /** allowed hosts of the files and of redirects; `*.` stands for any subdomain */
    hosts: z.array(z.string()),
    models: z.array(offer)
});
export type OfferFile = z.output<typeof offerFile>;
export type OfferRecord = z.output<typeof offer>;

/** A model that can be downloaded. */
export interface Offer extends OfferRecord {
    /** bytes of all files together, approximate if one is unknown */
    readonly size: number;
    readonly fit: Fit;
    /** whether its architecture takes persona vectors; the engine's self-test decides when it is loaded */
    readonly takesVectors: boolean;
    readonly hosts: readonly string[];
}

/** more parts than this have no real model */
const mostParts = 999;

/** architectures whose only per-token input is one embedding row */
const vectorArchitectures: ReadonlySet<string> = new Set(["llama", "qwen2", "qwen3", "gemma3", "phi3"]);

/** Whether a model of this GGUF architecture takes vectors, judging by its name. */
export function architectureTakesVectors(architecture: string): boolean {
    return vectorArchitectures.has(architecture);
}

/** The catalogue of freely licensed instruct models, smallest first. */
export function listOffers(): readonly Offer[] {
    const {hosts, models} = offers.parse(offersFile);
    return models.map((model) => {
        const size = model.files.reduce((sum, file) => sum + (file.size ?? 0), 0) || (model.about ?? 0);
        return {...model, size, fit: fitsMachine(size), takesVectors: architectureTakesVectors(model.architecture), hosts};
    });
}

/** @throws UserError that lists the existing names */
export function findOffer(id: string): Offer {
    const list = listOffers();
    const found = list.find((each) => each.id === id);
    if (found === undefined) throw new UserError(say("download.unknown-offer", {id, known: list.map((each) => each.id)}));
    return found;
}

/** Files and allowed hosts for a download. */
export interface DownloadSource {
    readonly files: readonly OfferFile[];
    readonly hosts: readonly string[];
}

/**
 * The source of a model at an address that the user entered: its host only, and for Hugging Face that site's file servers. The address of
 * one part of a split file stands for all parts.
 * @throws UserError for an invalid or unencrypted address (loopback excepted)
 */
export function sourceOf(address: string, sha256: string | null): DownloadSource {
    const url = URL.parse(address);
    if (url === null || !/\.gguf$/i.test(url.pathname)) throw new UserError(say("download.no-address", {address}));
    const isLoopback = url.hostname === "127.0.0.1" || url.hostname === "localhost";
    if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) throw new UserError(say("download.unencrypted", {address}));
    if (url.username !== "" || url.password !== "") throw new UserError(say("download.password"));
    const {hosts} = offers.parse(offersFile);
    const name = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
    const parts = ggufParts(name);
    if (parts.length > mostParts) throw new UserError(say("download.many-parts", {name, parts: parts.length}));
    if (parts.length > 1 && sha256 !== null) throw new UserError(say("download.split-hash"));
    const files = parts.map((part) => {
        const each = new URL(url);
        each.pathname = `${url.pathname.slice(0, -name.length)}${part}`;
        return {url: each.href, size: null, sha256};
    });
    return {files, hosts: hosts.includes(url.hostname) ? hosts : [url.hostname]};
}
