import {pattern} from "../text/pattern.ts";
import {recipientParts, splitRecipients} from "../brief/recipients.ts";
import {firstNames, foldName} from "../text/known-names.ts";
import {capital} from "../text/capital.ts";

/*
 * Who a brief's `to` field names, and by which part of the name people address them: "Ines" of "Carrow, Ines", "Mrs van der Berg" of "Mrs
 * Wilma van der Berg", "Uncle Bob" of "Uncle Bob". Somebody who is only described ("the landlord", "customer service") has no name.
 */

/** "Mr Brown", "Herr Tamm": somebody who is addressed formally */
export const honorific = /^(?:mr|mrs|ms|mx|miss|dr|prof|professor|sir|dame|rev|reverend|herrn?|frau)(?:\.\s*|\s+)/iu;
/** "Young Mr. Abara", "old Mrs Finch": no part of how they are addressed */
const beforeHonorific = /^(?:young|old|little|poor|good|dear)\s+(?=\S)/iu;
/** honorifics that stand before a first name */
const beforeFirstName = /^(?:sir|dame)\s/iu;
/** "Uncle Bob": belongs to the name, but is not formal */
const kin = pattern("iu")`
    ^(?:uncle|aunt|auntie|aunty|onkel|tante|grandma|grandpa|granny|gran|grandad|nan|nana|oma|opa|captain|cousin
    |father|sister|brother)\s+`;
/** "the Hendersons" and "Familie Weber" are greeted as a whole */
const family = /^(?:([Tt]he) (\p{Lu}[\p{L}'’-]*s)|((?:[Ff]amilie|[Ff]amily) \p{Lu}[\p{L}'’-]*))$/u;
/** "van der Berg", "von Bülow", "de la Cruz" */
const particle = /^(?:van|von|vom|zu|zur|zum|de|del|della|di|da|dos|das|der|den|ter|ten|la|le|du|af|av|al|el|bin|ibn|st\.?)$/iu;
/** degrees and the like behind a name */
const degree = pattern("giu")`
    [\s,]+(?:ph\.?\s?d|m\.?d|d\.?phil|m\.?a|m\.?\s?sc|b\.?a|b\.?\s?sc|mba|ll\.?[bm]|esq(?:uire)?|jr|sr|jnr|snr|i{2,3}
    |cpa|frcs|obe|mbe|dipl\.?-ing|mag)\.?(?=\s*(?:[,;<\n]|$))`;
/** words of a description, not of a name */
const described = pattern("iu")`
    ^(?:the|an?|my|our|your|all|every\p{L}*|to|dear|der|die|das|mein\p{L}*|unser\p{L}*|ihr|customer|sales|hr|it|support
    |service|services|team|board|committee|office|department|council|accounts?|billing|reception|landlord|landlady
    |neighbou?rs?|members?|colleagues?|boss|manager|kundenservice|kundendienst|hausverwaltung|vermieter\p{L}*
    |nachbar\p{L}*|chef\p{L}*|büro|abteilung)$`;
/** "Acme Ltd" is a company */
const company = /(?<!\p{L})(?:ltd|limited|inc|llc|plc|gmbh|ag|kg|ug|e\.?v|corp|company|co|group|university|council|bank|school)\.?$/iu;

/** "Carrow, Ines <ines@…>" is one person, "ann, bob" and "ann and bob" are two. */
export function namedRecipients(to: string): readonly string[] {
    return splitRecipients(to.replace(degree, "").replace(/(?<=>)\s*,\s*/gu, ";"))
        .flatMap((part) => part.split(/\s+(?:and|und|&|\+)\s+/iu))
        .flatMap((part) => (isTurned(part) ? [part] : part.includes("<") || /^[^,]*@/u.test(part) ? [part] : part.split(/\s*,\s*/u)))
        .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** "Marsh, Paul" and "van der Berg, Wilma": the part before the comma is a surname. "Ann, Bob" are two people, and so are "ann, bob". */
function isTurned(part: string): boolean {
    const [surname = "", first = "", ...more] = part
        .replace(/<[^<>]*>|\([^()]*\)|["“”]/gu, "")
        .split(",")
        .map((name) => name.trim());
    if (surname === "" || first === "" || more.length > 0 || honorific.test(`${surname} `) || honorific.test(`${first} `)) return false;
    if (/<[^<>]*>/u.test(part)) return true;
    const words = surname.split(/\s+/u);
    const isSurname = words.slice(0, -1).every((word) => particle.test(word)) && /^\p{Lu}/u.test(words.at(-1) ?? "");
    return isSurname && isFirstName(first.split(/[\s-]/u)[0] ?? "") && !isFirstName(surname) && !kin.test(`${surname} `) && !isKin(surname);
}

function isFirstName(word: string): boolean {
    return firstNames.has(foldName(word));
}

function isKin(word: string): boolean {
    return /^(?:mum|mom|mam|dad|mummy|daddy|mama|papa|mutti|vati|mutter|vater|oma|opa|gran|nan)$/iu.test(word);
}

/** How people address somebody, as written; null for an address without a known name and for somebody who is only described. */
export function addressedName(person: string): string | null {
    const {name, address} = recipientParts(person);
    const shown = name
        .split(/\s*[|–—/]\s*|\s+-\s+|\s*,\s*/u)[0]
        ?.replace(/[^\p{L}\p{M}\p{N}\s.'’-]/gu, "")
        .trim();
    if (shown === undefined || shown === "") return firstOfAddress(address);
    const whole = family.exec(shown);
    // "Hi Hendersons," and "Hi Familie Weber,"
    if (whole !== null) return whole[2] ?? whole[3] ?? null;
    const lower = shown.toLowerCase();
    if (company.test(shown) || lower.split(/\s+/u).every((word) => described.test(word)) || described.test(lower.split(/\s+/u)[0] ?? ""))
        return null;
    const bare = shown.replace(beforeHonorific, "");
    let rest = honorific.test(bare) ? bare : shown,
        titles = "";
    for (let found = honorific.exec(rest); found !== null; found = honorific.exec(rest)) {
        // "Herr Dr. Weber" keeps both, "Prof. Dr. Weber" the first
        if (titles === "" || /^(?:herrn?|frau)\s/iu.test(titles)) titles += found[0].replace(/^(herr)n(?=\s)/iu, "$1").trimEnd() + " ";
        rest = rest.slice(found[0].length);
    }
    const words = rest.split(/\s+/u).filter((word) => word !== "");
    if (titles !== "" && !beforeFirstName.test(titles)) return named(titles, surnameOf(words));
    const relative = kin.exec(rest)?.[0];
    if (relative !== undefined) return named(relative, words[1]);
    if (titles === "" && words.length > 1 && particle.test(words[0] ?? "")) return null;
    // "Anna's mum" is not Anna, "J. Smith" has no first name
    const first = words[0] ?? "";
    if (/['’]s$/u.test(first) || (words.length > 1 && /^\p{L}\.?$/u.test(first)) || described.test(words.at(-1) ?? "")) return null;
    return named(titles, first.length > 1 ? first.replace(/\.$/u, "") : first);
}

/** A name that was typed without capitals, with them: "Mr Brown" of "mr brown", "Mrs van der Berg". */
export function withNameCapitals(name: string): string {
    if (/\p{Lu}/u.test(name)) return name;
    return name.replace(/(?<![\p{L}'’])\p{Ll}[\p{L}.]*/gu, (word) =>
        particle.test(word) || /^(?:and|und)$/u.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)
    );
}

/** "van der Berg" of "Wilma van der Berg" */
function surnameOf(words: readonly string[]): string | undefined {
    const last = words.length - 1;
    let from = last;
    while (from > 0 && particle.test(words[from - 1] ?? "")) from--;
    return last < 0 ? undefined : words.slice(from).join(" ");
}

function named(title: string, name: string | undefined): string | null {
    return name !== undefined && /^\p{L}[\p{L}\p{M}.'’ -]*$/u.test(name) ? title + name : null;
}

/** "Ines" of "ines.carrow@…" if that is known as a name. */
function firstOfAddress(address: string): string | null {
    const local = address.split("@")[0]?.split(/[._+-]/u)[0] ?? "";
    return isFirstName(local) ? capital(local) : null;
}
