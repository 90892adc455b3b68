import {Dialog} from "radix-ui";
import {useMemo, useRef, useState} from "react";
import type {KeyboardEvent} from "react";
import {useMessages} from "../language/use-messages.ts";
import {isPressed, keysLabel} from "../components/keys.ts";
import {LayerProvider, useNewLayer} from "../components/layers.ts";
import {useOpener} from "../components/opener.ts";
import {useStore} from "../state/store.ts";
import {useCommands, usePageCommands} from "./commands.ts";
import type {Command} from "./commands.ts";
import {fuzzyScore} from "./fuzzy.ts";
import {palette} from "./palette.ts";
import styles from "./Palette.module.css";

/** The command palette: all available commands with a search field. */
export function Palette() {
    const m = useMessages();
    const open = useStore(palette);
    const layer = useNewLayer(open);
    const opener = useOpener();
    /** the command that was chosen, to be run when the focus is back where it acts */
    const chosen = useRef<Command | null>(null);
    return (
        <Dialog.Root open={open} onOpenChange={(next) => palette.set(next)}>
            <Dialog.Portal>
                <Dialog.Overlay className={styles["shade"]} />
                <Dialog.Content
                    className={styles["palette"]}
                    aria-describedby={undefined}
                    onOpenAutoFocus={opener.remember}
                    onCloseAutoFocus={(event) => {
                        opener.giveBack(event);
                        chosen.current?.run();
                        chosen.current = null;
                    }}
                >
                    <Dialog.Title className="only-heard">{m.frame.commands}</Dialog.Title>
                    <LayerProvider value={layer}>
                        <Search
                            onChoose={(command) => {
                                chosen.current = command;
                                palette.set(false);
                            }}
                        />
                    </LayerProvider>
                </Dialog.Content>
            </Dialog.Portal>
        </Dialog.Root>
    );
}

function Search({onChoose}: {onChoose: (command: Command) => void}) {
    const m = useMessages();
    const commands = usePageCommands();
    const [query, setQuery] = useState("");
    const [at, setAt] = useState(0);
    const found = matching(commands, query);
    const chosen = found[Math.min(at, found.length - 1)];
    // the keys that opened it close it again
    useCommands(useMemo(() => [{id: "palette", title: m.commands.palette, keys: "Mod+K", run: () => palette.set(false)}], [m]));
    const onKeyDown = (event: KeyboardEvent): void => {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step !== 0) {
            event.preventDefault();
            setAt((now) => (Math.min(now, found.length - 1) + step + found.length) % Math.max(1, found.length));
        } else if (isPressed(event.nativeEvent, "Enter") && chosen) {
            event.preventDefault();
            onChoose(chosen);
        }
    };
    return (
        <>
            <input
                className={styles["input"]}
                role="combobox"
                aria-expanded="true"
                aria-controls="commands"
                aria-activedescendant={chosen ? `command-${chosen.id}` : undefined}
                aria-label={m.frame.searchCommands}
                placeholder={m.frame.searchCommands}
                value={query}
                autoFocus
                onChange={(event) => {
                    setQuery(event.target.value);
                    setAt(0);
                }}
                onKeyDown={onKeyDown}
            />
            <div id="commands" className={styles["list"]} role="listbox" aria-label={m.frame.commands} tabIndex={0}>
                {found.map((command) => (
                    <div
                        key={command.id}
                        id={`command-${command.id}`}
                        className={styles["option"]}
                        role="option"
                        aria-selected={command === chosen}
                        ref={(element) => {
                            if (command === chosen) element?.scrollIntoView({block: "nearest"});
                        }}
                        onClick={() => onChoose(command)}
                    >
                        <span>{command.title}</span>
                        {command.keys && <kbd>{keysLabel(command.keys)}</kbd>}
                    </div>
                ))}
                {found.length === 0 && (
                    <div className={styles["none"]} role="option" aria-selected="false" aria-disabled="true">
                        {m.frame.noCommand}
                    </div>
                )}
            </div>
        </>
    );
}

/** The commands that match the query, best first; each id once. The command that opens the palette is left out. */
function matching(commands: readonly Command[], query: string): readonly Command[] {
    const seen = new Set<string>(["palette"]);
    return commands
        .filter((command) => {
            if (command.enabled === false || seen.has(command.id)) return false;
            seen.add(command.id);
            return true;
        })
        .flatMap((command) => {
            const score = fuzzyScore(command.title, query);
            return score === null ? [] : [{command, score}];
        })
        .toSorted((a, b) => b.score - a.score)
        .map(({command}) => command);
}
