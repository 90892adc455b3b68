import {Slider as Primitive} from "radix-ui";
import styles from "./Slider.module.css";

interface SliderProps {
    readonly label: string;
    /** the value in words */
    readonly word: string;
    readonly value: number;
    readonly min: number;
    readonly max: number;
    readonly step: number;
    readonly onChange: (value: number) => void;
}

/** A slider that shows its value in words. */
export function Slider({label, word, value, min, max, step, onChange}: SliderProps) {
    return (
        <div className={styles["slider"]}>
            <div className={styles["head"]} aria-hidden="true">
                <span className={styles["label"]}>{label}</span>
                <span className={styles["word"]}>{word}</span>
            </div>
            <Primitive.Root
                className={styles["root"]}
                value={[value]}
                min={min}
                max={max}
                step={step}
                onValueChange={([next]) => next !== undefined && onChange(next)}
            >
                <Primitive.Track className={styles["track"]}>
                    <Primitive.Range className={styles["range"]} />
                </Primitive.Track>
                <Primitive.Thumb className={styles["thumb"]} aria-label={label} aria-valuetext={word} />
            </Primitive.Root>
        </div>
    );
}
