import {DropdownMenu} from "radix-ui";
import {useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../parts/Button.tsx";
import {Icon} from "../parts/Icon.tsx";
import {changeSettings, settings} from "../state/mirror.ts";
import {attempt} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import styles from "./Edit.module.css";

/** A change in the user's own words; those that are kept are one click away. */
export function OwnActions({busy, onAsk}: {busy: boolean; onAsk: (instruction: string) => void}) {
    const m = useMessages();
    const {actions} = useStore(settings);
    const [words, setWords] = useState("");
    const asked = words.trim();
    const set = (next: readonly string[]): void => void attempt(() => changeSettings({actions: [...next]}));
    const isKept = actions.includes(asked);
    return (
        <form className={styles["ask"]} onSubmit={(event) => {
            event.preventDefault();
            if (asked !== "" && !busy) onAsk(asked);
        }}>
            <input className={styles["askWords"]} aria-label={m.edit.ask} placeholder={m.edit.askHint} dir="auto" maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
            {asked !== "" && <IconButton icon={isKept ? "check" : "save"} label={isKept ? m.edit.actionKept : m.edit.keepAction} disabled={isKept} onClick={() => set([...actions, asked])} />}
            {actions.length > 0 && (
                <DropdownMenu.Root modal={false}>
                    <DropdownMenu.Trigger asChild><Button look="quiet" disabled={busy}>{m.edit.ownActions}</Button></DropdownMenu.Trigger>
                    <DropdownMenu.Portal container={document.querySelector("main")}>
                        <DropdownMenu.Content className={styles["menu"]} align="start" sideOffset={4} collisionPadding={8}>
                            {actions.map((action) => <DropdownMenu.Item key={action} className={styles["menuItem"]} onSelect={() => onAsk(action)}><span dir="auto">{action}</span></DropdownMenu.Item>)}
                            <DropdownMenu.Separator className={styles["menuLine"]} />
                            {actions.map((action) => (
                                <DropdownMenu.Item key={action} className={styles["menuItem"]} onSelect={() => set(actions.filter((each) => each !== action))}><Icon name="bin" />{m.edit.removeAction(action)}</DropdownMenu.Item>
                            ))}
                        </DropdownMenu.Content>
                    </DropdownMenu.Portal>
                </DropdownMenu.Root>
            )}
        </form>
    );
}
