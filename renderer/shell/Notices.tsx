import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "../components/Button.tsx";
import {lost} from "../state/client.ts";
import {closeNotice, notices} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import styles from "./Shell.module.css";

/** Notices at the bottom of the window. */
export function Notices() {
    const m = useMessages();
    const shown = useStore(notices);
    const isLost = useStore(lost);
    return (
        <div className={styles["notices"]} data-transient="" role="status" aria-live="polite">
            {isLost && (
                <div className={`${styles["notice"]} ${styles["bad"]}`} role="alert">
                    {m.frame.lost}
                </div>
            )}
            {shown.map((notice) => (
                <div
                    key={notice.id}
                    className={`${styles["notice"]} ${notice.bad ? styles["bad"] : ""}`}
                    role={notice.bad ? "alert" : undefined}
                >
                    <span dir="auto">{notice.text}</span>
                    {notice.undo && (
                        <Button
                            look="quiet"
                            onClick={() => {
                                notice.undo?.run();
                                closeNotice(notice.id);
                            }}
                        >
                            {notice.undo.label}
                        </Button>
                    )}
                    <IconButton icon="close" label={m.close} onClick={() => closeNotice(notice.id)} />
                </div>
            ))}
        </div>
    );
}
