import type {ClipboardEvent} from "react";
import type {Input} from "../../app/contract/index.ts";
import type {Messages} from "../language/messages.ts";
import {client} from "../state/client.ts";
import {attempt, notify} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import {change, composer} from "./composer.ts";
import {pastedMail} from "./pasted-mail.ts";

/** Loads a message into the composer, to answer it: an .eml that was opened, dropped or passed by the system. */
export async function openMessageFile(from: Input<"library.readMessage">): Promise<boolean> {
    return attempt(async () => {
        const message = await client.call("library.readMessage", from);
        change({kind: "reply", to: message.from, subject: message.subject, message: message.text});
        goTo({screen: "write"});
    });
}

/** ms in which a pasted mail can be reverted to the pasted text */
const undoFor = 12_000;

/** A mail with its headers that is pasted into a field becomes the message to answer; every other text is pasted normally. */
export function pasteMail(event: ClipboardEvent<HTMLTextAreaElement>, m: Messages, asText: (text: string) => void): void {
    const text = event.clipboardData.getData("text/plain");
    const mail = pastedMail(text);
    if (mail === null) return;
    event.preventDefault();
    const before = composer.get();
    void openMessageFile({name: m.write.pastedMail, content: mail}).then((read) => {
        const putBack = (): void => {
            composer.set(before);
            asText(text);
        };
        if (read) notify(m.write.mailTaken, {undo: {label: m.write.mailAsText, run: putBack}, stay: undoFor});
        else asText(text);
    });
}

/** The first file of a drop, read here: the preview does not know its path. */
export async function openDropped(files: FileList): Promise<void> {
    const file = files[0];
    if (file) await openMessageFile({name: file.name, content: await file.text()});
}
