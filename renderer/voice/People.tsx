import {useEffect, useState} from "react";
import type {Correspondent} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {Section, Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {PersonDialog} from "./PersonDialog.tsx";
import styles from "./Voice.module.css";

/** Greetings and sign-offs for each person, with corrections. */
export function People({revision}: {revision: number}) {
    const m = useMessages();
    const answer = useQuery("persona.correspondents", {});
    const [shown, setShown] = useState<{readonly person: Correspondent | null} | null>(null);
    const {refetch} = answer;
    useEffect(() => refetch(), [refetch, revision]);
    return (
        <Section
            title={m.voice.people}
            note={m.people.note}
            actions={
                <Button icon="more" onClick={() => setShown({person: null})}>
                    {m.people.add}
                </Button>
            }
        >
            <Shown answer={answer}>
                {(people) =>
                    people.length === 0 ? (
                        <p className={styles["soft"]}>{m.voice.noPeople}</p>
                    ) : (
                        <div className={styles["scroll"]} tabIndex={0} role="group" aria-label={m.voice.people}>
                            <table className={styles["table"]}>
                                <thead>
                                    <tr>
                                        <th scope="col">{m.voice.person}</th>
                                        <th scope="col">{m.voice.greeting}</th>
                                        <th scope="col">{m.voice.signOff}</th>
                                        <th scope="col">
                                            <span className="only-heard">{m.people.change}</span>
                                        </th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {people.map((person) => (
                                        <tr key={person.name}>
                                            <th scope="row">
                                                <span dir="auto">{person.name}</span>{" "}
                                                <span className={styles["soft"]}>
                                                    · {person.corrected ? m.people.yours : m.texts(person.items)}
                                                </span>
                                            </th>
                                            <td dir="auto">{person.greeting ?? "–"}</td>
                                            <td dir="auto">{person.signOff ?? "–"}</td>
                                            <td>
                                                <IconButton
                                                    icon="edit"
                                                    label={m.people.correct(person.name)}
                                                    onClick={() => setShown({person})}
                                                />
                                            </td>
                                        </tr>
                                    ))}
                                </tbody>
                            </table>
                        </div>
                    )
                }
            </Shown>
            {shown !== null && (
                <PersonDialog
                    person={shown.person}
                    onClose={() => {
                        setShown(null);
                        refetch();
                    }}
                />
            )}
        </Section>
    );
}
