import {useState} from "react";
import type {FormEvent} from "react";
import type {ModelsState} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Field} from "../components/Field.tsx";
import {Empty, Page, Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {client} from "../state/client.ts";
import {host} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {ModelLine} from "./ModelLine.tsx";
import {Offers} from "./Offers.tsx";
import {Served} from "./Served.tsx";
import styles from "./Models.module.css";

/** The models on this machine, and those that can be downloaded. */
export default function Models() {
    const m = useMessages();
    const answer = useQuery("models.state", {});
    const [adding, setAdding] = useState(false);
    const [busy, setBusy] = useState<string | null>(null);
    const act = async (work: () => Promise<unknown>, id: string): Promise<boolean> => {
        setBusy(id);
        const isDone = await attempt(work);
        setBusy(null);
        answer.refetch();
        return isDone;
    };
    const add = async (): Promise<void> => {
        if (!host.get().folderDialog) {
            setAdding(true);
            return;
        }
        await attempt(async () => {
            const {path} = await client.call("host.chooseFile", {what: "model"});
            if (path !== null) await act(() => client.call("models.add", {path}), "add");
        });
    };
    return (
        <Page
            title={m.models.title}
            lead={m.models.lead}
            actions={
                <Button icon="more" onClick={() => void add()}>
                    {m.models.add}
                </Button>
            }
        >
            <Shown answer={answer}>
                {(state: ModelsState) => (
                    <>
                        {state.models.length === 0 ? (
                            <Empty title={m.models.none}>
                                <p>{m.models.noneHint}</p>
                            </Empty>
                        ) : (
                            <ul>
                                {state.models.map((model) => (
                                    <ModelLine key={model.id} model={model} busy={busy === model.id} act={act} />
                                ))}
                            </ul>
                        )}
                        <p>
                            {m.models.memory(m.bytes(state.memory.free), m.bytes(state.memory.total))} · {m.models.threads(state.threads)}
                        </p>
                        <Offers state={state} onChange={answer.refetch} />
                        <Served models={state.models} onChange={answer.refetch} />
                    </>
                )}
            </Shown>
            <AddModel
                open={adding}
                onClose={() => setAdding(false)}
                onAdd={(path) => {
                    setAdding(false);
                    void act(() => client.call("models.add", {path}), "add");
                }}
            />
        </Page>
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
                    <Button type="submit" look="main" disabled={path.trim() === ""}>
                        {m.models.addTitle}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
