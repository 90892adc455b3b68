import {createStore} from "../state/store.ts";
import type {Store} from "../state/store.ts";

/** ms between two shows: faster than anybody reads, and every other frame is left to the keyboard */
const showEvery = 30;

/** A text that grows: the first piece is shown with the next frame, the rest gathered and shown every other one, however fast they come. */
export interface TextStream {
    readonly shown: Store<string>;
    push(piece: string): void;
    /** Shows `text` at once; nothing that was still gathered follows. */
    end(text: string): void;
}

export function createTextStream(
    nextFrame: (show: () => void) => void = requestAnimationFrame,
    now: () => number = () => performance.now()
): TextStream {
    const shown = createStore("");
    let gathered = "";
    let asked = false;
    let lastShown = -Infinity;
    const show = (): void => {
        if (now() - lastShown < showEvery) {
            nextFrame(show);
            return;
        }
        asked = false;
        lastShown = now();
        const more = gathered;
        gathered = "";
        if (more !== "") shown.set((text) => text + more);
    };
    return {
        shown,
        push(piece) {
            gathered += piece;
            if (asked) return;
            asked = true;
            nextFrame(show);
        },
        end(text) {
            gathered = "";
            shown.set(text);
        }
    };
}
