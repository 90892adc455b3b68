import type {HabitMeasure, Habits, Phrase} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {IconButton} from "../components/Button.tsx";
import {settings} from "../state/main-state.ts";
import {useStore} from "../state/store.ts";
import {Asked} from "./Asked.tsx";
import {addRule, removeRule} from "./own-rules.ts";
import styles from "./Voice.module.css";

/** Words in place of a value that would be shown as 0. */
function isHardlyEver({mean, unit}: HabitMeasure): boolean {
    return mean < (unit === "share" ? 0.005 : 0.05);
}

/** The habits of one kind of writing, in numbers and in words. */
export function HabitLists({habits}: {habits: Habits}) {
    const m = useMessages();
    if (habits.items === 0) return <p className={styles["soft"]}>{m.voice.tooFew}</p>;
    const name = ({habit}: HabitMeasure): string => m.voice.habitNames[habit] ?? habit;
    const never = habits.measures.filter(isHardlyEver);
    const keepRule = (rule: string): void => void addRule(rule, m.learned.kept(rule));
    return (
        <>
            <p className={styles["soft"]}>{m.voice.basis(habits.items, habits.words)}</p>
            <div className={styles["lists"]}>
                <Phrases title={m.voice.openings} phrases={habits.openings}>
                    <Asked
                        action={m.learned.setGreeting}
                        label={m.learned.ask.opening}
                        value=""
                        onSave={(words) => keepRule(m.learned.rules.start(words))}
                    />
                </Phrases>
                <Phrases title={m.voice.closings} phrases={habits.closings}>
                    <Asked
                        action={m.learned.setSignOff}
                        label={m.learned.ask.closing}
                        value=""
                        onSave={(words) => keepRule(m.learned.rules.sign(words))}
                    />
                </Phrases>
                <Phrases title={m.voice.favourites} phrases={habits.favourites} canBan>
                    <Asked
                        action={m.learned.banWord}
                        label={m.learned.ask.ban}
                        value=""
                        onSave={(words) => keepRule(m.learned.rules.ban(words))}
                    />
                </Phrases>
            </div>
            <dl className={styles["habits"]}>
                {habits.measures
                    .filter((measure) => !isHardlyEver(measure))
                    .map(({habit, unit, mean}) => (
                        <div key={habit} className={styles["habit"]}>
                            <dt>{m.voice.habitNames[habit] ?? habit}</dt>
                            <dd>{m.voice.value(mean, unit)}</dd>
                        </div>
                    ))}
            </dl>
            {never.length > 0 && (
                <p className={styles["never"]}>
                    <strong>{m.voice.never}</strong> {never.map(name).join(", ")}
                </p>
            )}
        </>
    );
}

/** Phrases with the share of the texts that have them; all bars are on one scale, from none to all of the texts. */
function Phrases({
    title,
    phrases,
    canBan = false,
    children
}: {
    title: string;
    phrases: readonly Phrase[];
    canBan?: boolean;
    children: React.ReactNode;
}) {
    const m = useMessages();
    return (
        <div>
            <h3>{title}</h3>
            {phrases.length === 0 && <p className={styles["soft"]}>{m.voice.tooFew}</p>}
            <ul className={styles["phrases"]}>
                {phrases.slice(0, 8).map(({text, share}) => (
                    <li key={text} className={styles["phrase"]}>
                        <span className={styles["barred"]}>
                            <i style={{width: `${100 * share}%`}} />
                            <span dir="auto">{text}</span>
                        </span>
                        <small>{m.percent(share)}</small>
                        {canBan && <Ban word={text} />}
                    </li>
                ))}
            </ul>
            {children}
        </div>
    );
}

/** A favourite word with a button to hide it, and to show it again. */
function Ban({word}: {word: string}) {
    const m = useMessages();
    const {rules} = useStore(settings);
    const rule = m.learned.rules.ban(word);
    const isBanned = rules.includes(rule);
    return (
        <IconButton
            icon={isBanned ? "undo" : "hide"}
            label={isBanned ? m.learned.unban(word) : m.learned.ban(word)}
            onClick={() => void (isBanned ? removeRule(rule) : addRule(rule, m.learned.kept(rule)))}
        />
    );
}
