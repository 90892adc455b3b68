import type {Input} from "../../app/contract/index.ts";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import {change} from "./composer.ts";

/** Takes a message into the composer, to answer it: an .eml that was opened, dropped or handed over by the system. */
export async function openMessageFile(from: Input<"library.readMessage">): Promise<void> {
    await attempt(async () => {
        const message = await client.call("library.readMessage", from);
        change({kind: "reply", to: message.from, subject: message.subject, message: message.text});
        goTo({screen: "write"});
    });
}

/** The first file of a drop, read here: its path means nothing to the preview. */
export async function openDropped(files: FileList): Promise<void> {
    const file = files[0];
    if (file) await openMessageFile({name: file.name, content: await file.text()});
}
