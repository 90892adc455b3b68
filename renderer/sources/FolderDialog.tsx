import {useEffect, useState} from "react";
import type {FormEvent} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Field} from "../components/Field.tsx";
import {Icon} from "../components/Icon.tsx";
import {Failure} from "../components/Page.tsx";
import {sentenceOf, useQuery} from "../state/query.ts";
import {client} from "../state/client.ts";
import {host} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import styles from "./Sources.module.css";

interface FolderDialogProps {
    readonly open: boolean;
    readonly onClose: () => void;
    readonly onChoose: (path: string) => void;
}

/** Chooses a folder: with the system's dialog if the host has one, by browsing or typing elsewhere. */
export function FolderDialog({open, onClose, onChoose}: FolderDialogProps) {
    const m = useMessages();
    const {folderDialog} = useStore(host);
    useEffect(() => {
        if (!open || !folderDialog) return;
        void attempt(async () => {
            const {path} = await client.call("host.chooseFolder", {});
            if (path === null) onClose();
            else onChoose(path);
        }).then((asked) => {
            // open, it could not be asked for again
            if (!asked) onClose();
        });
        // asked once each time it is opened
        // oxlint-disable-next-line exhaustive-deps
    }, [open, folderDialog]);
    return (
        <Dialog open={open && !folderDialog} onClose={onClose} title={m.sources.addTitle} description={m.sources.pathHint}>
            <Walk onChoose={onChoose} onClose={onClose} />
        </Dialog>
    );
}

function Walk({onChoose, onClose}: {onChoose: (path: string) => void; onClose: () => void}) {
    const m = useMessages();
    const [at, setAt] = useState<string | null>(null);
    const [typed, setTyped] = useState<string | null>(null);
    const here = useQuery("library.folders", {path: at});
    const path = typed ?? here.value?.path ?? "";
    const [refusal, setRefusal] = useState<string | null>(null);
    // an unreadable path is reported here, where it can be corrected, before the dialog closes
    const submit = async (event: FormEvent): Promise<void> => {
        event.preventDefault();
        if (path === "") return;
        setRefusal(null);
        try {
            await client.call("library.folders", {path});
        } catch (error) {
            setRefusal(sentenceOf(error));
            return;
        }
        onChoose(path);
    };
    const go = (next: string): void => {
        setTyped(null);
        setAt(next);
    };
    return (
        <form onSubmit={(event) => void submit(event)} style={{display: "contents"}}>
            <Field
                label={m.sources.path}
                value={path}
                onChange={(next) => {
                    setTyped(next);
                    setRefusal(null);
                }}
                spellCheck={false}
            />
            {refusal !== null && <Failure sentence={refusal} />}
            {here.state === "failed" && <Failure sentence={here.sentence} />}
            <ul className={styles["folders"]} aria-label={m.sources.browse}>
                {here.value?.parent && <FolderLine icon="back" label={m.sources.up} onClick={() => go(here.value?.parent ?? "/")} />}
                {here.value?.folders.map((folder) => (
                    <FolderLine key={folder.path} icon="sources" label={folder.name} onClick={() => go(folder.path)} />
                ))}
            </ul>
            <div className={styles["end"]}>
                <Button onClick={onClose}>{m.cancel}</Button>
                <Button type="submit" look="main">
                    {m.sources.learn}
                </Button>
            </div>
        </form>
    );
}

function FolderLine({icon, label, onClick}: {icon: "back" | "sources"; label: string; onClick: () => void}) {
    return (
        <li>
            <button type="button" className={styles["folder"]} onClick={onClick}>
                <Icon name={icon} />
                <span dir="auto">{label}</span>
            </button>
        </li>
    );
}
