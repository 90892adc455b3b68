import {useState} from "react";
import type {FormEvent} from "react";
import type {Snippet} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Field} from "../components/Field.tsx";
import {changeSettings, settings} from "../state/main-state.ts";
import {attempt, notify} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {snippetsDialog} from "./dialog-state.ts";
import {isNameTaken, recipientsIn, withSnippet, withSnippetAt} from "./snippets.ts";
import styles from "./Snippets.module.css";

/** Where snippets are made, changed and removed, whatever screen is shown. */
export function SnippetsDialog() {
    const asked = useStore(snippetsDialog);
    return asked === null ? null : <Opened text={asked.text} />;
}

type Edited = {readonly old: Snippet | null; readonly text: string};

function Opened({text}: {text: string | null}) {
    const m = useMessages();
    const {snippets} = useStore(settings);
    const [edited, setEdited] = useState<Edited | null>(() =>
        text !== null || settings.get().snippets.length === 0 ? {old: null, text: text ?? ""} : null
    );
    const close = (): void => snippetsDialog.set(null);
    const remove = async (gone: Snippet): Promise<void> => {
        const before = settings.get().snippets;
        // only this one: others may have been removed or made since
        const putBack = (): void =>
            void attempt(() => changeSettings({snippets: withSnippetAt(settings.get().snippets, gone, before.indexOf(gone))}));
        if (await attempt(() => changeSettings({snippets: before.filter((each) => each !== gone)})))
            notify(m.snippets.removed, {undo: {label: m.undo, run: putBack}});
    };
    return (
        <Dialog open onClose={close} title={m.snippets.title} description={m.snippets.lead}>
            {edited !== null ? (
                // the first one is made in an empty dialog, so there is no list to go back to
                <Form edited={edited} onDone={() => (settings.get().snippets.length === 0 ? close() : setEdited(null))} />
            ) : (
                <>
                    <ul className={styles["list"]} aria-label={m.snippets.title}>
                        {snippets.map((snippet) => (
                            <li key={snippet.name} className={styles["snippet"]}>
                                <div className={styles["words"]}>
                                    <span dir="auto">{snippet.name}</span>
                                    <span className={styles["about"]} dir="auto">
                                        {snippet.to.length === 0 ? m.snippets.everybody : m.snippets.forThem(snippet.to.join(", "))}
                                    </span>
                                    <span className={styles["beginning"]} dir="auto">
                                        {snippet.text.slice(0, 200)}
                                    </span>
                                </div>
                                <IconButton
                                    icon="edit"
                                    label={m.snippets.edit(snippet.name)}
                                    onClick={() => setEdited({old: snippet, text: snippet.text})}
                                />
                                <IconButton icon="bin" label={m.snippets.remove(snippet.name)} onClick={() => void remove(snippet)} />
                            </li>
                        ))}
                    </ul>
                    <div className={styles["end"]}>
                        <Button icon="more" onClick={() => setEdited({old: null, text: ""})}>
                            {m.snippets.add}
                        </Button>
                    </div>
                </>
            )}
        </Dialog>
    );
}

function Form({edited: {old, text: begun}, onDone}: {edited: Edited; onDone: () => void}) {
    const m = useMessages();
    const {snippets} = useStore(settings);
    const [name, setName] = useState(old?.name ?? "");
    const [to, setTo] = useState(old?.to.join(", ") ?? "");
    const [text, setText] = useState(begun);
    const isTaken = isNameTaken(name, snippets, old);
    const isReady = name.trim() !== "" && text.trim() !== "" && !isTaken;
    const keep = async (): Promise<void> => {
        const next = {name: name.trim(), text, to: [...recipientsIn(to)]};
        if (await attempt(() => changeSettings({snippets: [...withSnippet(settings.get().snippets, next, old)]}))) onDone();
    };
    const submit = (event: FormEvent): void => {
        event.preventDefault();
        if (isReady) void keep();
    };
    return (
        <form className={styles["form"]} onSubmit={submit}>
            <Field
                label={m.snippets.name}
                value={name}
                onChange={setName}
                maxLength={80}
                autoFocus
                {...(isTaken ? {"hint": m.snippets.taken, "aria-invalid": true} : {})}
            />
            <Field label={m.snippets.to} hint={m.snippets.toHint} value={to} onChange={setTo} maxLength={1000} />
            <label className={styles["label"]}>
                {m.snippets.text}
                <textarea
                    className={styles["text"]}
                    dir="auto"
                    maxLength={20_000}
                    value={text}
                    onChange={(event) => setText(event.target.value)}
                />
            </label>
            <div className={styles["end"]}>
                <Button onClick={onDone}>{m.cancel}</Button>
                <Button type="submit" look="main" disabled={!isReady}>
                    {m.snippets.keep}
                </Button>
            </div>
        </form>
    );
}
