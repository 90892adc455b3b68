import {DropdownMenu} from "radix-ui";
import {useCallback, useState} from "react";
import type {ReactElement, ReactNode} from "react";
import {Icon} from "./Icon.tsx";
import styles from "./Menu.module.css";

interface MenuProps {
    readonly trigger: ReactElement;
    readonly align?: "start" | "end";
    /** where something else than the button opens it, too */
    readonly open?: boolean;
    readonly onOpenChange?: (open: boolean) => void;
    /** called when it has closed; true: the focus was put somewhere, and does not go back to the button */
    readonly onClosed?: () => boolean;
    readonly children: ReactNode;
}

/**
 * A menu below a button. It is inside the page's main part and leaves the rest of the page reachable. A focus change that the user did not
 * cause (an editor that has just loaded its text takes it) does not close it; a click outside, Escape and a choice do.
 */
export function Menu({trigger, align = "start", open, onOpenChange, onClosed, children}: MenuProps) {
    const [main, setMain] = useState<Element | null>(null);
    // not looked up while rendering: when a screen is first rendered, the document still holds the main part of what was shown before it
    const placed = useCallback((button: Element | null) => setMain(button?.closest("main") ?? null), []);
    return (
        <DropdownMenu.Root modal={false} {...(open === undefined ? {} : {open})} {...(onOpenChange === undefined ? {} : {onOpenChange})}>
            <DropdownMenu.Trigger asChild ref={placed}>
                {trigger}
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal container={main}>
                <DropdownMenu.Content
                    className={styles["menu"]}
                    align={align}
                    sideOffset={4}
                    collisionPadding={8}
                    onFocusOutside={(event) => event.preventDefault()}
                    onCloseAutoFocus={(event) => {
                        if (onClosed?.() === true) event.preventDefault();
                    }}
                >
                    {children}
                </DropdownMenu.Content>
            </DropdownMenu.Portal>
        </DropdownMenu.Root>
    );
}

export function MenuItem({onSelect, children}: {onSelect: () => void; children: ReactNode}) {
    return (
        <DropdownMenu.Item className={styles["item"]} onSelect={onSelect}>
            {children}
        </DropdownMenu.Item>
    );
}

/** A menu item with a check mark. */
export function MenuCheck({checked, onChange, children}: {checked: boolean; onChange: () => void; children: ReactNode}) {
    return (
        <DropdownMenu.CheckboxItem className={styles["item"]} checked={checked} onCheckedChange={onChange}>
            <span className={styles["mark"]}>{checked && <Icon name="check" />}</span>
            {children}
        </DropdownMenu.CheckboxItem>
    );
}

export function MenuLabel({children}: {children: ReactNode}) {
    return <DropdownMenu.Label className={styles["label"]}>{children}</DropdownMenu.Label>;
}

export function MenuLine() {
    return <DropdownMenu.Separator className={styles["line"]} />;
}
