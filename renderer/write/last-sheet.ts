import {insertIntoField} from "../snippets/insert.ts";

/** The composer's sheet that had the focus last; its cursor is where a snippet goes. */
let last: HTMLTextAreaElement | null = null;

export function sheetFocused(target: EventTarget): void {
    if (target instanceof HTMLTextAreaElement) last = target;
}

export function insertIntoSheet(text: string): void {
    if (last?.isConnected === true) insertIntoField(last, text);
}
