import {useMessages} from "../language/use-messages.ts";
import {Icon} from "../components/Icon.tsx";
import type {IconName} from "../components/Icon.tsx";
import {keysLabel} from "../components/keys.ts";
import {library} from "../state/main-state.ts";
import {trainingNow} from "../training/training.ts";
import {goTo, route, screens} from "../state/route.ts";
import type {Screen} from "../state/route.ts";
import {usePart, useStore} from "../state/store.ts";
import {voicePart} from "../voice/parts.ts";
import {palette} from "./palette.ts";
import styles from "./Shell.module.css";

/** The navigation, with the state of the library. */
export function Rail() {
    const m = useMessages();
    const here = usePart(route, ({screen}) => screen);
    const current: string = here === "edit" ? "drafts" : here;
    const link = (screen: Screen) => (
        <li key={screen}>
            <button
                type="button"
                className={styles["link"]}
                aria-current={current === screen ? "page" : undefined}
                onClick={() => goTo({screen})}
            >
                <Icon name={screen satisfies IconName} />
                <span className={styles["word"]}>{m.screens[screen]}</span>
            </button>
        </li>
    );
    return (
        <nav className={styles["rail"]} aria-label={m.frame.navigation}>
            <div className={styles["name"]}>{m.name}</div>
            <ul className={styles["links"]}>{screens.slice(0, 3).map(link)}</ul>
            <ul className={styles["links"]}>{screens.slice(3).map(link)}</ul>
            <div className={styles["foot"]}>
                <LibraryStatus />
                <TrainingStatus />
                <button type="button" className={styles["link"]} onClick={() => palette.set(true)}>
                    <Icon name="search" />
                    <span className={styles["word"]}>{m.frame.commands}</span>
                    <kbd className={styles["keys"]} aria-hidden="true">
                        {keysLabel("Mod+K")}
                    </kbd>
                </button>
            </div>
        </nav>
    );
}

/** State of a training, shown on every screen. */
function TrainingStatus() {
    const m = useMessages();
    const {run} = useStore(trainingNow);
    if (run === null) return null;
    const share = run.stage === "measure" ? 1 : run.steps === 0 ? 0 : run.step / run.steps;
    return (
        <button
            type="button"
            className={styles["status"]}
            onClick={() => {
                voicePart.set("deeper");
                goTo({screen: "voice"});
            }}
        >
            <span>{m.training.inRail(m.percent(share))}</span>
            <span className={styles["bar"]}>
                <span className={styles["fill"]} style={{display: "block", transform: `scaleX(${Math.max(0.05, share)})`}} />
            </span>
        </button>
    );
}

function LibraryStatus() {
    const m = useMessages();
    const state = useStore(library);
    if (state === null) return null;
    const {running, items} = state;
    const share = running === null || running.total === null || running.total === 0 ? null : running.done / running.total;
    return (
        <button type="button" className={styles["status"]} onClick={() => goTo({screen: "sources"})}>
            <span>{running ? m.frame.learning : items === 0 ? m.frame.nothingLearned : m.frame.upToDate(m.texts(items))}</span>
            {running && (
                <span className={styles["bar"]}>
                    <span className={styles["fill"]} style={{display: "block", transform: `scaleX(${share ?? 0.05})`}} />
                </span>
            )}
        </button>
    );
}
