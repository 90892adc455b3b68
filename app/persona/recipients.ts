import {foldRecipient, recipientParts, recipientWords, splitRecipients} from "../brief/recipients.ts";
import type {HistoryItem} from "../history/item.ts";
import {sentencesOf} from "../text/words.ts";
import {closingLines, closingPattern, furtherGreetings, greetedName, greetingWords, splitLetter} from "./letter.ts";

/**
 * What the user calls whom and how they close to them, from the letters they wrote. Evidence counts for a person only when the greeting
 * carries that person's name or nobody's, so that a lookup never gives the name of somebody else.
 */

/** What is known about the letters to one person. */
export interface RecipientHabit {
    /** as it stands in the letters' header: a name where there is one, else an address */
    readonly name: string;
    /** letters to them */
    readonly items: number;
    /** the greeting's line with its punctuation, "Hi Paul," or "marcus,"; null: none is known */
    readonly greeting: string | null;
    /** letters that open with it */
    readonly greetingItems: number;
    /** letters that greet at all */
    readonly greetedItems: number;
    /** in one line, "Cheers, Anna" */
    readonly signOff: string | null;
    /** the same in the lines of the newest letter that has it, of a correction as `closingLines` sets it */
    readonly signOffLines: string | null;
    readonly signOffItems: number;
    /** letters that close at all */
    readonly closedItems: number;
    /** whether letters to them begin their sentences in lower case; null: some do, or there are too few letters to tell */
    readonly lowerCase: boolean | null;
    /** the user said so; the counts are those of the evidence */
    readonly corrected: boolean;
    /** which parts the user said; a part that is said and null is not to stand in letters to this person */
    readonly said: readonly ("greeting" | "signOff")[];
}

/** The user's own word on one person; null leaves that part to the evidence, an empty text means none. */
export interface RecipientCorrection {
    /** a name or an address, as `RecipientHabit.name` */
    readonly recipient: string;
    readonly greeting: string | null;
    readonly signOff: string | null;
}

/** One letter's greeting and closing, as it stands there. */
interface Evidence {
    /** ISO 8601, or empty */
    readonly date: string;
    readonly greeting: string | null;
    readonly signOff: string | null;
    readonly signOffLines: string | null;
    /** share of the body's sentences that begin in lower case; null: none shows it */
    readonly smallStarts: number | null;
}

interface Person {
    name: string;
    readonly keys: Set<string>;
    /** folded words of the names, and of the addresses before the @ */
    readonly words: Set<string>;
    readonly letters: Evidence[];
}

/** "Dear Dr Marsh", "Hallo zusammen": words beside a greeting's that name nobody */
const nobody = new Set(
    (
        "there all team everyone everybody folks colleagues friends guys both together sir madam sirs mr mrs ms miss mx dr " +
        "prof professor zusammen ihr alle beide kollegen kolleginnen und damen herren herr frau " +
        "a tous toutes monsieur madame messieurs mesdames todos todas equipo senor senora senores a tutti tutte team signor " +
        "signora signore allen allemaal heer mevrouw pessoal senhor senhora and sehr geehrte geehrter geehrtes " +
        "my dear dearest hi hello hey hallo liebe lieber good morning afternoon evening day guten tag morgen abend bonjour " +
        "salut cher chere hola estimado estimada ciao gentile caro cara beste ola oi moin servus again the to mr mrs sir prof " +
        "doctor dra sra srta sig fr hr dhr mw mevr pani pan pane pani madame san sama"
    ).split(" ")
);
/** a greeting has at most this many words, a bare name this many */
const greetingLength = 6,
    bareNameLength = 3;
/** letters to a person that show how they are capitalised, and the shares of sentences with a small letter that settle it */
const casing = {letters: 3, small: 0.75, capital: 0.1} as const;
/** People change what they call each other: the newest letters that show it decide, this many. */
const newestLetters = 12;

export class Recipients {
    readonly #people: Person[] = [];
    readonly #byKey = new Map<string, Person>();
    /** folded word of a name, or one of its beginnings of three letters and more, to the number of people who have it */
    readonly #wordCounts = new Map<string, number>();
    readonly #corrections = new Map<Person, RecipientCorrection>();
    /** folded full name to the people who have it; null: to be made anew */
    #namesakes: ReadonlyMap<string, readonly Person[]> | null = null;

    /** `items`: in any order; only e-mails and replies count */
    constructor(items: readonly HistoryItem[], corrections: readonly RecipientCorrection[] = []) {
        const letters = items.filter(({kind, to}) => (kind === "email" || kind === "reply") && to.length > 0);
        // Names first, so that one person's greeting is known not to carry another's name.
        for (const {to} of letters) to.forEach((recipient) => this.#personFor(recipient));
        this.#countWords();
        for (const item of letters) this.#learn(item);
        for (const person of this.#people) person.letters.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
        for (const correction of corrections) {
            const person = this.#personFor(correction.recipient);
            // What is said of a name holds for all addresses that the person of that name has.
            for (const each of person === null ? [] : recipientParts(correction.recipient).address === "" ? this.#alike(person) : [person])
                this.#corrections.set(each, correction);
        }
    }

    /** Everybody with a letter of their own or a correction, the most written-to first. Addresses of one full name are one person. */
    list(): RecipientHabit[] {
        const seen = new Set<Person>(),
            habits: RecipientHabit[] = [];
        for (const person of this.#people) {
            if (seen.has(person)) continue;
            const alike = this.#alike(person);
            alike.forEach((each) => seen.add(each));
            if (this.#isKnown(alike)) habits.push(this.#habitOf(alike));
        }
        return habits.toSorted((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1));
    }

    /**
     * The habits towards whom a letter goes to: a name, an address, `Name <address>` or a first name that only one person has; case and
     * accents do not matter. An address has its own letters first, a name those to all its addresses. Null for nobody, for several
     * recipients, and where two people could be meant.
     */
    addressFor(to: string): RecipientHabit | null {
        const recipients = splitRecipients(to),
            [recipient = ""] = recipients;
        const person = recipients.length === 1 ? this.#find(recipient) : null;
        if (person === null) return null;
        const people = recipientParts(recipient).address === "" || person.letters.length === 0 ? this.#alike(person) : [person];
        return this.#isKnown(people) ? this.#habitOf(people) : null;
    }

    #isKnown(people: readonly Person[]): boolean {
        return people.some((person) => person.letters.length > 0 || this.#corrections.has(person));
    }

    /** The person under all addresses that letters show for the same full name. */
    #alike(person: Person): readonly Person[] {
        this.#namesakes ??= Map.groupBy(this.#people, ({name}) => foldRecipient(name));
        const name = foldRecipient(person.name),
            full = !name.includes("@") && recipientWords(name).length >= 2;
        return full ? (this.#namesakes.get(name) ?? [person]) : [person];
    }

    #find(recipient: string): Person | null {
        const {name, address} = recipientParts(recipient);
        for (const key of keysOf(recipient)) {
            const person = this.#byKey.get(key);
            // Two people may share a name: one with another address is somebody else.
            if (person !== undefined && (address === "" || person.keys.has(address) || !hasAddress(person))) return person;
        }
        // An unknown address is known only by both parts of a name, "paul.marsh@", of somebody whose letters show no address.
        const words = nameWords(address === "" ? name : address).filter((word) => !nobody.has(word));
        if (words.length === 0 || (address !== "" && (words.length < 2 || name !== ""))) return null;
        const meant = this.#people.filter(
            (person) =>
                (address === "" || !hasAddress(person)) &&
                words.every((word) => (address === "" ? person.words.has(word) : nameWords(person.name).includes(word)))
        );
        const [first] = meant;
        return first !== undefined && meant.every((person) => foldRecipient(person.name) === foldRecipient(first.name)) ? first : null;
    }

    #personFor(recipient: string): Person | null {
        const keys = keysOf(recipient);
        if (keys.length === 0) return null;
        const {name, address} = recipientParts(recipient);
        // The same name with two addresses is one person only while one of the letters has no address.
        const known =
            address !== "" && this.#byKey.has(keys[0] ?? "")
                ? this.#byKey.get(keys[0] ?? "")
                : keys.map((key) => this.#byKey.get(key)).find((person) => person !== undefined && (address === "" || !hasAddress(person)));
        const person = known ?? {name: name === "" ? address : name, keys: new Set<string>(), words: new Set<string>(), letters: []};
        if (known === undefined) this.#people.push(person);
        else if (name !== "" && person.name.includes("@")) person.name = name;
        if (known === undefined || person.name === name) this.#namesakes = null;
        for (const key of keys) {
            if (person.keys.has(key)) continue;
            person.keys.add(key);
            nameWords(key).forEach((word) => person.words.add(word));
            if (!this.#byKey.has(key)) this.#byKey.set(key, person);
        }
        return person;
    }

    #countWords(): void {
        for (const {words} of this.#people) {
            const forms = new Set(
                [...words].flatMap((word) =>
                    Array.from({length: Math.max(1, word.length - 2)}, (_, cut) => word.slice(0, word.length - cut))
                )
            );
            for (const form of forms) this.#wordCounts.set(form, (this.#wordCounts.get(form) ?? 0) + 1);
        }
    }

    #learn({to, text, date}: HistoryItem): void {
        const people = [...new Set(to.map((recipient) => this.#personFor(recipient)).filter((person) => person !== null))];
        const greeting = greetingOf(
            text,
            people.flatMap((person) => [...person.words])
        );
        const named = greeting === null ? [] : namesIn(greeting);
        const addressed = people.filter((person) => named.some((word) => isNameOf(word, person)));
        // A letter to several counts for the one it names; without a name it says nothing about any of them.
        const person = people.length === 1 ? people[0] : addressed.length === 1 ? addressed[0] : undefined;
        if (person === undefined) return;
        const isOthers = named.some((word) => !isNameOf(word, person) && (this.#wordCounts.get(word) ?? 0) > 0);
        const {greeting: opening, signOff, body} = splitLetter(text);
        person.letters.push({
            date: date ?? "",
            greeting: isOthers ? null : greeting,
            signOff: signOff === null ? null : closingPattern(signOff),
            signOffLines: signOff,
            smallStarts: smallStartsIn(body, opening)
        });
    }

    #habitOf(people: readonly Person[]): RecipientHabit {
        const letters =
            people.length === 1
                ? (people[0]?.letters ?? [])
                : people.flatMap((person) => person.letters).toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
        const correction = people.map((person) => this.#corrections.get(person)).find((found) => found !== undefined);
        const [greeting, greetingItems] = usual(
            letters.map((letter) => letter.greeting),
            (text) => namesIn(text).every((word) => people.some((person) => isNameOf(word, person)))
        );
        const [signOff, signOffItems] = usual(
            letters.map((letter) => letter.signOff),
            () => true
        );
        const corrected = (value: string | null | undefined, learned: string | null): string | null =>
            value == null ? learned : value.trim() === "" ? null : value.trim();
        const said = (["greeting", "signOff"] as const).filter((part) => correction !== undefined && correction[part] !== null);
        const closing = corrected(correction?.signOff, signOff);
        const lines = said.includes("signOff") ? null : letters.findLast((letter) => letter.signOff === closing)?.signOffLines;
        return {
            name: people[0]?.name ?? "",
            items: letters.length,
            greeting: corrected(correction?.greeting, greeting),
            greetingItems,
            greetedItems: letters.filter((letter) => letter.greeting !== null).length,
            signOff: closing,
            signOffLines: closing === null ? null : (lines ?? closingLines(closing)),
            signOffItems,
            closedItems: letters.filter((letter) => letter.signOff !== null).length,
            lowerCase: isLowerCase(letters.flatMap(({smallStarts}) => smallStarts ?? [])),
            corrected: said.length > 0,
            said
        };
    }
}

function smallStartsIn(body: string, opening: string | null): number | null {
    // behind "Lieber Ole," German goes on in lower case, whatever the author's habit
    const sentences = sentencesOf(body)
        .filter((sentence) => /\p{L}/u.test(sentence))
        .slice(opening?.endsWith(",") === true ? 1 : 0);
    return sentences.length === 0 ? null : sentences.filter((sentence) => /^\P{L}*\p{Ll}/u.test(sentence)).length / sentences.length;
}

/** @param starts a letter's share of sentences with a small beginning, oldest first */
function isLowerCase(starts: readonly number[]): boolean | null {
    const newest = starts.slice(-newestLetters);
    if (newest.length < casing.letters) return null;
    const mean = newest.reduce((sum, share) => sum + share, 0) / newest.length;
    return mean >= casing.small ? true : mean <= casing.capital ? false : null;
}

/**
 * What most of the newest letters that have it say, and how many of all do; case and punctuation part no two forms, the most frequent
 * one stands for them. A nickname that the header does not know ("Hi Bob," to Robert) needs two letters, and most of those that name
 * anybody: to an address that several people share the letters greet one or another. A name that is theirs, or none, needs one.
 */
function usual(oldestFirst: readonly (string | null)[], isCertain: (text: string) => boolean): [string | null, number] {
    const said = oldestFirst.filter((text) => text !== null),
        forms = Map.groupBy(said, pattern);
    const recent = new Map<string, number>();
    for (const text of said.slice(-newestLetters)) recent.set(pattern(text), (recent.get(pattern(text)) ?? 0) + 1);
    let best: [string | null, number] = [null, 0],
        most = 0;
    for (const [form, count] of recent) {
        const all = forms.get(form) ?? [],
            [text = ""] = mostFrequent(all);
        if (count >= most && (isCertain(text) || (all.length >= 2 && isOneName(text, said.slice(-newestLetters))))) {
            best = [text, all.length];
            most = count;
        }
    }
    return best;
}

/** share of the letters that greet by a name in which a nickname has to be that name */
const oneName = 2 / 3;

function isOneName(text: string, newest: readonly string[]): boolean {
    const name = namesIn(text).join(" ");
    const named = newest.map((greeting) => namesIn(greeting).join(" ")).filter((names) => names !== "");
    return named.filter((names) => names === name).length >= oneName * named.length;
}

const pattern = (text: string): string => recipientWords(text).join(" ") || text;

/** The most frequent text first, of equally frequent ones the later. */
function mostFrequent(texts: readonly string[]): string[] {
    const counts = new Map<string, number>();
    for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
    return [...counts]
        .toReversed()
        .toSorted((a, b) => b[1] - a[1])
        .map(([text]) => text);
}

/** What the user calls somebody, out of the greeting to them: "moll" of "hi moll!"; null where that names nobody. */
export function nameInGreeting({greeting}: Pick<RecipientHabit, "greeting">): string | null {
    // what the user typed may end in any mark; a bare name greets only before a comma
    return greeting === null ? null : (greetedName(greeting) ?? greetedName(greeting.replace(/[!.:;]*$/u, ",")));
}

const nameFirst = /^(\p{L}[\p{L}'’. -]{0,40}),\s+(\p{L}[\p{L} ]{1,24})[,!.]?$/u;

/**
 * The greeting's words at the head of a letter: a line of its own, or what stands before the first comma of the first line. A bare name
 * ("marcus,") greets when it is one of `names`.
 */
export function greetingOf(text: string, names: readonly string[]): string | null {
    const line = text.trimStart().split("\n", 1)[0]?.trim() ?? "";
    // "Marta, hello,": the name first
    const [, named = "", greeted = ""] = nameFirst.exec(line) ?? [];
    if (greetingWords.test(greeted) && namesIn(named).some((word) => names.includes(word))) return line;
    const head = /^([^,!.?:;\n–—]{1,60}?)\s*([,!:，！]|\s[–—-](?=\s|$)|$)/u.exec(line);
    if (head === null) return null;
    const words = head[1] ?? "",
        mark = head[2] ?? "",
        count = words.split(/\s+/).length;
    // "田中様": no space before the form of address
    const known = namesIn(words).some(
        (word) =>
            names.includes(word) ||
            (/\p{Script=Han}/u.test(word) && names.some((name) => /\p{Script=Han}/u.test(name) && word.startsWith(name)))
    );
    const greets = greetingWords.test(words) && count <= greetingLength;
    const isBareName = known && count <= bareNameLength && namesIn(words).length === recipientWords(words).length;
    // "Hi there is a leak" has no comma; a line without one greets only when nothing else stands in it.
    const ends = mark !== "" || line === words;
    return (greets || isBareName) && ends ? `${words}${mark.trim() === "" ? "" : mark.startsWith(" ") ? mark : mark.trim()}` : null;
}

const greetingParts = new Set(furtherGreetings.flatMap(recipientWords));
/** words of a greeting that may be somebody's name */
const namesIn = (greeting: string): string[] => recipientWords(greeting).filter((word) => !nobody.has(word) && !greetingParts.has(word));
/** words of a name, or of the part of an address before the @ */
function nameWords(name: string): string[] {
    return recipientWords(name.includes("@") ? (name.split("@")[0] ?? "").replace(/[._+\d-]+/g, " ") : name).filter(
        (word) => word.length > 1 || /[^a-z]/.test(word)
    );
}

function isNameOf(word: string, {words}: Person): boolean {
    if (words.has(word)) return true;
    // "Tom" for Tomas, "Ben" for Benjamin; "田中様" for 田中 太郎
    for (const known of words) {
        if ((word.length >= 3 && known.startsWith(word)) || (/\p{Script=Han}/u.test(known) && word.includes(known))) return true;
    }
    return false;
}

const hasAddress = (person: Person): boolean => [...person.keys].some((key) => key.includes("@"));

/** address first: it is one person's */
function keysOf(recipient: string): string[] {
    const {name, address} = recipientParts(recipient);
    return [address, foldRecipient(name)].filter((key) => key !== "");
}
