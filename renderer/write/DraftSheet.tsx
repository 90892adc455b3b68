import {memo, useState} from "react";
import type {DraftResult} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Failure, Waiting} from "../components/Page.tsx";
import {takesFocus} from "../components/takes-focus.ts";
import {useStore} from "../state/store.ts";
import {DraftMenu} from "./DraftMenu.tsx";
import {stretchesOf} from "./facts-in-text.ts";
import {Remarks} from "./Remarks.tsx";
import {stop} from "./session.ts";
import type {Slot} from "./session.ts";
import {showDraft} from "./shown-draft.ts";
import {VoiceDialog} from "./VoiceDialog.tsx";
import {anotherDraft, copyDraft, editDraft, moreLikeDraft} from "./write-commands.ts";
import styles from "./Write.module.css";

interface DraftSheetProps {
    readonly slot: Slot;
    readonly number: number;
    /** whether the keys for copying and editing apply to this one */
    readonly isShown: boolean;
    readonly onWhy: () => void;
}

/** The selected draft with its actions. Only the text is rendered while it streams. */
export function DraftSheet({slot, number, isShown, onWhy}: DraftSheetProps) {
    const m = useMessages();
    const state = useStore(slot.state);
    const busy = state.phase === "waiting" || state.phase === "writing";
    const show = (): void => showDraft(slot);
    return (
        <article
            className={`${styles["draft"]} ${isShown ? styles["shown"] : ""}`}
            aria-label={m.write.draftTitle(number)}
            aria-busy={busy}
            tabIndex={-1}
            {...takesFocus}
            onFocus={show}
            onPointerDown={show}
        >
            <header className={styles["draftHead"]}>
                <h2 className={styles["draftTitle"]}>{m.write.draftTitle(number)}</h2>
                <Standing slot={slot} />
            </header>
            {state.phase === "failed" ? (
                <Failure sentence={state.sentence ?? ""} onAgain={() => anotherDraft(slot)} />
            ) : (
                <DraftText slot={slot} />
            )}
            <div className={styles["actions"]} role="toolbar" aria-label={m.write.draftTitle(number)}>
                {busy && (
                    <Button look="quiet" icon="stop" aria-label={m.write.stop} onClick={() => stop(slot)}>
                        {m.write.stopAll}
                    </Button>
                )}
                {!busy && state.phase !== "failed" && <Actions slot={slot} isShown={isShown} onWhy={onWhy} />}
            </div>
            <Remarks slot={slot} />
            <span className="only-heard" role="status">
                {state.phase === "done" ? m.write.ended(number) : ""}
            </span>
        </article>
    );
}

function Actions({slot, isShown, onWhy}: {slot: Slot; isShown: boolean; onWhy: () => void}) {
    const m = useMessages();
    return (
        <>
            <Button icon="copy" {...(isShown ? {keys: "Mod+Shift+Enter"} : {})} onClick={() => void copyDraft(slot, m)}>
                {m.write.copy}
            </Button>
            <Button look="quiet" icon="edit" onClick={() => void editDraft(slot)}>
                {m.write.edit}
            </Button>
            <Button look="quiet" icon="again" title={m.write.again} aria-label={m.write.again} onClick={() => anotherDraft(slot)}>
                {m.write.againWord}
            </Button>
            <Button look="quiet" icon="alike" onClick={() => moreLikeDraft(slot)}>
                {m.write.more}
            </Button>
            <Button look="quiet" icon="why" onClick={onWhy}>
                {m.write.why}
            </Button>
            <DraftMenu slot={slot} />
        </>
    );
}

/** Progress; then the score of the voice meter, with its explanation one click away. */
function Standing({slot}: {slot: Slot}) {
    const m = useMessages();
    const state = useStore(slot.state);
    const [asks, setAsks] = useState(false);
    const score = state.result?.matchScore ?? null;
    if (state.phase === "waiting")
        return <span className={styles["phase"]}>{state.stage === null ? m.write.waiting : m.write.stage[state.stage]}</span>;
    const word = {writing: m.write.writing, stopped: m.write.stopped, done: m.write.done, failed: ""}[state.phase];
    if (state.phase !== "done" || state.result === null) return <span className={styles["phase"]}>{word}</span>;
    return (
        <>
            <button
                type="button"
                className={styles["match"]}
                title={score === null ? m.write.noMatchAsk : m.write.voiceAsk}
                onClick={() => setAsks(true)}
            >
                {score === null ? m.write.noMatch : m.write.match(m.percent(score))}
            </button>
            {asks && <VoiceDialog slot={slot} onClose={() => setAsks(false)} />}
        </>
    );
}

/** The only part that is rendered for each token. */
const DraftText = memo(function DraftText({slot}: {slot: Slot}) {
    const m = useMessages();
    const text = useStore(slot.text.shown);
    const {phase, result} = useStore(slot.state);
    if (text === "" && (phase === "waiting" || phase === "writing")) return <Waiting label={m.write.waiting} />;
    if (text === "") return <p className={styles["phase"]}>{phase === "stopped" ? m.write.stopped : m.write.empty}</p>;
    const isLine = slot.brief.kind === "subject" || slot.brief.kind === "headline";
    return (
        <div className={`${styles["text"]} ${isLine ? styles["line"] : ""} ${phase === "writing" ? styles["caret"] : ""}`} dir="auto">
            {phase === "done" && result !== null ? <Marked text={text} facts={result.unsupported} /> : text}
        </div>
    );
});

/** The text with unsupported facts marked. */
function Marked({text, facts}: {text: string; facts: DraftResult["unsupported"]}) {
    const m = useMessages();
    if (facts.length === 0) return text;
    return stretchesOf(text, facts).map((each, i) =>
        each.fact === null ? (
            each.text
        ) : (
            <mark key={i} className={styles["unsupported"]} title={m.write.unsupported(each.text)}>
                {each.text}
            </mark>
        )
    );
}
