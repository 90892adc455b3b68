import {useState} from "react";
import type {Connection} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Field} from "../components/Field.tsx";
import {Failure, Page, Section, Shown} from "../components/Page.tsx";
import {Toggle} from "../components/Toggle.tsx";
import {useQuery} from "../state/query.ts";
import {copyText} from "../state/clipboard.ts";
import {changeSettings, settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {Token} from "./Token.tsx";
import styles from "./Connections.module.css";

/** Which other programs on this machine may request drafts. Each is off until it is switched on here. */
export default function Connections() {
    const m = useMessages();
    const answer = useQuery("connections.state", {});
    const change = (part: Partial<Record<Connection["name"], boolean> & {port: number}>): void =>
        void attempt(() => changeSettings({connections: {...settings.get().connections, ...part}})).then(answer.refetch);
    return (
        <Page title={m.connections.title} lead={m.connections.lead}>
            <Shown answer={answer}>
                {(connections) => (
                    <>
                        {connections.map((connection) => (
                            <Section key={connection.name} title={m.connections.names[connection.name]}>
                                <div className={styles["connection"]}>
                                    <Toggle
                                        label={m.connections.allow[connection.name]}
                                        hint={m.connections.what[connection.name]}
                                        on={connection.on}
                                        onChange={(on) => change({[connection.name]: on})}
                                    />
                                    {connection.on && <Setup connection={connection} />}
                                </div>
                            </Section>
                        ))}
                        <Section title={m.connections.port}>
                            <Port onChange={(port) => change({port})} />
                        </Section>
                    </>
                )}
            </Shown>
        </Page>
    );
}

/** Instructions for connecting a program, in three lines. */
function Setup({connection}: {connection: Connection}) {
    const m = useMessages();
    const {name, address, tokenFile, lastUsed, problem} = connection;
    if (problem !== null) return <Failure sentence={m.say(problem)} />;
    const [first, second, third] = m.connections.steps[name];
    return (
        <>
            <ol className={styles["steps"]}>
                <li>{first}</li>
                <li>{second}</li>
                <li>{third}</li>
            </ol>
            {address !== null && (
                <div className={styles["line"]}>
                    <span className={styles["label"]}>{m.connections.address[name]}</span>
                    <code className={styles["code"]} dir="ltr">
                        {address}
                    </code>
                    <Button
                        look="quiet"
                        icon="copy"
                        aria-label={`${m.write.copy}: ${m.connections.address[name]}`}
                        onClick={() => void attempt(() => copyText(address), m.copied)}
                    >
                        {m.write.copy}
                    </Button>
                </div>
            )}
            <Token name={name} file={tokenFile} />
            <p className={styles["soft"]}>{lastUsed === null ? m.connections.neverUsed : m.connections.lastUsed(m.date(lastUsed))}</p>
        </>
    );
}

function Port({onChange}: {onChange: (port: number) => void}) {
    const m = useMessages();
    const {port} = useStore(settings).connections;
    const [typed, setTyped] = useState<string | null>(null);
    const value = typed ?? String(port);
    const isPort = /^\d{4,5}$/.test(value) && Number(value) >= 1024 && Number(value) <= 65_535;
    const leave = (): void => {
        if (isPort && Number(value) !== port) onChange(Number(value));
        setTyped(null);
    };
    return (
        <form
            className={styles["port"]}
            onSubmit={(event) => {
                event.preventDefault();
                leave();
            }}
        >
            <Field
                label={m.connections.port}
                hint={isPort ? m.connections.portHint : m.connections.portWrong}
                value={value}
                onChange={setTyped}
                onBlur={leave}
                inputMode="numeric"
                spellCheck={false}
            />
        </form>
    );
}
