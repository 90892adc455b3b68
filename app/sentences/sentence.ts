import {en} from "./en.ts";
import type {Entries, ValuesOf} from "./entry.ts";

/**
 * Something to say to the user, not yet in a language: plain data, which threads, processes and files can hold. `text` is what it says
 * in English at the command line and in logs, and what a reader falls back to that does not know the key.
 */
export interface Sentence {
    readonly key: string;
    /** texts, numbers, lists, and sentences within the sentence */
    readonly values: Readonly<Record<string, unknown>>;
    readonly text: string;
}

export type SentenceKey = keyof typeof en;

type Values<K extends SentenceKey> = ValuesOf<(typeof en)[K]>;
/** Where the words have a text, or a list of texts, there may be sentences: a reason within a sentence is worded in the same language. */
type Given<V> = {
    readonly [N in keyof V]: string extends V[N] ? V[N] | Sentence : V[N] extends readonly string[] ? readonly (string | Sentence)[] : V[N];
};

/** The sentence of a key with its values. */
export function say<K extends SentenceKey>(key: K, ...given: keyof Values<K> extends never ? [] : [Given<Values<K>>]): Sentence {
    const values = (given[0] ?? {}) as Sentence["values"];
    const entry: Entries[string] = en[key];
    const words = typeof entry === "object" ? entry.command : entry;
    return {key, values, text: put(words, values, ({text}) => text)};
}

/** A sentence that somebody else made, e.g. the system or a library: it is said as it stands in every language. */
export function quote(text: string): Sentence {
    return say("quoted", {text});
}

export function isSentence(value: unknown): value is Sentence {
    if (typeof value !== "object" || value === null) return false;
    const {key, values, text} = value as Partial<Sentence>;
    return typeof key === "string" && typeof values === "object" && values !== null && typeof text === "string";
}

/** A sentence that was stored as JSON; before sentences had keys, its English text was stored. Never throws. */
export function storedSentence(stored: string): Sentence {
    try {
        const sentence: unknown = JSON.parse(stored);
        return isSentence(sentence) ? sentence : quote(stored);
    } catch {
        return quote(stored);
    }
}

/** Words with their values, the sentences among these worded by `word`. */
export function put(words: string | ((values: never) => string), values: Sentence["values"], word: (inner: Sentence) => string): string {
    if (typeof words === "string") return words;
    const worded = (value: unknown) => (isSentence(value) ? word(value) : value);
    const all = Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.map(worded) : worded(value)]);
    return words(Object.fromEntries(all) as never);
}
