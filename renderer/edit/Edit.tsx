import {useMemo, useState} from "react";
import type {KeptDraft} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Empty, Page, Shown} from "../components/Page.tsx";
import {useCommands} from "../shell/commands.ts";
import {useQuery} from "../state/query.ts";
import {attempt} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import {EditBar} from "./EditBar.tsx";
import {Offer} from "./Offer.tsx";
import {useDraftEditor} from "./use-draft-editor.ts";
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
    const {place, view, status, autosave, accept, turnDown, restore} = useDraftEditor(draft, m.edit.text);
    const [showsVersions, setShowsVersions] = useState(false);
    const restoreVersion = (text: string): void => {
        setShowsVersions(false);
        restore(text);
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
            {showsVersions && (
                <Versions id={draft.id} current={status.text} onRestore={restoreVersion} onClose={() => setShowsVersions(false)} />
            )}
        </main>
    );
}
