import {useEffect, useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Dialog} from "../components/Dialog.tsx";
import {Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import styles from "./Sources.module.css";

/** Left-out files with their reasons; one of them can be explained. */
export function Skipped({revision}: {revision: number}) {
    const m = useMessages();
    const answer = useQuery("library.skipped", {});
    const [path, setPath] = useState<string | null>(null);
    const {refetch} = answer;
    useEffect(() => refetch(), [refetch, revision]);
    return (
        <>
            <Shown answer={answer}>
                {({files, total}) =>
                    files.length === 0 ? (
                        <p className={styles["more"]}>{m.sources.noSkipped}</p>
                    ) : (
                        <ul className={styles["files"]}>
                            {files.map((file) => (
                                <li key={file.path}>
                                    <button type="button" className={styles["file"]} onClick={() => setPath(file.path)}>
                                        <span>
                                            <bdi dir="ltr">{file.path}</bdi>
                                        </span>
                                        <small>{m.say(file.reason)}</small>
                                    </button>
                                </li>
                            ))}
                            {total > files.length && (
                                <li className={styles["more"]}>{m.sources.andMore(m.number(total - files.length))}</li>
                            )}
                        </ul>
                    )
                }
            </Shown>
            {path !== null && <Explain path={path} onClose={() => setPath(null)} />}
        </>
    );
}

/** What counts of a file and what does not. */
function Explain({path, onClose}: {path: string; onClose: () => void}) {
    const m = useMessages();
    const answer = useQuery("library.explain", {path});
    return (
        <Dialog open onClose={onClose} title={m.sources.explain} description={path} wide>
            <Shown answer={answer}>
                {({refusal, kept, leftOut}) => (
                    <div className={styles["passages"]} tabIndex={0} role="group" aria-label={m.sources.explain}>
                        {refusal !== null && <p className={styles["warn"]}>{m.say(refusal)}</p>}
                        <h3>{m.sources.kept}</h3>
                        {kept.length === 0 && <p>{m.sources.nothingKept}</p>}
                        {kept.map(({title, text}, i) => (
                            <p key={i} className={styles["passage"]} dir="auto">
                                {title !== null && (
                                    <strong>
                                        {title}
                                        {"\n"}
                                    </strong>
                                )}
                                {text}
                            </p>
                        ))}
                        {leftOut.length > 0 && <h3>{m.sources.leftOut}</h3>}
                        {leftOut.map(({what, reason, excerpt}, i) => (
                            <p key={i}>
                                <strong>{m.say({key: `piece.${what}`, values: {}, text: what})}</strong>: {m.say(reason)}
                                <br />
                                <span dir="auto">{typeof excerpt === "string" ? excerpt : m.say(excerpt)}</span>
                            </p>
                        ))}
                    </div>
                )}
            </Shown>
        </Dialog>
    );
}
