import {de} from "./de.ts";
import {en} from "./en.ts";
import type {SentenceKey} from "./sentence.ts";
import {put} from "./sentence.ts";
import type {Sentence} from "./sentence.ts";

export type SentenceLanguage = "en" | "de";

/** What a window says for a sentence. One whose key or values are of another version is said in English, as it came. */
export function wordSentence(sentence: Sentence, language: SentenceLanguage): string {
    const {key, values, text} = sentence;
    if (!Object.hasOwn(en, key)) return text;
    const entry = (language === "de" ? de : en)[key as SentenceKey];
    try {
        return put(typeof entry === "object" ? entry.window : entry, values, (inner) => wordSentence(inner, language));
    } catch {
        // words are functions of their values: whatever they throw comes of these
        return text;
    }
}
