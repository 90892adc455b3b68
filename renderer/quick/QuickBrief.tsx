import {useEffect, useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Sheet} from "../components/Field.tsx";
import {copyText} from "../state/clipboard.ts";
import {client} from "../state/client.ts";
import {settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {startJob} from "../write/session.ts";
import type {Slot} from "../write/session.ts";
import {useCloseOnEscape} from "./use-close-on-escape.ts";
import styles from "./QuickBrief.module.css";

/** ms that the finished draft is shown before the window closes */
const farewell = 1200;

/** The small window above other programs: notes in, a draft on the clipboard. */
export function QuickBrief() {
    const m = useMessages();
    const [notes, setNotes] = useState("");
    const [slot, setSlot] = useState<Slot | null>(null);
    const write = (): void => {
        if (notes.trim() === "" || slot !== null) return;
        setSlot(startJob({brief: {kind: "email", notes}, controls: settings.get().controls, persona: true}, 1, null)[0] ?? null);
    };
    useCloseOnEscape();
    return (
        <main className={styles["quick"]}>
            <h1 className="only-heard">{m.quick.title}</h1>
            {slot === null ? (
                <Sheet
                    label={m.quick.notes}
                    placeholder={m.quick.notes}
                    value={notes}
                    onChange={setNotes}
                    autoFocus
                    onKeyDown={(event) => {
                        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) write();
                    }}
                />
            ) : (
                <Written slot={slot} onFailure={() => setSlot(null)} />
            )}
            {slot === null && (
                <div className={styles["foot"]}>
                    <span />
                    <Button look="main" keys="Mod+Enter" disabled={notes.trim() === ""} onClick={write}>
                        {m.quick.draft}
                    </Button>
                </div>
            )}
        </main>
    );
}

/** The draft while it streams; when finished it is copied, and the window closes. */
function Written({slot, onFailure}: {slot: Slot; onFailure: () => void}) {
    const m = useMessages();
    const text = useStore(slot.text.shown);
    const {phase, sentence} = useStore(slot.state);
    const [copied, setCopied] = useState(false);
    useEffect(() => {
        if (phase !== "done") return;
        void attempt(async () => {
            await copyText(slot.text.shown.get());
            setCopied(true);
            setTimeout(() => void client.call("host.closeQuickBrief", {}), farewell);
        });
    }, [phase, slot]);
    return (
        <>
            <div className={styles["text"]} dir="auto" tabIndex={0} role="group" aria-label={m.write.draftTitle(1)}>
                {phase === "failed" ? sentence : text}
            </div>
            <div className={styles["foot"]}>
                <span className={styles["said"]} role="status">
                    {copied ? m.quick.onClipboard : phase === "failed" ? "" : m.write.writing}
                </span>
                {phase === "failed" && <Button onClick={onFailure}>{m.tryAgain}</Button>}
            </div>
        </>
    );
}
