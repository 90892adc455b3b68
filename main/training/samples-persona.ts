/** The trained persona of the sample author, for `idiolect demo`; created by lab/samples-persona.ts. */
import {readdir, readFile, rm} from "node:fs/promises";
import path from "node:path";
import {UserError} from "../../app/errors.ts";
import {parseTunedPersona, type TunedPersona} from "../../app/persona/tuned-persona.ts";
import {readSealed} from "../store/sealed-file.ts";
import {hasPersona, personaFile, personaFolder, writePersona, type PersonaPlace} from "./persona-files.ts";

/** the folder that demo and first run read */
export const samplesFolder = (resources: string): string => path.join(resources, "samples");

/** author of the sample folder */
export const samplesAuthor = ["Maren Holt", "maren@quaystreet.example"] as const;

export const samplesPersona = (resources: string, modelSha256: string): string =>
    path.join(resources, "samples-persona", `${modelSha256}.safetensors`);

/**
 * Stores the sample author's persona as that of the home, if there is one for the model and the home has none. It goes stale as any other:
 * when one of its texts leaves the library or is excluded.
 * @param ids of the library's texts; none: it does not go stale
 * @returns whether the home has a persona now
 */
export async function adoptSamplesPersona(
    place: PersonaPlace,
    resources: string,
    modelSha256: string,
    ids: readonly string[] = []
): Promise<boolean> {
    if (await hasPersona(place.home, modelSha256)) return true;
    const persona = await readSamplesPersona(resources, modelSha256);
    if (persona === null) return false;
    await writePersona(personaFile(place.home, modelSha256), {...persona, historyIds: ids}, place.cipher);
    return true;
}

/** Removes it again: a library that gets texts of other authors, or loses hers, is not hers any more. Another persona stays. */
export async function dropSamplesPersona({home, cipher}: PersonaPlace, resources: string): Promise<void> {
    const names = await readdir(path.dirname(samplesPersona(resources, ""))).catch(() => []);
    for (const name of names) {
        const file = path.join(personaFolder(home), name);
        try {
            const samples = parseTunedPersona(await readFile(samplesPersona(resources, path.parse(name).name)), name);
            const own = parseTunedPersona(await readSealed(file, cipher, name), name);
            if (own.historySha256 === samples.historySha256 && own.trainedAt === samples.trainedAt) await rm(file);
        } catch (error) {
            // there is none, or one that cannot be read and so is not used
            if ((error as NodeJS.ErrnoException).code !== "ENOENT" && !(error instanceof UserError)) throw error;
        }
    }
}

async function readSamplesPersona(resources: string, modelSha256: string): Promise<TunedPersona | null> {
    const file = samplesPersona(resources, modelSha256);
    try {
        return parseTunedPersona(await readFile(file), path.basename(file));
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
    }
}
