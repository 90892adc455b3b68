import {useEffect} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Shown} from "../parts/Page.tsx";
import {useAnswer} from "../state/answer.ts";
import styles from "./Voice.module.css";

/** How the user greets and takes leave of whom. */
export function People({revision}: {revision: number}) {
    const m = useMessages();
    const answer = useAnswer("persona.correspondents", {});
    const {ask} = answer;
    useEffect(() => ask(), [ask, revision]);
    return (
        <Shown answer={answer}>
            {(people) => (people.length === 0 ? <p className={styles["soft"]}>{m.voice.noPeople}</p> : (
                <div className={styles["scroll"]} tabIndex={0} role="group" aria-label={m.voice.people}>
                    <table className={styles["table"]}>
                        <thead><tr><th scope="col">{m.voice.person}</th><th scope="col">{m.voice.greeting}</th><th scope="col">{m.voice.signOff}</th></tr></thead>
                        <tbody>
                            {people.map(({name, items, greeting, signOff}) => (
                                <tr key={name}><th scope="row"><span dir="auto">{name}</span> <span className={styles["soft"]}>· {m.texts(items)}</span></th><td dir="auto">{greeting ?? "–"}</td><td dir="auto">{signOff ?? "–"}</td></tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            ))}
        </Shown>
    );
}
