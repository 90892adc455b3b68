import {open, readdir} from "node:fs/promises";
import {basename, join} from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import type {ModelInfo} from "../../app/drafting/engine.ts";
import type {Encoder} from "../../app/persona/encoder.ts";
import {checkPlugFits, fitsModel, parsePlug, type Plug, type PlugModel} from "../../app/persona/plug.ts";
import {readFlags, readRegularFile} from "../regular-file.ts";

/** bytes: upper limit of a plug, several times that of one for a model with vectors of 16,384 numbers */
const mostBytes = 2 ** 30;

/** Reads a plug file. */
export async function loadPlug(path: string): Promise<Plug> {
    const bytes = await readRegularFile(path, mostBytes).catch(() => {
        throw new UserError(say("plug.unreadable", {path}));
    });
    return parsePlug(bytes, basename(path));
}

/**
 * The plug for a loaded model: the one that was named, else the one found in the folders.
 * @throws UserError if a plug was named and does not fit; one that was found and does not fit is left out, and the refusal says why
 */
export async function plugForModel(
    named: string | undefined,
    folders: readonly string[],
    model: ModelInfo,
    encoder: Pick<Encoder, "name" | "size" | "sha256">
): Promise<{readonly plug: Plug | null; readonly plugRefusal: Sentence | null}> {
    if (model.plugRefusal !== null) {
        if (named !== undefined) throw new UserError(model.plugRefusal);
        return {plug: null, plugRefusal: model.plugRefusal};
    }
    const path = named ?? (await findPlug(folders, model));
    if (path === null) return {plug: null, plugRefusal: null};
    try {
        const plug = await loadPlug(path);
        checkPlugFits(plug, model, encoder);
        return {plug, plugRefusal: null};
    } catch (error) {
        if (named !== undefined || !(error instanceof UserError)) throw error;
        return {plug: null, plugRefusal: error.sentence};
    }
}

/** Folders with plugs, in this order: the installer's, then the home's. */
export function plugFolders(home: string, resources: string): readonly string[] {
    return [join(resources, "plug"), join(home, "plugs")];
}

/** What is known of the model that a plug is needed for; if it is not loaded, only its hash. */
type SoughtModel = Pick<PlugModel, "sha256"> | PlugModel;

/**
 * The path of the plug made for a model, from the first folder that has one, or null: for this very file, else for its weights in another
 * quantisation.
 */
export async function findPlug(folders: readonly string[], sought: SoughtModel): Promise<string | null> {
    let related: string | null = null;
    for (const folder of folders) {
        const names = await readdir(folder).catch(() => []);
        for (const name of names.filter((each) => each.endsWith(".safetensors")).toSorted()) {
            const path = join(folder, name);
            const made = describedModel(await readMetadata(path));
            if (made.sha256 === sought.sha256) return path;
            if ("embeddingRows" in sought && fitsModel({model: made}, sought) === "family") related ??= path;
        }
    }
    return related;
}

function describedModel(metadata: Readonly<Record<string, unknown>> | null): PlugModel {
    const text = (key: string) => String(metadata?.[key] ?? "");
    const rows = text("model.embedding_rows");
    return {
        name: text("model.name"),
        architecture: text("model.architecture"),
        nEmbd: Number(text("model.n_embd")),
        sha256: text("model.sha256"),
        embeddingRows: rows === "" ? [] : rows.split(",").map(Number)
    };
}

/** bytes: upper limit of a plug's header */
const maxHeaderSize = 1024 * 1024;

/** The metadata of a safetensors file, without its tensors; null if it has none or is unreadable. */
async function readMetadata(path: string): Promise<Readonly<Record<string, unknown>> | null> {
    const file = await open(path, readFlags).catch(() => null);
    if (file === null) return null;
    try {
        const prefix = Buffer.alloc(8);
        await file.read(prefix, 0, 8, 0);
        const size = Number(prefix.readBigUInt64LE());
        if (size > maxHeaderSize) return null;
        const header = Buffer.alloc(size);
        await file.read(header, 0, size, 8);
        return (JSON.parse(header.toString("utf8")) as {__metadata__?: Record<string, unknown>}).__metadata__ ?? null;
    } catch {
        return null;
    } finally {
        await file.close();
    }
}
