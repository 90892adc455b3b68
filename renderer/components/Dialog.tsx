import {AlertDialog, Dialog as Primitive} from "radix-ui";
import type {ReactNode} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button, IconButton} from "./Button.tsx";
import {LayerProvider, useNewLayer} from "./layers.ts";
import {useOpener} from "./opener.ts";
import styles from "./Dialog.module.css";

interface DialogProps {
    readonly open: boolean;
    readonly onClose: () => void;
    readonly title: string;
    readonly description?: string;
    readonly wide?: boolean;
    readonly children: ReactNode;
}

/** A modal dialog: Escape and a click outside close it, and the focus returns to where it was. The page's own keys rest meanwhile. */
export function Dialog({open, onClose, title, description, wide = false, children}: DialogProps) {
    const m = useMessages();
    const layer = useNewLayer(open);
    const opener = useOpener();
    return (
        <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
            <Primitive.Portal>
                <Primitive.Overlay className={styles["shade"]} />
                <Primitive.Content
                    className={`${styles["dialog"]} ${wide ? styles["wide"] : ""}`}
                    onOpenAutoFocus={(event) => {
                        opener.remember();
                        focusFirst(event);
                    }}
                    onCloseAutoFocus={opener.giveBack}
                    {...(description ? {} : {"aria-describedby": undefined})}
                >
                    <div className={styles["head"]}>
                        <Primitive.Title asChild>
                            <h2>{title}</h2>
                        </Primitive.Title>
                        <IconButton icon="close" label={m.close} onClick={onClose} />
                    </div>
                    {description && <Primitive.Description className={styles["words"]}>{description}</Primitive.Description>}
                    <LayerProvider value={layer}>{children}</LayerProvider>
                </Primitive.Content>
            </Primitive.Portal>
        </Primitive.Root>
    );
}

/** Focuses the first field, else the dialog itself: a focused close button would show its tooltip. */
function focusFirst(event: Event): void {
    event.preventDefault();
    const sheet = event.currentTarget as HTMLElement;
    (sheet.querySelector<HTMLElement>("input, textarea") ?? sheet).focus();
}

interface ConfirmProps {
    readonly open: boolean;
    readonly title: string;
    readonly words: string;
    /** label of the confirming button */
    readonly action: string;
    readonly onAnswer: (yes: boolean) => void;
}

/** Asks for confirmation of an action that cannot be undone. */
export function Confirm({open, title, words, action, onAnswer}: ConfirmProps) {
    const m = useMessages();
    useNewLayer(open);
    const opener = useOpener();
    return (
        <AlertDialog.Root open={open} onOpenChange={(next) => !next && onAnswer(false)}>
            <AlertDialog.Portal>
                <AlertDialog.Overlay className={styles["shade"]} />
                <AlertDialog.Content className={styles["dialog"]} onOpenAutoFocus={opener.remember} onCloseAutoFocus={opener.giveBack}>
                    <AlertDialog.Title asChild>
                        <h2>{title}</h2>
                    </AlertDialog.Title>
                    <AlertDialog.Description className={styles["words"]}>{words}</AlertDialog.Description>
                    <div className={styles["actions"]}>
                        <AlertDialog.Cancel asChild>
                            <Button>{m.cancel}</Button>
                        </AlertDialog.Cancel>
                        <AlertDialog.Action asChild>
                            <Button look="bad" onClick={() => onAnswer(true)}>
                                {action}
                            </Button>
                        </AlertDialog.Action>
                    </div>
                </AlertDialog.Content>
            </AlertDialog.Portal>
        </AlertDialog.Root>
    );
}
