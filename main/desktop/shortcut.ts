import type {Electron} from "./electron.ts";

/** One global shortcut. `set` changes its keys; empty: none. Returns false if another program uses them, or if they are invalid. */
export function createShortcut({globalShortcut}: Pick<Electron, "globalShortcut">, run: () => void): {set(accelerator: string): boolean} {
    let current = "";
    return {
        set(accelerator) {
            if (accelerator === current) return true;
            if (current !== "") globalShortcut.unregister(current);
            current = "";
            if (accelerator === "") return true;
            try {
                if (!globalShortcut.register(accelerator, run)) return false;
            } catch {
                // the user's input is not a valid shortcut
                return false;
            }
            current = accelerator;
            return true;
        }
    };
}
