import {createStore} from "../state/store.ts";
import type {Store} from "../state/store.ts";

/** A text that grows: pieces are gathered and shown once a frame, however fast they come. */
export interface TextStream {
    readonly shown: Store<string>;
    push(piece: string): void;
    /** Shows `text` at once; nothing that was still gathered follows. */
    end(text: string): void;
}

export function createTextStream(nextFrame: (show: () => void) => void = requestAnimationFrame): TextStream {
    const shown = createStore("");
    let gathered = "";
    let asked = false;
    return {
        shown,
        push(piece) {
            gathered += piece;
            if (asked) return;
            asked = true;
            nextFrame(() => {
                asked = false;
                const more = gathered;
                gathered = "";
                if (more !== "") shown.set((text) => text + more);
            });
        },
        end(text) {
            gathered = "";
            shown.set(text);
        }
    };
}
