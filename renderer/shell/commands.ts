import {useEffect} from "react";
import {isPressed} from "../components/keys.ts";
import {createStore} from "../state/store.ts";

/** A command of the palette, of a shortcut or of the menu. */
export interface Command {
    /** its id in the menu and the tray */
    readonly id: string;
    readonly title: string;
    /** e.g. `Mod+Enter` */
    readonly keys?: string;
    /** false: currently unavailable; it is greyed in the palette */
    readonly enabled?: boolean;
    run(): void;
}

/** The commands of the current screen, group by group; later ones override earlier ones with the same keys. */
export const commandGroups = createStore<readonly (readonly Command[])[]>([]);

/** Registers `commands` while the component is mounted. */
export function useCommands(commands: readonly Command[]): void {
    useEffect(() => {
        commandGroups.set((groups) => [...groups, commands]);
        return () => commandGroups.set((groups) => groups.filter((group) => group !== commands));
    }, [commands]);
}

export function allCommands(): readonly Command[] {
    return commandGroups.get().toReversed().flat();
}

export function runCommand(id: string): void {
    allCommands()
        .find((command) => command.id === id && command.enabled !== false)
        ?.run();
}

/** Runs the command of a key press. An open dialog keeps its keys. */
export function followKeys(): () => void {
    const listen = (event: KeyboardEvent): void => {
        if (event.defaultPrevented || event.isComposing) return;
        const command = allCommands().find(({keys, enabled}) => keys !== undefined && enabled !== false && isPressed(event, keys));
        if (command === undefined || document.querySelector("[role=alertdialog]")) return;
        event.preventDefault();
        command.run();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
}
