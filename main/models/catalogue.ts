import {stat} from "node:fs/promises";
import {basename, dirname, join, resolve} from "node:path";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {hashFile} from "../encoder/encoder.ts";
import {cannotWrite, openJsonStore, type JsonStore} from "../store/json-store.ts";
import {makeFolder} from "../store/make-folder.ts";
import {fitsMachine, type Fit} from "./fit.ts";
import {readGgufHeader} from "./gguf-header.ts";

/** A model on this machine. */
export interface CatalogueModel {
    /** short and stable: `nano` for the embedded one, else the beginning of the SHA-256 */
    readonly id: string;
    readonly name: string;
    readonly path: string;
    readonly architecture: string;
    /** bytes, when it was added */
    readonly size: number;
    readonly sha256: string;
    readonly embedded: boolean;
    /** chosen for drafting */
    readonly inUse: boolean;
    /** false: the file is gone or has another size */
    readonly present: boolean;
    readonly fit: Fit;
}

export interface Verification {
    readonly ok: boolean;
    /** one sentence */
    readonly sentence: string;
}

const record = z.object({
    id: z.string(), name: z.string(), path: z.string(), architecture: z.string(), size: z.number(), sha256: z.string(),
});
const catalogueSchema = z.object({inUse: z.string(), models: z.array(record)});
type Catalogue = z.infer<typeof catalogueSchema>;
type ModelRecord = z.infer<typeof record>;

const embeddedId = "nano";
/** characters of the SHA-256 that name a model */
const idLength = 12;

/** The local catalogue of models. Files are used where they lie. */
export class ModelCatalogue {
    readonly #path: string;
    readonly #embedded: string;

    /**
     * @param home folder that holds `models.json`
     * @param embedded path of the model that ships with Idiolect
     */
    constructor(home: string, embedded: string) {
        this.#path = join(home, "models.json");
        this.#embedded = embedded;
    }

    /** All models, the embedded one first where it is installed. */
    async list(): Promise<readonly CatalogueModel[]> {
        const {inUse, models} = await this.#read();
        const embedded = await describe(this.#embedded).catch(() => null);
        const records = embedded === null ? models : [{...embedded, id: embeddedId}, ...models];
        return Promise.all(records.map(async (model) => ({
            ...model,
            embedded: model.id === embeddedId,
            inUse: model.id === inUse,
            present: (await sizeOf(model.path)) === model.size,
            fit: fitsMachine(model.size),
        })));
    }

    /** Path of the model to draft with. */
    async inUse(): Promise<string> {
        const {inUse, models} = await this.#read();
        return models.find(({id}) => id === inUse)?.path ?? this.#embedded;
    }

    /** Notes a GGUF file with its SHA-256. Adding it again gives the same entry with its present path. */
    async add(path: string): Promise<CatalogueModel> {
        const model = await describe(resolve(path));
        await this.#change((catalogue) => {
            catalogue.models = [...catalogue.models.filter(({id}) => id !== model.id), model];
        });
        return this.#find(model.id);
    }

    /** Drafts are written with this model from now on. */
    async use(idOrName: string): Promise<CatalogueModel> {
        const {id} = await this.#find(idOrName);
        await this.#change((catalogue) => {
            catalogue.inUse = id;
        });
        return this.#find(id);
    }

    /** The embedded model writes from now on. Gives the name of the one that did, or null where that was the embedded one. */
    async putAside(): Promise<string | null> {
        const {inUse, models} = await this.#read();
        if (inUse === embeddedId) return null;
        await this.#change((catalogue) => {
            catalogue.inUse = embeddedId;
        });
        return models.find(({id}) => id === inUse)?.name ?? null;
    }

    /** Takes a model off the list; its file stays. */
    async remove(idOrName: string): Promise<CatalogueModel> {
        const model = await this.#find(idOrName);
        if (model.embedded) throw new UserError("The embedded model belongs to Idiolect and cannot be removed: choose another one with its name.");
        await this.#change((catalogue) => {
            if (catalogue.inUse === model.id) catalogue.inUse = embeddedId;
            catalogue.models = catalogue.models.filter(({id}) => id !== model.id);
        });
        return model;
    }

    /** Is the file still what it was when it was added? */
    async verify(idOrName: string, expected?: string): Promise<Verification> {
        const model = await this.#find(idOrName);
        if (!model.present) return {ok: false, sentence: `${model.name} is missing or has another size at ${model.path}: copy it there again, or remove it from the list.`};
        const found = await hashFile(model.path);
        return found === (expected ?? model.sha256)
            ? {ok: true, sentence: `${model.name} is unchanged: SHA-256 ${found}.`}
            : {ok: false, sentence: `${model.name} is damaged or was changed: its SHA-256 is ${found}, not ${expected ?? model.sha256}; copy or download it again.`};
    }

    async #find(idOrName: string): Promise<CatalogueModel> {
        const models = await this.list();
        const found = models.find(({id, name, path}) => [id, name, path, basename(path)].includes(idOrName))
            ?? models.find(({path}) => path === resolve(idOrName));
        if (found === undefined) throw new UserError(`There is no model ${idOrName} in the list: see \`idiolect models list\`, or add its file.`);
        return found;
    }

    async #read(): Promise<Catalogue> {
        return (await this.#open()).value;
    }

    async #change(change: (catalogue: Catalogue) => void): Promise<void> {
        await makeFolder(dirname(this.#path)).catch((error: unknown) => {
            throw cannotWrite(dirname(this.#path), error);
        });
        await (await this.#open()).update(change);
    }

    /** Read anew each time: the window and the command line may both change it. */
    #open(): Promise<JsonStore<Catalogue>> {
        return openJsonStore({path: this.#path, schema: catalogueSchema, version: 1, initial: {inUse: embeddedId, models: []}});
    }
}

async function describe(path: string): Promise<ModelRecord> {
    const header = await readGgufHeader(path);
    const sha256 = await hashFile(path);
    const text = (key: string) => {
        const value = header.values.get(key);
        return typeof value === "string" && value !== "" ? value : null;
    };
    return {
        id: sha256.slice(0, idLength),
        name: text("general.name") ?? basename(path, ".gguf"),
        path,
        architecture: text("general.architecture") ?? "unknown",
        size: (await stat(path)).size,
        sha256,
    };
}

async function sizeOf(path: string): Promise<number | null> {
    return stat(path).then(({size}) => size, () => null);
}
