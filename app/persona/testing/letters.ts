import type {HistoryItem} from "../../history/item.ts";
import {learnHabits, type Habits} from "../habits.ts";

/** E-mails with these texts as history items, without a title, a recipient and a date. */
export function letterItems(texts: readonly string[]): readonly HistoryItem[] {
    return texts.map((text, id) => ({
        id: String(id),
        kind: "email",
        title: null,
        text,
        message: null,
        to: [],
        date: null,
        path: "",
        weight: 1
    }));
}

/** The habits of somebody who wrote these letters. */
export function letterHabits(texts: readonly string[]): Habits {
    return learnHabits(letterItems(texts), "email");
}
