import {useEffect, useState} from "react";
import type {HistoryItemView} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {IconButton} from "../components/Button.tsx";
import {Field} from "../components/Field.tsx";
import {Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import styles from "./Voice.module.css";

interface TextsProps {
    readonly revision: number;
    readonly onOpen: (id: string) => void;
}

/** Finds texts by their words. */
export function SearchTexts({revision, onOpen}: TextsProps) {
    const m = useMessages();
    const [query, setQuery] = useState("");
    const answer = useQuery("library.search", {query, limit: 12});
    const {refetch} = answer;
    useEffect(() => refetch(), [refetch, revision]);
    return (
        <>
            <Field type="search" label={m.voice.search} value={query} onChange={setQuery} />
            <Shown answer={answer}>{(items) => <Lines items={items} onOpen={onOpen} />}</Shown>
        </>
    );
}

/** Excluded texts, which can be included again. */
export function LeftOut({revision, onOpen}: TextsProps) {
    const m = useMessages();
    const answer = useQuery("library.excluded", {});
    const {refetch} = answer;
    useEffect(() => refetch(), [refetch, revision]);
    return (
        <Shown answer={answer}>
            {(items) =>
                items.length === 0 ? <p className={styles["soft"]}>{m.voice.noneLeftOut}</p> : <Lines items={items} onOpen={onOpen} />
            }
        </Shown>
    );
}

function Lines({items, onOpen}: {items: readonly HistoryItemView[]; onOpen: (id: string) => void}) {
    const m = useMessages();
    const exclude = (item: HistoryItemView): void =>
        void attempt(() => client.call("library.exclude", {id: item.id, excluded: !item.excluded}));
    return (
        <ul>
            {items.map((item) => (
                <li key={item.id} className={styles["line"]}>
                    <button type="button" className={styles["open"]} dir="auto" onClick={() => onOpen(item.id)}>
                        <strong>{item.title ?? ""}</strong> <span className={styles["soft"]}>{item.text.slice(0, 140)}</span>
                    </button>
                    <IconButton
                        icon={item.excluded ? "show" : "hide"}
                        label={item.excluded ? m.voice.takeBack : m.voice.leaveOut}
                        onClick={() => exclude(item)}
                    />
                </li>
            ))}
        </ul>
    );
}
