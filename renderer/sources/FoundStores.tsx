import type {FoundStore, Source} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Icon} from "../components/Icon.tsx";
import {notYetAdded, pathsOf} from "./stores.ts";
import styles from "./Sources.module.css";

interface FoundStoresProps {
    readonly stores: readonly FoundStore[];
    readonly sources: readonly Source[];
    readonly onChoose: (paths: readonly string[]) => void;
    /** shown above the list, where there is one */
    readonly title: (title: string) => React.ReactNode;
}

/** Mail stores, exports, vaults and blogs found on this machine: listed, not read. Sent mail is preferred. */
export function FoundStores({stores: found, sources, onChoose, title}: FoundStoresProps) {
    const m = useMessages();
    const stores = notYetAdded(found, sources);
    if (stores.length === 0) return null;
    return (
        <section className={styles["found"]} aria-label={m.stores.found}>
            {title(m.stores.found)}
            <p className={styles["more"]}>{m.stores.unread}</p>
            <ul className={styles["stores"]}>
                {stores.map((store) => (
                    <StoreLine key={store.path} store={store} onChoose={onChoose} />
                ))}
            </ul>
        </section>
    );
}

function StoreLine({store, onChoose}: {store: FoundStore; onChoose: (paths: readonly string[]) => void}) {
    const m = useMessages();
    const {kind, name, path, bytes, sent, problem} = store;
    const isMail = kind !== "obsidian" && kind !== "blog";
    return (
        <li className={styles["store"]}>
            <Icon name={isMail ? "mail" : "sources"} />
            <span className={styles["storeWords"]}>
                <strong>{name}</strong>
                <span>
                    {m.stores.kinds[kind]} · {m.bytes(bytes)}
                    {sent.length > 0 && ` · ${m.stores.sent(sent.length)}`}
                </span>
                <small dir="ltr">{path}</small>
                {problem !== null && <span className={styles["warn"]}>{m.say(problem)}</span>}
            </span>
            {problem === null && (
                <span className={styles["storeButtons"]}>
                    <Button
                        onClick={() => onChoose(pathsOf(store))}
                        aria-label={`${sent.length > 0 ? m.stores.learnSent : m.stores.learn}: ${name}`}
                    >
                        {sent.length > 0 ? m.stores.learnSent : m.stores.learn}
                    </Button>
                    {sent.length > 0 && (
                        <Button look="quiet" onClick={() => onChoose(pathsOf(store, true))} aria-label={`${m.stores.learnAll}: ${name}`}>
                            {m.stores.learnAll}
                        </Button>
                    )}
                </span>
            )}
        </li>
    );
}
