import {useState} from "react";
import type {Source} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {Confirm} from "../components/Dialog.tsx";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {KindsMenu} from "./KindsMenu.tsx";
import styles from "./Sources.module.css";

/** One folder with its state and actions. */
export function SourceLine({source}: {source: Source}) {
    const m = useMessages();
    const [asking, setAsking] = useState(false);
    const paused = source.state === "paused";
    const trouble = source.state === "unreachable" || source.state === "held";
    const remove = (yes: boolean): void => {
        setAsking(false);
        if (yes) void attempt(() => client.call("library.remove", {id: source.id}));
    };
    return (
        <li className={styles["source"]}>
            <span className={styles["path"]} dir="ltr">
                {source.path}
            </span>
            <span className={styles["state"]}>
                <span className={trouble ? styles["warn"] : undefined}>{m.sources.state[source.state]}</span>
                <span>{m.sources.counts(m.texts(source.items), m.files(source.files))}</span>
                {source.skipped > 0 && <span>{m.sources.skippedCount(source.skipped)}</span>}
            </span>
            {source.reason !== null && <span className={styles["warn"]}>{m.say(source.reason)}</span>}
            {source.state === "held" && (
                <span className={styles["answer"]}>
                    <span>{m.sources.held}</span>
                    <Button onClick={() => void attempt(() => client.call("library.release", {id: source.id, forget: false}))}>
                        {m.sources.heldKeep}
                    </Button>
                    <Button look="bad" onClick={() => void attempt(() => client.call("library.release", {id: source.id, forget: true}))}>
                        {m.sources.heldForget}
                    </Button>
                </span>
            )}
            <span className={styles["buttons"]}>
                <KindsMenu source={source} />
                <IconButton
                    icon={paused ? "play" : "pause"}
                    label={paused ? m.sources.resume : m.sources.pause}
                    onClick={() => void attempt(() => client.call("library.pause", {id: source.id, paused: !paused}))}
                />
                <IconButton icon="bin" label={m.sources.removeAction} onClick={() => setAsking(true)} />
            </span>
            <Confirm
                open={asking}
                title={m.sources.removeTitle(source.path)}
                words={m.sources.removeWords}
                action={m.sources.removeAction}
                onAnswer={remove}
            />
        </li>
    );
}
