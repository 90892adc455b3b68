import type {Brief} from "../../brief/brief.ts";
import type {Kind} from "../../brief/kind.ts";
import type {HistoryItem} from "../../history/item.ts";
import {sentencesOf} from "../../text/words.ts";

/** A text by the author beside the brief that would have led to it: what a prompt shows as an example. */
export interface Example {
    readonly brief: Brief;
    /** how the text is signed, or null where the brief does not say */
    readonly signature: string | null;
    readonly answer: string;
}

/** of a text that is shown as going on with itself: the share that is its beginning */
const beginningShare = 0.4;

/** The example that a history item makes for a kind of writing, or null where it makes none. */
export function exampleOf(item: HistoryItem, kind: Kind): Example | null {
    const title = item.title?.trim() ?? "";
    const text = item.text.trim();
    if (text === "") return null;
    switch (kind) {
        case "headline": case "subject":
            return title === "" ? null : {brief: {kind, text}, signature: null, answer: title};
        case "continue": return continued(text, title);
        case "email": case "reply": {
            const message = item.message?.trim() ?? "";
            const about = {...(title === "" ? {} : {subject: title}), ...(message === "" ? {} : {message})};
            return {brief: {kind: kind === "reply" && message !== "" ? "reply" : "email", ...about}, signature: null, answer: text};
        }
    }
}

function continued(text: string, title: string): Example | null {
    const sentences = sentencesOf(text);
    const last = sentences[Math.max(0, Math.ceil(sentences.length * beginningShare) - 1)];
    const end = last === undefined ? 0 : text.indexOf(last) + last.length;
    const rest = text.slice(end).trim();
    if (rest === "") return null;
    return {brief: {kind: "continue", text: text.slice(0, end).trim(), ...(title === "" ? {} : {subject: title})}, signature: null, answer: rest};
}
