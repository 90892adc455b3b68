import type {Habits, Phrase} from "../persona/habits.ts";
import {isGreeting} from "../persona/letter.ts";
import {isLowerCaseVoice} from "./casing.ts";
import {fitsEverybody, fitsName, greetingWithName, type Gender} from "./german-greeting.ts";
import {writtenLanguage} from "./name-facts.ts";
import {addressedName, honorific, namedRecipients, withNameCapitals} from "./recipient-names.ts";
import {capital} from "../text/capital.ts";

/** A letter's recipient and its author's habits. */
export interface GreetingRequest {
    /** as in a header or as typed: "Ines Carrow <ines@quay.example>", "Dad", "ann, bob"; undefined or empty: nobody */
    readonly to: string | undefined;
    readonly habits: Habits;
    /** how the user addresses this recipient in their letters; null if unknown */
    readonly addressFor: (to: string) => string | null;
    /** what the user's letters show about a person's gender; null, or left out: nothing */
    readonly genderFor?: (to: string) => Gender | null;
}

/** a greeting in fewer of the letters is not a habit */
const greetingShare = 0.3;
/** greetings that are rude, or wrong, without a name after them */
const needsName =
    /^(?:dear|cher|chère|liebe[rs]?|sehr geehrte[rs]?|estimad[oa]|gentile|car[oa]|beste|my(?: dear)?)[\s,!:–—-]*$|^…|^[\s,!:–—-]*$/iu;
/** recipients that are several people */
const severalPeople = /^(?:(?:the |an )?(?:all|team|everyone|everybody|folks|crew|group|list|committee|alle|zusammen|gruppe))$/iu;
/** characters of the recipient that are read */
const longestTo = 300;

/**
 * The author's greeting for this recipient, or null if they mostly do not greet or it needs an unknown name. It never contains a name but
 * the recipient's; without a recipient there is none.
 */
export function greetingFor({to, habits, addressFor, genderFor}: GreetingRequest): string | null {
    const greetings = habits.openings.filter(({text}) => isGreeting(text.replaceAll("…", "Ann")));
    if (greetings.reduce((sum, {share}) => sum + share, 0) < greetingShare) return null;
    const recipient = to?.trim().slice(0, longestTo) ?? "";
    if (recipient === "") return nameless(greetings);
    if (severalPeople.test(recipient)) return toSeveral(recipient, greetings, habits);
    const known = addressFor(recipient)?.trim();
    const name = known !== undefined && known !== "" ? known : namesIn(recipient, addressFor, isLowerCaseVoice(habits));
    const isFormal = honorific.test(name ?? "");
    const pattern = isFormal ? formalPattern(greetings) : greetings.find(({text}) => text.includes("…"));
    if (name === null || pattern === undefined) return nameless(greetings);
    const gender = genderFor?.(recipient) ?? null;
    const own = fitsName(pattern.text, name, gender) ? pattern : (greetings.find(({text}) => fitsEverybody(text)) ?? pattern);
    return greetingWithName(own.text, name, gender);
}

/**
 * A plain greeting if nothing is known of the author's habits: a small model often misspells names. Null without a recipient, for one
 * without a name, and in languages whose greetings are unknown here.
 * @param brief text of the brief, for its language
 */
export function neutralGreeting({to, addressFor}: Pick<GreetingRequest, "to" | "addressFor">, brief: string): string | null {
    const recipient = to?.trim().slice(0, longestTo) ?? "";
    const language = writtenLanguage(brief);
    if (recipient === "" || language === "other") return null;
    if (severalPeople.test(recipient))
        return language === "de" ? "Hallo zusammen," : `Hi ${recipient.replace(/^(?:the|an)\s+/iu, "").toLowerCase()},`;
    const known = addressFor(recipient)?.trim();
    const name = known !== undefined && known !== "" ? known : namesIn(recipient, addressFor, false);
    if (name === null) return null;
    if (!honorific.test(name)) return `${language === "de" ? "Hallo" : "Hi"} ${name},`;
    return language === "de" ? `Guten Tag ${name},` : `Dear ${name},`;
}

/** "hi there," or "hi," of "hi …,". Greetings to a group are left out, as they name nobody. */
function nameless(greetings: readonly Phrase[]): string | null {
    const neutral = greetings.map(({text}) => (text.includes("…") ? withoutName(text) : text)).filter((text) => !needsName.test(text));
    return (
        neutral.find(
            (text) => !/(?<!\p{L})(?:all|team|everyone|folks|both|alle|zusammen|sir|madam|guys|ladies|damen)(?!\p{L})/iu.test(text)
        ) ?? null
    );
}

/** "hi," of "hi …,"; "Hello," of "…, hello,". */
function withoutName(pattern: string): string {
    const rest = pattern.replace(/^…[\s,]+(?=\p{L})/u, "");
    return rest === pattern ? pattern.replace(/(?<!\s)\s*…/u, "") : capital(rest);
}

function toSeveral(recipient: string, greetings: readonly Phrase[], habits: Habits): string | null {
    const own = greetings.find(({text}) => /(?<!\p{L})(?:all|team|everyone|folks|alle|zusammen)(?!\p{L})/iu.test(text));
    if (own !== undefined) return own.text;
    const word = recipient.replace(/^(?:the|an)\s+/iu, "");
    const pattern = formalPattern(greetings.filter(({text}) => !text.startsWith("…")));
    if (pattern === undefined) return nameless(greetings);
    return greetingWithName(pattern.text, isLowerCaseVoice(habits) ? word.toLowerCase() : word, null);
}

/** For "Mr Brown" or "the committee": "Dear …," if the author also uses it, whatever they greet friends with. */
function formalPattern(greetings: readonly Phrase[]): Phrase | undefined {
    const patterns = greetings.filter(({text}) => text.includes("…"));
    return patterns.find(({text}) => /^(?:dear|sehr geehrte[rs]?|guten tag|hello|good)(?!\p{L})/iu.test(text)) ?? patterns[0];
}

/** How to address one or two recipients; three and more are greeted without names. */
function namesIn(to: string, addressFor: GreetingRequest["addressFor"], isSmall: boolean): string | null {
    const people = namedRecipients(to);
    if (people.length > 2) return null;
    const names = people.map((person) => {
        // "Mr and Mrs Smith"
        const alone = people.length === 2 && honorific.test(`${person} `) && !/\s/u.test(person.trim());
        return addressFor(person) ?? cased(alone ? person : addressedName(person), isSmall);
    });
    return names.length === 0 || names.includes(null) ? null : names.join(/(?<!\p{L})und(?!\p{L})/iu.test(to) ? " und " : " and ");
}

function cased(name: string | null, isSmall: boolean): string | null {
    return isSmall ? (name?.toLowerCase() ?? null) : name && withNameCapitals(name);
}
