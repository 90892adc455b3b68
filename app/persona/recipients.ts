import type {HistoryItem} from "../history/item.ts";
import {closingPattern, greetingWords, splitLetter} from "./letter.ts";

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
    /** in one line, "Cheers, Anna" */
    readonly signOff: string | null;
    readonly signOffItems: number;
    /** the user said so; the counts are those of the evidence */
    readonly corrected: boolean;
}

/** The user's own word on one person; null leaves that part to the evidence, an empty text means none. */
export interface RecipientCorrection {
    /** a name or an address, as `RecipientHabit.name` */
    readonly recipient: string;
    readonly greeting: string | null;
    readonly signOff: string | null;
}

interface Person {
    name: string;
    readonly keys: Set<string>;
    items: number;
    readonly greetings: Map<string, number>;
    readonly signOffs: Map<string, number>;
}

/** "Dear Dr Marsh", "Hallo zusammen": words beside a greeting's that name nobody */
const nobody = new Set(("there all team everyone everybody folks colleagues friends guys both together sir madam sirs mr mrs ms miss mx dr prof professor zusammen ihr alle beide kollegen kolleginnen und damen herren herr frau "
    + "a tous toutes monsieur madame messieurs mesdames todos todas equipo senor senora senores a tutti tutte team signor signora signore allen allemaal heer mevrouw pessoal senhor senhora and sehr geehrte geehrter geehrtes "
    + "my dear dearest hi hello hey hallo liebe lieber good morning afternoon evening day guten tag morgen abend bonjour salut cher chere hola estimado estimada ciao gentile caro cara beste ola oi moin servus again the to").split(" "));
/** a greeting has at most this many words, a bare name this many */
const greetingLength = 6, bareNameLength = 3;

export class Recipients {
    readonly #people: Person[] = [];
    readonly #byKey = new Map<string, Person>();
    readonly #corrections = new Map<Person, RecipientCorrection>();

    /** `items`: oldest or newest first; only e-mails and replies count */
    constructor(items: readonly HistoryItem[], corrections: readonly RecipientCorrection[] = []) {
        const letters = items.filter(({kind, to}) => (kind === "email" || kind === "reply") && to.length > 0);
        // Names first, so that one person's greeting is known not to carry another's name.
        for (const {to} of letters)
            to.forEach((recipient) => this.#personFor(recipient));
        for (const item of letters)
            this.#learn(item);
        for (const correction of corrections) {
            const person = this.#personFor(correction.recipient);
            if (person !== null)
                this.#corrections.set(person, correction);
        }
    }

    /** Everybody with a letter of their own or a correction, the most written-to first. */
    list(): RecipientHabit[] {
        return this.#people.filter((person) => person.items > 0 || this.#corrections.has(person)).map((person) => this.#habitOf(person))
            .toSorted((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1));
    }

    /**
     * The habits towards whom a letter goes to: a name, an address, `Name <address>` or a first name that only one person has; case and
     * accents do not matter. Null for nobody, for several recipients, and where two people could be meant.
     */
    addressFor(to: string): RecipientHabit | null {
        const recipients = splitRecipients(to);
        const person = recipients.length === 1 ? this.#find(recipients[0] ?? "") : null;
        return person === null || (person.items === 0 && !this.#corrections.has(person)) ? null : this.#habitOf(person);
    }

    #find(recipient: string): Person | null {
        const {name, address} = partsOf(recipient);
        for (const key of keysOf(recipient)) {
            const person = this.#byKey.get(key);
            // Two people may share a name: one with another address is somebody else.
            if (person !== undefined && (address === "" || person.keys.has(address) || !hasAddress(person)))
                return person;
        }
        // An unknown address is known only by both parts of a name, "paul.marsh@", of somebody whose letters show no address.
        const words = nameWords(address === "" ? name : address);
        if (address !== "" && (words.length < 2 || name !== ""))
            return null;
        const meant = words.length === 0 ? [] : this.#people.filter((person) => {
            const known = nameWords(person.name);
            return (address === "" || !hasAddress(person)) && words.every((word) => known.includes(word));
        });
        return meant.length === 1 ? meant[0] ?? null : null;
    }

    #personFor(recipient: string): Person | null {
        const keys = keysOf(recipient);
        if (keys.length === 0)
            return null;
        const {name, address} = partsOf(recipient);
        // The same name with two addresses is one person only while one of the letters has no address.
        const known = address !== "" && this.#byKey.has(keys[0] ?? "") ? this.#byKey.get(keys[0] ?? "") : keys.map((key) => this.#byKey.get(key)).find((person) => person !== undefined && (address === "" || !hasAddress(person)));
        const person = known ?? {name: name === "" ? address : name, keys: new Set<string>(), items: 0, greetings: new Map<string, number>(), signOffs: new Map<string, number>()};
        if (known === undefined)
            this.#people.push(person);
        else if (name !== "" && person.name.includes("@"))
            person.name = name;
        for (const key of keys) {
            person.keys.add(key);
            if (!this.#byKey.has(key))
                this.#byKey.set(key, person);
        }
        return person;
    }

    #learn({to, text}: HistoryItem): void {
        const people = [...new Set(to.map((recipient) => this.#personFor(recipient)).filter((person) => person !== null))];
        const greeting = greetingOf(text, people.flatMap((person) => nameWords(person.name)));
        const named = greeting === null ? [] : namesIn(greeting);
        const addressed = people.filter((person) => named.some((word) => isNameOf(word, person)));
        // A letter to several counts for the one it names; without a name it says nothing about any of them.
        const person = people.length === 1 ? people[0] : addressed.length === 1 ? addressed[0] : undefined;
        if (person === undefined)
            return;
        person.items++;
        const isOthers = named.some((word) => !isNameOf(word, person) && this.#people.some((other) => other !== person && isNameOf(word, other)));
        if (greeting !== null && !isOthers)
            person.greetings.set(greeting, (person.greetings.get(greeting) ?? 0) + 1);
        const {signOff} = splitLetter(text);
        if (signOff !== null) {
            const closing = closingPattern(signOff);
            person.signOffs.set(closing, (person.signOffs.get(closing) ?? 0) + 1);
        }
    }

    #habitOf(person: Person): RecipientHabit {
        const correction = this.#corrections.get(person);
        const [greeting, greetingItems] = mostFrequent(person.greetings, (text) => namesIn(text).every((word) => isNameOf(word, person)));
        const [signOff, signOffItems] = mostFrequent(person.signOffs, () => true);
        const corrected = (value: string | null | undefined, learned: string | null): string | null => value == null ? learned : value.trim() === "" ? null : value.trim();
        return {
            name: person.name, items: person.items,
            greeting: corrected(correction?.greeting, greeting), greetingItems,
            signOff: corrected(correction?.signOff, signOff), signOffItems,
            corrected: correction !== undefined && (correction.greeting !== null || correction.signOff !== null)
        };
    }
}

/** A nickname that the header does not know ("Hi Bob," to Robert) needs two letters; a name that is theirs, or none, needs one. */
function mostFrequent(counts: ReadonlyMap<string, number>, isCertain: (text: string) => boolean): [string | null, number] {
    let best: [string | null, number] = [null, 0];
    for (const [text, count] of counts) {
        if (count >= best[1] && (count >= 2 || isCertain(text)))
            best = [text, count];
    }
    return best;
}

/**
 * The greeting's words at the head of a letter: a line of its own, or what stands before the first comma of the first line. A bare name
 * ("marcus,") greets when it is one of `names`.
 */
export function greetingOf(text: string, names: readonly string[]): string | null {
    const line = text.trimStart().split("\n", 1)[0]?.trim() ?? "";
    const head = /^([^,!.?:;\n–—]{1,60}?)\s*([,!:，！]|\s[–—-](?=\s|$)|$)/u.exec(line);
    if (head === null)
        return null;
    const words = head[1] ?? "", mark = head[2] ?? "", count = words.split(/\s+/).length;
    const known = namesIn(words).some((word) => names.includes(word));
    const greets = greetingWords.test(words) && count <= greetingLength;
    const isBareName = known && count <= bareNameLength && namesIn(words).length === wordsIn(words).length;
    // "Hi there is a leak" has no comma; a line without one greets only when nothing else stands in it.
    const ends = mark !== "" || line === words;
    return (greets || isBareName) && ends ? `${words}${mark.trim() === "" ? "" : mark.startsWith(" ") ? mark : mark.trim()}` : null;
}

const fold = (text: string): string => text.toLocaleLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
const wordsIn = (text: string): string[] => fold(text).match(/[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu) ?? [];
/** words of a greeting that may be somebody's name */
const namesIn = (greeting: string): string[] => wordsIn(greeting).filter((word) => !nobody.has(word));
/** words of a name, or of the part of an address before the @ */
function nameWords(name: string): string[] {
    return wordsIn(name.includes("@") ? (name.split("@")[0] ?? "").replace(/[._+\d-]+/g, " ") : name).filter((word) => word.length > 1 || /[^a-z]/.test(word));
}

function isNameOf(word: string, person: Person): boolean {
    // "Tom" for Tomas, "Ben" for Benjamin; "田中様" for 田中 太郎
    return [...person.keys].flatMap(nameWords).some((known) => known === word || (word.length >= 3 && known.startsWith(word)) || (/\p{Script=Han}/u.test(known) && word.includes(known)));
}

const hasAddress = (person: Person): boolean => [...person.keys].some((key) => key.includes("@"));

function partsOf(recipient: string): {readonly name: string; readonly address: string} {
    const address = /[^\s<>()"',;:]+@[^\s<>()"',;:]+/u.exec(recipient)?.[0]?.toLowerCase() ?? "";
    const bare = recipient.replace(/<[^<>]*>/gu, " ").replace(/["“”]|\([^()]*\)/gu, " ").replace(/\s+/gu, " ").trim();
    const turned = /^([^,]+), ([^,]+)$/u.exec(bare);
    const name = turned === null ? bare : `${turned[2]} ${turned[1]}`;
    return {name: name.includes("@") ? "" : name.replace(/^'|'$/gu, "").trim(), address};
}

/** address first: it is one person's */
function keysOf(recipient: string): string[] {
    const {name, address} = partsOf(recipient);
    return [address, fold(name)].filter((key) => key !== "");
}

/** One entry for each recipient; a comma inside "Marsh, Paul" parts nobody. */
function splitRecipients(to: string): string[] {
    const parts = to.split(/[;\n]/u).flatMap((part) => (part.match(/@/gu)?.length ?? 0) > 1 || (part.match(/,/gu)?.length ?? 0) > 1 ? part.split(",") : [part]);
    return parts.map((part) => part.trim()).filter((part) => part !== "" && /[\p{L}\p{N}]/u.test(part));
}
