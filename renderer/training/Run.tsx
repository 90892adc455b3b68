import {useState} from "react";
import type {TrainingRun} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Bar} from "../components/Bar.tsx";
import {Button} from "../components/Button.tsx";
import {Confirm} from "../components/Dialog.tsx";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {betterBy} from "./training.ts";
import styles from "./Training.module.css";

/** A running training. */
export function Run({run, model}: {run: TrainingRun; model: string}) {
    const m = useMessages();
    const [asking, setAsking] = useState(false);
    const {stage, step, steps, tokensPerSecond, secondsLeft, memory, first, best} = run;
    const share = stage === "train" && steps > 0 ? step / steps : null;
    const facts = [
        m.training.stage[stage],
        ...(stage === "train" && steps > 0 ? [m.training.step(step, steps)] : []),
        ...(tokensPerSecond === null ? [] : [m.training.speed(tokensPerSecond)]),
        ...(memory === null ? [] : [m.bytes(memory)])
    ];
    const gain = first === null || best === null ? 0 : first - best;
    const cancel = (yes: boolean): void => {
        setAsking(false);
        if (yes) void attempt(() => client.call("training.cancel", {}));
    };
    return (
        <div className={styles["run"]}>
            <strong>{m.training.running(model)}</strong>
            <Bar
                label={m.training.running(model)}
                share={share}
                words={facts.join(" · ")}
                end={secondsLeft === null ? "" : m.training.timeLeft(secondsLeft)}
            />
            <p role="status">{gain > 0.001 ? m.training.soFar(betterBy(gain)) : m.training.notYet}</p>
            {run.alone && <p className={styles["soft"]}>{m.training.alone}</p>}
            <div className={styles["row"]}>
                <Button icon="pause" onClick={() => void attempt(() => client.call("training.pause", {}))}>
                    {m.training.pause}
                </Button>
                <Button look="bad" icon="stop" onClick={() => setAsking(true)}>
                    {m.training.cancel}
                </Button>
            </div>
            <Confirm
                open={asking}
                title={m.training.cancelTitle}
                words={m.training.cancelWords}
                action={m.training.cancel}
                onAnswer={cancel}
            />
        </div>
    );
}
