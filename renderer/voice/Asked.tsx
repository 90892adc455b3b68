import {useState} from "react";
import type {FormEvent} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Field} from "../components/Field.tsx";
import styles from "./Voice.module.css";

interface AskedProps {
    /** the button that opens it */
    readonly action: string;
    readonly label: string;
    readonly value: string;
    /** what may be said; default: anything */
    readonly pattern?: RegExp;
    readonly onSave: (value: string) => void;
}

/** A small inline form for one value. */
export function Asked({action, label, value, pattern = /\S/, onSave}: AskedProps) {
    const m = useMessages();
    const [typed, setTyped] = useState<string | null>(null);
    if (typed === null)
        return (
            <Button look="quiet" onClick={() => setTyped(value)}>
                {action}
            </Button>
        );
    const submit = (event: FormEvent): void => {
        event.preventDefault();
        if (!pattern.test(typed.trim())) return;
        onSave(typed.trim());
        setTyped(null);
    };
    return (
        <form className={styles["asked"]} onSubmit={submit}>
            <Field label={label} value={typed} onChange={setTyped} autoFocus maxLength={120} />
            <Button type="submit" look="main" disabled={!pattern.test(typed.trim())}>
                {m.learned.keep}
            </Button>
            <Button look="quiet" onClick={() => setTyped(null)}>
                {m.cancel}
            </Button>
        </form>
    );
}
