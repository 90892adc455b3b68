/** Files of trained personas in the home: one for each model, named by the hash of the model's file. */
import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {access, copyFile, readFile, readdir, rename, rm} from "node:fs/promises";
import path from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {checkTunedPersonaCurrent, checkTunedPersonaFits, formatTunedPersona, parseTunedPersona} from "../../app/persona/tuned-persona.ts";
import {writeDurably} from "../store/durable-file.ts";
import {makeFolder} from "../store/make-folder.ts";
import {readSealed, writeSealed} from "../store/sealed-file.ts";
import type {ModelInfo} from "../../app/drafting/engine.ts";
import type {TunedPersona} from "../../app/persona/tuned-persona.ts";
import type {Cipher} from "../store/cipher.ts";

const [FOLDER, ADAPTERS] = ["personas", "adapters"];
/** suffixes beside a checkpoint's name: the trainer's plain copy, a LoRA's, and a training result that is not measured yet */
const [OPEN, LORA, FINISHED] = [".open", "-lora", "-finished"];

/** A home, and the cipher of its files; null: they are not encrypted. */
export interface PersonaPlace {
    readonly home: string;
    readonly cipher: Cipher | null;
}

export const personaFolder = (home: string): string => path.join(home, FOLDER);
/** LoRAs are separate from encrypted files: the engine, with its privileges dropped, reads only this folder of the home */
export const adapterFolder = (home: string): string => path.join(home, ADAPTERS);
export const personaFile = (home: string, modelSha256: string): string => path.join(personaFolder(home), `${modelSha256}.safetensors`);
/** state of an unfinished training; the LoRA's state and the final result are beside it */
export const checkpointFile = (home: string, modelSha256: string): string => path.join(personaFolder(home), `${modelSha256}.checkpoint`);

/** result of a training until it is measured */
export const finishedFile = (home: string, modelSha256: string): string => checkpointFile(home, modelSha256) + FINISHED;

export interface FoundPersona {
    readonly tuned: TunedPersona | null;
    /** a sentence: why the existing persona cannot be used */
    readonly tunedRefusal: Sentence | null;
}

/** The persona trained for a model, if one fits it and all its texts are still in the library. Never throws for an invalid file. */
export async function findPersona(
    {home, cipher}: PersonaPlace,
    model: Pick<ModelInfo, "sha256" | "nEmbd" | "name" | "plugRefusal">,
    items: readonly {readonly id: string}[]
): Promise<FoundPersona> {
    const file = personaFile(home, model.sha256);
    try {
        const persona = parseTunedPersona(await readSealed(file, cipher, path.basename(file)), path.basename(file));
        checkTunedPersonaFits(persona, model);
        checkTunedPersonaCurrent(persona, items);
        const adapter = persona.adapter === null ? null : await adapterOf(home, persona.adapter);
        return model.plugRefusal === null
            ? {tuned: {...persona, adapter}, tunedRefusal: null}
            : {tuned: null, tunedRefusal: model.plugRefusal};
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return {tuned: null, tunedRefusal: null};
        if (error instanceof UserError) return {tuned: null, tunedRefusal: error.sentence};
        return {tuned: null, tunedRefusal: say("persona.unreadable", {path: file, why: (error as Error).message})};
    }
}

/** Whether a persona was trained for a model. `findPersona` decides whether it can be used. */
export async function hasPersona(home: string, modelSha256: string): Promise<boolean> {
    return isThere(personaFile(home, modelSha256));
}

/** The adapter with its absolute path; null if the file is missing. */
async function adapterOf(home: string, adapter: NonNullable<TunedPersona["adapter"]>): Promise<TunedPersona["adapter"]> {
    const file = path.join(adapterFolder(home), path.basename(adapter.file));
    return (await isThere(file)) ? {...adapter, file} : null;
}

async function isThere(file: string): Promise<boolean> {
    return access(file).then(
        () => true,
        () => false
    );
}

/** Temporary path of an adapter that the trainer writes. */
export const unnamedAdapter = (home: string, modelSha256: string): string => path.join(adapterFolder(home), `${modelSha256}.unnamed`);

/**
 * Renames an adapter by its content's hash, as the engine reads a file only once for each name. It is never encrypted: llama.cpp reads it
 * directly from disk. Returns its path.
 * @param purpose `elsewhere`: it is moved after it was measured
 */
export async function nameAdapter(home: string, modelSha256: string, purpose: "lora" | "elsewhere"): Promise<string> {
    const unnamed = unnamedAdapter(home, modelSha256);
    const sha256 = createHash("sha256")
        .update(await readFile(unnamed))
        .digest("hex");
    const named = path.join(adapterFolder(home), `${modelSha256}.${purpose}-${sha256.slice(0, 16)}.gguf`);
    await writing(named, () => rename(unnamed, named));
    return named;
}

/** Moves an adapter beside a persona's file outside of the home. Returns its path. */
export async function moveAdapter(adapter: string, file: string): Promise<string> {
    const moved = path.join(path.dirname(file), adapterStart(file) + path.basename(adapter).replace(/^.*-/, ""));
    await writing(moved, () => copyFile(adapter, moved));
    await rm(adapter, {force: true});
    return moved;
}

/** Prefix of the names of a persona's adapters. */
const adapterStart = (file: string): string => `${path.basename(file).replace(/\.safetensors$/, "")}.lora-`;

/** Removes the adapters of a model's persona, or of a persona's file outside of the home, except the current one. */
export async function removeOtherAdapters(
    {home, file}: {readonly home: string; readonly file?: string},
    {modelSha256, adapter}: Pick<TunedPersona, "modelSha256" | "adapter">
): Promise<void> {
    const [folder, start] = file === undefined ? [adapterFolder(home), `${modelSha256}.`] : [path.dirname(file), adapterStart(file)];
    for (const name of await readdir(folder).catch(() => []))
        if (name.startsWith(start) && name.endsWith(".gguf") && name !== adapter?.file) await rm(path.join(folder, name), {force: true});
}

/** @throws {UserError} if the file cannot be written; an older file of that name is unchanged */
export async function writePersona(file: string, persona: TunedPersona, cipher: Cipher | null): Promise<void> {
    await writing(file, async () => {
        await makeFolder(path.dirname(file));
        await writeSealed(file, formatTunedPersona(persona), cipher, path.basename(file));
    });
}

/**
 * The checkpoint of a running training. The trainer has no key: it works on a plain copy, which exists only while it runs; after each save
 * it is encrypted.
 */
export class Checkpoint {
    /** path that the trainer reads and writes */
    readonly working: string;
    readonly #kept: string;
    readonly #cipher: Cipher | null;

    constructor({home, cipher}: PersonaPlace, modelSha256: string, what: "persona" | "LoRA" = "persona") {
        this.#kept = checkpointFile(home, modelSha256) + (what === "LoRA" ? LORA : "");
        this.#cipher = cipher;
        this.working = cipher === null ? this.#kept : this.#kept + OPEN;
    }

    /**
     * Decrypts the saved checkpoint for the trainer. One that cannot be decrypted belongs to another training: the trainer starts from the
     * beginning.
     */
    async open(): Promise<void> {
        await makeFolderFor(this.#kept);
        await writing(this.#kept, async () => {
            if (this.#cipher === null || !existsSync(this.#kept)) return;
            const bytes = await readSealed(this.#kept, this.#cipher, path.basename(this.#kept)).catch(() => null);
            if (bytes !== null) await writeDurably(this.working, bytes);
        });
    }

    async saved(): Promise<void> {
        const {working} = this;
        const cipher = this.#cipher;
        if (cipher !== null && existsSync(working))
            await writing(this.#kept, async () => writeSealed(this.#kept, await readFile(working), cipher, path.basename(this.#kept)));
    }

    /** Called when the trainer has ended: its checkpoint is saved, or deleted if the trainer deleted it. */
    async close(): Promise<void> {
        if (this.#cipher === null) return;
        try {
            if (existsSync(this.working)) await this.saved();
            else await rm(this.#kept, {force: true});
        } finally {
            await rm(this.working, {force: true});
        }
    }
}

/** Removes plain copies left by a killed program; their content was encrypted when it was saved. */
export async function removeOpenCheckpoints(home: string): Promise<void> {
    const names = await readdir(personaFolder(home)).catch(() => []);
    const left = names.filter((name) => name.includes(`.checkpoint${OPEN}`) || name.includes(`.checkpoint${LORA}${OPEN}`));
    await Promise.all(left.map((name) => rm(path.join(personaFolder(home), name), {force: true})));
}

/** State of a training that was interrupted, during training or measurement. */
const unfinishedFiles = (home: string, modelSha256: string): readonly string[] =>
    ["", LORA, FINISHED].map((end) => checkpointFile(home, modelSha256) + end);

/** Whether there is a training that can be resumed. */
export async function isUnfinished(home: string, modelSha256: string): Promise<boolean> {
    return (await Promise.all(unfinishedFiles(home, modelSha256).map(isThere))).includes(true);
}

export async function discardUnfinished(home: string, modelSha256: string): Promise<void> {
    await Promise.all(unfinishedFiles(home, modelSha256).map((file) => rm(file, {force: true})));
}

/** @throws {UserError} if it cannot be created */
export async function makeFolderFor(file: string): Promise<void> {
    await writing(file, () => makeFolder(path.dirname(file)));
}

/**
 * Deletes personas, checkpoints and adapters of all models. The adapters' folder stays, as a running engine's privileges are bound to this
 * very folder.
 */
export async function erasePersonas(home: string): Promise<void> {
    await rm(personaFolder(home), {recursive: true, force: true});
    const adapters = await readdir(adapterFolder(home)).catch(() => []);
    await Promise.all(adapters.map((name) => rm(path.join(adapterFolder(home), name), {recursive: true, force: true})));
}

export async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        const {code, message} = error as NodeJS.ErrnoException;
        if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG")
            throw new UserError(say("training.disk-full", {path: file}), {cause: error});
        if (code != null) throw new UserError(say("training.unwritten", {path: file, why: message}), {cause: error});
        throw error;
    }
}
