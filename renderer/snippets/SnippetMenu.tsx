import {useEffect, useMemo, useRef, useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Icon} from "../components/Icon.tsx";
import {Menu, MenuItem, MenuLabel, MenuLine} from "../components/Menu.tsx";
import {useCommands} from "../shell/commands.ts";
import type {Command} from "../shell/commands.ts";
import {settings} from "../state/main-state.ts";
import {useStore} from "../state/store.ts";
import {manageSnippets} from "./dialog-state.ts";
import {offeredFor} from "./snippets.ts";

interface SnippetMenuProps {
    /** who is written to; theirs come first */
    readonly to: string;
    /** puts the text where the cursor is, and the focus there */
    readonly onInsert: (text: string) => void;
    /** what is selected, to be kept as a snippet; null: nothing */
    readonly selection?: () => string | null;
}

/** The user's snippets below a button, by key and in the palette; what is chosen goes in where the cursor is. */
export function SnippetMenu({to, onInsert, selection}: SnippetMenuProps) {
    const m = useMessages();
    const {snippets} = useStore(settings);
    const [open, setOpen] = useState(false);
    const offered = useMemo(() => offeredFor(snippets, to), [snippets, to]);
    /** what is done when the menu has closed, which would otherwise take the focus back */
    const then = useRef<(() => void) | null>(null);
    // the palette's and the key's commands stay the same while somebody types
    const insert = useRef(onInsert);
    useEffect(() => {
        insert.current = onInsert;
    }, [onInsert]);
    useCommands(
        useMemo(
            (): readonly Command[] => [
                {
                    id: "snippets",
                    title: m.snippets.insert,
                    keys: "Alt+S",
                    run: () => {
                        const before = document.activeElement;
                        then.current = () => before instanceof HTMLElement && before.focus();
                        setOpen(true);
                    }
                },
                ...offered.map(({snippet}): Command => ({
                    id: `snippet-${snippet.name}`,
                    title: m.snippets.insertOne(snippet.name),
                    run: () => insert.current(snippet.text)
                }))
            ],
            [m, offered]
        )
    );
    const theirs = offered.filter(({isTheirs}) => isTheirs);
    const others = offered.filter(({isTheirs}) => !isTheirs);
    const item = ({snippet}: (typeof offered)[number]) => (
        <MenuItem key={snippet.name} onSelect={() => (then.current = () => insert.current(snippet.text))}>
            <span dir="auto">{snippet.name}</span>
        </MenuItem>
    );
    const selected = open ? (selection?.() ?? null) : null;
    return (
        <Menu
            open={open}
            onOpenChange={setOpen}
            onClosed={() => {
                const run = then.current;
                then.current = null;
                run?.();
                return run !== null;
            }}
            trigger={
                <Button look="quiet" icon="snippet">
                    {m.snippets.title}
                </Button>
            }
        >
            {theirs.length > 0 && <MenuLabel>{m.snippets.forThem(to.replace(/\s*<[^<>]*>/g, "").trim() || to)}</MenuLabel>}
            {theirs.map(item)}
            {theirs.length > 0 && others.length > 0 && <MenuLine />}
            {others.map(item)}
            {offered.length > 0 && <MenuLine />}
            {selected !== null && (
                <MenuItem onSelect={() => (then.current = () => manageSnippets(selected))}>
                    <Icon name="more" />
                    {m.snippets.keepSelection}
                </MenuItem>
            )}
            <MenuItem onSelect={() => (then.current = () => manageSnippets())}>
                <Icon name={offered.length === 0 ? "more" : "edit"} />
                {offered.length === 0 ? m.snippets.add : m.snippets.manage}
            </MenuItem>
        </Menu>
    );
}
