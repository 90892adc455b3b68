import {useEffect, useState} from "react";
import type {HabitComparison, Influence} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Empty, Failure, Section, Shown, Waiting} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {client} from "../state/client.ts";
import {host, settings} from "../state/main-state.ts";
import {attempt, notify} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {startJob} from "../write/session.ts";
import type {Slot} from "../write/session.ts";
import {HabitPlot} from "./HabitPlot.tsx";
import styles from "./Why.module.css";

/** The texts that influenced a draft, the habits it matches, and the same draft without the persona. */
export function Why({slot, onClose}: {slot: Slot; onClose: () => void}) {
    const m = useMessages();
    const text = slot.text.shown.get();
    const result = slot.state.get().result;
    const influences = result?.influences ?? [];
    const trained = isTrained(result?.strategy);
    const note = result?.strategy === "plug" ? m.why.shapedByNote : trained ? m.why.trainedNote : m.why.examplesNote;
    const compared = useQuery("drafting.compare", {text, kind: slot.brief.kind});
    return (
        <Dialog open onClose={onClose} title={m.why.title} wide>
            <div className={styles["why"]}>
                {result !== null && <p>{m.say(result.strategyReason)}</p>}
                <Section title={m.why.shapedBy} {...(influences.length > 0 ? {note} : {})}>
                    {influences.length === 0 ? (
                        <p>{trained ? m.why.trainedOnAll : m.why.noInfluences}</p>
                    ) : (
                        <ul className={styles["influences"]}>
                            {influences.map((each) => (
                                <InfluenceLine key={each.id} influence={each} most={trained ? null : (influences[0]?.weight ?? 1)} />
                            ))}
                        </ul>
                    )}
                </Section>
                <Section title={m.why.habits} note={m.why.habitsNote}>
                    <Shown answer={compared}>
                        {({habits}) =>
                            habits.length === 0 ? (
                                <Empty small>{m.why.noHabits}</Empty>
                            ) : (
                                <ul className={styles["habits"]}>
                                    {habits.filter(isTelling).map((each) => (
                                        <HabitPlot key={each.habit} comparison={each} />
                                    ))}
                                </ul>
                            )
                        }
                    </Shown>
                </Section>
                <Section title={m.why.without}>
                    <Without slot={slot} />
                </Section>
            </div>
        </Dialog>
    );
}

/** Whether what was trained on all texts together is in the prompt. */
function isTrained(strategy: string | undefined): boolean {
    return /^(?:tuned|lora)/.test(strategy ?? "");
}

/** Habits that neither the user nor the draft shows are left out. */
function isTelling({mine, draft}: HabitComparison): boolean {
    return mine > 0 || draft > 0;
}

/** @param most the largest weight; null: the weights are not shown */
function InfluenceLine({influence, most}: {influence: Influence; most: number | null}) {
    const m = useMessages();
    const [out, setOut] = useState(false);
    const {host: kind} = useStore(host);
    const exclude = (): void =>
        void attempt(async () => {
            await client.call("library.exclude", {id: influence.id, excluded: true});
            setOut(true);
            notify(m.why.excluded, {
                undo: {
                    label: m.undo,
                    run: () =>
                        void attempt(() => client.call("library.exclude", {id: influence.id, excluded: false})).then(() => setOut(false))
                }
            });
        });
    return (
        <li className={most === null ? styles["example"] : styles["influence"]} style={{opacity: out ? 0.7 : 1}}>
            {most !== null && (
                <span className={styles["weight"]}>
                    {m.percent(influence.weight)}
                    <i style={{width: `${Math.max(4, (100 * influence.weight) / most)}%`}} />
                </span>
            )}
            <span className={styles["about"]}>
                {influence.title !== null && <strong dir="auto">{influence.title}</strong>}
                {influence.date !== null && <span>{m.date(influence.date.slice(0, 10))}</span>}
                <span dir="ltr">{influence.path.split(/[\\/]/).at(-1)}</span>
            </span>
            <span className={styles["buttons"]}>
                {kind === "desktop" && (
                    <IconButton
                        icon="sources"
                        label={m.why.open}
                        onClick={() => void attempt(() => client.call("host.showFile", {path: influence.path}))}
                    />
                )}
                <IconButton icon="hide" label={m.why.exclude} disabled={out} onClick={exclude} />
            </span>
            <p className={styles["passage"]} dir="auto">
                {influence.passage}
            </p>
        </li>
    );
}

/** The same brief and seed without the persona. */
function Without({slot}: {slot: Slot}) {
    const m = useMessages();
    const [plain, setPlain] = useState<Slot | null>(null);
    const start = (): void =>
        setPlain(startJob({brief: slot.brief, controls: settings.get().controls, persona: false}, 1, null, [slot.seed])[0] ?? null);
    // closed, nobody sees it, and the desk would wait for it
    useEffect(() => () => plain?.controller.abort(), [plain]);
    if (plain === null)
        return (
            <div>
                <Button icon="again" onClick={start}>
                    {m.why.compare}
                </Button>
            </div>
        );
    return (
        <div className={styles["sides"]}>
            <div className={styles["side"]}>
                <h3>{m.why.withVoice}</h3>
                <p className={styles["text"]} dir="auto">
                    {slot.text.shown.get()}
                </p>
            </div>
            <div className={styles["side"]}>
                <h3>{m.why.withoutVoice}</h3>
                <PlainText slot={plain} />
            </div>
        </div>
    );
}

function PlainText({slot}: {slot: Slot}) {
    const m = useMessages();
    const text = useStore(slot.text.shown);
    const state = useStore(slot.state);
    if (state.phase === "failed") return <Failure sentence={state.sentence ?? ""} />;
    if (text === "" && state.phase !== "done") return <Waiting label={m.write.waiting} />;
    return (
        <p className={styles["text"]} dir="auto">
            {text === "" ? m.write.empty : text}
        </p>
    );
}
