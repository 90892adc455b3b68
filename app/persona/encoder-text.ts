import type {Brief} from "../brief/brief.ts";
import type {HistoryItem} from "../history/item.ts";
import {fieldText} from "./field-text.ts";

/** separates title and body; the only control token in an encoder text */
const separator = "<|text|>";

/** The encoder's input for a history item (docs/formats.md, "Encoder text"). The encoder truncates it. */
export function encoderText(item: Pick<HistoryItem, "title" | "text">): string {
    return join(item.title ?? "", item.text);
}

/** The encoder's input for a brief: its subject as title, and the first of text, notes and message as body. */
export function briefEncoderText(brief: Brief): string {
    const body = [brief.text, brief.notes, brief.message].find(isFilled);
    return join(brief.subject ?? "", body ?? "");
}

function join(title: string, body: string): string {
    const [titleText, bodyText] = [harmless(title), harmless(body)];
    return titleText !== "" && bodyText !== "" ? titleText + separator + bodyText : titleText + bodyText;
}

/** Breaks up `<|` after the case marks are set, as removing old marks could have created one. */
function harmless(text: string): string {
    return fieldText(text).replaceAll("<|", "< |");
}

function isFilled(text: string | undefined): text is string {
    return text !== undefined && text.trim() !== "";
}
