import type {Habits} from "../persona/habits.ts";
import {closingLines, closingPattern, greetedName, splitLetter} from "../persona/letter.ts";
import {foldName} from "../text/known-names.ts";

/*
 * A letter's frame as its author has it. A small model signs twice, or where the body begins, puts the sign-off into one line, or greets a word of it.
 */

/**
 * The letter with its sign-off once, set as the author sets it, and without a greeting to somebody that neither the brief nor the habits name.
 * @param mayGreet false: nobody is named and the author greets by name alone, so a greeting with a name in it is invented
 */
export function framed(text: string, habits: Pick<Habits, "closings">, mayGreet: boolean): string {
    const {greeting, body, signOff} = splitLetter(text);
    const kept = !mayGreet && greeting !== null && greetedName(greeting) !== null ? null : greeting;
    if (signOff === null) return kept === greeting ? text : body;
    const own = habits.closings.find((closing) => closing.text === closingPattern(signOff));
    const lines = own === undefined ? signOff : (own.lines ?? closingLines(own.text));
    const first = fold(lines.split("\n")[0] ?? "");
    // a line of the body that is the sign-off's first line again
    const rest = body
        .split("\n")
        .filter((line) => fold(line) !== first || first === "")
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
    return [kept, rest, lines].filter((part) => part !== null && part !== "").join("\n\n");
}

/**
 * The letter without a sign-off in which somebody signs whom the notes do not name. For authors of whom nothing is known: a model makes a name up, or signs with
 * the recipient's.
 */
export function withoutStrangersName(text: string, notes: string | undefined): string {
    const {greeting, body, signOff} = splitLetter(text);
    const last = signOff?.split("\n").at(-1) ?? "";
    // one line alone is a name behind a dash, or a closing ("Many thanks,")
    const isName =
        signOff !== null && (signOff.includes("\n") || /^[–—-]/.test(last)) && /^[–—-]{0,2}\s*\p{L}/u.test(last) && !/[,:]$/.test(last);
    if (!isName) return text;
    const known = new Set(fold(notes ?? "").split(" "));
    const isKnown = fold(last)
        .split(" ")
        .every((word) => known.has(word));
    return isKnown ? text : [greeting, body].filter((part) => part !== null && part !== "").join("\n\n");
}

function fold(line: string): string {
    return foldName(line)
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim();
}
