import {useMessages} from "../language/use-messages.ts";
import {IconButton} from "../components/Button.tsx";
import {Section} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {settings} from "../state/main-state.ts";
import {useStore} from "../state/store.ts";
import {removeRule} from "./own-rules.ts";
import styles from "./Voice.module.css";

/** The user's own rules, which outrank what was learned. */
export function OwnRules() {
    const m = useMessages();
    const {rules} = useStore(settings);
    const checked = useQuery("drafting.checkRules", {rules: [...rules]}).value?.checked ?? [];
    if (rules.length === 0) return null;
    return (
        <Section title={m.learned.yourRules} note={m.learned.yourRulesNote}>
            <ul>
                {rules.map((rule, i) => (
                    <li key={rule} className={styles["line"]}>
                        <span dir="auto">
                            {rule} <span className={styles["soft"]}>· {checked[i] === true ? m.write.ruleChecked : m.write.ruleAsked}</span>
                        </span>
                        <IconButton icon="close" label={`${m.remove}: ${rule}`} onClick={() => void removeRule(rule)} />
                    </li>
                ))}
            </ul>
        </Section>
    );
}
