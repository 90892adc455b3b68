import {memo} from "react";
import {useMessages} from "../language/use-messages.ts";
import {keysLabel} from "../components/keys.ts";
import {useStore} from "../state/store.ts";
import type {Slot} from "./session.ts";
import {showDraft} from "./shown-draft.ts";
import styles from "./Write.module.css";

/** A draft that is not the selected one: its beginning and its remarks. A click or its key selects it. */
export function DraftCard({slot, number}: {slot: Slot; number: number}) {
    const m = useMessages();
    const {phase, sentence, result} = useStore(slot.state);
    const busy = phase === "waiting" || phase === "writing";
    const faults = result === null ? 0 : result.unsupported.length + result.missingNotes.length + result.brokenRules.length;
    const word =
        phase === "failed"
            ? m.write.failed
            : busy
              ? m.write.writing
              : phase === "stopped"
                ? m.write.stopped
                : faults > 0
                  ? m.write.faults(faults)
                  : "";
    return (
        <article className={styles["card"]} aria-label={m.write.draftTitle(number)} aria-busy={busy}>
            <button type="button" className={styles["show"]} aria-label={m.write.show(number)} onClick={() => showDraft(slot)} />
            <div className={styles["cardHead"]} aria-hidden="true">
                <span className={styles["draftTitle"]}>{m.write.draftTitle(number)}</span>
                <span className={faults > 0 && !busy ? styles["warn"] : styles["phase"]}>{word}</span>
                <kbd className={styles["key"]}>{keysLabel(`Alt+${number}`)}</kbd>
            </div>
            {phase === "failed" ? <p className={styles["phase"]}>{sentence}</p> : <CardText slot={slot} />}
            <span className="only-heard" role="status">
                {phase === "done" ? m.write.ended(number) : ""}
            </span>
        </article>
    );
}

/** The only part that is rendered for each token. */
const CardText = memo(function CardText({slot}: {slot: Slot}) {
    // without empty lines there is more room for text
    return (
        <div className={styles["cardText"]} dir="auto">
            {useStore(slot.text.shown).replace(/\n{2,}/g, "\n")}
        </div>
    );
});
