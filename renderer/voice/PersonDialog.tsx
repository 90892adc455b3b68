import {useState} from "react";
import type {FormEvent} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Field} from "../components/Field.tsx";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import styles from "./Voice.module.css";

interface PersonDialogProps {
    /** null: a new person */
    readonly person: {
        readonly name: string;
        readonly greeting: string | null;
        readonly signOff: string | null;
        readonly corrected?: boolean;
        readonly said?: readonly ("greeting" | "signOff")[];
    } | null;
    readonly onClose: () => void;
}

/** The user's greeting and sign-off for a person; it overrides what the letters show. */
export function PersonDialog({person, onClose}: PersonDialogProps) {
    const m = useMessages();
    const [name, setName] = useState(person?.name ?? "");
    const [greeting, setGreeting] = useState(person?.greeting ?? "");
    const [signOff, setSignOff] = useState(person?.signOff ?? "");
    const keep = async (said: {greeting: string | null; signOff: string | null}): Promise<void> => {
        if (await attempt(() => client.call("persona.correctCorrespondent", {name: name.trim(), ...said}))) onClose();
    };
    // unchanged fields stay as learned from the letters, or as the user entered them before
    const said = (typed: string, part: "greeting" | "signOff"): string | null =>
        typed.trim() === (person?.[part] ?? "") && person?.said?.includes(part) !== true ? null : typed.trim();
    const submit = (event: FormEvent): void => {
        event.preventDefault();
        if (name.trim() !== "") void keep({greeting: said(greeting, "greeting"), signOff: said(signOff, "signOff")});
    };
    return (
        <Dialog open onClose={onClose} title={person === null ? m.people.add : m.people.correct(person.name)} description={m.people.hint}>
            <form onSubmit={submit} style={{display: "contents"}}>
                {person === null && <Field label={m.people.name} value={name} onChange={setName} maxLength={200} />}
                <Field label={m.voice.greeting} value={greeting} onChange={setGreeting} maxLength={120} />
                <Field label={m.voice.signOff} value={signOff} onChange={setSignOff} maxLength={120} />
                <div className={styles["end"]}>
                    {person?.corrected === true && (
                        <Button look="quiet" icon="undo" onClick={() => void keep({greeting: null, signOff: null})}>
                            {m.people.forget}
                        </Button>
                    )}
                    <Button onClick={onClose}>{m.cancel}</Button>
                    <Button type="submit" look="main" disabled={name.trim() === ""}>
                        {m.learned.keep}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
