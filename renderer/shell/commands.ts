import {useEffect} from "react";
import {isPressed} from "../components/keys.ts";
import {createStore} from "../state/store.ts";

/** Something the user can ask for, from the palette, by keys, from the menu. */
export interface Command {
    /** the menu and the tray name it so */
    readonly id: string;
    readonly title: string;
    /** e.g. `Mod+Enter` */
    readonly keys?: string;
    /** false: not now; it is shown greyed in the palette */
    readonly enabled?: boolean;
    run(): void;
}

/** The commands of what is on the screen now, group by group; later ones win over earlier ones with the same keys. */
export const commandGroups = createStore<readonly (readonly Command[])[]>([]);

/** Offers `commands` as long as the component is on the screen. */
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

/** Runs the command whose keys were pressed. An open dialog keeps its keys. */
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
