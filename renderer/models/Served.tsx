import {useState} from "react";
import type {Model, Output} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Section} from "../components/Page.tsx";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import styles from "./Models.module.css";

/** Models that other programs serve on this machine, searched for on request. */
export function Served({models, onChange}: {models: readonly Model[]; onChange: () => void}) {
    const m = useMessages();
    const [found, setFound] = useState<Output<"models.findServed"> | null>(null);
    const find = (): void => void attempt(async () => setFound(await client.call("models.findServed", {})));
    const add = (path: string): void => void attempt(() => client.call("models.add", {path})).then(onChange);
    return (
        <Section
            title={m.catalogue.served}
            actions={
                <Button icon="search" onClick={find}>
                    {m.catalogue.find}
                </Button>
            }
        >
            <p className={styles["lead"]}>{m.catalogue.servedLead}</p>
            {found?.length === 0 && <p role="status">{m.catalogue.foundNone}</p>}
            <ul>
                {found?.map(({address, name, program}) => (
                    <li key={address} className={styles["model"]}>
                        <span className={styles["name"]}>
                            <strong>{name}</strong>
                            <span>{program}</span>
                        </span>
                        <span className={styles["path"]} dir="ltr">
                            {address}
                        </span>
                        <span className={styles["buttons"]}>
                            {models.some(({path}) => path === address) ? (
                                m.catalogue.added
                            ) : (
                                <Button icon="more" onClick={() => add(address)}>
                                    {m.catalogue.addServed(name)}
                                </Button>
                            )}
                        </span>
                    </li>
                ))}
            </ul>
        </Section>
    );
}
