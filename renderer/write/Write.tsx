import {useMemo, useState} from "react";
import {kinds} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Choice} from "../components/Choice.tsx";
import {keysLabel} from "../components/keys.ts";
import {useCommands} from "../shell/commands.ts";
import {library} from "../state/main-state.ts";
import {goTo} from "../state/route.ts";
import {usePart, useStore} from "../state/store.ts";
import {Why} from "../why/Why.tsx";
import {change, composer} from "./composer.ts";
import {ComposerFields} from "./ComposerFields.tsx";
import {Controls} from "./Controls.tsx";
import {DraftSet} from "./DraftSet.tsx";
import {StrategyLine} from "./Remarks.tsx";
import {RulesDialog} from "./RulesDialog.tsx";
import {slots, slotsOf} from "./session.ts";
import type {Slot} from "./session.ts";
import {writeCommands} from "./write-commands.ts";
import styles from "./Write.module.css";

/** The writing screen: the composer above, the selected draft below, the others one key away. */
export function Write() {
    const m = useMessages();
    const kind = usePart(composer, (now) => now.kind);
    const all = useStore(slots);
    const drafts = useMemo(() => slotsOf(kind, all), [kind, all]);
    const [why, setWhy] = useState<Slot | null>(null);
    const [editsRules, setEditsRules] = useState(false);
    useCommands(useMemo(() => writeCommands(m, drafts, {showWhy: setWhy, editRules: () => setEditsRules(true)}), [m, drafts]));
    return (
        <main className={styles["write"]} tabIndex={-1}>
            <h1 className="only-heard">{m.write.title}</h1>
            <div className={`${styles["inner"]} ${drafts.length > 0 ? styles["drafted"] : ""}`}>
                <div className={styles["top"]}>
                    <Choice
                        label={m.write.kind}
                        value={kind}
                        options={kinds.map((each) => ({value: each, label: m.kinds[each]}))}
                        onChange={(next) => change({kind: next})}
                    />
                </div>
                <ComposerFields />
                <Controls onRules={() => setEditsRules(true)} />
                <NotLearned />
                {drafts.length === 0 ? <Hint /> : <DraftSet drafts={drafts} onWhy={setWhy} />}
                {drafts[0] && <StrategyLine slot={drafts[0]} />}
            </div>
            {editsRules && <RulesDialog onClose={() => setEditsRules(false)} />}
            {why && <Why slot={why} onClose={() => setWhy(null)} />}
        </main>
    );
}

function Hint() {
    const m = useMessages();
    return (
        <div className={styles["hint"]}>
            <p>
                {m.write.firstHint} <kbd>{keysLabel("Mod+Enter")}</kbd>
            </p>
        </div>
    );
}

/** Drafting works without a history, but the user should know that it is then not in their voice. */
function NotLearned() {
    const m = useMessages();
    const state = useStore(library);
    if (state === null || state.items > 0 || state.running) return null;
    return (
        <div className={styles["banner"]}>
            <span>{m.write.learnFirst}</span>
            <Button look="quiet" icon="sources" onClick={() => goTo({screen: "welcome"})}>
                {m.write.addSource}
            </Button>
        </div>
    );
}
