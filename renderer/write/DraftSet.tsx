import {useMemo, useSyncExternalStore} from "react";
import {useMessages} from "../language/use-messages.ts";
import {useStore} from "../state/store.ts";
import {DraftCard} from "./DraftCard.tsx";
import {DraftSheet} from "./DraftSheet.tsx";
import type {Slot} from "./session.ts";
import {shownDraft, shownKey} from "./shown-draft.ts";
import styles from "./Write.module.css";

/** minimum width for three drafts side by side */
const wide = "(min-width: 90rem)";

/** The drafts of a brief: one selected, the others one key away; side by side if the window is wide and they differ. */
export function DraftSet({drafts, onWhy}: {drafts: readonly Slot[]; onWhy: (slot: Slot) => void}) {
    const m = useMessages();
    const key = useStore(shownKey);
    const shown = shownDraft(drafts, key);
    const isWide = useSyncExternalStore(watchWidth, () => matchMedia(wide).matches);
    const differ = useDiffer(drafts);
    const beside = isWide && differ && drafts.length > 1;
    return (
        <section aria-label={m.write.drafts} className={beside ? styles["columns"] : styles["stage"]}>
            {drafts.map((slot, i) =>
                beside || slot === shown ? (
                    <DraftSheet key={slot.key} slot={slot} number={i + 1} isShown={slot === shown} onWhy={() => onWhy(slot)} />
                ) : (
                    <DraftCard key={slot.key} slot={slot} number={i + 1} />
                )
            )}
        </section>
    );
}

function watchWidth(changed: () => void): () => void {
    const list = matchMedia(wide);
    list.addEventListener("change", changed);
    return () => list.removeEventListener("change", changed);
}

/** Whether any of the finished drafts differs from the first. An unfinished one counts as different. */
function useDiffer(drafts: readonly Slot[]): boolean {
    const watch = useMemo(
        () =>
            (changed: () => void): (() => void) => {
                const stops = drafts.map(({state}) => state.subscribe(changed));
                return () => stops.forEach((stop) => stop());
            },
        [drafts]
    );
    return useSyncExternalStore(watch, () =>
        drafts.some(({state}) => state.get().result === null || state.get().result?.text !== drafts[0]?.state.get().result?.text)
    );
}
