import {useState} from "react";
import type {FormEvent} from "react";
import type {Model, ModelsState} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../parts/Button.tsx";
import {Dialog} from "../parts/Dialog.tsx";
import {Field} from "../parts/Field.tsx";
import {Empty, Page, Shown} from "../parts/Page.tsx";
import {useAnswer} from "../state/answer.ts";
import {client} from "../state/client.ts";
import {host} from "../state/mirror.ts";
import {attempt, notify} from "../state/notices.ts";
import styles from "./Models.module.css";

/** The models on this machine. */
export default function Models() {
    const m = useMessages();
    const answer = useAnswer("models.state", {});
    const [adding, setAdding] = useState(false);
    const [busy, setBusy] = useState<string | null>(null);
    const act = async (work: () => Promise<unknown>, id: string): Promise<void> => {
        setBusy(id);
        await attempt(work);
        setBusy(null);
        answer.ask();
    };
    const add = async (): Promise<void> => {
        if (!host.get().folderDialog) {
            setAdding(true);
            return;
        }
        await attempt(async () => {
            const {path} = await client.call("desk.chooseFile", {what: "model"});
            if (path !== null) await act(() => client.call("models.add", {path}), "add");
        });
    };
    return (
        <Page title={m.models.title} lead={m.models.lead} actions={<Button icon="more" onClick={() => void add()}>{m.models.add}</Button>}>
            <Shown answer={answer}>
                {(state: ModelsState) => (
                    <>
                        {state.models.length === 0
                            ? <Empty title={m.models.none}><p>{m.models.noneHint}</p></Empty>
                            : <ul>{state.models.map((model) => <ModelLine key={model.id} model={model} busy={busy === model.id} act={act} />)}</ul>}
                        <p>{m.models.memory(m.bytes(state.memory.free), m.bytes(state.memory.total))} · {m.models.threads(state.threads)}</p>
                    </>
                )}
            </Shown>
            <AddModel open={adding} onClose={() => setAdding(false)} onAdd={(path) => { setAdding(false); void act(() => client.call("models.add", {path}), "add"); }} />
        </Page>
    );
}

function ModelLine({model, busy, act}: {model: Model; busy: boolean; act: (work: () => Promise<unknown>, id: string) => Promise<void>}) {
    const m = useMessages();
    const facts = [
        m.bytes(model.size), ...(model.architecture ? [model.architecture] : []), ...(model.embedded ? [m.models.embedded] : []),
        model.plug ? m.models.plug : m.models.noPlug, ...(model.fits === null ? [] : [model.fits ? m.models.fits : m.models.fitsNot])
    ];
    const verify = async (): Promise<void> => notify((await client.call("models.verify", {id: model.id})).sentence);
    return (
        <li className={styles["model"]}>
            <span className={styles["name"]}>
                <strong>{model.name}</strong>
                {model.inUse && <span className={styles["used"]}>{m.models.inUse}</span>}
            </span>
            <span className={styles["facts"]}>{facts.map((fact) => <span key={fact}>{fact}</span>)}</span>
            {model.plugRefusal !== null && <span className={styles["warn"]}>{model.plugRefusal}</span>}
            <span className={styles["path"]} dir="ltr">{model.path}</span>
            <span className={styles["buttons"]}>
                {!model.inUse && <Button disabled={busy} onClick={() => void act(() => client.call("models.use", {id: model.id}), model.id)}>{busy ? m.models.switching : m.models.use}</Button>}
                <IconButton icon="check" label={m.models.verify} onClick={() => void attempt(verify)} />
                {!model.embedded && <IconButton icon="bin" label={m.remove} onClick={() => void act(() => client.call("models.remove", {id: model.id}), model.id)} />}
            </span>
        </li>
    );
}

function AddModel({open, onClose, onAdd}: {open: boolean; onClose: () => void; onAdd: (path: string) => void}) {
    const m = useMessages();
    const [path, setPath] = useState("");
    const submit = (event: FormEvent): void => {
        event.preventDefault();
        if (path.trim() !== "") onAdd(path.trim());
    };
    return (
        <Dialog open={open} onClose={onClose} title={m.models.addTitle} description={m.models.addHint}>
            <form onSubmit={submit} style={{display: "contents"}}>
                <Field label={m.models.addPath} value={path} onChange={setPath} spellCheck={false} />
                <div className={styles["end"]}>
                    <Button onClick={onClose}>{m.cancel}</Button>
                    <Button type="submit" look="main" disabled={path.trim() === ""}>{m.models.addTitle}</Button>
                </div>
            </form>
        </Dialog>
    );
}
