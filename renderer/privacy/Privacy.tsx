import {useState} from "react";
import type {PrivacyReport} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Confirm} from "../components/Dialog.tsx";
import {Icon} from "../components/Icon.tsx";
import {Empty, Page, Section, Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import styles from "./Privacy.module.css";

/** All network accesses, all stored data, and erasing it. */
export default function Privacy() {
    const m = useMessages();
    const answer = useQuery("privacy.report", {});
    const [asking, setAsking] = useState(false);
    const erase = (yes: boolean): void => {
        setAsking(false);
        if (yes) void attempt(() => client.call("privacy.eraseAll", {sure: true}), m.privacy.erased).then(answer.refetch);
    };
    return (
        <Page title={m.privacy.title} lead={m.privacy.lead}>
            <Shown answer={answer}>
                {(report) => (
                    <>
                        <Section title={m.privacy.network}>
                            <Network network={report.network} />
                        </Section>
                        <Section title={m.privacy.connections} note={m.privacy.connectionsNote}>
                            <Programs connections={report.connections} />
                        </Section>
                        <Section
                            title={m.privacy.stored}
                            note={m.privacy.total(m.bytes(report.stored.reduce((sum, {size}) => sum + size, 0)))}
                        >
                            {report.stored.length === 0 ? (
                                <Empty small>{m.privacy.nothingStored}</Empty>
                            ) : (
                                <Stored stored={report.stored} />
                            )}
                        </Section>
                    </>
                )}
            </Shown>
            <Section title={m.privacy.erase}>
                <p className={styles["lead"]}>{m.privacy.eraseLead}</p>
                <div>
                    <Button look="bad" icon="bin" onClick={() => setAsking(true)}>
                        {m.privacy.erase}
                    </Button>
                </div>
            </Section>
            <Confirm open={asking} title={m.privacy.eraseTitle} words={m.privacy.eraseWords} action={m.privacy.erase} onAnswer={erase} />
        </Page>
    );
}

function Network({network}: Pick<PrivacyReport, "network">) {
    const m = useMessages();
    if (network.length === 0)
        return (
            <div className={styles["none"]}>
                <Icon name="check" />
                <div>
                    {m.privacy.noNetwork}
                    <p>{m.privacy.noNetworkHint}</p>
                </div>
            </div>
        );
    return (
        <table className={styles["table"]}>
            <thead>
                <tr>
                    <th>{m.privacy.network}</th>
                    <th>{m.privacy.networkWhen}</th>
                    <th>{m.privacy.networkWhere}</th>
                </tr>
            </thead>
            <tbody>
                {network.map(({what, when, where}) => (
                    <tr key={what.text}>
                        <td>{m.say(what)}</td>
                        <td>{m.say(when)}</td>
                        <td>{m.say(where)}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

/** All connections of other programs, on or off. */
function Programs({connections}: Pick<PrivacyReport, "connections">) {
    const m = useMessages();
    return (
        <table className={styles["table"]}>
            <tbody>
                {connections.map(({name, on, address, tokenFile}) => (
                    <tr key={name}>
                        <th scope="row">
                            {m.connections.names[name]}
                            {on && <small dir="ltr">{[address, tokenFile].filter((part) => part !== null).join(" · ")}</small>}
                        </th>
                        <td>{on ? m.connections.on : m.connections.off}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function Stored({stored}: Pick<PrivacyReport, "stored">) {
    const m = useMessages();
    return (
        <table className={`${styles["table"]} ${styles["sizes"]}`}>
            <tbody>
                {stored.map(({what, path, size, encrypted}) => (
                    <tr key={path}>
                        <th scope="row">
                            {m.privacy.what[what]}
                            <small dir="ltr">{path}</small>
                        </th>
                        <td>{encrypted ? m.privacy.encrypted : m.privacy.plain}</td>
                        <td>{m.bytes(size)}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
