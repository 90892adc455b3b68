import {createStore} from "../state/store.ts";
import type {Store} from "../state/store.ts";

/** ms between two updates: faster than anybody reads, and every other frame is left to keyboard input */
const showEvery = 30;

/**
 * A text that grows: the first piece is shown in the next frame, the rest collected and shown every other frame, however fast it arrives.
 */
export interface TextStream {
    readonly shown: Store<string>;
    push(piece: string): void;
    /** Shows `text` at once; collected pieces are dropped. */
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
