import {createStore} from "../state/store.ts";
import type {Store} from "../state/store.ts";

/** ms after the last key before a text is saved */
const usualRest = 400;

/** Keeps a text saved while it is written. One save runs at a time; what was typed meanwhile is saved next. */
export interface Autosave {
    readonly state: Store<"saved" | "saving" | "unsaved">;
    /** The text as it is now. */
    changed(text: string): void;
    /** Saves at once what is not saved yet. */
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
                // what could not be saved is tried again with the next change or flush
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
