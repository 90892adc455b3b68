import type {HistoryItemView} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {client} from "../state/client.ts";
import {changeSettings, settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import styles from "./Voice.module.css";

/** as in the contract */
const mostPinned = 20;

/** One text of the user's, to read and to exclude. */
export function TextDialog({id, onClose}: {id: string; onClose: () => void}) {
    const m = useMessages();
    const answer = useQuery("library.item", {id});
    return (
        <Dialog open onClose={onClose} title={answer.value?.title ?? m.voice.title} wide>
            <Shown answer={answer}>{(item) => (item === null ? <p>{m.edit.gone}</p> : <Text item={item} onClose={onClose} />)}</Shown>
        </Dialog>
    );
}

/** A pinned text is used as an example before all others of its kind. */
function Pin({id}: {id: string}) {
    const m = useMessages();
    const {pinned} = useStore(settings);
    const isPinned = pinned.includes(id);
    const change = (): void =>
        void attempt(
            () => changeSettings({pinned: isPinned ? pinned.filter((each) => each !== id) : [...pinned, id].slice(-mostPinned)}),
            isPinned ? m.learned.unpinned : m.learned.pinned
        );
    return (
        <Button icon={isPinned ? "undo" : "check"} onClick={change}>
            {isPinned ? m.learned.unpin : m.learned.pin}
        </Button>
    );
}

function Text({item, onClose}: {item: HistoryItemView; onClose: () => void}) {
    const m = useMessages();
    const exclude = async (): Promise<void> => {
        if (await attempt(() => client.call("library.exclude", {id: item.id, excluded: !item.excluded}))) onClose();
    };
    return (
        <>
            <p className={styles["about"]}>
                <span>{m.itemKinds[item.kind]}</span>
                {item.date !== null && <span>{m.date(item.date.slice(0, 10))}</span>}
                {item.to.length > 0 && <span dir="auto">{m.voice.to(item.to.join(", "))}</span>}
                <span dir="ltr">{m.voice.from(item.path)}</span>
            </p>
            <p className={styles["text"]} dir="auto" tabIndex={0}>
                {item.text}
            </p>
            <div className={styles["end"]}>
                {!item.excluded && <Pin id={item.id} />}
                <Button icon={item.excluded ? "show" : "hide"} onClick={() => void exclude()}>
                    {item.excluded ? m.voice.takeBack : m.voice.leaveOut}
                </Button>
            </div>
        </>
    );
}
