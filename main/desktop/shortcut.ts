import type {Electron} from "./electron.ts";

/** One global shortcut. `set` gives it other keys; empty: none. False when another program has them, or when they are no shortcut. */
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
                // what the user typed is no shortcut
                return false;
            }
            current = accelerator;
            return true;
        }
    };
}
