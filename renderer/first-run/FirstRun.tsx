import {useEffect, useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Failure} from "../components/Page.tsx";
import {Progress} from "../components/Progress.tsx";
import {takesFocus} from "../components/takes-focus.ts";
import {changeSettings, library} from "../state/main-state.ts";
import {goTo} from "../state/route.ts";
import {useStore} from "../state/store.ts";
import {dropTarget} from "../sources/dropping.ts";
import {change, composer} from "../write/composer.ts";
import {draftNow} from "../write/write-commands.ts";
import {Learned} from "../voice/Learned.tsx";
import {learnFolder, learnIdentities} from "./learn.ts";
import type {LearnOutcome} from "./learn.ts";
import {Where} from "./Where.tsx";
import {Who} from "./Who.tsx";
import styles from "./FirstRun.module.css";

type Chosen = readonly string[] | "samples";
type Step = "where" | "looking" | "who" | "learn" | "done";

/** The first run in steps: folders, identity, learning, first draft. */
export function FirstRun() {
    const [step, setStep] = useState<Step>("where");
    const [found, setFound] = useState<{readonly what: Chosen; readonly guesses: LearnOutcome["guesses"]} | null>(null);
    const [sentence, setSentence] = useState<string | null>(null);
    /** what was being learned when the user stopped it */
    const [stopped, setStopped] = useState<Chosen | null>(null);
    const [controller, setController] = useState<AbortController | null>(null);
    /** Whether it has ended before its end, by an error or by the user. */
    const hasEnded = (outcome: LearnOutcome, what: Chosen): boolean => {
        setSentence(outcome.sentence);
        setStopped(outcome.isStopped ? what : null);
        const ended = outcome.sentence !== null || outcome.isStopped;
        if (ended) setStep("where");
        return ended;
    };
    const begin = (next: Step): AbortSignal => {
        const mine = new AbortController();
        setController(mine);
        setStep(next);
        return mine.signal;
    };
    const learn = async (what: Chosen, identities: readonly string[] | null): Promise<void> => {
        if (!hasEnded(await learnIdentities(identities, begin("learn")), what)) setStep("done");
    };
    const choose = async (what: Chosen): Promise<void> => {
        setSentence(null);
        setStopped(null);
        const looked = await learnFolder(what, begin("looking"));
        if (hasEnded(looked, what)) return;
        setFound({what, guesses: looked.guesses});
        if (what === "samples" || looked.guesses.length === 0) await learn(what, null);
        else setStep("who");
    };
    useEffect(() => {
        // while folders are being scanned, a second drop would mix up the steps
        if (step === "where") dropTarget.set(() => (paths: readonly string[]) => void choose(paths));
        return () => dropTarget.set(null);
    });
    return (
        <main className={styles["room"]} tabIndex={-1}>
            <div className={styles["step"]}>
                {sentence !== null && <Failure sentence={sentence} />}
                {step === "where" && stopped !== null && <Stopped onAgain={() => void choose(stopped)} />}
                {step === "where" && <Where onChoose={(what) => void choose(what)} />}
                {step === "who" && found !== null && (
                    <Who guesses={found.guesses} onDone={(identities) => void learn(found.what, identities)} />
                )}
                {(step === "looking" || step === "learn") && controller !== null && <Watch key={step} controller={controller} />}
                {step === "done" && <Done onBack={() => setStep("where")} />}
                <Steps step={step} />
            </div>
        </main>
    );
}

/** Progress of the scan, which can be stopped. */
function Watch({controller}: {controller: AbortController}) {
    const m = useMessages();
    const [isStopping, setIsStopping] = useState(false);
    const stop = (): void => {
        setIsStopping(true);
        controller.abort();
    };
    const running = useStore(library)?.running ?? null;
    return (
        <>
            <h1 className={styles["title"]} tabIndex={-1} {...takesFocus}>
                {m.welcome.learning}
            </h1>
            <Progress progress={running} />
            <div className={styles["actions"]}>
                <Button icon="stop" disabled={isStopping} onClick={stop}>
                    {m.welcome.stop}
                </Button>
            </div>
        </>
    );
}

/** What is kept of a scan that the user has stopped, and how it goes on. */
function Stopped({onAgain}: {onAgain: () => void}) {
    const m = useMessages();
    const items = useStore(library)?.items ?? 0;
    return (
        <div className={styles["stopped"]}>
            <p role="status">{m.welcome.stopped(items === 0 ? null : m.texts(items))}</p>
            <div className={styles["actions"]}>
                <Button icon="play" onClick={onAgain}>
                    {m.welcome.goOn}
                </Button>
            </div>
        </div>
    );
}

function Done({onBack}: {onBack: () => void}) {
    const m = useMessages();
    const {items, revision} = useStore(library) ?? {items: 0, revision: 0};
    const write = async (): Promise<void> => {
        await changeSettings({welcomed: true});
        if (composer.get().notes === "") change({kind: "email", notes: m.welcome.firstNotes});
        goTo({screen: "write"});
        draftNow();
    };
    if (items === 0)
        return (
            <>
                <p className={styles["lead"]} role="status">
                    {m.welcome.learnedNothing}
                </p>
                <div className={styles["actions"]}>
                    <Button onClick={onBack}>{m.welcome.back}</Button>
                    <Button onClick={() => goTo({screen: "sources"})}>{m.screens.sources}</Button>
                </div>
            </>
        );
    return (
        <>
            <div role="status">
                <h1 className={styles["title"]}>{m.welcome.learned(m.texts(items))}</h1>
            </div>
            <Learned revision={revision}>
                <Button look="main" autoFocus onClick={() => void write()}>
                    {m.welcome.firstDraft}
                </Button>
            </Learned>
        </>
    );
}

const order = ["where", "who", "learn", "draft"] as const;
const place: Readonly<Record<Step, (typeof order)[number]>> = {where: "where", looking: "learn", who: "who", learn: "learn", done: "draft"};

function Steps({step}: {step: Step}) {
    const m = useMessages();
    return (
        <ol className={styles["steps"]} aria-label={m.welcome.steps}>
            {order.map((each) => (
                <li key={each} aria-current={place[step] === each ? "step" : undefined}>
                    {m.welcome.step[each]}
                </li>
            ))}
        </ol>
    );
}
