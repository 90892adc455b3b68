import {useState} from "react";
import type {DraftSummary, Kind} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {IconButton} from "../components/Button.tsx";
import {Confirm} from "../components/Dialog.tsx";
import {Field} from "../components/Field.tsx";
import {Empty, Page, Section, Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import styles from "./Drafts.module.css";

/** The user's saved texts, searchable. */
export default function Drafts() {
    const m = useMessages();
    const [query, setQuery] = useState("");
    const [asking, setAsking] = useState<string | null>(null);
    const answer = useQuery("drafts.list", {query});
    const remove = (yes: boolean): void => {
        const id = asking;
        setAsking(null);
        if (yes && id !== null)
            void attempt(async () => {
                await client.call("drafts.remove", {id});
                answer.refetch();
            });
    };
    return (
        <Page title={m.drafts.title} lead={m.drafts.lead}>
            <Field type="search" label={m.drafts.search} value={query} onChange={setQuery} />
            <Shown answer={answer}>
                {(drafts) => {
                    const taken = drafts.filter((draft) => draft.taken);
                    const written = drafts.filter((draft) => !draft.taken);
                    const lines = (some: readonly DraftSummary[]) => (
                        <ul>
                            {some.map((draft) => (
                                <DraftLine key={draft.id} draft={draft} onRemove={() => setAsking(draft.id)} />
                            ))}
                        </ul>
                    );
                    if (query.trim() !== "" && drafts.length === 0) return <Empty>{m.drafts.notFound}</Empty>;
                    return (
                        <>
                            {taken.length > 0 && lines(taken)}
                            {taken.length === 0 && query.trim() === "" && (
                                <Empty title={m.drafts.none}>
                                    <p>{m.drafts.noneHint}</p>
                                </Empty>
                            )}
                            {written.length > 0 && <Section title={m.drafts.written}>{lines(written)}</Section>}
                        </>
                    );
                }}
            </Shown>
            <Confirm open={asking !== null} title={m.drafts.removeTitle} words={m.drafts.removeWords} action={m.remove} onAnswer={remove} />
        </Page>
    );
}

function DraftLine({draft, onRemove}: {draft: DraftSummary; onRemove: () => void}) {
    const m = useMessages();
    const title = draft.title === "" ? m.drafts.untitled : draft.title;
    const open = async (): Promise<void> => {
        if (draft.taken || (await attempt(() => client.call("drafts.take", {id: draft.id})))) goTo({screen: "edit", id: draft.id});
    };
    return (
        <li className={styles["line"]}>
            <button type="button" className={styles["open"]} onClick={() => void open()}>
                <span className={styles["head"]}>
                    <strong dir="auto">{title}</strong>
                    <small>
                        {m.kinds[draft.kind as Kind]} · {m.date(draft.changed)}
                    </small>
                </span>
                <span className={styles["beginning"]} dir="auto">
                    {draft.found ?? draft.beginning}
                </span>
            </button>
            <span className={styles["buttons"]}>
                <IconButton icon="bin" label={m.drafts.remove} onClick={onRemove} />
            </span>
        </li>
    );
}
