import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import type {CatalogueModel, ModelCatalogue} from "./catalogue.ts";
import {downloadFiles} from "./download.ts";
import type {DownloadOptions} from "./download.ts";
import {findOffer, sourceOf} from "./offers.ts";
import type {DownloadSource} from "./offers.ts";

export type ModelChoice = {readonly offer: string} | {readonly url: string; readonly sha256: string | null};

/** Download source of a choice. */
export function sourceOfChoice(choice: ModelChoice): DownloadSource {
    return "offer" in choice ? findOffer(choice.offer) : sourceOf(choice.url, choice.sha256?.toLowerCase() ?? null);
}

/** running downloads of this process, by their first file's address: a second one would write into the same file */
const running = new Set<string>();

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
    const key = `${catalogue.downloads} ${files[0]?.url ?? ""}`;
    if (running.has(key)) throw new UserError(say("download.running"));
    running.add(key);
    try {
        const {paths, checkedAgainst} = await downloadFiles(files, {...options, folder: catalogue.downloads, hosts});
        const model = await catalogue.add(paths[0] as string);
        return {model, sentence: say("download.done", {name: model.name, checked: say(`download.checked-${checkedAgainst}`)})};
    } finally {
        running.delete(key);
    }
}
