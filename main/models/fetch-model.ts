import {rm} from "node:fs/promises";
import {join} from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import type {CatalogueModel, ModelCatalogue} from "./catalogue.ts";
import {downloadFiles} from "./download.ts";
import type {DownloadOptions} from "./download.ts";
import {fileNameOf} from "./downloaded-files.ts";
import {readGgufHeader} from "./gguf-header.ts";
import {findOffer, sourceOf} from "./offers.ts";
import type {DownloadSource, OfferFile} from "./offers.ts";

export type ModelChoice = {readonly offer: string} | {readonly url: string; readonly sha256: string | null};

/** Download source of a choice. */
export function sourceOfChoice(choice: ModelChoice): DownloadSource {
    return "offer" in choice ? findOffer(choice.offer) : sourceOf(choice.url, choice.sha256?.toLowerCase() ?? null);
}

/** files that downloads of this process write: a second one would write into the same file, also from another address */
const running = new Set<string>();

/** @throws UserError if one of the files is being downloaded */
export function checkNotRunning(files: readonly OfferFile[], folder: string): readonly string[] {
    const paths = files.map(({url}) => join(folder, fileNameOf(url)));
    if (paths.some((path) => running.has(path))) throw new UserError(say("download.running"));
    return paths;
}

/**
 * Downloads a model and adds it to the list.
 * @returns the model, and a sentence that says what the file was verified against
 */
export async function fetchModel(
    catalogue: ModelCatalogue,
    choice: ModelChoice,
    options: Omit<DownloadOptions, "folder" | "hosts"> = {}
): Promise<{readonly model: CatalogueModel; readonly sentence: Sentence}> {
    const {files, hosts} = sourceOfChoice(choice);
    const writes = checkNotRunning(files, catalogue.downloads);
    for (const path of writes) running.add(path);
    try {
        const {paths, checkedAgainst} = await downloadFiles(files, {...options, folder: catalogue.downloads, hosts});
        await checkReadable(paths);
        const model = await catalogue.add(paths[0] as string);
        return {model, sentence: say("download.done", {name: model.name, checked: say(`download.checked-${checkedAgainst}`)})};
    } finally {
        for (const path of writes) running.delete(path);
    }
}

/** A file that is no model is not kept: the list could not show it, and another download would find it there. */
async function checkReadable(paths: readonly string[]): Promise<void> {
    await readGgufHeader(paths[0] as string).catch(async (error: unknown) => {
        if (error instanceof UserError) await Promise.all(paths.map((path) => rm(path, {force: true})));
        throw error;
    });
}
