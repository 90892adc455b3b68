import {z} from "zod";
import {kinds} from "../app/brief/kind.ts";
import {splitLetter} from "../app/persona/letter.ts";

/*
 * What is right in a draft for one of the invented authors of `tests/fixtures/authors`: greeting, casing, the author's rules. Decided here
 * by means that drafting does not use.
 */

/** The file `briefs.json` of an invented author. */
export const briefsSchema = z.object({
    rules: z.array(z.string()),
    briefs: z.array(
        z.object({
            kind: z.enum(kinds),
            to: z.string().exactOptional(),
            subject: z.string().exactOptional(),
            notes: z.string(),
            message: z.string().exactOptional(),
            /** correct first lines; none: the draft greets nobody */
            greetings: z.array(z.string())
        })
    )
});
export type BriefOfAuthor = z.infer<typeof briefsSchema>["briefs"][number];

/** Whether a text keeps the rule, by other means than drafting's own checks. */
export const keeps: Readonly<Record<string, (text: string) => boolean>> = {
    "no more than 40 words": (text) => countWords(text) <= 40,
    "no more than 60 words": (text) => countWords(text) <= 60,
    "höchstens 30 Wörter": (text) => countWords(text) <= 30,
    "no commas": (text) => !text.includes(","),
    "never use semicolons": (text) => !text.includes(";"),
    "keine Klammern": (text) => !/[()]/.test(text),
    "never use exclamation marks": (text) => !text.includes("!"),
    "keine Ausrufezeichen": (text) => !text.includes("!"),
    "always mention the kettle": (text) => /kettle/i.test(text),
    "always mention the garden": (text) => /garden/i.test(text),
    "schreib immer „Kaffee“": (text) => /kaffee/i.test(text),
    "never write “will”": (text) => !/\bwill\b/i.test(text),
    "sign with “jude”": (text) => lastLine(text) === "jude",
    "sign with “Agatha Thornbury”": (text) => lastLine(text).endsWith("Agatha Thornbury"),
    "unterschreibe mit „Bodo“": (text) => lastLine(text) === "Bodo"
};

export function countWords(text: string): number {
    return text.match(/[\p{L}\p{N}]+(?:['’:.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1)?.trim() ?? "";
}

/** Whether the first line is a correct greeting, or there is none where that is correct. */
export function isGreetingRight(text: string, {greetings}: BriefOfAuthor): boolean {
    if (greetings.length > 0) return greetings.some((greeting) => text.split("\n")[0]?.trim() === greeting);
    return splitLetter(text).greeting === null;
}

/** Jude never writes a capital but in the sign-off; the others begin sentences with one, and keep those of the notes. */
export function isCasingRight(author: string, text: string, brief: BriefOfAuthor): boolean {
    if (author === "jude") return !/\p{Lu}/u.test(text.replace(/\n- J$/, ""));
    const given = [brief.notes, brief.to ?? "", brief.message ?? ""].join(" ").match(/(?<![\p{L}])\p{Lu}[\p{L}-]+/gu) ?? [];
    const small = given.filter((word) => new RegExp(`(?<![\\p{L}-])${word.toLowerCase()}(?![\\p{L}-])`, "u").test(text));
    // German has pairs that differ in case alone, and none of these notes has one
    const inLanguage =
        author === "bodo"
            ? small
            : small.filter((word) => !brief.notes.toLowerCase().split(/\W+/).includes(word.toLowerCase()) || brief.notes.includes(word));
    const begins = (splitLetter(text).body.match(/(?:^|(?<=[.!?]["”’)]*\s))\P{L}*\p{L}/gu) ?? []).every((start) =>
        /[\p{Lu}\p{N}]/u.test(start)
    );
    return begins && inLanguage.filter((word) => /^\p{Lu}/u.test(word) && !isSentenceStart(brief, word)).length === 0;
}

/** A word of the message or notes that stands there only at the beginning of a sentence need not have its capital in the draft. */
function isSentenceStart({notes, to = "", message = ""}: BriefOfAuthor, word: string): boolean {
    return ![notes, to, message].some((text) => new RegExp(`(?<=[\\p{L},:] )${word}(?!\\p{L})`, "u").test(text));
}
