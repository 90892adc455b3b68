import {sentenceOf, wasCancelled} from "./query.ts";
import {createStore} from "./store.ts";

/** A short message at the bottom of the window. */
export interface Notice {
    readonly id: number;
    readonly text: string;
    readonly bad: boolean;
    readonly undo?: {readonly label: string; readonly run: () => void};
}

export const notices = createStore<readonly Notice[]>([]);
let nextId = 0;

/** How long a notice is shown, in ms. An error stays until it is closed. */
const usualStay = 5000;

export function notify(
    text: string,
    {bad = false, undo, stay = usualStay}: {bad?: boolean; undo?: Notice["undo"]; stay?: number} = {}
): void {
    const notice: Notice = {id: nextId++, text, bad, ...(undo ? {undo} : {})};
    notices.set((current) => [...current.slice(-2), notice]);
    if (!bad) setTimeout(() => closeNotice(notice.id), stay);
}

export function closeNotice(id: number): void {
    notices.set((current) => current.filter((notice) => notice.id !== id));
}

/** Runs a user action and shows a notice if it fails. A cancelled job is not a failure. */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
    try {
        await work();
        if (done !== undefined) notify(done);
        return true;
    } catch (error) {
        if (!wasCancelled(error)) notify(sentenceOf(error), {bad: true});
        return false;
    }
}
