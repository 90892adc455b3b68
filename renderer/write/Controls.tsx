import {Popover} from "radix-ui";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Slider} from "../components/Slider.tsx";
import {useQuery} from "../state/query.ts";
import {changeSettings, settings} from "../state/main-state.ts";
import {SnippetMenu} from "../snippets/SnippetMenu.tsx";
import {usePart, useStore} from "../state/store.ts";
import {briefOf, composer, isReady} from "./composer.ts";
import {slots, slotsOf, stopAll, writing} from "./session.ts";
import {insertIntoSheet} from "./last-sheet.ts";
import {draftNow} from "./write-commands.ts";
import styles from "./Write.module.css";

/** Sliders, rules and the draft button. */
export function Controls({onRules}: {onRules: () => void}) {
    const m = useMessages();
    const busy = usePart(writing, (count) => count > 0);
    const kind = usePart(composer, (now) => now.kind);
    const again = usePart(slots, (drafts) => slotsOf(kind, drafts).length > 0);
    const ready = usePart(composer, (now) => isReady(briefOf(now)));
    const {rules} = useStore(settings);
    return (
        <div className={styles["controls"]}>
            <Sliders />
            <Button look="quiet" icon={rules.length === 0 ? "more" : "check"} onClick={onRules}>
                {m.write.rules(rules.length)}
            </Button>
            <Snippets />
            <div className={styles["go"]}>
                {busy ? (
                    <Button icon="stop" keys="Escape" onClick={stopAll}>
                        {m.write.stopAll}
                    </Button>
                ) : (
                    <Button look="main" keys="Mod+Enter" disabled={!ready} onClick={draftNow}>
                        {again ? m.write.draftAgain : m.write.draft}
                    </Button>
                )}
            </div>
        </div>
    );
}

function Snippets() {
    const to = usePart(composer, (now) => (now.kind === "email" || now.kind === "reply" ? now.to : ""));
    return <SnippetMenu to={to} onInsert={insertIntoSheet} />;
}

/** The sliders that the model in use supports, behind a button with their values. */
function Sliders() {
    const m = useMessages();
    const {controls, trainedVoice} = useStore(settings);
    // without vectors the voice comes from examples: it is there or not; without a plug nothing sets its warmth, and drafts asked to be
    // longer are not (docs/evaluation/authors.md)
    const models = useQuery("models.state", {}).value?.models ?? [];
    const used = models.find(({inUse, plugRefusal}) => inUse && plugRefusal === null);
    const plugged = used?.plug === true;
    const graded = plugged || (used?.trained === true && trainedVoice);
    const strength = graded ? controls.strength : Math.sign(controls.strength);
    const set = (part: Partial<typeof controls>): void => void changeSettings({controls: {...settings.get().controls, ...part}});
    // a slider set with another model is shown, so that it can be reset
    const hasLength = plugged || controls.length !== 0;
    const words = {
        strength: m.write.strengthWord(strength),
        length: m.write.lengthWord(controls.length),
        warmth: m.write.warmthWord(controls.warmth)
    };
    const how = m.write.howWords(words.strength, hasLength ? words.length : null, plugged && controls.warmth !== 0 ? words.warmth : null);
    return (
        <Popover.Root>
            <Popover.Trigger asChild>
                <Button look="quiet" icon="settings" aria-label={`${m.write.how}: ${how}`}>
                    {how}
                </Button>
            </Popover.Trigger>
            <Popover.Portal>
                <Popover.Content className={styles["sliders"]} align="start" sideOffset={6} collisionPadding={8} aria-label={m.write.how}>
                    <Slider
                        label={m.write.strength}
                        word={words.strength}
                        value={strength}
                        min={0}
                        max={graded ? 1.6 : 1}
                        step={graded ? 0.1 : 1}
                        onChange={(next) => set({strength: next})}
                    />
                    {hasLength && (
                        <Slider
                            label={m.write.length}
                            word={words.length}
                            value={controls.length}
                            min={-1}
                            max={1}
                            step={0.25}
                            onChange={(length) => set({length})}
                        />
                    )}
                    {plugged && (
                        <Slider
                            label={m.write.warmth}
                            word={words.warmth}
                            value={controls.warmth}
                            min={-1}
                            max={1}
                            step={0.25}
                            onChange={(warmth) => set({warmth})}
                        />
                    )}
                </Popover.Content>
            </Popover.Portal>
        </Popover.Root>
    );
}
