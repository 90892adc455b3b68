import {useState} from "react";
import type {Model} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {client} from "../state/client.ts";
import {attempt, notify} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import {EstimateDialog} from "../training/EstimateDialog.tsx";
import {voicePart} from "../voice/parts.ts";
import styles from "./Models.module.css";

interface ModelLineProps {
    readonly model: Model;
    readonly busy: boolean;
    /** runs `work` for this model and refetches the list; true: it succeeded */
    readonly act: (work: () => Promise<unknown>, id: string) => Promise<boolean>;
}

/** One model of this machine, with its actions. */
export function ModelLine({model, busy, act}: ModelLineProps) {
    const m = useMessages();
    const [asks, setAsks] = useState(false);
    const use = (): Promise<boolean> => act(() => client.call("models.use", {id: model.id}), model.id);
    const learn = async (): Promise<void> => {
        // a persona belongs to one model, so that model must be loaded
        if (model.inUse || (await use())) setAsks(true);
    };
    const start = async (): Promise<void> => {
        setAsks(false);
        if (!(await attempt(() => client.call("training.start", {})))) return;
        voicePart.set("deeper");
        goTo({screen: "voice"});
    };
    const voice = model.served
        ? m.catalogue.isServed
        : model.trained
          ? m.catalogue.trained
          : model.plug
            ? m.models.plug
            : model.takesVectors
              ? m.catalogue.vectors
              : m.catalogue.noVectors;
    const facts = [
        ...(model.served ? [] : [m.bytes(model.size), ...(model.architecture ? [model.architecture] : [])]),
        ...(model.embedded ? [m.models.embedded] : []),
        voice,
        ...(model.fits === null ? [] : [model.fits ? m.models.fits : m.models.fitsNot])
    ];
    const verify = async (): Promise<void> => notify(m.say((await client.call("models.verify", {id: model.id})).sentence));
    return (
        <li className={styles["model"]}>
            <span className={styles["name"]}>
                <strong>{model.name}</strong>
                {model.inUse && <span className={styles["used"]}>{m.models.inUse}</span>}
            </span>
            <span className={styles["facts"]}>
                {facts.map((fact) => (
                    <span key={fact}>{fact}</span>
                ))}
            </span>
            {model.plugRefusal !== null && !model.served && <span className={styles["warn"]}>{m.say(model.plugRefusal)}</span>}
            <span className={styles["path"]} dir="ltr">
                {model.path}
            </span>
            <span className={styles["buttons"]}>
                {!model.inUse && (
                    <Button disabled={busy} onClick={() => void use()}>
                        {busy ? m.models.switching : m.models.use}
                    </Button>
                )}
                {model.takesVectors && !model.served && (
                    <Button
                        look="quiet"
                        icon="voice"
                        disabled={busy}
                        onClick={() => void learn()}
                        aria-label={`${m.training.actFor}: ${model.name}`}
                    >
                        {m.training.actFor}
                    </Button>
                )}
                {!model.served && <IconButton icon="check" label={m.models.verify} onClick={() => void attempt(verify)} />}
                {!model.embedded && (
                    <IconButton
                        icon="bin"
                        label={m.remove}
                        onClick={() => void act(() => client.call("models.remove", {id: model.id}), model.id)}
                    />
                )}
            </span>
            {asks && <EstimateDialog onClose={() => setAsks(false)} onStart={() => void start()} />}
        </li>
    );
}
