import {useState} from "react";
import type {FormEvent} from "react";
import type {Output} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Field} from "../components/Field.tsx";
import {takesFocus} from "../components/takes-focus.ts";
import styles from "./FirstRun.module.css";

interface WhoProps {
    readonly guesses: Output<"library.guessIdentities">;
    readonly onDone: (identities: readonly string[]) => void;
}

/** Step 2: who of the people found in the mail is the user; certain ones are already ticked. */
export function Who({guesses, onDone}: WhoProps) {
    const m = useMessages();
    const [ticked, setTicked] = useState<ReadonlySet<string>>(
        () => new Set(guesses.filter(({certain}) => certain).map(({address}) => address))
    );
    const [others, setOthers] = useState<readonly string[]>([]);
    const [typed, setTyped] = useState("");
    const toggle = (value: string): void =>
        setTicked((now) => (now.has(value) ? new Set([...now].filter((each) => each !== value)) : new Set([...now, value])));
    const add = (event: FormEvent): void => {
        event.preventDefault();
        const value = typed.trim();
        if (value === "") return;
        setOthers((now) => [...now, value]);
        setTicked((now) => new Set([...now, value]));
        setTyped("");
    };
    return (
        <>
            <header>
                <h1 className={styles["title"]} tabIndex={-1} {...takesFocus}>
                    {m.welcome.who}
                </h1>
                <p className={styles["lead"]}>{m.welcome.whoLead}</p>
            </header>
            <ul className={styles["people"]}>
                {guesses.map(({address, name, written, messages}) => (
                    <li key={address}>
                        <label className={styles["person"]}>
                            <input type="checkbox" checked={ticked.has(address)} onChange={() => toggle(address)} />
                            <span dir="auto">{name === null ? address : `${name} · ${address}`}</span>
                            <small>{m.welcome.whoGuess(written, messages)}</small>
                        </label>
                    </li>
                ))}
                {others.map((value) => (
                    <li key={value}>
                        <label className={styles["person"]}>
                            <input type="checkbox" checked={ticked.has(value)} onChange={() => toggle(value)} />
                            <span dir="auto">{value}</span>
                        </label>
                    </li>
                ))}
            </ul>
            <form className={styles["add"]} onSubmit={add}>
                <Field label={m.welcome.whoMissing} value={typed} onChange={setTyped} />
                <Button type="submit" disabled={typed.trim() === ""}>
                    {m.welcome.whoAdd}
                </Button>
            </form>
            <div className={styles["actions"]}>
                <span />
                <Button look="main" onClick={() => onDone([...ticked])}>
                    {m.welcome.next}
                </Button>
            </div>
        </>
    );
}
