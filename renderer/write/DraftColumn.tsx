import {memo} from "react";
import {useMessages} from "../language/use-messages.ts";
import {IconButton} from "../parts/Button.tsx";
import {Failure, Waiting} from "../parts/Page.tsx";
import {useStore} from "../state/store.ts";
import {stop} from "./session.ts";
import type {Slot, SlotState} from "./session.ts";
import {anotherDraft, copyDraft, editDraft, mailDraft, moreLikeDraft} from "./write-commands.ts";
import styles from "./Write.module.css";

interface DraftColumnProps {
    readonly slot: Slot;
    readonly number: number;
    readonly onWhy: () => void;
}

/** One draft: how it stands, what can be done with it, and its text. The text alone is rendered while it grows. */
export function DraftColumn({slot, number, onWhy}: DraftColumnProps) {
    const m = useMessages();
    const state = useStore(slot.state);
    const busy = state.phase === "waiting" || state.phase === "writing";
    return (
        <article className={styles["draft"]} aria-label={m.write.draftTitle(number)} aria-busy={busy}>
            <header className={styles["draftHead"]}>
                <h2 className={styles["draftTitle"]}>{m.write.draftTitle(number)}</h2>
                <Standing state={state} />
            </header>
            <div className={styles["actions"]} role="toolbar" aria-label={m.write.draftTitle(number)}>
                {busy && <IconButton icon="stop" label={m.write.stop} onClick={() => stop(slot)} />}
                {!busy && state.phase !== "failed" && <Actions slot={slot} number={number} onWhy={onWhy} />}
            </div>
            <div>
                {state.phase === "failed" ? <Failure sentence={state.sentence ?? ""} onAgain={() => anotherDraft(slot)} /> : <DraftText slot={slot} />}
                <Remarks state={state} />
            </div>
            <span className="only-heard" role="status">{state.phase === "done" ? m.write.ended(number) : ""}</span>
        </article>
    );
}

function Actions({slot, number, onWhy}: DraftColumnProps) {
    const m = useMessages();
    const isLetter = slot.brief.kind === "email" || slot.brief.kind === "reply";
    return (
        <>
            <IconButton icon="copy" label={m.write.copy} keys={`Alt+${number}`} onClick={() => void copyDraft(slot, m)} />
            <IconButton icon="edit" label={m.write.edit} keys={`Alt+Shift+${number}`} onClick={() => void editDraft(slot)} />
            <IconButton icon="again" label={m.write.again} onClick={() => anotherDraft(slot)} />
            <IconButton icon="more" label={m.write.more} onClick={() => moreLikeDraft(slot)} />
            <IconButton icon="why" label={m.write.why} onClick={onWhy} />
            {isLetter && <IconButton icon="mail" label={m.write.mail} onClick={() => void mailDraft(slot)} />}
        </>
    );
}

function Standing({state}: {state: SlotState}) {
    const m = useMessages();
    const score = state.result?.matchScore;
    if (score !== undefined && score !== null) {
        return <span className={styles["match"]} title={m.write.matchWords(m.percent(score))}>{m.write.match(m.percent(score))}</span>;
    }
    if (state.phase === "waiting") return <span className={styles["phase"]}>{state.stage === null ? m.write.waiting : m.write.stage[state.stage]}</span>;
    const word = {writing: m.write.writing, stopped: m.write.stopped, done: m.write.done, failed: ""}[state.phase];
    return <span className={styles["phase"]}>{word}</span>;
}

/** The only part that is rendered when a token comes. */
const DraftText = memo(function DraftText({slot}: {slot: Slot}) {
    const m = useMessages();
    const text = useStore(slot.text.shown);
    const {phase} = useStore(slot.state);
    if (text === "" && (phase === "waiting" || phase === "writing")) return <Waiting label={m.write.waiting} />;
    if (text === "") return <p className={styles["phase"]}>{phase === "stopped" ? m.write.stopped : m.write.empty}</p>;
    const isLine = slot.brief.kind === "subject" || slot.brief.kind === "headline";
    return <div className={`${styles["text"]} ${isLine ? styles["line"] : ""} ${phase === "writing" ? styles["caret"] : ""}`} dir="auto">{text}</div>;
});

function Remarks({state}: {state: SlotState}) {
    const m = useMessages();
    const broken = state.result?.brokenRules ?? [];
    const unsupported = [...new Set(state.result?.unsupported.map(({text}) => text) ?? [])];
    const missing = state.result?.missingNotes ?? [];
    const remarks = [
        ...(state.result?.reason === "length" ? [m.write.cut] : []),
        ...(state.result && state.phase === "stopped" ? [m.write.stopped] : [])
    ];
    if (broken.length + remarks.length + unsupported.length + missing.length === 0) return null;
    return (
        <ul className={styles["notes2"]}>
            {remarks.map((remark) => <li key={remark}>{remark}</li>)}
            {unsupported.length > 0 && <li className={styles["warn"]}>{m.write.unsupported(unsupported)}</li>}
            {missing.map((note) => <li key={note} className={styles["warn"]}>{m.write.noteMissing(note)}</li>)}
            {broken.map((rule) => <li key={rule} className={styles["warn"]}>{m.write.ruleBroken(rule)}</li>)}
        </ul>
    );
}
