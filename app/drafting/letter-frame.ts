import type {Brief} from "../brief/brief.ts";
import type {Habits} from "../persona/habits.ts";
import {closingLines, closingPattern, greetedName, isSignOffLine, splitLetter} from "../persona/letter.ts";
import {firstNames, foldName} from "../text/known-names.ts";
import {pattern} from "../text/pattern.ts";

/*
 * A letter's greeting and sign-off in the author's form. Small models sign twice or inside the body, put the sign-off into one line, or
 * greet a word of it.
 */

/** several people, in a greeting: "Dear friends," */
const group = pattern("iu")`
    (?<!\p{L})(?:all|every(?:one|body)|friends|colleagues|folks|team|guys|ladies|gentlemen|sirs?|madams?
    |zusammen|alle|freunde|kollegen|damen|herren)(?!\p{L})`;

/**
 * The letter with one sign-off in the author's lines, and without a greeting to a name that neither the brief nor the habits have.
 * @param mayGreet false: nobody is named and the author greets by name only, so a greeting with a name, or to a group, is invented
 */
export function framed(text: string, habits: Pick<Habits, "closings">, mayGreet: boolean): string {
    const {greeting, body, signOff} = splitLetter(text);
    const greetsSomebody = greeting !== null && (greetedName(greeting) !== null || group.test(greeting));
    const kept = !mayGreet && greetsSomebody ? null : greeting;
    if (signOff === null) return kept === greeting ? text : body;
    const own = habits.closings.find((closing) => closing.text === closingPattern(signOff));
    const lines = own === undefined ? withoutRecipient(signOff, greeting) : (own.lines ?? closingLines(own.text));
    const again = new Set([fold(lines.split("\n")[0] ?? ""), fold(lines)]);
    const rest = withoutLines(body, again)
        .replace(/\n{3,}/g, "\n\n")
        .trim();
    return [kept, rest, lines].filter((part) => part !== null && part !== "").join("\n\n");
}

/** A body without the lines, or the few lines together, that are the sign-off again. */
function withoutLines(body: string, again: ReadonlySet<string>): string {
    const lines = body.split("\n");
    const gone = new Set<number>();
    for (const from of lines.keys()) {
        for (let to = from + 1; to <= Math.min(lines.length, from + mostLines); to++) {
            const joined = fold(lines.slice(from, to).join(" "));
            const isBlock = fold(lines[from] ?? "") !== "" && fold(lines[to - 1] ?? "") !== "";
            if (isBlock && again.has(joined)) for (let i = from; i < to; i++) gone.add(i);
        }
    }
    return lines.filter((_, i) => !gone.has(i)).join("\n");
}

/** lines, empty ones included, that a sign-off in the middle of a letter is looked for in */
const mostLines = 4;

/** Nobody signs with the name of the person they greet. */
function withoutRecipient(signOff: string, greeting: string | null): string {
    const lines = signOff.split("\n");
    const name = fold(greeting === null ? "" : (greetedName(greeting) ?? ""));
    return name !== "" && fold(lines.at(-1) ?? "") === name ? lines.slice(0, -1).join("\n").trim() : signOff;
}

/** words by which notes end where they name who signs: "thanks, Kay", "from Mo", "sign with Mo" */
const beforeSignature = /(?:^|[,–—-]|(?<!\p{L})(?:from|sign\p{L}*(?: (?:it|off|as|with))*|von|gruß|grüße))\s*["“”'‘’]?$/iu;

/** Whether one of the notes ends with the name as with a signature, or is nothing else. */
function isSignedIn(notes: string, name: string): boolean {
    return notes.split(/[;\n]/u).some((note) => {
        const bare = note.trim().replace(/[.!"“”'’]+$/u, "");
        return fold(bare).endsWith(name) && beforeSignature.test(bare.slice(0, Math.max(0, bare.length - name.length)));
    });
}

/** words within which a message names whom it greets */
const greetedWords = 3;

/**
 * The letter without a sign-off by a name with which no note ends. For unknown authors: a model invents a name, or signs with the
 * recipient's or that of somebody whom the notes speak of. The name by which the
 * message greets is the user's.
 */
export function withoutStrangersName(text: string, {notes = "", to = "", message = ""}: Brief): string {
    const {greeting, body, signOff} = splitLetter(text);
    if (signOff === null) return text;
    const last = signOff.split("\n").at(-1) ?? "";
    const words = fold(last).split(" ");
    // a single line is a name after a dash, or a closing ("Many thanks,")
    const isUnknownWord = words.length === 1 && /^\p{Lu}\p{Ll}+$/u.test(last) && !isSignOffLine(last);
    const isAlone =
        isUnknownWord || words.some((word) => firstNames.has(word)) || words.every((word) => fold(to).split(" ").includes(word));
    const isName = (signOff.includes("\n") || /^[–—-]/.test(last) || isAlone) && /^[–—-]{0,2}\s*\p{L}/u.test(last) && !/[,:]$/.test(last);
    // the message may greet the user by name: "Hi Clare, …", "Clare, …"
    const isGreeted = fold(message).split(" ").slice(0, greetedWords).includes(words.join(" ")) && !fold(to).includes(words.join(" "));
    if (!isName || isGreeted) return text;
    return isSignedIn(notes, words.join(" ")) ? text : [greeting, body].filter((part) => part !== null && part !== "").join("\n\n");
}

function fold(line: string): string {
    return foldName(line)
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim();
}
