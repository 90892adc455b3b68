import {useRef, useState} from "react";
import type {DragEvent} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {LetterLine, Sheet} from "../components/Field.tsx";
import {takesFocus} from "../components/takes-focus.ts";
import {useStore} from "../state/store.ts";
import {change, changeText, composer} from "./composer.ts";
import {sheetFocused} from "./last-sheet.ts";
import {openDropped, pasteMail} from "./message.ts";
import styles from "./Write.module.css";

/** The fields of the chosen kind. A message file can be dropped anywhere on them. */
export function ComposerFields() {
    const m = useMessages();
    const now = useStore(composer);
    const [over, setOver] = useState(false);
    const drop = {
        onDragOver: (event: DragEvent) => {
            if (!event.dataTransfer.types.includes("Files")) return;
            event.preventDefault();
            setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: (event: DragEvent) => {
            if (event.dataTransfer.files.length === 0) return;
            event.preventDefault();
            setOver(false);
            void openDropped(event.dataTransfer.files);
        }
    };
    const isLetter = now.kind === "email" || now.kind === "reply";
    return (
        <div className={`${styles["composer"]} ${over ? styles["over"] : ""}`} onFocus={({target}) => sheetFocused(target)} {...drop}>
            {isLetter && (
                <div className={styles["head"]}>
                    <LetterLine label={m.write.to} placeholder={m.write.optional} value={now.to} onChange={(to) => change({to})} />
                    <LetterLine
                        label={m.write.subject}
                        placeholder={m.write.optional}
                        value={now.subject}
                        onChange={(subject) => change({subject})}
                    />
                </div>
            )}
            {now.kind === "continue" && (
                <LetterLine
                    label={m.write.subject}
                    placeholder={m.write.optional}
                    value={now.subject}
                    onChange={(subject) => change({subject})}
                />
            )}
            {now.kind === "reply" && (
                <div className={styles["answered"]}>
                    <Sheet
                        className={styles["message"] ?? ""}
                        label={m.write.message}
                        placeholder={`${m.write.message}. ${m.write.messageHint}.`}
                        value={now.message}
                        onChange={(message) => change({message})}
                        onPaste={(event) => pasteMail(event, m, (text) => change({message: text}))}
                    />
                    <OpenMessage />
                </div>
            )}
            <MainSheet />
        </div>
    );
}

/** Opens a message file and fills its text, sender and subject into the composer. */
function OpenMessage() {
    const m = useMessages();
    const input = useRef<HTMLInputElement>(null);
    return (
        <>
            <input
                ref={input}
                type="file"
                accept=".eml,.emlx,.txt,message/rfc822"
                hidden
                aria-hidden="true"
                tabIndex={-1}
                onChange={(event) => {
                    if (event.target.files) void openDropped(event.target.files);
                    event.target.value = "";
                }}
            />
            <Button look="quiet" icon="mail" onClick={() => input.current?.click()}>
                {m.write.openMessage}
            </Button>
        </>
    );
}

/** The text area of every kind: notes, or the text that a line is written for. */
function MainSheet() {
    const m = useMessages();
    const now = useStore(composer);
    const {kind} = now;
    const hint = m.write.notes[kind];
    const given =
        kind === "email"
            ? {value: now.notes, onChange: (notes: string) => change({notes})}
            : {value: now.texts[kind], onChange: (text: string) => changeText(kind, text)};
    const takesMail = kind === "email" || kind === "reply";
    return (
        <Sheet
            className={styles["notes"] ?? ""}
            label={hint}
            placeholder={hint}
            autoFocus
            {...takesFocus}
            {...given}
            {...(takesMail ? {onPaste: (event) => pasteMail(event, m, given.onChange)} : {})}
        />
    );
}
