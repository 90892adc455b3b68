import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Empty, Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import styles from "./Edit.module.css";

interface VersionsProps {
    readonly id: string;
    readonly current: string;
    readonly onRestore: (text: string) => void;
    readonly onClose: () => void;
}

/** All versions of this text; restoring one is an edit like any other and can be undone. */
export function Versions({id, current, onRestore, onClose}: VersionsProps) {
    const m = useMessages();
    const answer = useQuery("drafts.versions", {id});
    return (
        <Dialog open onClose={onClose} title={m.edit.versions} wide>
            <Shown answer={answer}>
                {(versions) => {
                    const earlier = versions.filter(({text}) => text !== current);
                    if (earlier.length === 0) return <Empty small>{m.edit.noVersions}</Empty>;
                    return (
                        <ul className={styles["versions"]} tabIndex={0} aria-label={m.edit.versions}>
                            {earlier.map(({at, text, why}) => (
                                <li key={at} className={styles["version"]}>
                                    <span>
                                        {m.date(at)} · {m.edit.versionWhy[why]}
                                    </span>
                                    <p dir="auto">{text}</p>
                                    <Button onClick={() => onRestore(text)}>{m.edit.restore}</Button>
                                </li>
                            ))}
                        </ul>
                    );
                }}
            </Shown>
        </Dialog>
    );
}
