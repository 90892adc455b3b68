import type {EditorView} from "@codemirror/view";
import {useEffect, useState} from "react";
import type {RefObject} from "react";
import {revision} from "../../app/contract/index.ts";
import type {KeptDraft} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {SnippetMenu} from "../snippets/SnippetMenu.tsx";
import {composeMail, copyText} from "../state/clipboard.ts";
import {client} from "../state/client.ts";
import {attempt, notify} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import type {Store} from "../state/store.ts";
import type {EditorStatus} from "./editor-status.ts";
import {OwnActions} from "./OwnActions.tsx";
import {reviseSelection} from "./revise.ts";
import type {ChangeAsked} from "./revise.ts";
import styles from "./Edit.module.css";

interface EditBarProps {
    readonly draft: KeptDraft;
    readonly view: RefObject<EditorView | null>;
    readonly status: EditorStatus;
    readonly saving: Store<"saved" | "saving" | "unsaved">;
    readonly onBack: () => void;
    readonly onVersions: () => void;
}

/** Actions on the passage and on the text. The buttons preserve the selection: they never take the focus. */
export function EditBar({draft, view, status, saving, onBack, onVersions}: EditBarProps) {
    const m = useMessages();
    const saved = useStore(saving);
    const score = useMatch(status.text, draft);
    const words = status.text.match(/\S+/g)?.length ?? 0;
    const copy = (): void =>
        void attempt(async () => {
            await copyText(status.text);
            const {learned} = await client.call("drafts.used", {id: draft.id, brief: draft.brief, text: status.text});
            notify(learned ? `${m.copied} ${m.learnedFromEdit}` : m.copied);
        });
    const change = (asked: ChangeAsked): void => {
        if (view.current) void reviseSelection(view.current, asked, draft, m);
    };
    const busy = status.proposal !== null || words === 0;
    return (
        <div className={styles["bar"]}>
            <IconButton icon="back" label={m.edit.back} onClick={onBack} />
            <div className={styles["how"]} role="toolbar" aria-label={m.edit.passage}>
                {revision.options.map((how) => (
                    <Button
                        key={how}
                        look="quiet"
                        disabled={busy}
                        onMouseDown={(event) => event.preventDefault()}
                        onClick={() => change({how})}
                    >
                        {m.edit.how[how]}
                    </Button>
                ))}
            </div>
            <OwnActions busy={busy} onAsk={(instruction) => change({how: "instruction", instruction})} />
            <SnippetMenu
                to={draft.brief.to ?? ""}
                onInsert={(text) => view.current && insertAtCursor(view.current, text)}
                selection={() => (view.current === null || !status.selected ? null : selectedText(view.current))}
            />
            <span className={styles["space"]} />
            <span className={styles["state"]}>{m.edit.length(m.words(words), score === null ? null : m.percent(score))}</span>
            <span className={styles["state"]} role="status">
                {{saved: m.edit.saved, saving: m.edit.saving, unsaved: m.edit.unsaved}[saved]}
            </span>
            <IconButton icon="history" label={m.edit.versions} keys="Alt+V" onClick={onVersions} />
            <IconButton icon="copy" label={m.write.copy} onClick={copy} />
            <IconButton
                icon="mail"
                label={m.write.mail}
                onClick={() => void attempt(() => composeMail(draft.brief.to ?? "", draft.brief.subject ?? "", status.text))}
            />
        </div>
    );
}

function insertAtCursor(view: EditorView, text: string): void {
    view.dispatch(view.state.replaceSelection(text), {userEvent: "input.snippet", scrollIntoView: true});
    view.focus();
}

function selectedText({state}: EditorView): string {
    return state.sliceDoc(state.selection.main.from, state.selection.main.to);
}

/** ms without a key press before the text is compared with the habits again */
const rest = 600;

/** The match score of the text, updated when the user pauses typing. */
function useMatch(text: string, {brief}: KeptDraft): number | null {
    const [score, setScore] = useState<number | null>(null);
    useEffect(() => {
        const controller = new AbortController();
        const timer = setTimeout(() => {
            client.call("drafting.compare", {text, kind: brief.kind}, {signal: controller.signal}).then(
                ({matchScore}) => setScore(matchScore),
                () => {}
            );
        }, rest);
        return () => {
            clearTimeout(timer);
            controller.abort();
        };
    }, [text, brief.kind]);
    return score;
}
