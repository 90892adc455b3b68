import {mkdir, rm, stat} from "node:fs/promises";
import {basename, dirname, join, resolve, sep} from "node:path";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {hashFile} from "../encoder/encoder.ts";
import {cannotWrite, openJsonStore, type JsonStore} from "../store/json-store.ts";
import {fitsMachine, type Fit} from "./fit.ts";
import {readGgufHeader} from "./gguf-header.ts";
import {splitParts} from "./split-files.ts";

/** A model on this machine. */
export interface CatalogueModel {
    /** short and stable: `nano` for the embedded one, else the beginning of the SHA-256 */
    readonly id: string;
    readonly name: string;
    /** of a split model its first part */
    readonly path: string;
    readonly architecture: string;
    /** bytes, when it was added; of all parts */
    readonly size: number;
    /** of the file at `path` */
    readonly sha256: string;
    /** the parts of a split model, first to last; empty for one file */
    readonly parts: readonly {readonly path: string; readonly size: number; readonly sha256: string}[];
    /** it was downloaded by Idiolect and is deleted when it is removed */
    readonly downloaded: boolean;
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

const file = z.object({path: z.string(), size: z.number(), sha256: z.string()});
const record = z.object({
    id: z.string(), name: z.string(), path: z.string(), architecture: z.string(), size: z.number(), sha256: z.string(),
    parts: z.array(file).default([]),
});
const catalogueSchema = z.object({inUse: z.string(), models: z.array(record)});
type Catalogue = z.infer<typeof catalogueSchema>;
type ModelRecord = z.infer<typeof record>;

const embeddedId = "nano";
/** characters of the SHA-256 that name a model */
const idLength = 12;

/** The local catalogue of models. Files are used where they lie. */
export class ModelCatalogue {
    /** where downloaded models lie; a folder of Idiolect's own */
    readonly downloads: string;
    readonly #path: string;
    readonly #embedded: string;

    /**
     * @param home folder that holds `models.json`
     * @param embedded path of the model that ships with Idiolect
     */
    constructor(home: string, embedded: string) {
        this.#path = join(home, "models.json");
        this.downloads = join(resolve(home), "downloaded-models");
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
            downloaded: this.#isDownloaded(model.path),
            present: (await Promise.all(filesOf(model).map(async ({path, size}) => (await sizeOf(path)) === size))).every(Boolean),
            fit: fitsMachine(model.size),
        })));
    }

    /** Path of the model to draft with. */
    async inUse(): Promise<string> {
        const {inUse, models} = await this.#read();
        return models.find(({id}) => id === inUse)?.path ?? this.#embedded;
    }

    /** Notes a GGUF file with its SHA-256, of a split model all its parts. Adding it again gives the same entry with its present path. */
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

    /** Takes a model off the list. Its file stays, unless Idiolect downloaded it: then it is deleted. */
    async remove(idOrName: string): Promise<CatalogueModel> {
        const model = await this.#find(idOrName);
        if (model.embedded) throw new UserError("The embedded model belongs to Idiolect and cannot be removed: choose another one with its name.");
        await this.#change((catalogue) => {
            if (catalogue.inUse === model.id) catalogue.inUse = embeddedId;
            catalogue.models = catalogue.models.filter(({id}) => id !== model.id);
        });
        if (model.downloaded) await Promise.all(filesOf(model).map(({path}) => rm(path, {force: true})));
        return model;
    }

    /** Is the file still what it was when it was added? */
    async verify(idOrName: string, expected?: string): Promise<Verification> {
        const model = await this.#find(idOrName);
        if (!model.present) return {ok: false, sentence: `${model.name} is missing or has another size at ${model.path}: copy it there again, or remove it from the list.`};
        for (const part of filesOf(model)) {
            const found = await hashFile(part.path);
            const wanted = expected ?? part.sha256;
            if (found !== wanted) return {ok: false, sentence: `${basename(part.path)} of ${model.name} is damaged or was changed: its SHA-256 is ${found}, not ${wanted}; copy or download it again.`};
        }
        const parts = model.parts.length > 0 ? ` of its first of ${model.parts.length} parts` : "";
        return {ok: true, sentence: `${model.name} is unchanged: SHA-256${parts} ${model.sha256}.`};
    }

    #isDownloaded(path: string): boolean {
        return path.startsWith(this.downloads + sep);
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
        await mkdir(dirname(this.#path), {recursive: true}).catch((error: unknown) => {
            throw cannotWrite(dirname(this.#path), error);
        });
        await (await this.#open()).update(change);
    }

    /** Read anew each time: the window and the command line may both change it. */
    #open(): Promise<JsonStore<Catalogue>> {
        return openJsonStore({path: this.#path, schema: catalogueSchema, version: 1, initial: {inUse: embeddedId, models: []}});
    }
}

/** The files that a model consists of. */
function filesOf({path, size, sha256, parts}: Pick<CatalogueModel, "path" | "size" | "sha256" | "parts">): CatalogueModel["parts"] {
    return parts.length > 0 ? parts : [{path, size, sha256}];
}

async function describe(given: string): Promise<ModelRecord> {
    const names = splitParts(basename(given));
    const paths = names === null ? [given] : names.map((name) => join(dirname(given), name));
    for (const [i, path] of paths.entries()) {
        if (paths.length > 1 && (await sizeOf(path)) === null) throw new UserError(`Part ${i + 1} of ${paths.length} of the model is missing: put ${basename(path)} beside the others in ${dirname(path)}.`);
    }
    const path = paths[0] as string;
    const header = await readGgufHeader(path);
    const files = [];
    for (const each of paths) {
        if (each !== path) await readGgufHeader(each);
        files.push({path: each, size: (await stat(each)).size, sha256: await hashFile(each)});
    }
    const {sha256} = files[0] as (typeof files)[number];
    const text = (key: string) => {
        const value = header.values.get(key);
        return typeof value === "string" && value !== "" ? value : null;
    };
    return {
        id: sha256.slice(0, idLength),
        name: text("general.name") ?? basename(path, ".gguf").replace(/-00001-of-\d{5}$/, ""),
        path,
        architecture: text("general.architecture") ?? "unknown",
        size: files.reduce((sum, {size}) => sum + size, 0),
        sha256,
        parts: files.length > 1 ? files : [],
    };
}

async function sizeOf(path: string): Promise<number | null> {
    return stat(path).then(({size}) => size, () => null);
}
