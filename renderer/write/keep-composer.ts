import {createAutosave} from "../edit/autosave.ts";
import {client} from "../state/client.ts";
import {composer} from "./composer.ts";
import type {Composer} from "./composer.ts";

/** Brings back what stood in the composer, and keeps it from then on. What cannot be kept is tried again with the next key. */
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
