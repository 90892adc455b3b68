import {askForReply, ApiError} from "./api.js";
import {messageText, withDraft} from "./message.js";
import {readAddress} from "./settings.js";

/*
 * Waits for the popup: {type: "reply", tabId, notes}. Answers {sentence: null} when a compose window with the draft is open, else
 * the sentence that says why not. It runs here and not in the popup, which closes as soon as the user looks elsewhere.
 */
messenger.runtime.onMessage.addListener((message) => {
    if (message?.type !== "reply") return undefined;
    return draftReply(message.tabId, message.notes).then(
        () => ({sentence: null}),
        (error) => ({sentence: error instanceof ApiError ? error.message : `The draft could not be opened (${error.message}): try again.`})
    );
});

async function draftReply(tabId, notes) {
    const message = await messenger.messageDisplay.getDisplayedMessage(tabId);
    if (message === null) throw new ApiError("No message is shown: open one and try again.");
    const text = messageText(await messenger.messages.getFull(message.id), htmlToText);
    const draft = await askForReply(await readAddress(), {to: message.author, subject: message.subject, message: text, notes});
    // the window's own quote and signature stay: the draft is put above them
    const {id} = await messenger.compose.beginReply(message.id, "replyToSender");
    await messenger.compose.setComposeDetails(id, withDraft(await messenger.compose.getComposeDetails(id), draft));
}

function htmlToText(html) {
    const {body} = new DOMParser().parseFromString(html, "text/html");
    for (const hidden of body.querySelectorAll("style, script")) hidden.remove();
    for (const line of body.querySelectorAll("br, p, div, li, tr, blockquote")) line.append("\n");
    return (body.textContent ?? "").replace(/\n{3,}/g, "\n\n");
}
