import {Switch} from "radix-ui";
import {useId} from "react";
import styles from "./Toggle.module.css";

interface ToggleProps {
    readonly label: string;
    readonly hint?: string;
    readonly on: boolean;
    readonly onChange: (on: boolean) => void;
}

/** A switch with a sentence that explains it. */
export function Toggle({label, hint, on, onChange}: ToggleProps) {
    const id = useId();
    return (
        <div className={styles["row"]}>
            <div className={styles["text"]}>
                <label htmlFor={id}>{label}</label>
                {hint && (
                    <span id={`${id}-hint`} className={styles["hint"]}>
                        {hint}
                    </span>
                )}
            </div>
            <Switch.Root
                id={id}
                className={styles["switch"]}
                checked={on}
                aria-describedby={hint ? `${id}-hint` : undefined}
                onCheckedChange={onChange}
            >
                <Switch.Thumb className={styles["thumb"]} />
            </Switch.Root>
        </div>
    );
}
