import type {IndexProgress} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Bar} from "./Bar.tsx";

/** Progress of a scan: files, texts and the remaining time. */
export function Progress({progress}: {progress: IndexProgress | null}) {
    const m = useMessages();
    const share =
        progress === null || progress.total === null ? null : progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
    return (
        <Bar
            label={m.sources.learning}
            share={share}
            words={m.sources.progress(progress)}
            end={m.sources.timeLeft(progress?.secondsLeft ?? null)}
        />
    );
}
