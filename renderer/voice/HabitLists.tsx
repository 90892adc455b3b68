import type {HabitMeasure, Habits, Phrase} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import styles from "./Voice.module.css";

/** What would be shown as 0 is said in words instead. */
function isHardlyEver({mean, unit}: HabitMeasure): boolean {
    return mean < (unit === "share" ? 0.005 : 0.05);
}

/** The habits of one kind of writing, in numbers and in words. */
export function HabitLists({habits}: {habits: Habits}) {
    const m = useMessages();
    if (habits.items === 0) return <p className={styles["soft"]}>{m.voice.tooFew}</p>;
    const name = ({habit}: HabitMeasure): string => m.voice.habitNames[habit] ?? habit;
    const never = habits.measures.filter(isHardlyEver);
    return (
        <>
            <p className={styles["soft"]}>{m.voice.basis(habits.items, habits.words)}</p>
            <dl className={styles["habits"]}>
                {habits.measures.filter((measure) => !isHardlyEver(measure)).map(({habit, unit, mean}) => (
                    <div key={habit} className={styles["habit"]}><dt>{m.voice.habitNames[habit] ?? habit}</dt><dd>{m.voice.value(mean, unit)}</dd></div>
                ))}
            </dl>
            {never.length > 0 && <p className={styles["never"]}><strong>{m.voice.never}</strong> {never.map(name).join(", ")}</p>}
            <div className={styles["lists"]}>
                <Phrases title={m.voice.openings} phrases={habits.openings} />
                <Phrases title={m.voice.closings} phrases={habits.closings} />
                <Phrases title={m.voice.favourites} phrases={habits.favourites} />
            </div>
        </>
    );
}

function Phrases({title, phrases}: {title: string; phrases: readonly Phrase[]}) {
    const m = useMessages();
    const most = phrases[0]?.share ?? 1;
    return (
        <div>
            <h3>{title}</h3>
            {phrases.length === 0 && <p className={styles["soft"]}>{m.voice.tooFew}</p>}
            <ul className={styles["phrases"]}>
                {phrases.slice(0, 8).map(({text, share}) => (
                    <li key={text} className={styles["phrase"]}><i style={{width: `${(100 * share) / most}%`}} /><span dir="auto">{text}</span><small>{m.percent(share)}</small></li>
                ))}
            </ul>
        </div>
    );
}
