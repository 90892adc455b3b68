import {useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../parts/Button.tsx";
import {Dialog} from "../parts/Dialog.tsx";
import {changeSettings, settings} from "../state/mirror.ts";
import {attempt} from "../state/notices.ts";
import styles from "./Write.module.css";

/** The user's explicit rules, one on each line. */
export function RulesDialog({onClose}: {onClose: () => void}) {
    const m = useMessages();
    const [text, setText] = useState(() => settings.get().rules.join("\n"));
    const save = async (): Promise<void> => {
        const rules = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
        if (await attempt(() => changeSettings({rules}))) onClose();
    };
    return (
        <Dialog open onClose={onClose} title={m.write.rulesTitle} description={m.write.rulesLead}>
            <textarea className={styles["rules"]} aria-label={m.write.rulesTitle} dir="auto" value={text} onChange={(event) => setText(event.target.value)} />
            <div className={styles["end"]}>
                <Button onClick={onClose}>{m.cancel}</Button>
                <Button look="main" onClick={() => void save()}>{m.write.rulesSave}</Button>
            </div>
        </Dialog>
    );
}
