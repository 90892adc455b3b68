import type {EditorView} from "@codemirror/view";
import {useCallback, useEffect, useMemo, useRef, useState} from "react";
import type {KeptDraft} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Empty, Page, Shown} from "../components/Page.tsx";
import {useCommands} from "../shell/commands.ts";
import {useQuery} from "../state/query.ts";
import {attempt} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import {createEditor} from "./editor.ts";
import type {EditorStatus} from "./editor-status.ts";
import {EditBar} from "./EditBar.tsx";
import {Offer} from "./Offer.tsx";
import {acceptProposal, proposalField} from "./proposal.ts";
import {abandonRevision, refuse} from "./revise.ts";
import {saveVersions} from "./save-versions.ts";
import {Versions} from "./Versions.tsx";
import styles from "./Edit.module.css";

/** One text in the editor. */
export default function Edit({id}: {id: string}) {
    const m = useMessages();
    const answer = useQuery("drafts.open", {id});
    if (answer.value !== null) return <Editor key={id} draft={answer.value} />;
    return (
        <Page title={m.edit.title}>
            {answer.state === "ready" ? <Empty>{m.edit.gone}</Empty> : <Shown answer={answer}>{() => null}</Shown>}
        </Page>
    );
}

function Editor({draft}: {draft: KeptDraft}) {
    const m = useMessages();
    const place = useRef<HTMLDivElement>(null);
    const view = useRef<EditorView>(null);
    const [status, setStatus] = useState<EditorStatus>({text: draft.text, selected: false, proposal: null});
    const [showsVersions, setShowsVersions] = useState(false);
    const [autosave] = useState(() => saveVersions(draft.id));

    useEffect(() => {
        if (place.current === null) return;
        const editor = createEditor(place.current, {
            text: draft.text,
            label: m.edit.text,
            onChange: (text) => autosave.changed(text),
            onUpdate: (state) =>
                setStatus({text: state.doc.toString(), selected: !state.selection.main.empty, proposal: state.field(proposalField)})
        });
        view.current = editor;
        editor.focus();
        const save = (): void => void autosave.flush();
        window.addEventListener("pagehide", save);
        return () => {
            window.removeEventListener("pagehide", save);
            void autosave.flush();
            abandonRevision();
            editor.destroy();
        };
        // one editor for one draft; its label may be in the language it was opened in
        // oxlint-disable-next-line exhaustive-deps
    }, [draft.id, autosave]);

    const accept = useCallback((): void => {
        const transaction = view.current && acceptProposal(view.current.state);
        if (!transaction) return;
        view.current?.dispatch(transaction);
        // an accepted change is kept as a version of that name
        autosave.nextIs("revision");
        void autosave.flush();
        view.current?.focus();
    }, [autosave]);
    const turnDown = useCallback((): void => {
        if (view.current) refuse(view.current);
        view.current?.focus();
    }, []);
    const restore = (text: string): void => {
        setShowsVersions(false);
        const editor = view.current;
        editor?.dispatch({changes: {from: 0, to: editor.state.doc.length, insert: text}, userEvent: "input.restore"});
        // the dialog does not let it go before it is closed
        setTimeout(() => editor?.focus(), 0);
    };

    const offered = status.proposal !== null;
    useCommands(
        useMemo(
            () => [
                {id: "accept", title: m.commands.accept, keys: "Mod+Enter", enabled: offered, run: accept},
                {id: "refuse", title: m.commands.refuse, keys: "Escape", enabled: offered, run: turnDown},
                {
                    id: "versions",
                    title: m.commands.versions,
                    keys: "Alt+V",
                    run: () => void attempt(() => autosave.flush()).then(() => setShowsVersions(true))
                }
            ],
            [m, offered, accept, turnDown, autosave]
        )
    );

    return (
        <main className={styles["edit"]} tabIndex={-1}>
            <EditBar
                draft={draft}
                view={view}
                status={status}
                saving={autosave.state}
                onBack={() => goTo({screen: "write"})}
                onVersions={() => void autosave.flush().then(() => setShowsVersions(true))}
            />
            <div className={styles["frame"]}>
                <div className={styles["sheet"]}>
                    <div className={styles["column"]}>
                        <header className={styles["about"]}>
                            <h1 dir="auto">{draft.brief.subject ?? m.kinds[draft.brief.kind]}</h1>
                            {!status.selected && <p>{m.edit.selectHint}</p>}
                        </header>
                        <div ref={place} />
                    </div>
                </div>
                {status.proposal !== null && <Offer proposal={status.proposal} onAccept={accept} onRefuse={turnDown} />}
            </div>
            {showsVersions && <Versions id={draft.id} current={status.text} onRestore={restore} onClose={() => setShowsVersions(false)} />}
        </main>
    );
}
