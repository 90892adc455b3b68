import {Tooltip} from "radix-ui";
import type {ComponentProps, ReactNode} from "react";
import {Icon} from "./Icon.tsx";
import type {IconName} from "./Icon.tsx";
import {keysLabel} from "./keys.ts";
import styles from "./Button.module.css";
import tip from "./Tip.module.css";

interface ButtonProps extends ComponentProps<"button"> {
    readonly look?: "plain" | "main" | "quiet" | "bad";
    readonly icon?: IconName;
    /** shown beside the label, e.g. `Mod+Enter` */
    readonly keys?: string;
}

export function Button({look = "plain", icon, keys, children, className = "", ...rest}: ButtonProps) {
    return (
        <button type="button" {...rest} className={`${styles["button"]} ${styles[look]} ${className}`}>
            {icon && <Icon name={icon} />}
            {children}
            {keys && (
                <kbd className={styles["key"]} aria-hidden="true">
                    {keysLabel(keys)}
                </kbd>
            )}
        </button>
    );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
    readonly icon: IconName;
    /** accessible name and tooltip */
    readonly label: string;
    readonly keys?: string;
}

/** An icon button; its label is its tooltip. */
export function IconButton({icon, label, keys, className = "", ...rest}: IconButtonProps) {
    return (
        <Tip text={label} {...(keys ? {keys} : {})}>
            <button
                type="button"
                aria-label={label}
                {...rest}
                className={`${styles["button"]} ${styles["quiet"]} ${styles["icon"]} ${className}`}
            >
                <Icon name={icon} />
            </button>
        </Tip>
    );
}

/** A tooltip for the element under the pointer or the keyboard focus. */
function Tip({text, keys, children}: {text: string; keys?: string; children: ReactNode}) {
    return (
        <Tooltip.Root>
            <Tooltip.Trigger
                asChild
                onFocus={(event) => {
                    // a focus that a program gives while the mouse is used is no question what the button does
                    if (!event.currentTarget.matches(":focus-visible")) event.preventDefault();
                }}
            >
                {children}
            </Tooltip.Trigger>
            <Tooltip.Portal>
                <Tooltip.Content className={tip["tip"]} sideOffset={6} collisionPadding={8}>
                    {text}
                    {keys && <kbd>{keysLabel(keys)}</kbd>}
                </Tooltip.Content>
            </Tooltip.Portal>
        </Tooltip.Root>
    );
}
