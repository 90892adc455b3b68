import type {IndexProgress} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import styles from "./Progress.module.css";

/** How far the learning has come: files, texts and the time left. */
export function Progress({progress}: {progress: IndexProgress | null}) {
    const m = useMessages();
    const share = progress === null || progress.total === null ? null : progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
    return (
        <div className={styles["progress"]}>
            <div className={styles["bar"]} role="progressbar" aria-label={m.sources.learning} aria-valuemin={0} aria-valuemax={100} {...(share === null ? {} : {"aria-valuenow": Math.round(share * 100)})}>
                <div className={`${styles["fill"]} ${share === null ? styles["unknown"] : ""}`} style={{transform: `scaleX(${share ?? 1})`}} />
            </div>
            <div className={styles["words"]}>
                <span>{m.sources.progress(progress)}</span>
                <span>{m.sources.timeLeft(progress?.secondsLeft ?? null)}</span>
            </div>
        </div>
    );
}
