import {useEffect, useState} from "react";
import type {ConnectionName} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Confirm} from "../components/Dialog.tsx";
import {copyText} from "../state/clipboard.ts";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import styles from "./Connections.module.css";

/** ms that a token is shown after it was requested */
const shownFor = 60_000;

/** The token of one connection: shown, copied and replaced only on request. */
export function Token({name, file}: {name: ConnectionName; file: string | null}) {
    const m = useMessages();
    const [token, setToken] = useState<string | null>(null);
    const [asking, setAsking] = useState(false);
    useEffect(() => {
        if (token === null) return;
        const timer = setTimeout(() => setToken(null), shownFor);
        return () => clearTimeout(timer);
    }, [token]);
    const ask = (): void => void attempt(async () => setToken((await client.call("connections.token", {name})).token));
    const copy = (): void => void attempt(async () => copyText((await client.call("connections.token", {name})).token), m.copied);
    const renew = (yes: boolean): void => {
        setAsking(false);
        if (yes) void attempt(async () => setToken((await client.call("connections.renewToken", {name})).token), m.connections.renewed);
    };
    const title = m.connections.names[name];
    return (
        <div className={styles["line"]}>
            <span className={styles["label"]}>{m.connections.token}</span>
            {token === null ? (
                <span className={styles["soft"]}>{m.connections.tokenHidden(file ?? "")}</span>
            ) : (
                <code className={styles["code"]} dir="ltr">
                    {token}
                </code>
            )}
            <span className={styles["buttons"]}>
                {token === null ? (
                    <Button look="quiet" icon="show" aria-label={`${m.connections.showToken}: ${title}`} onClick={ask}>
                        {m.connections.showToken}
                    </Button>
                ) : (
                    <Button look="quiet" icon="hide" aria-label={`${m.connections.hideToken}: ${title}`} onClick={() => setToken(null)}>
                        {m.connections.hideToken}
                    </Button>
                )}
                <Button look="quiet" icon="copy" aria-label={`${m.connections.copyToken}: ${title}`} onClick={copy}>
                    {m.connections.copyToken}
                </Button>
                <Button look="quiet" icon="again" aria-label={`${m.connections.renew}: ${title}`} onClick={() => setAsking(true)}>
                    {m.connections.renew}
                </Button>
            </span>
            <Confirm
                open={asking}
                title={m.connections.renewTitle}
                words={m.connections.renewWords}
                action={m.connections.renew}
                onAnswer={renew}
            />
        </div>
    );
}
