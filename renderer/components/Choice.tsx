import {RadioGroup} from "radix-ui";
import styles from "./Choice.module.css";

interface ChoiceProps<T extends string> {
    readonly label: string;
    readonly value: T;
    readonly options: readonly {readonly value: T; readonly label: string}[];
    readonly onChange: (value: T) => void;
}

/** A radio group in the form of a segmented control, with arrow keys. */
export function Choice<T extends string>({label, value, options, onChange}: ChoiceProps<T>) {
    return (
        <RadioGroup.Root
            className={styles["choice"]}
            aria-label={label}
            value={value}
            orientation="horizontal"
            onValueChange={(next) => onChange(next as T)}
        >
            {options.map((option) => (
                <RadioGroup.Item key={option.value} className={styles["option"]} value={option.value}>
                    {option.label}
                </RadioGroup.Item>
            ))}
        </RadioGroup.Root>
    );
}
