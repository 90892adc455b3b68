import {createAutosave} from "../edit/autosave.ts";
import {client} from "../state/client.ts";
import {composer} from "./composer.ts";
import type {Composer} from "./composer.ts";

/** Restores the content of the composer, and saves it from then on. A failed save is retried with the next change. */
export async function startComposer(): Promise<void> {
    const kept = await client.call("drafts.composing", {});
    if (kept !== null) composer.set(kept);
    const autosave = createAutosave(
        (text) => client.call("drafts.keepComposing", {composing: JSON.parse(text) as Composer}),
        () => {}
    );
    composer.subscribe(() => autosave.changed(JSON.stringify(composer.get())));
    window.addEventListener("pagehide", () => void autosave.flush());
}
