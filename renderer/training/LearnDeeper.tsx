import {useState} from "react";
import type {TrainingState} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Confirm} from "../components/Dialog.tsx";
import {Failure, Section, Shown} from "../components/Page.tsx";
import {Toggle} from "../components/Toggle.tsx";
import {client} from "../state/client.ts";
import {changeSettings, host, settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import {useStore} from "../state/store.ts";
import {Compare} from "./Compare.tsx";
import {EstimateDialog} from "./EstimateDialog.tsx";
import {Run} from "./Run.tsx";
import {betterBy, useTraining} from "./training.ts";
import styles from "./Training.module.css";

/** Training on the user's own texts: requirements, progress, result. */
export function LearnDeeper({revision}: {revision: number}) {
    const m = useMessages();
    const {answer, run} = useTraining(revision);
    return (
        <Section title={m.training.title}>
            <p className={styles["lead"]}>{m.training.lead}</p>
            <Shown answer={answer}>
                {(state) => (run !== null ? <Run run={run} model={state.model} /> : <AtRest state={state} onChange={answer.refetch} />)}
            </Shown>
            <ByItself />
        </Section>
    );
}

function AtRest({state, onChange}: {state: TrainingState; onChange: () => void}) {
    const m = useMessages();
    const [asks, setAsks] = useState(false);
    const act = (name: "training.start" | "training.cancel") => () => void attempt(() => client.call(name, {})).then(onChange);
    if (state.texts < state.least)
        return (
            <div className={styles["row"]}>
                <p>{m.training.tooFew(state.texts, state.least)}</p>
                <Button icon="sources" onClick={() => goTo({screen: "sources"})}>
                    {m.sources.add}
                </Button>
            </div>
        );
    return (
        <>
            {state.problem !== null && <Failure sentence={m.training.failed(m.say(state.problem))} />}
            {state.refusal !== null && <Failure sentence={m.training.stale(m.say(state.refusal))} />}
            {state.trained !== null && <Gained trained={state.trained} grown={state.grown} />}
            {state.unfinished ? (
                <div className={styles["row"]}>
                    <p>{m.training.unfinished}</p>
                    <Button look="main" icon="play" onClick={act("training.start")}>
                        {m.training.goOn}
                    </Button>
                    <Button icon="bin" onClick={act("training.cancel")}>
                        {m.training.discard}
                    </Button>
                </div>
            ) : (
                <div className={styles["row"]}>
                    <Button look={state.trained === null || state.grown ? "main" : "plain"} icon="voice" onClick={() => setAsks(true)}>
                        {state.trained === null ? m.training.act : m.training.again}
                    </Button>
                    {state.trained !== null && <Comparing />}
                    {(state.trained !== null || state.refusal !== null) && <Erasing onChange={onChange} />}
                </div>
            )}
            {asks && (
                <EstimateDialog
                    onClose={() => setAsks(false)}
                    onStart={() => {
                        setAsks(false);
                        act("training.start")();
                    }}
                />
            )}
        </>
    );
}

function Gained({trained, grown}: {trained: NonNullable<TrainingState["trained"]>; grown: boolean}) {
    const m = useMessages();
    const {trainedVoice} = useStore(settings);
    return (
        <div className={styles["gained"]}>
            <p className={styles["gain"]}>{m.training.gained(betterBy(trained.gain))}</p>
            <p>
                {m.training.gainedHow(trained.keptOut, m.exact(trained.none), m.exact(trained.tuned))}{" "}
                {m.training.learnedFrom(trained.texts, m.date(trained.trainedAt.slice(0, 10)))}
            </p>
            {grown && <p>{m.training.grown}</p>}
            <Toggle
                label={m.training.use}
                hint={m.training.useHint}
                on={trainedVoice}
                onChange={(on) => void attempt(() => changeSettings({trainedVoice: on}))}
            />
        </div>
    );
}

function Comparing() {
    const m = useMessages();
    const [open, setOpen] = useState(false);
    return (
        <>
            <Button icon="show" onClick={() => setOpen(true)}>
                {m.training.compare}
            </Button>
            {open && <Compare onClose={() => setOpen(false)} />}
        </>
    );
}

/** Also for a persona that is no longer usable. */
function Erasing({onChange}: {onChange: () => void}) {
    const m = useMessages();
    const [erasing, setErasing] = useState(false);
    const erase = (yes: boolean): void => {
        setErasing(false);
        if (yes) void attempt(() => client.call("training.remove", {}), m.training.erased).then(onChange);
    };
    return (
        <>
            <Button look="bad" icon="bin" onClick={() => setErasing(true)}>
                {m.training.erase}
            </Button>
            <Confirm
                open={erasing}
                title={m.training.eraseTitle}
                words={m.training.eraseWords}
                action={m.training.erase}
                onAnswer={erase}
            />
        </>
    );
}

function ByItself() {
    const m = useMessages();
    const {power} = useStore(host);
    const {learnAlone} = useStore(settings);
    if (!power) return <p className={styles["soft"]}>{m.training.byItselfNot}</p>;
    return (
        <Toggle
            label={m.training.byItself}
            hint={m.training.byItselfHint}
            on={learnAlone}
            onChange={(on) => void attempt(() => changeSettings({learnAlone: on}))}
        />
    );
}
