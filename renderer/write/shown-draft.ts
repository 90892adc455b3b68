import {createStore} from "../state/store.ts";
import {onOrdered, putInOrder, replacedBy} from "./session.ts";
import type {Slot} from "./session.ts";

/** The key of the selected draft; null: the first. */
export const shownKey = createStore<number | null>(null);

/** The selected draft, to which the keys for copying and editing apply. */
export function shownDraft(drafts: readonly Slot[], key: number | null = shownKey.get()): Slot | null {
    return drafts.find((slot) => slot.key === key) ?? drafts[0] ?? null;
}

/** Selects a draft. */
export function showDraft(slot: Slot): void {
    shownKey.set(slot.key);
}

// a draft that replaces the selected one is selected, too
replacedBy((gone, fresh) => shownKey.set((key) => (key === gone.key ? fresh.key : key)));

// what says the notes and sounds most like the user stands first, unless the user has already turned to one of the drafts
onOrdered((ordered) => {
    if (!ordered.some(({key}) => key === shownKey.get())) putInOrder(ordered);
});
