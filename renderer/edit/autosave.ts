import {createStore} from "../state/store.ts";
import type {Store} from "../state/store.ts";

/** ms after the last key before a text is saved */
const usualRest = 400;

/** Saves a text while it is edited. One save runs at a time; text typed meanwhile is saved next. */
export interface Autosave {
    readonly state: Store<"saved" | "saving" | "unsaved">;
    /** Reports the current text. */
    changed(text: string): void;
    /** Saves unsaved text at once. */
    flush(): Promise<void>;
}

export function createAutosave(save: (text: string) => Promise<unknown>, onFailure: (error: unknown) => void, rest = usualRest): Autosave {
    const state = createStore<"saved" | "saving" | "unsaved">("saved");
    let waiting: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: Promise<void> | null = null;

    async function saveAll(): Promise<void> {
        while (waiting !== null) {
            const text = waiting;
            waiting = null;
            state.set("saving");
            try {
                await save(text);
            } catch (error) {
                // a failed save is retried with the next change or flush
                waiting ??= text;
                state.set("unsaved");
                onFailure(error);
                return;
            }
        }
        state.set("saved");
    }

    const flush = (): Promise<void> => {
        clearTimeout(timer);
        running ??= saveAll().finally(() => {
            running = null;
        });
        return running;
    };

    return {
        state,
        changed(text) {
            waiting = text;
            state.set("unsaved");
            clearTimeout(timer);
            timer = setTimeout(() => void flush(), rest);
        },
        flush: () => (waiting === null && running === null ? Promise.resolve() : flush())
    };
}
