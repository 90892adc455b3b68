import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {notify} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {withFactConfirmed, withoutFact} from "./facts-in-text.ts";
import {changeResult} from "./session.ts";
import type {Slot} from "./session.ts";
import styles from "./Write.module.css";

/** characters of a withheld line that are shown */
const shownLine = 120;

function shortLine(line: string): string {
    return line.length > shownLine ? `${line.slice(0, shownLine).trimEnd()}…` : line;
}

/** Remarks on a draft: truncated fields, withheld lines, unsupported facts, missing notes, broken rules. */
export function Remarks({slot}: {slot: Slot}) {
    const m = useMessages();
    const {phase, result} = useStore(slot.state);
    if (result === null) return null;
    const remarks = [
        ...(result.reason === "length" ? [m.write.cut] : []),
        ...(phase === "stopped" ? [m.write.stopped] : []),
        ...(result.truncated.length > 0 ? [m.write.tooLong(result.truncated)] : []),
        ...(result.withheld.length > 0 ? [m.write.withheld(shortLine(result.withheld[0] ?? ""), result.withheld.length - 1)] : [])
    ];
    const warnings = [...result.missingNotes.map(m.write.noteMissing), ...result.brokenRules.map(m.write.ruleBroken)];
    if (remarks.length + warnings.length + result.unsupported.length === 0) return null;
    return (
        <ul className={styles["notes2"]}>
            {remarks.map((remark) => (
                <li key={remark}>{remark}</li>
            ))}
            {result.unsupported.map((fact, i) => (
                <FactLine key={`${fact.from}-${fact.text}`} slot={slot} words={fact.text} index={i} />
            ))}
            {warnings.map((warning) => (
                <li key={warning} className={styles["warn"]}>
                    {warning}
                </li>
            ))}
        </ul>
    );
}

/** Why the drafts were written in this way, once for all of them. */
export function StrategyLine({slot}: {slot: Slot}) {
    const m = useMessages();
    const {result} = useStore(slot.state);
    return <p className={styles["strategy"]}>{result === null ? "" : m.say(result.strategyReason)}</p>;
}

function FactLine({slot, words, index}: {slot: Slot; words: string; index: number}) {
    const m = useMessages();
    const remove = (): void => {
        const before = slot.state.get().result;
        if (before === null) return;
        changeResult(slot, withoutFact(before, index));
        notify(m.write.factRemoved, {undo: {label: m.undo, run: () => changeResult(slot, before)}});
    };
    const confirm = (): void => {
        const {result} = slot.state.get();
        if (result !== null) changeResult(slot, withFactConfirmed(result, index));
    };
    return (
        <li className={styles["fact"]}>
            <span className={styles["warn"]}>{m.write.unsupported(words)}</span>
            <span>
                <Button look="quiet" aria-label={m.write.factKeepIt(words)} onClick={confirm}>
                    {m.write.factKeep}
                </Button>
                <Button look="quiet" aria-label={m.write.factCutIt(words)} onClick={remove}>
                    {m.write.factCut}
                </Button>
            </span>
        </li>
    );
}
