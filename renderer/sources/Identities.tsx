import {useState} from "react";
import type {FormEvent} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {Field} from "../components/Field.tsx";
import {Section} from "../components/Page.tsx";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {scanJob} from "./scan-job.ts";
import styles from "./Sources.module.css";

/** The user's names and addresses. After a change the mail is classified again. */
export function Identities({identities}: {identities: readonly string[]}) {
    const m = useMessages();
    const [typed, setTyped] = useState("");
    const set = (next: readonly string[]): void =>
        void attempt(() => scanJob.run((signal) => client.call("library.setIdentities", {identities: [...next]}, {signal})));
    const add = (event: FormEvent): void => {
        event.preventDefault();
        if (typed.trim() !== "") set([...identities, typed.trim()]);
        setTyped("");
    };
    return (
        <Section title={m.sources.identities} note={m.sources.identitiesLead}>
            {identities.length === 0 ? (
                <p className={styles["more"]}>{m.sources.noIdentities}</p>
            ) : (
                <ul className={styles["names"]}>
                    {identities.map((value) => (
                        <li key={value} className={styles["name"]}>
                            <span dir="auto">{value}</span>
                            <IconButton
                                icon="close"
                                label={`${m.remove}: ${value}`}
                                onClick={() => set(identities.filter((each) => each !== value))}
                            />
                        </li>
                    ))}
                </ul>
            )}
            <form className={styles["line"]} onSubmit={add}>
                <Field label={m.sources.identitiesPlaceholder} value={typed} onChange={setTyped} />
                <Button type="submit" disabled={typed.trim() === ""}>
                    {m.sources.identitiesAdd}
                </Button>
            </form>
        </Section>
    );
}
