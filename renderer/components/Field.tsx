import {useId} from "react";
import type {ComponentProps} from "react";
import styles from "./Field.module.css";

interface FieldProps extends Omit<ComponentProps<"input">, "onChange" | "value"> {
    readonly label: string;
    readonly hint?: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
}

/** A labelled text field. */
export function Field(props: FieldProps) {
    return <LabelledInput {...props} look="field" />;
}

/** A field of a letter's head: label and text share one line. */
export function LetterLine(props: Omit<FieldProps, "hint">) {
    return <LabelledInput {...props} look="row" />;
}

function LabelledInput({label, hint, value, onChange, look, ...rest}: FieldProps & {readonly look: "field" | "row"}) {
    const id = useId();
    return (
        <div className={styles[look]}>
            <label className={styles["label"]} htmlFor={id}>
                {label}
            </label>
            <input
                {...rest}
                id={id}
                className={styles["input"]}
                dir="auto"
                value={value}
                aria-describedby={hint ? `${id}-hint` : undefined}
                onChange={(event) => onChange(event.target.value)}
            />
            {hint && (
                <span id={`${id}-hint`} className={styles["hint"]}>
                    {hint}
                </span>
            )}
        </div>
    );
}

interface SheetProps extends Omit<ComponentProps<"textarea">, "onChange" | "value"> {
    readonly label: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
}

/** A text area that grows with its text. Its label is for screen readers; the placeholder shows the same. */
export function Sheet({label, value, onChange, className = "", ...rest}: SheetProps) {
    return (
        <textarea
            {...rest}
            aria-label={label}
            className={`${styles["sheet"]} ${className}`}
            dir="auto"
            value={value}
            onChange={(event) => onChange(event.target.value)}
        />
    );
}
