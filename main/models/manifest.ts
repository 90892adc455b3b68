import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";

/*
 * `resources/models/manifest.json` is the only place where a model is named. An entry is all that a new model needs; its prompt format is
 * read from its own file.
 */

const sampling = z.object({
    temperature: z.number().exactOptional(),
    topP: z.number().exactOptional(),
    topK: z.number().exactOptional(),
    minP: z.number().exactOptional(),
    repeatPenalty: z.number().exactOptional(),
    dry: z.number().exactOptional()
});

const entry = z.object({
    /** short and stable */
    id: z.string().min(1),
    name: z.string().min(1),
    /** file names in the manifest's folder, first part first; the first entry is the embedded model */
    files: z.array(z.string().min(1)).min(1),
    /** of all parts one after the other; null: not known yet */
    sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    /** SPDX expression */
    licence: z.string(),
    /** file name of the plug made for it, in the plug folder, or null */
    plug: z.string().nullable(),
    /** default sampling options, above those of its prompt format */
    sampling: sampling.default({})
});
export type ManifestEntry = z.infer<typeof entry>;

const manifestSchema = z.object({models: z.array(entry).min(1)});

/** A model that is shipped with Idiolect. */
export interface EmbeddedModel extends ManifestEntry {
    /** of its first part */
    readonly path: string;
}

/** if there is no manifest: drafting then reports that its file is missing */
const noModel: ManifestEntry = {
    id: "embedded",
    name: "the embedded model",
    files: ["model.gguf"],
    sha256: null,
    licence: "",
    plug: null,
    sampling: {}
};

/**
 * The embedded model: the manifest's first entry whose files exist, else its first.
 * @throws UserError when the manifest is damaged
 */
export function embeddedModel(resources: string): EmbeddedModel {
    const folder = join(resources, "models");
    const file = join(folder, "manifest.json");
    let entries: readonly ManifestEntry[];
    try {
        entries = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8"))).models;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return {...noModel, path: join(folder, noModel.files[0] ?? "")};
        throw new UserError(say("model.list-damaged", {path: file}), {cause: error});
    }
    const present = entries.find(({files}) => files.every((name) => existsSync(join(folder, name)))) ?? entries[0];
    return {...(present as ManifestEntry), path: join(folder, present?.files[0] ?? "")};
}
