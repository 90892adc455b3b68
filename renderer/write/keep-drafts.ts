import {client} from "../state/client.ts";
import {createAutosave} from "../edit/autosave.ts";
import {onWritten, slots, writtenSlot} from "./session.ts";
import type {Slot} from "./session.ts";

/** Restores the drafts that were on the screen, and saves every draft with its brief from then on. */
export async function startDrafts(): Promise<void> {
    slots.set((await client.call("drafts.onScreen", {})).map(writtenSlot));
    // the order of the drafts changes rarely, and only the newest counts
    const order = createAutosave(
        (ids) => client.call("drafts.keepOnScreen", {ids: JSON.parse(ids) as string[]}),
        () => {},
        0
    );
    const keepOrder = (): void => order.changed(JSON.stringify(slots.get().flatMap(({state}) => state.get().id ?? [])));
    slots.subscribe(keepOrder);
    onWritten((slot) => void keepDraft(slot).then(keepOrder, () => {}));
}

/** Saves every draft of a small window. What is on the screen is the main window's to say. */
export function keepSmallDrafts(): void {
    onWritten((slot) => void keepDraft(slot).catch(() => {}));
}

/** Saves a draft. If that fails it stays on the screen without a message. */
async function keepDraft(slot: Slot): Promise<void> {
    const {id, result} = slot.state.get();
    if (result === null || result.text.trim() === "") return;
    const kept = await client.call("drafts.keepWritten", {id, brief: slot.brief, result});
    slot.state.set((state) => ({...state, id: kept.id}));
}
