import type {Output} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Dialog} from "../components/Dialog.tsx";
import {Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import type {Slot} from "./session.ts";
import styles from "./Write.module.css";

type Voice = NonNullable<Output<"drafting.compare">["voice"]>;

/** Explanation of a draft's voice score, or why there is none. */
export function VoiceDialog({slot, onClose}: {slot: Slot; onClose: () => void}) {
    const m = useMessages();
    const answer = useQuery("drafting.compare", {text: slot.text.shown.get(), kind: slot.brief.kind});
    return (
        <Dialog open onClose={onClose} title={m.write.voiceTitle}>
            <div className={styles["voice"]}>
                <Shown answer={answer}>
                    {({voice}) => (voice === null ? <p>{m.write.voiceNothing}</p> : <VoiceWords voice={voice} />)}
                </Shown>
            </div>
        </Dialog>
    );
}

function VoiceWords({voice}: {voice: Voice}) {
    const m = useMessages();
    return (
        <>
            {voice.position === null ? (
                <p>{m.write.voiceReason(voice.obstacle, voice.words, voice.texts, voice.reason)}</p>
            ) : (
                <p>{m.write.voicePosition(voice.position, voice.ci95)}</p>
            )}
            <p className={styles["reason"]}>{m.write.voiceBasis(voice.words, voice.texts)}</p>
            {voice.note !== null && <p className={styles["reason"]}>{m.say(voice.note)}</p>}
        </>
    );
}
