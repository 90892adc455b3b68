import {useEffect, useMemo} from "react";
import {isPressed} from "../components/keys.ts";
import {openLayers, useLayer} from "../components/layers.ts";
import {createStore, useStore} from "../state/store.ts";

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

/** The commands of a component, and the modal layer that it is rendered in; null: the page. */
interface CommandGroup {
    readonly layer: string | null;
    readonly commands: readonly Command[];
}

/** The commands of what is mounted, group by group; later ones override earlier ones with the same keys. */
const commandGroups = createStore<readonly CommandGroup[]>([]);

/** Registers `commands` while the component is mounted. Inside a modal layer they are that layer's. */
export function useCommands(commands: readonly Command[]): void {
    const layer = useLayer();
    useEffect(() => {
        const group = {layer, commands};
        commandGroups.set((groups) => [...groups, group]);
        return () => commandGroups.set((groups) => groups.filter((each) => each !== group));
    }, [layer, commands]);
}

/** The page's commands, whatever is open above it: those that the palette offers. */
export function usePageCommands(): readonly Command[] {
    const groups = useStore(commandGroups);
    return useMemo(() => commandsOf(groups, null), [groups]);
}

function commandsOf(groups: readonly CommandGroup[], layer: string | null): readonly Command[] {
    return groups
        .toReversed()
        .filter((group) => group.layer === layer)
        .flatMap(({commands}) => commands);
}

/** While a modal layer is open, only the topmost layer's commands can be run: nobody sees what the others would do behind it. */
function availableCommands(): readonly Command[] {
    return commandsOf(commandGroups.get(), openLayers.get().at(-1) ?? null);
}

/** Runs a command that the system's menu or tray asks for. */
export function runCommand(id: string): void {
    availableCommands()
        .find((command) => command.id === id && command.enabled !== false)
        ?.run();
}

/** Runs the command of a key press. */
export function followKeys(): () => void {
    const listen = (event: KeyboardEvent): void => {
        if (event.defaultPrevented || event.isComposing) return;
        const command = availableCommands().find(({keys, enabled}) => keys !== undefined && enabled !== false && isPressed(event, keys));
        if (command === undefined) return;
        event.preventDefault();
        command.run();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
}
