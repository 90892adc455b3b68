import {revisions, type Revised} from "../app/drafting/revise.ts";
import {unsupportedFacts} from "../app/drafting/unsupported-facts.ts";
import type {Habits} from "../app/persona/habits.ts";
import {countWords} from "./authors-checks.ts";

/*
 * What the actions on a selection make of letters: counted for `authors.ts --actions`.
 */

/** All named changes, and an instruction of two steps. */
export const changes = [...revisions, "instruction"] as const;
/** letters in a neutral voice, for actions that need something to change */
export const neutral: Readonly<Record<string, readonly string[]>> = {
    jude: [
        "Dear Tom,\n\nI just wanted to let you know that the gate is very nearly finished. We do not require additional " +
            "timber; please do not send any before Friday at 9. Could you possibly bring the saw?\n\nKind regards,\nJude"
    ],
    agatha: [
        "Hi Conrad,\n\nI just wanted to say thanks for the book! It's really good. Can't come on the 4th, sorry. Could you " +
            "maybe send it to Mrs Vane?\n\nCheers,\nAgatha"
    ],
    bodo: [
        "Hallo Ole,\n\nich wollte nur kurz sagen, dass das Segel eigentlich fertig ist. Es kostet 50 Euro. Kannst du " +
            "vielleicht am Samstag kommen?\n\nViele Grüße\nBodo"
    ]
};

/** Counts of one action's results. */
export interface ActionRow {
    readonly how: (typeof changes)[number];
    asked: number;
    changed: number;
    /** said that it could not */
    said: number;
    /** neither changed nor said so */
    silent: number;
    /** kept names and numbers */
    facts: number;
    casing: number;
    /** changed in the right direction */
    right: number;
}

/**
 * Adds one result to the counts.
 * @param asked the instruction, which may name facts of its own; empty for a named change
 */
export function countAction(
    row: ActionRow,
    author: string,
    letter: string,
    changed: Revised,
    {asked, habits}: {readonly asked: string; readonly habits: Habits}
): void {
    const isChanged = changed.text !== letter;
    row.asked++;
    row.changed += Number(isChanged);
    row.said += Number(changed.note !== null);
    row.silent += Number(!isChanged && changed.note === null);
    row.facts += Number(
        unsupportedFacts(changed.text, {brief: {text: asked === "" ? letter : `${letter}\n${asked}`}, habits}).length === 0 &&
            unsupportedFacts(letter, {brief: {text: changed.text}, habits}).length === 0
    );
    row.casing += Number(
        author !== "jude" || !/\p{Lu}/u.test(changed.text.replace(/\n- J$/, "")) || /\p{Lu}/u.test(letter.replace(/\n- J$/, ""))
    );
    const words = countWords(changed.text) - countWords(letter);
    const isRight = row.how === "shorter" ? words < 0 : row.how === "longer" ? words > 0 : true;
    row.right += Number(isChanged && isRight);
}
