/** The trained persona of the sample author, for `idiolect demo`; created by lab/samples-persona.ts. */
import {copyFile, mkdir} from "node:fs/promises";
import path from "node:path";
import {hasPersona, personaFile, personaFolder} from "./persona-files.ts";

/** author of the sample folder */
export const samplesAuthor = ["Maren Holt", "maren@quaystreet.example"] as const;

export const samplesPersona = (resources: string, modelSha256: string): string =>
    path.join(resources, "samples-persona", `${modelSha256}.safetensors`);

/** Copies it to where drafting finds it, if there is one for the model and none in the home. Returns whether there is one now. */
export async function useSamplesPersona(home: string, resources: string, modelSha256: string): Promise<boolean> {
    if (await hasPersona(home, modelSha256)) return true;
    try {
        await mkdir(personaFolder(home), {recursive: true, mode: 0o700});
        await copyFile(samplesPersona(resources, modelSha256), personaFile(home, modelSha256));
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
        throw error;
    }
}
