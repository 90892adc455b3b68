import {useEffect, useState} from "react";
import type {LearnedFactView} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {useQuery} from "../state/query.ts";
import {settings} from "../state/main-state.ts";
import {useStore} from "../state/store.ts";
import {Asked} from "./Asked.tsx";
import {addRule} from "./own-rules.ts";
import {PersonDialog} from "./PersonDialog.tsx";
import styles from "./Voice.module.css";

/** The learned facts as sentences, with corrections for each. */
export function Learned({revision, children}: {revision: number; children?: React.ReactNode}) {
    const m = useMessages();
    const answer = useQuery("persona.learned", {});
    const [corrects, setCorrects] = useState(false);
    const {refetch} = answer;
    useEffect(() => refetch(), [refetch, revision]);
    const facts = answer.value?.facts ?? [];
    if (facts.length === 0) return children;
    return (
        <div className={styles["learned"]}>
            <p className={styles["sentence"]}>{m.learned.sentence(facts.map((fact) => m.learned.fact(fact)))}</p>
            <div className={styles["answers"]}>
                {children}
                <Button
                    look={children === undefined ? "plain" : "quiet"}
                    icon="edit"
                    aria-expanded={corrects}
                    onClick={() => setCorrects(!corrects)}
                >
                    {m.learned.notQuite}
                </Button>
            </div>
            {corrects && (
                <ul className={styles["facts"]}>
                    {facts.map((fact, i) => (
                        <FactLine key={`${i}-${fact.type}`} fact={fact} onChange={refetch} />
                    ))}
                </ul>
            )}
        </div>
    );
}

function FactLine({fact, onChange}: {fact: LearnedFactView; onChange: () => void}) {
    const m = useMessages();
    return (
        <li className={styles["fact"]}>
            <span dir="auto">{m.learned.fact(fact)}</span>
            <Correction fact={fact} onChange={onChange} />
        </li>
    );
}

/** Actions on one fact. A correction becomes a rule, which outranks what was learned. */
function Correction({fact, onChange}: {fact: LearnedFactView; onChange: () => void}) {
    const m = useMessages();
    const [asks, setAsks] = useState(false);
    const rule = (words: string): void => void addRule(words, m.learned.kept(words));
    switch (fact.type) {
        case "sentences":
            return (
                <Asked
                    action={m.learned.correct.sentences}
                    label={m.learned.ask.sentences}
                    value={String(Math.ceil(2 * fact.words))}
                    pattern={/^[1-9]\d?$/}
                    onSave={(words) => rule(m.learned.rules.longest(words))}
                />
            );
        case "opening":
            return (
                <Asked
                    action={m.learned.correct.opening}
                    label={m.learned.ask.opening}
                    value={fact.text.replace(/\s*…\s*/, " ").replace(/[\s,!]+$/, "")}
                    onSave={(words) => rule(m.learned.rules.start(words))}
                />
            );
        case "closing":
            return (
                <Asked
                    action={m.learned.correct.closing}
                    label={m.learned.ask.closing}
                    value={fact.text}
                    onSave={(words) => rule(m.learned.rules.sign(words))}
                />
            );
        case "person":
            return (
                <>
                    <Button look="quiet" onClick={() => setAsks(true)} aria-label={`${m.learned.correct.person}: ${fact.name}`}>
                        {m.learned.correct.person}
                    </Button>
                    {asks && (
                        <PersonDialog
                            person={fact}
                            onClose={() => {
                                setAsks(false);
                                onChange();
                            }}
                        />
                    )}
                </>
            );
        case "noCapitals":
            return <Keep rule={m.learned.rules.noCapitals} />;
        case "never":
            return <Keep rule={m.learned.rules.never[fact.what]} />;
        case "spelling":
            return (
                <>
                    <Keep rule={m.learned.rules.spelling[fact.variant]} />
                    <Keep rule={m.learned.rules.spelling[fact.variant === "british" ? "american" : "british"]} />
                </>
            );
    }
}

/** Adds a rule; reports if it already is one. */
export function Keep({rule}: {rule: string}) {
    const m = useMessages();
    const {rules} = useStore(settings);
    if (rules.includes(rule)) return <span className={styles["soft"]}>{m.learned.isRule(rule)}</span>;
    return (
        <Button look="quiet" icon="check" onClick={() => void addRule(rule, m.learned.kept(rule))}>
            {m.learned.makeRule(rule)}
        </Button>
    );
}
