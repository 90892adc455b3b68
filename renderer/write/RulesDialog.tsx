import {useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {useQuery} from "../state/query.ts";
import {changeSettings, settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import styles from "./Write.module.css";

/** The user's explicit rules, one per line. */
export function RulesDialog({onClose}: {onClose: () => void}) {
    const m = useMessages();
    const [text, setText] = useState(() => settings.get().rules.join("\n"));
    const rules = text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");
    const save = async (): Promise<void> => {
        if (await attempt(() => changeSettings({rules}))) onClose();
    };
    return (
        <Dialog open onClose={onClose} title={m.write.rulesTitle} description={m.write.rulesLead}>
            <textarea
                className={styles["rules"]}
                aria-label={m.write.rulesTitle}
                dir="auto"
                value={text}
                onChange={(event) => setText(event.target.value)}
            />
            {rules.length > 0 && <Checked rules={rules} />}
            <div className={styles["end"]}>
                <Button onClick={onClose}>{m.cancel}</Button>
                <Button look="main" onClick={() => void save()}>
                    {m.write.rulesSave}
                </Button>
            </div>
        </Dialog>
    );
}

/** For each rule, while it is typed: is it checked by the program, or only part of the model's prompt? */
function Checked({rules}: {rules: readonly string[]}) {
    const m = useMessages();
    const {value} = useQuery("drafting.checkRules", {rules: [...rules]});
    return (
        <ul className={styles["checked"]} aria-label={m.write.rulesChecked}>
            {value?.checked.length === rules.length &&
                rules.map((rule, i) => (
                    <li key={`${i}-${rule}`}>
                        <span dir="auto">{rule}</span>: {value.checked[i] ? m.write.ruleChecked : m.write.ruleAsked}
                    </li>
                ))}
        </ul>
    );
}
