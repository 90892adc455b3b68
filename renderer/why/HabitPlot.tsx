import type {HabitComparison} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import styles from "./Why.module.css";

/** an agreement below this is marked as far from the habit */
const far = 0.5;

/** One habit: a band for the user's texts (one standard deviation to each side), a line at their mean, a dot for the draft. */
export function HabitPlot({comparison}: {comparison: HabitComparison}) {
    const m = useMessages();
    const {habit, unit, mine, spread, draft, agreement} = comparison;
    const name = m.voice.habitNames[habit] ?? habit;
    const top = Math.max(mine + 2 * spread, draft * 1.1, unit === "share" ? 1 : 0, 1e-6);
    /** percent of the plot's width */
    const at = (value: number): number => 100 * Math.min(1, Math.max(0, value / top));
    const words = `${m.why.mine} ${m.voice.value(mine, unit)}, ${m.why.draft} ${m.voice.value(draft, unit)}`;
    return (
        <li className={styles["plot"]}>
            <div className={styles["plotHead"]}>
                <span>{name}</span>
                <span>{words}</span>
            </div>
            <div className={styles["scale"]} role="img" aria-label={`${name}: ${words}`}>
                <i
                    className={styles["band"]}
                    style={{insetInlineStart: `${at(mine - spread)}%`, width: `${Math.max(1, at(mine + spread) - at(mine - spread))}%`}}
                />
                <i className={styles["mean"]} style={{insetInlineStart: `${at(mine)}%`}} />
                <i className={`${styles["dot"]} ${agreement < far ? styles["far"] : ""}`} style={{insetInlineStart: `${at(draft)}%`}} />
            </div>
        </li>
    );
}
