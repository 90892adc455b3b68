import {pattern} from "../../text/pattern.ts";

/** One rule in a form that the program can check. */
export interface Rule {
    /** the user's own words */
    readonly sentence: string;
    readonly breaks: (text: string) => boolean;
    /** the text with the rule applied; stays broken if a fix would remove content */
    readonly mend: (text: string) => string;
    /** characters to replace while the text still streams */
    readonly characters: ReadonlyMap<string, string>;
}

/** A rule that is only flagged, unless `mend` is given. */
export function rule(
    sentence: string,
    breaks: Rule["breaks"],
    mend: Rule["mend"] = (text) => text,
    characters: Rule["characters"] = new Map()
): Rule {
    return {sentence, breaks, mend, characters};
}

/** Whether the sentence forbids something. */
export const forbids = pattern("iu")`
    (?<!\p{L})(?:never|no|not|don['’]?t|do not|avoid|without|stop|skip|leave out|nie(?:mals)?|kein[ens]*|ohne
    |nicht|vermeide|lass)(?!\p{L})`;

/** characters; longer text is not a phrase, and too long for a pattern */
const longestPhrase = 200;

/** Texts in quotation marks of any kind, in order. */
export function quotedPhrases(sentence: string): readonly string[] {
    return [
        ...sentence.matchAll(/["“”„«»‹›`]([^"“”„«»‹›`]+)["“”„«»‹›`]|(?<!\p{L})['‘‚’]((?:[^'’‘‚]|(?<=\p{L})['’](?=\p{L}))+)['’‘](?!\p{L})/gu)
    ]
        .map((match) => (match[1] ?? match[2] ?? "").trim())
        .filter((phrase) => phrase !== "" && phrase.length <= longestPhrase);
}

/** The source of a pattern for a phrase in any spacing, as whole words; for the flags `iu`. */
export function phraseSource(phrase: string): string {
    const escaped = phrase
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replace(/['’]/g, "['’]")
        .replace(/\s+/g, "\\s+");
    return `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
}

/** Cleans up after words were removed: no doubled spaces or commas, no space before a full stop, a capital where the sentence had one. */
export function tidyGaps(text: string): string {
    const tidy = text
        .replace(/[ \t]{2,}/g, " ")
        .replace(/,\s*,/g, ",")
        .replace(/[,;:]\s*(?=[.!?](?:\s|$))/g, "")
        .replace(/([.!?])\s*,\s*/g, "$1 ")
        .replace(/(?<![ \t])[ \t]+(?=[,.!?;:])/g, "")
        .replace(/^[ \t,]+/gm, "");
    // for an author who begins sentences in lower case, none
    return /(?:^|[.!?]\s+)\p{Ll}/u.test(text.trim()) && !/(?:^|[.!?]\s+)\p{Lu}/u.test(text.trim())
        ? tidy
        : tidy.replace(/(^|[.!?]\s+)(\p{Ll})/gu, (match, before: string, letter: string) =>
              text.startsWith(match) ? match : before + letter.toUpperCase()
          );
}
