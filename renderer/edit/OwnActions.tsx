import {useRef, useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {Icon} from "../components/Icon.tsx";
import {Menu, MenuItem, MenuLine} from "../components/Menu.tsx";
import {changeSettings, settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import styles from "./Edit.module.css";

/** A change in the user's own words; saved ones are buttons. */
export function OwnActions({busy, onAsk}: {busy: boolean; onAsk: (instruction: string) => void}) {
    const m = useMessages();
    const {actions} = useStore(settings);
    const [words, setWords] = useState("");
    const field = useRef<HTMLInputElement>(null);
    const asked = words.trim();
    const set = (next: readonly string[]): void => void attempt(() => changeSettings({actions: [...next]}));
    const isKept = actions.includes(asked);
    return (
        <form
            className={styles["ask"]}
            onSubmit={(event) => {
                event.preventDefault();
                if (asked !== "" && !busy) onAsk(asked);
            }}
        >
            <input
                ref={field}
                className={styles["askWords"]}
                aria-label={m.edit.ask}
                placeholder={m.edit.askHint}
                dir="auto"
                maxLength={500}
                value={words}
                onChange={(event) => setWords(event.target.value)}
            />
            {asked !== "" && (
                <IconButton
                    icon={isKept ? "check" : "save"}
                    label={isKept ? m.edit.actionKept : m.edit.keepAction}
                    disabled={isKept}
                    onClick={() => {
                        set([...actions, asked]);
                        // the button is disabled from now on
                        field.current?.focus();
                    }}
                />
            )}
            {actions.length > 0 && (
                <Menu
                    trigger={
                        <Button look="quiet" disabled={busy}>
                            {m.edit.ownActions}
                        </Button>
                    }
                >
                    {actions.map((action) => (
                        <MenuItem key={action} onSelect={() => onAsk(action)}>
                            <span dir="auto">{action}</span>
                        </MenuItem>
                    ))}
                    <MenuLine />
                    {actions.map((action) => (
                        <MenuItem key={action} onSelect={() => set(actions.filter((each) => each !== action))}>
                            <Icon name="bin" />
                            {m.edit.removeAction(action)}
                        </MenuItem>
                    ))}
                </Menu>
            )}
        </form>
    );
}
