import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Waiting} from "../components/Page.tsx";
import type {Proposal} from "./proposal.ts";
import styles from "./Edit.module.css";

/** Accepts or rejects the proposed change. */
export function Offer({proposal, onAccept, onRefuse}: {proposal: Proposal; onAccept: () => void; onRefuse: () => void}) {
    const m = useMessages();
    return (
        <div className={styles["offer"]} role="group" aria-label={m.edit.proposal}>
            {proposal.ready ? (
                <span role="status" className={styles["offerWords"]}>
                    {proposal.note ?? m.edit.proposal}
                </span>
            ) : (
                <Waiting label={m.edit.working} />
            )}
            <Button look="quiet" keys="Escape" onClick={onRefuse}>
                {m.edit.refuse}
            </Button>
            <Button look="main" keys="Mod+Enter" disabled={!proposal.ready} onClick={onAccept}>
                {m.edit.accept}
            </Button>
        </div>
    );
}
