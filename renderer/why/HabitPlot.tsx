import type {HabitComparison} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import styles from "./Why.module.css";

/** units of the plot's width */
const width = 240;
/** an agreement below this is marked as far from the habit */
const far = 0.5;

/** One habit: a band where my texts are (one standard deviation to each side), a line at their mean, a dot for the draft. */
export function HabitPlot({comparison}: {comparison: HabitComparison}) {
    const m = useMessages();
    const {habit, unit, mine, spread, draft, agreement} = comparison;
    const name = m.voice.habitNames[habit] ?? habit;
    const top = Math.max(mine + 2 * spread, draft * 1.1, unit === "share" ? 1 : 0, 1e-6);
    const x = (value: number): number => 4 + (width - 8) * Math.min(1, Math.max(0, value / top));
    const words = `${m.why.mine} ${m.voice.value(mine, unit)}, ${m.why.draft} ${m.voice.value(draft, unit)}`;
    return (
        <li className={styles["plot"]}>
            <div className={styles["plotHead"]}><span>{name}</span><span>{words}</span></div>
            <svg viewBox={`0 0 ${width} 20`} preserveAspectRatio="none" role="img" aria-label={`${name}: ${words}`}>
                <line className={styles["axis"]} x1="0" x2={width} y1="10" y2="10" vectorEffect="non-scaling-stroke" />
                <rect className={styles["band"]} x={x(mine - spread)} width={Math.max(3, x(mine + spread) - x(mine - spread))} y="4" height="12" rx="3" />
                <line className={styles["mean"]} x1={x(mine)} x2={x(mine)} y1="4" y2="16" vectorEffect="non-scaling-stroke" />
                <circle className={agreement < far ? styles["far"] : styles["dot"]} cx={x(draft)} cy="10" r="4" />
            </svg>
        </li>
    );
}
