import {DropdownMenu} from "radix-ui";
import {itemKind} from "../../app/contract/index.ts";
import type {ItemKind, Source} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../parts/Button.tsx";
import {Icon} from "../parts/Icon.tsx";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {learning} from "./learning.ts";
import styles from "./KindsMenu.module.css";

/** Which kinds of writing a folder holds; none chosen: it is found out file by file. */
export function KindsMenu({source}: {source: Source}) {
    const m = useMessages();
    const words = source.kinds.length === 0 ? m.sources.kindsFound : source.kinds.map((kind) => m.itemKinds[kind]).join(", ");
    const set = (kinds: readonly ItemKind[]): void => void attempt(async () => {
        await client.call("library.kinds", {id: source.id, kinds: [...kinds]});
        await learning.scan();
    });
    return (
        <DropdownMenu.Root>
            <DropdownMenu.Trigger asChild><Button look="quiet" aria-label={`${m.sources.kinds}: ${words}`}>{words}</Button></DropdownMenu.Trigger>
            <DropdownMenu.Portal>
                <DropdownMenu.Content className={styles["menu"]} align="end" sideOffset={4}>
                    <DropdownMenu.Label className={styles["label"]}>{m.sources.kinds}</DropdownMenu.Label>
                    {itemKind.options.map((kind) => {
                        const on = source.kinds.includes(kind);
                        return (
                            <DropdownMenu.CheckboxItem key={kind} className={styles["item"]} checked={on} onCheckedChange={() => set(on ? source.kinds.filter((each) => each !== kind) : [...source.kinds, kind])}>
                                <span className={styles["mark"]}>{on && <Icon name="check" />}</span>{m.itemKinds[kind]}
                            </DropdownMenu.CheckboxItem>
                        );
                    })}
                    <DropdownMenu.Separator className={styles["line"]} />
                    <DropdownMenu.CheckboxItem className={styles["item"]} checked={source.kinds.length === 0} onCheckedChange={() => set([])}>
                        <span className={styles["mark"]}>{source.kinds.length === 0 && <Icon name="check" />}</span>{m.sources.kindsFound}
                    </DropdownMenu.CheckboxItem>
                </DropdownMenu.Content>
            </DropdownMenu.Portal>
        </DropdownMenu.Root>
    );
}
