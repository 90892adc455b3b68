import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Icon} from "../components/Icon.tsx";
import type {IconName} from "../components/Icon.tsx";
import {Menu, MenuItem} from "../components/Menu.tsx";
import type {Slot} from "./session.ts";
import {copyReply, mailDraft} from "./write-commands.ts";

/** Export of a letter: with the answered message below it, or into the mail program. */
export function DraftMenu({slot}: {slot: Slot}) {
    const m = useMessages();
    const {kind, message = ""} = slot.brief;
    if (kind !== "email" && kind !== "reply") return null;
    const items: readonly {icon: IconName; words: string; run: () => void}[] = [
        ...(kind === "reply" && message.trim() !== ""
            ? [{icon: "copy" as const, words: m.write.copyReply, run: () => void copyReply(slot, m)}]
            : []),
        {icon: "mail", words: m.write.mail, run: () => void mailDraft(slot)}
    ];
    return (
        <Menu
            trigger={
                <Button look="quiet" icon="dots" aria-label={m.write.otherWays}>
                    {m.write.otherWays}
                </Button>
            }
        >
            {items.map(({icon, words, run}) => (
                <MenuItem key={words} onSelect={run}>
                    <Icon name={icon} />
                    {words}
                </MenuItem>
            ))}
        </Menu>
    );
}
