import styles from "./Progress.module.css";

interface BarProps {
    /** accessible name */
    readonly label: string;
    /** 0…1; null: not known */
    readonly share: number | null;
    readonly words: string;
    /** text at the end of the line, e.g. the remaining time */
    readonly end?: string;
}

/** A progress bar. */
export function Bar({label, share, words, end = ""}: BarProps) {
    return (
        <div className={styles["progress"]}>
            <div
                className={styles["bar"]}
                role="progressbar"
                aria-label={label}
                aria-valuemin={0}
                aria-valuemax={100}
                {...(share === null ? {} : {"aria-valuenow": Math.round(share * 100)})}
            >
                <div
                    className={`${styles["fill"]} ${share === null ? styles["unknown"] : ""}`}
                    style={{transform: `scaleX(${share ?? 1})`}}
                />
            </div>
            <div className={styles["words"]}>
                <span>{words}</span>
                <span>{end}</span>
            </div>
        </div>
    );
}
