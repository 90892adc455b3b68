import {isEveryday} from "../persona/favourites.ts";
import {pattern} from "../text/pattern.ts";
import {wordsOf} from "../text/words.ts";

/*
 * Notes that greet a third person: "say hi to Lena", "love to Hugh", "grüß Lena von mir". A small model makes of them that Lena comes too,
 * or a line of its own, "Hi to Lena,". Only the wording of the note says what is meant, so a rule writes the sentence.
 */

const said = "hi|hello|hey|thanks|congratulations|happy birthday|good luck|goodbye";
const given = "love|regards|best|best wishes|greetings|best regards|kind regards|warm regards|compliments";
const toOthers = pattern("iu")`
    ^\W*(?:please\s)?((?:say|send|give|pass(?:\son)?)\s)?(?:(?:my|our|a|an|big|lots\sof)\s)*
    (${said}|${given})\s(?:from\s(?:me|us)\s)?to\s(.+?)(?:\s(?:from|for)\s(me|us))?[.!]*$`;
const toldOrGreeted = pattern("iu")`
    ^\W*(?:please\s)?(?:tell\s(.+?)\s(?:hi|hello)|greet\s(.+?))(?:\s(?:from|for)\s(me|us))?[.!]*$`;
const german = pattern("iu")`
    ^\W*(?:(?:bitte|sag|viele|liebe|schöne|herzliche|einen|die|den|das)\s)*(?:grüße?|grüsse?|gruß|grüßen)\s(?:bitte\s|an\s)*
    (.+?)(?:\s(?:von|für)\s(?:mir|uns))?[.!]*$`;
/** the recipient, or nobody in particular */
const pronoun = /^(?:him|her|them|you|it|ihn|sie|ihm|ihr|ihnen|dich|euch|dir|all|alle|mich|uns)(?!\p{L})/iu;
/** a longer note says more than a greeting */
const mostCharacters = 100;
/** "Lena and her sister" */
const mostWords = 4;
const noName = /\d|(?<!\p{L})(?:at|on|in|when|if|because|we|i|is|are|um|am|bei)(?!\p{L})/iu;
const greets = pattern("iu")`
    (?<!\p{L})(?:hi|hello|hey|love|regards|best|wishes|greetings?|greet|thanks?|congratulations|congratulate|birthday|luck|goodbye
    |compliments|grüß\p{L}*|gruß|grüss\p{L}*)(?!\p{L})`;

interface Greeting {
    readonly who: string;
    readonly sentence: string;
}

/** Whom a note greets, and the sentence that does; null: it greets nobody, or the recipient. */
function greetingIn(note: string): Greeting | null {
    if (note.length > mostCharacters) return null;
    const [, verb, words, to, from] = toOthers.exec(note) ?? [];
    // "best to come early" and "thanks to Bob" greet nobody
    if (words !== undefined && to !== undefined && (verb !== undefined || /^(?:\p{Lu}|(?:your|the|my|our)\s)/u.test(to))) {
        const mine = from === "us" ? "our" : "my";
        const isSaid = new RegExp(`^(?:${said})$`, "iu").test(words);
        return towards(to, isSaid ? `Say ${words} to ${to} from ${from ?? "me"}.` : `Give ${mine} ${words} to ${to}.`);
    }
    const [, told, greeted, by] = toldOrGreeted.exec(note) ?? [];
    if (told !== undefined || greeted !== undefined)
        return towards(told ?? greeted ?? "", `Say hi to ${told ?? greeted ?? ""} from ${by ?? "me"}.`);
    const [, whom] = german.exec(note) ?? [];
    return whom === undefined ? null : towards(whom, `Liebe Grüße an ${whom}.`);
}

function towards(who: string, sentence: string): Greeting | null {
    return pronoun.test(who) || wordsOf(who).length > mostWords || noName.test(who) ? null : {who, sentence};
}

/** The sentence of a letter for a note that greets a third person; null: the note is another one. */
export function greetingToOther(note: string): string | null {
    return greetingIn(note)?.sentence ?? null;
}

/**
 * The sentence that has whom a note greets in it and greets nobody, or greets in a line that is no sentence: "Hi to Lena,"; null: there is
 * none.
 */
export function notGreeted(sentences: readonly string[], note: string): string | null {
    const greeting = greetingIn(note);
    if (greeting === null) return null;
    const names = wordsOf(greeting.who.toLowerCase()).filter((word) => !isEveryday(word));
    const about = sentences.filter((sentence) =>
        wordsOf(sentence.toLowerCase()).some((word) => names.includes(word.replace(/['’]s$/u, "")))
    );
    return about.some((sentence) => greets.test(sentence) && !sentence.trimEnd().endsWith(",")) ? null : (about[0] ?? null);
}
