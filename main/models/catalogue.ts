import {rm, stat} from "node:fs/promises";
import {basename, dirname, join, resolve, sep} from "node:path";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {Mutex} from "../mutex.ts";
import {modelHash} from "../engine/model-hash.ts";
import {cannotWrite, openJsonStore, type JsonStore} from "../store/json-store.ts";
import {makeFolder} from "../store/make-folder.ts";
import {fitsMachine, type Fit} from "./fit.ts";
import {readGgufHeader} from "./gguf-header.ts";
import {firstGgufPart, ggufParts, modelNameOf} from "./gguf-parts.ts";
import type {EmbeddedModel} from "./manifest.ts";
import {isServedAddress, parseServedAddress} from "../served/address.ts";
import {describeServedModel} from "../served/served-engine.ts";

/** A model on this machine. */
export interface CatalogueModel {
    /** short and stable: the manifest's for the embedded one, else a prefix of the SHA-256 */
    readonly id: string;
    readonly name: string;
    readonly path: string;
    readonly architecture: string;
    /** bytes, when it was added */
    readonly size: number;
    readonly sha256: string;
    /** served by another program on this machine: `path` is its address, and there is no file */
    readonly served: boolean;
    /** downloaded by Idiolect, and deleted when it is removed */
    readonly downloaded: boolean;
    readonly embedded: boolean;
    /** selected for drafting */
    readonly inUse: boolean;
    /** false: the file is missing or has another size */
    readonly present: boolean;
    readonly fit: Fit;
}

export interface Verification {
    readonly ok: boolean;
    readonly sentence: Sentence;
}

const record = z.object({
    id: z.string(),
    name: z.string(),
    path: z.string(),
    architecture: z.string(),
    size: z.number(),
    sha256: z.string()
});
const catalogueSchema = z.object({inUse: z.string(), models: z.array(record)});
type Catalogue = z.infer<typeof catalogueSchema>;
type ModelRecord = z.infer<typeof record>;

/** length of the SHA-256 prefix that identifies a model */
const idLength = 12;

type EmbeddedEntry = Pick<EmbeddedModel, "id" | "name" | "path">;

/** The local catalogue of models. Files stay where they are. */
export class ModelCatalogue {
    /** folder of downloaded models, owned by Idiolect */
    readonly downloads: string;
    readonly #path: string;
    readonly #hashes: string;
    readonly #embedded: EmbeddedEntry;
    readonly #changes = new Mutex();

    /** @param home folder that holds `models.json`, and `model-hashes.json` beside it */
    constructor(home: string, embedded: EmbeddedEntry) {
        this.#path = join(home, "models.json");
        this.downloads = join(resolve(home), "downloaded-models");
        this.#hashes = join(home, "model-hashes.json");
        this.#embedded = embedded;
    }

    /** All models, the embedded one first if it is installed. */
    async list(): Promise<readonly CatalogueModel[]> {
        const {inUse, models} = await this.#read();
        const {id, name} = this.#embedded;
        const embedded = await this.#describe(this.#embedded.path).catch(() => null);
        const records = embedded === null ? models : [{...embedded, id, name}, ...models];
        // a selection by a version that carried another model means the embedded one
        const chosen = models.some((model) => model.id === inUse) ? inUse : id;
        return Promise.all(
            records.map(async (model) => ({
                ...model,
                embedded: model.id === id,
                downloaded: model.path.startsWith(this.downloads + sep),
                inUse: model.id === chosen,
                served: isServedAddress(model.path),
                present: isServedAddress(model.path) || (await sizeOf(model.path)) === model.size,
                fit: fitsMachine(model.size)
            }))
        );
    }

    /** Path of the model to draft with. */
    async inUse(): Promise<string> {
        const {inUse, models} = await this.#read();
        return models.find(({id}) => id === inUse)?.path ?? this.#embedded.path;
    }

    /**
     * Adds a GGUF file with its SHA-256, or the address of a served model. Adding it again returns the same entry with its current path.
     */
    async add(path: string): Promise<CatalogueModel> {
        const model = isServedAddress(path) ? describeServed(path) : await this.#describe(resolve(path));
        await this.#change((catalogue) => {
            catalogue.models = [...catalogue.models.filter(({id}) => id !== model.id), model];
        });
        return this.#find(model.id);
    }

    /** Selects this model for drafting. */
    async use(idOrName: string): Promise<CatalogueModel> {
        const {id} = await this.#find(idOrName);
        await this.#change((catalogue) => {
            catalogue.inUse = id;
        });
        return this.#find(id);
    }

    /** Selects the embedded model. Returns the name of the previous one, or null if that was the embedded one. */
    async putAside(): Promise<string | null> {
        const {inUse, models} = await this.#read();
        if (inUse === this.#embedded.id) return null;
        await this.#change((catalogue) => {
            catalogue.inUse = this.#embedded.id;
        });
        return models.find(({id}) => id === inUse)?.name ?? null;
    }

    /** Removes a model from the list. Its file stays, unless Idiolect downloaded it: then it is deleted. */
    async remove(idOrName: string): Promise<CatalogueModel> {
        const model = await this.#find(idOrName);
        if (model.embedded) throw new UserError(say("model.embedded"));
        await this.#change((catalogue) => {
            if (catalogue.inUse === model.id) catalogue.inUse = this.#embedded.id;
            catalogue.models = catalogue.models.filter(({id}) => id !== model.id);
        });
        if (model.downloaded) await Promise.all(ggufParts(model.path).map((path) => rm(path, {force: true})));
        return model;
    }

    /** Whether the file is unchanged since it was added. */
    async verify(idOrName: string, expected?: string): Promise<Verification> {
        const model = await this.#find(idOrName);
        if (model.served)
            return {
                ok: true,
                sentence: say("model.check-served", {name: model.name, path: model.path})
            };
        if (!model.present)
            return {
                ok: false,
                sentence: say("model.check-missing", {name: model.name, path: model.path})
            };
        const found = await modelHash(model.path, null);
        return found === (expected ?? model.sha256)
            ? {ok: true, sentence: say("model.check-good", {name: model.name, found})}
            : {
                  ok: false,
                  sentence: say("model.check-bad", {name: model.name, found, expected: expected ?? model.sha256})
              };
    }

    async #find(idOrName: string): Promise<CatalogueModel> {
        const models = await this.list();
        const found =
            models.find(({id, name, path}) => [id, name, path, basename(path)].includes(idOrName)) ??
            models.find(({path}) => path === resolve(idOrName));
        if (found === undefined) throw new UserError(say("model.not-listed", {name: idOrName}));
        return found;
    }

    async #read(): Promise<Catalogue> {
        return (await this.#open()).value;
    }

    async #change(change: (catalogue: Catalogue) => void): Promise<void> {
        await makeFolder(dirname(this.#path)).catch((error: unknown) => {
            throw cannotWrite(dirname(this.#path), error);
        });
        // each reads the file before it writes it: two at once would lose the change of one
        await this.#changes.run(async () => (await this.#open()).update(change));
    }

    /** Read on each call: the window and the command line may both change it. */
    #open(): Promise<JsonStore<Catalogue>> {
        return openJsonStore({path: this.#path, schema: catalogueSchema, version: 1, initial: {inUse: this.#embedded.id, models: []}});
    }

    /** Header data and hash of a file; cached until the file changes. */
    async #describe(named: string): Promise<ModelRecord> {
        const path = firstGgufPart(named);
        const header = await readGgufHeader(path);
        const size = await sizeOf(path);
        if (size === null) throw new UserError(say("model.part-missing", {path, parts: ggufParts(path).length}));
        const sha256 = await modelHash(path, this.#hashes);
        const text = (key: string) => {
            const value = header.values.get(key);
            return typeof value === "string" && value !== "" ? value : null;
        };
        return {
            id: sha256.slice(0, idLength),
            name: text("general.name") ?? modelNameOf(path),
            path,
            architecture: text("general.architecture") ?? "unknown",
            size,
            sha256
        };
    }
}

/** Whether the server responds is checked when the model is used. */
function describeServed(address: string): ModelRecord {
    const {path, name, architecture, sha256} = describeServedModel(parseServedAddress(address));
    return {id: sha256.slice(0, idLength), name, path, architecture, size: 0, sha256};
}

/** bytes of all parts, or null if one is missing */
async function sizeOf(path: string): Promise<number | null> {
    const sizes = await Promise.all(
        ggufParts(path).map((part) =>
            stat(part).then(
                ({size}) => size,
                () => null
            )
        )
    );
    return sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
}
