import {memo, useState} from "react";
import type {DraftResult} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {IconButton} from "../parts/Button.tsx";
import {Failure, Waiting} from "../parts/Page.tsx";
import {useStore} from "../state/store.ts";
import {stretchesOf} from "./facts-in-text.ts";
import {Remarks} from "./Remarks.tsx";
import {stop} from "./session.ts";
import type {Slot} from "./session.ts";
import {VoiceDialog} from "./VoiceDialog.tsx";
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
                <Standing slot={slot} />
            </header>
            <div className={styles["actions"]} role="toolbar" aria-label={m.write.draftTitle(number)}>
                {busy && <IconButton icon="stop" label={m.write.stop} onClick={() => stop(slot)} />}
                {!busy && state.phase !== "failed" && <Actions slot={slot} number={number} onWhy={onWhy} />}
            </div>
            <div>
                {state.phase === "failed" ? <Failure sentence={state.sentence ?? ""} onAgain={() => anotherDraft(slot)} /> : <DraftText slot={slot} />}
                <Remarks slot={slot} />
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

function Standing({slot}: {slot: Slot}) {
    const m = useMessages();
    const state = useStore(slot.state);
    const [asks, setAsks] = useState(false);
    const score = state.result?.matchScore ?? null;
    if (state.phase === "waiting") return <span className={styles["phase"]}>{state.stage === null ? m.write.waiting : m.write.stage[state.stage]}</span>;
    const word = {writing: m.write.writing, stopped: m.write.stopped, done: m.write.done, failed: ""}[state.phase];
    if (state.phase !== "done" || state.result === null) return <span className={styles["phase"]}>{word}</span>;
    return (
        <>
            <button type="button" className={styles["match"]} title={m.write.voiceAsk} onClick={() => setAsks(true)}>{score === null ? m.write.noMatch : m.write.match(m.percent(score))}</button>
            {asks && <VoiceDialog slot={slot} onClose={() => setAsks(false)} />}
        </>
    );
}

/** The only part that is rendered when a token comes. */
const DraftText = memo(function DraftText({slot}: {slot: Slot}) {
    const m = useMessages();
    const text = useStore(slot.text.shown);
    const {phase, result} = useStore(slot.state);
    if (text === "" && (phase === "waiting" || phase === "writing")) return <Waiting label={m.write.waiting} />;
    if (text === "") return <p className={styles["phase"]}>{phase === "stopped" ? m.write.stopped : m.write.empty}</p>;
    const isLine = slot.brief.kind === "subject" || slot.brief.kind === "headline";
    return <div className={`${styles["text"]} ${isLine ? styles["line"] : ""} ${phase === "writing" ? styles["caret"] : ""}`} dir="auto">{phase === "done" && result !== null ? <Marked text={text} facts={result.unsupported} /> : text}</div>;
});

/** The text with what is neither in the brief nor in the user's habits marked. */
function Marked({text, facts}: {text: string; facts: DraftResult["unsupported"]}) {
    const m = useMessages();
    if (facts.length === 0) return text;
    return stretchesOf(text, facts).map((each, i) => (each.fact === null ? each.text : <mark key={i} className={styles["unsupported"]} title={m.write.unsupported(each.text)}>{each.text}</mark>));
}
