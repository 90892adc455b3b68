import {createStore} from "../state/store.ts";
import {onOrdered, putInOrder, replacedBy} from "./session.ts";
import type {Slot} from "./session.ts";

/** The key of the draft that stands large; null: the first. */
export const shownKey = createStore<number | null>(null);

/** The draft that stands large, and that the keys for copying and editing mean. */
export function shownDraft(drafts: readonly Slot[], key: number | null = shownKey.get()): Slot | null {
    return drafts.find((slot) => slot.key === key) ?? drafts[0] ?? null;
}

/** Puts a draft in the large place. */
export function showDraft(slot: Slot): void {
    shownKey.set(slot.key);
}

// a draft written in the place of the large one is large, too
replacedBy((gone, fresh) => shownKey.set((key) => (key === gone.key ? fresh.key : key)));

// what says the notes and sounds most like the user stands first, unless the user has already turned to one of the drafts
onOrdered((ordered) => {
    if (!ordered.some(({key}) => key === shownKey.get())) putInOrder(ordered);
});
