import {useEffect, useRef, useState} from "react";
import type {FormEvent} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Field} from "../components/Field.tsx";
import {Failure, Waiting} from "../components/Page.tsx";
import {sentenceOf, wasCancelled} from "../state/query.ts";
import {client} from "../state/client.ts";
import {composer} from "../write/composer.ts";
import styles from "./Training.module.css";

const voices = ["usual", "trained"] as const;
type Texts = Record<(typeof voices)[number], string>;
const nothing: Texts = {usual: "", trained: ""};

/** Drafts of the same notes with and without the trained persona, side by side. */
export function Compare({onClose}: {onClose: () => void}) {
    const m = useMessages();
    const {notes: kept, to: keptTo} = composer.get();
    const [notes, setNotes] = useState(kept === "" ? m.welcome.firstNotes : kept);
    const [to, setTo] = useState(keptTo);
    const [texts, setTexts] = useState(nothing);
    const [writing, setWriting] = useState<(typeof voices)[number] | null>(null);
    const [sentence, setSentence] = useState<string | null>(null);
    const stop = useRef<AbortController | null>(null);
    useEffect(() => () => stop.current?.abort(), []);
    const write = async (event: FormEvent): Promise<void> => {
        event.preventDefault();
        stop.current?.abort();
        const {signal} = (stop.current = new AbortController());
        setTexts(nothing);
        setSentence(null);
        const seed = Math.floor(Math.random() * 2 ** 31);
        try {
            // one after the other: the model runs one job at a time, and an incomplete pair cannot be compared
            for (const voice of voices) {
                setWriting(voice);
                const {drafts} = await client.call(
                    "drafting.draft",
                    {
                        job: `compare-${voice}-${seed}`,
                        brief: {kind: "email", notes, ...(to.trim() === "" ? {} : {to: to.trim()})},
                        controls: {strength: 1, length: 0, warmth: 0},
                        seeds: [seed],
                        persona: true,
                        voice
                    },
                    {
                        signal,
                        onProgress: (progress) => {
                            if (progress.type === "token") setTexts((now) => ({...now, [voice]: now[voice] + progress.text}));
                        }
                    }
                );
                setTexts((now) => ({...now, [voice]: drafts[0]?.text ?? ""}));
            }
        } catch (error) {
            if (!wasCancelled(error)) setSentence(sentenceOf(error));
        }
        if (!signal.aborted) setWriting(null);
    };
    return (
        <Dialog open onClose={onClose} title={m.training.compareTitle} description={m.training.compareNote} wide>
            <form className={styles["ask"]} onSubmit={(event) => void write(event)}>
                <Field label={m.training.compareNotes} value={notes} onChange={setNotes} />
                <Field label={m.training.compareTo} value={to} onChange={setTo} />
                <Button type="submit" look="main" disabled={writing !== null || notes.trim() === ""}>
                    {m.training.compareGo}
                </Button>
            </form>
            {sentence !== null && <Failure sentence={sentence} />}
            <div className={styles["pair"]}>
                {voices.map((voice) => (
                    <article
                        key={voice}
                        className={styles["side"]}
                        aria-label={voice === "usual" ? m.training.before : m.training.after}
                        aria-busy={writing === voice}
                    >
                        <h3>{voice === "usual" ? m.training.before : m.training.after}</h3>
                        <p dir="auto">{texts[voice]}</p>
                        {writing === voice && <Waiting label={m.write.writing} />}
                    </article>
                ))}
            </div>
        </Dialog>
    );
}
