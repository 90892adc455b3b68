import type {DraftVersion} from "../../app/contract/index.ts";
import {sentenceOf} from "../state/query.ts";
import {client} from "../state/client.ts";
import {notify} from "../state/notices.ts";
import {createAutosave} from "./autosave.ts";
import type {Autosave} from "./autosave.ts";

/** An autosave that saves each text as a version of a draft, with its cause. */
export interface VersionSave extends Autosave {
    /** Sets the cause of the next saved text; later ones are edits again. */
    nextIs(why: DraftVersion["why"]): void;
}

export function saveVersions(id: string): VersionSave {
    let why: DraftVersion["why"] = "edit";
    const autosave = createAutosave(
        (text) => {
            const saved = client.call("drafts.save", {id, text, why});
            why = "edit";
            return saved;
        },
        (error) => notify(sentenceOf(error), {bad: true})
    );
    return {
        ...autosave,
        nextIs: (next) => {
            why = next;
        }
    };
}
