import type {Habits} from "../persona/habits.ts";
import {closingLines, closingPattern, greetedName, splitLetter} from "../persona/letter.ts";
import {foldName} from "../text/known-names.ts";

/*
 * A letter's greeting and sign-off in the author's form. Small models sign twice or inside the body, put the sign-off into one line, or
 * greet a word of it.
 */

/**
 * The letter with one sign-off in the author's lines, and without a greeting to a name that neither the brief nor the habits have.
 * @param mayGreet false: nobody is named and the author greets by name only, so a greeting with a name is invented
 */
export function framed(text: string, habits: Pick<Habits, "closings">, mayGreet: boolean): string {
    const {greeting, body, signOff} = splitLetter(text);
    const kept = !mayGreet && greeting !== null && greetedName(greeting) !== null ? null : greeting;
    if (signOff === null) return kept === greeting ? text : body;
    const own = habits.closings.find((closing) => closing.text === closingPattern(signOff));
    const lines = own === undefined ? signOff : (own.lines ?? closingLines(own.text));
    const first = fold(lines.split("\n")[0] ?? "");
    // the sign-off's first line, repeated inside the body
    const rest = body
        .split("\n")
        .filter((line) => fold(line) !== first || first === "")
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
    return [kept, rest, lines].filter((part) => part !== null && part !== "").join("\n\n");
}

/**
 * The letter without a sign-off by a name that is not in the notes. For unknown authors: a model invents a name, or signs with the
 * recipient's.
 */
export function withoutStrangersName(text: string, notes: string | undefined): string {
    const {greeting, body, signOff} = splitLetter(text);
    const last = signOff?.split("\n").at(-1) ?? "";
    // a single line is a name after a dash, or a closing ("Many thanks,")
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
