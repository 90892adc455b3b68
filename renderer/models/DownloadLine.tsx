import {useMessages} from "../language/use-messages.ts";
import {Bar} from "../components/Bar.tsx";
import {Button} from "../components/Button.tsx";
import {Failure} from "../components/Page.tsx";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {download, downloads, failures, forgetFailure, useQuietSeconds} from "./downloads.ts";
import type {Download} from "./downloads.ts";
import styles from "./Models.module.css";

interface DownloadLineProps {
    readonly choice: {readonly offer: string} | {readonly url: string};
    readonly name: string;
    readonly host: string;
    /** bytes that are already on disk */
    readonly loaded: number;
    readonly onChange: () => void;
}

/** Starts, shows, stops, resumes and discards one download. */
export function DownloadLine({choice, name, host, loaded, onChange}: DownloadLineProps) {
    const m = useMessages();
    const key = "offer" in choice ? choice.offer : choice.url;
    const running = useStore(downloads).get(key);
    const failure = useStore(failures).get(key);
    const start = (): void => void download(choice, m.catalogue.kept).then(onChange);
    const discard = (): void =>
        void attempt(() => client.call("models.discardDownload", choice), m.catalogue.discarded).then(() => {
            forgetFailure(key);
            onChange();
        });
    if (running) return <Running download={running} name={name} />;
    return (
        <>
            {failure !== undefined && (
                <div className={styles["wide"]}>
                    <Failure sentence={failure} />
                </div>
            )}
            <span className={styles["buttons"]}>
                <Button
                    icon={loaded > 0 ? "play" : "save"}
                    onClick={start}
                    aria-label={`${loaded > 0 ? m.catalogue.goOn(m.bytes(loaded)) : m.catalogue.download(host)}: ${name}`}
                >
                    {loaded > 0 ? m.catalogue.goOn(m.bytes(loaded)) : m.catalogue.download(host)}
                </Button>
                {(loaded > 0 || failure !== undefined) && (
                    <Button look="quiet" icon="bin" onClick={discard} aria-label={`${m.catalogue.discard}: ${name}`}>
                        {m.catalogue.discard}
                    </Button>
                )}
            </span>
        </>
    );
}

function Running({download: now, name}: {download: Download; name: string}) {
    const m = useMessages();
    const {stage, done, total, rate, secondsLeft} = now.progress;
    const quiet = useQuietSeconds(now);
    const words = [
        m.catalogue.stage[stage],
        m.catalogue.progress(m.bytes(done), total === null ? null : m.bytes(total)),
        ...(rate === null || rate === 0 ? [] : [m.catalogue.rate(m.bytes(rate))])
    ];
    return (
        <div className={styles["wide"]}>
            <Bar
                label={name}
                share={total === null || total === 0 ? null : done / total}
                words={words.join(" · ")}
                end={secondsLeft === null ? "" : m.catalogue.timeLeft(secondsLeft)}
            />
            {quiet > 0 && (
                <p className={styles["warn"]} role="status">
                    {m.catalogue.stalled(quiet)}
                </p>
            )}
            <div>
                <Button icon="stop" onClick={now.stop} aria-label={`${m.catalogue.cancel}: ${name}`}>
                    {m.catalogue.cancel}
                </Button>
            </div>
        </div>
    );
}
