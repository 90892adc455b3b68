import type {ReactNode} from "react";
import {useMessages} from "../language/use-messages.ts";
import type {QueryResult} from "../state/query.ts";
import {Button} from "./Button.tsx";
import {Icon} from "./Icon.tsx";
import styles from "./Page.module.css";

interface PageProps {
    readonly title: string;
    readonly lead?: string;
    readonly actions?: ReactNode;
    readonly children: ReactNode;
}

/** A scrolling screen with a title. */
export function Page({title, lead, actions, children}: PageProps) {
    return (
        <main className={styles["page"]} tabIndex={-1}>
            <div className={styles["inner"]}>
                <header className={styles["head"]}>
                    <div className={styles["headline"]}>
                        <h1>{title}</h1>
                        {actions && <div className={styles["actions"]}>{actions}</div>}
                    </div>
                    {lead && <p className={styles["lead"]}>{lead}</p>}
                </header>
                {children}
            </div>
        </main>
    );
}

export function Section({title, note, actions, children}: {title: string; note?: string; actions?: ReactNode; children: ReactNode}) {
    return (
        <section className={styles["section"]} aria-label={title}>
            <div className={styles["sectionHead"]}>
                <h2>{title}</h2>
                {note && <span className={styles["note"]}>{note}</span>}
                {actions && <div className={styles["actions"]}>{actions}</div>}
            </div>
            {children}
        </section>
    );
}

/** A placeholder for an empty list, with a hint what to do. */
export function Empty({title, children, small = false}: {title?: string; children?: ReactNode; small?: boolean}) {
    return (
        <div className={`${styles["state"]} ${small ? styles["small"] : ""}`}>
            <div>
                {title && <strong>{title}</strong>}
                {typeof children === "string" ? <p>{children}</p> : children}
            </div>
        </div>
    );
}

/** An error message with a retry button. */
export function Failure({sentence, onAgain}: {sentence: string; onAgain?: () => void}) {
    const m = useMessages();
    return (
        <div className={styles["failure"]} role="alert">
            <Icon name="warn" />
            <p>{sentence}</p>
            {onAgain && (
                <Button look="quiet" icon="again" onClick={onAgain}>
                    {m.tryAgain}
                </Button>
            )}
        </div>
    );
}

/** An animated busy indicator. */
export function Waiting({label}: {label: string}) {
    return (
        <span role="status">
            <span className="only-heard">{label}</span>
            <span className={styles["dots"]} aria-hidden="true">
                <i />
                <i />
                <i />
            </span>
        </span>
    );
}

interface ShownProps<T> {
    readonly answer: QueryResult<T> & {readonly refetch: () => void};
    readonly children: (value: T) => ReactNode;
}

/** Renders a query's result, its loading state or its error; an old value stays visible below an error. */
export function Shown<T>({answer, children}: ShownProps<T>) {
    const m = useMessages();
    if (answer.state === "loading")
        return (
            <Empty small>
                <Waiting label={m.loading} />
            </Empty>
        );
    return (
        <>
            {answer.state === "failed" && <Failure sentence={answer.sentence} onAgain={answer.refetch} />}
            {answer.value !== null && children(answer.value)}
        </>
    );
}
