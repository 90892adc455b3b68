import {useMessages} from "../language/use-messages.ts";
import {Button} from "../parts/Button.tsx";
import {Slider} from "../parts/Slider.tsx";
import {useAnswer} from "../state/answer.ts";
import {changeSettings, settings} from "../state/mirror.ts";
import {usePart, useStore} from "../state/store.ts";
import {briefOf, composer, isReady} from "./composer.ts";
import {slots, slotsOf, stopAll, writing} from "./session.ts";
import {draftNow} from "./write-commands.ts";
import styles from "./Write.module.css";

/** How much of me, how long, how warm; and the one button. */
export function Controls() {
    const m = useMessages();
    const {controls} = useStore(settings);
    const busy = usePart(writing, (count) => count > 0);
    const kind = usePart(composer, (now) => now.kind);
    const again = usePart(slots, (drafts) => slotsOf(kind, drafts).length > 0);
    const ready = usePart(composer, (now) => isReady(briefOf(now)));
    // without vectors the voice comes from examples: it is there or not; only a plug's persona can be made warmer
    const models = useAnswer("models.state", {}).value?.models ?? [];
    const used = models.find(({inUse, plugRefusal}) => inUse && plugRefusal === null);
    const graded = used !== undefined && (used.plug || used.trained);
    const strength = graded ? controls.strength : Math.sign(controls.strength);
    const set = (part: Partial<typeof controls>): void => void changeSettings({controls: {...settings.get().controls, ...part}});
    return (
        <div className={styles["controls"]}>
            <Slider label={m.write.strength} word={m.write.strengthWord(strength)} value={strength} min={0} max={graded ? 1.6 : 1} step={graded ? 0.1 : 1} onChange={(next) => set({strength: next})} />
            <Slider label={m.write.length} word={m.write.lengthWord(controls.length)} value={controls.length} min={-1} max={1} step={0.25} onChange={(length) => set({length})} />
            {used?.plug === true && <Slider label={m.write.warmth} word={m.write.warmthWord(controls.warmth)} value={controls.warmth} min={-1} max={1} step={0.25} onChange={(warmth) => set({warmth})} />}
            <div className={styles["go"]}>
                {busy
                    ? <Button icon="stop" keys="Escape" onClick={stopAll}>{m.write.stopAll}</Button>
                    : <Button look="main" keys="Mod+Enter" disabled={!ready} onClick={draftNow}>{again ? m.write.draftAgain : m.write.draft}</Button>}
            </div>
        </div>
    );
}
