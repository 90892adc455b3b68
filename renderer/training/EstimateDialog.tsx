import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Failure, Waiting} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import styles from "./Training.module.css";

/** Time and memory of a training, before it starts. */
export function EstimateDialog({onClose, onStart}: {onClose: () => void; onStart: () => void}) {
    const m = useMessages();
    const {state, value, sentence} = useQuery("training.estimate", {});
    return (
        <Dialog open onClose={onClose} title={m.training.estimateTitle}>
            {state === "loading" && (
                <p className={styles["soft"]}>
                    {m.training.asking} <Waiting label={m.training.asking} />
                </p>
            )}
            {state === "failed" && <Failure sentence={sentence} />}
            {value !== null && (
                <ul className={styles["facts"]}>
                    <li>{m.training.estimateTexts(value.texts, value.keptOut)}</li>
                    <li>{m.training.estimateTime(value.seconds)}</li>
                    <li>{m.training.estimateMemory(m.bytes(value.memory), m.bytes(value.memoryFree))}</li>
                </ul>
            )}
            <div className={styles["end"]}>
                <Button onClick={onClose}>{m.cancel}</Button>
                <Button look="main" disabled={value === null || state === "failed"} onClick={onStart}>
                    {m.training.start}
                </Button>
            </div>
        </Dialog>
    );
}
