import {splitLetter} from "../persona/letter.ts";
import {isEveryday} from "../persona/favourites.ts";
import {capitalisedWords, firstNames, foldName, places} from "../text/known-names.ts";
import type {Fact} from "./facts.ts";
import {pattern} from "../text/pattern.ts";

/*
 * Finds names in a draft. In English a capital within a sentence indicates one; at the beginning of a sentence, in German (where every noun
 * is capitalised), in titles and for authors who write no capitals, a list of frequent names and the position in greeting and sign-off do.
 */

interface Word {
    readonly text: string;
    readonly from: number;
    readonly to: number;
    readonly folded: string;
    readonly isCapital: boolean;
    /** true where an ordinary word is capitalised too */
    readonly isInitial: boolean;
}

const germanWords = new RegExp(
    "(?<!\\p{L})(?:ich|und|der|die|das|den|dem|nicht|ist|mit|für|auf|wir|uns|ein|eine[nrms]?|dich|dir|zu|bitte|danke|auch|noch" +
        "|kann|kannst|gerne?|vom|zum|zur|um|hallo|liebe[rs]?|wer" +
        "|mein|meine|sind|bis|dann|bei|aus|aber|nur|moin|nee|nein|kein|keine|alle|euch|du|wie|habe?|sich|im|oder|wenn|ja|nix" +
        "|heute|es|er|sie|wo|von|nach|seit|wieder|jetzt|mal|schon)(?!\\p{L})",
    "giu"
);
const englishWords =
    /(?<!\p{L})(?:the|and|is|of|to|you|it|for|with|that|this|we|my|not|but|on|are|be|at|a|i|in|your|please|thanks?)(?!\p{L})/giu;
const title = /(?:^|[^\p{L}])(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|familie|firma)\.?\s+$/iu;
const reporting = pattern("u")`
    ^(?:\s+(?:said|says|asked|told|wants|mentioned|thinks|suggested|called|wrote|sends|rang|reckons|sagt|sagte
    |meint|schrieb|fragt|fragte)(?!\p{L})|['’]s\s+(?!(?:a|the|been|not|just|me|it|only|all|so|very)
    (?!\p{L}))\p{L})`;
const opener = /(?:^|[.!?:;…\n]["'”’)\]]*\s*|["“„«([•*>–—]\s*|\n\s*-\s*|^\s*-\s*)$/u;
/** not a sentence's end */
const abbreviation = /(?:^|[^\p{L}])(?:mr|mrs|ms|dr|prof|st|no|vs|hr|fr|bzw|ca)\.\s*$/iu;

/**
 * Words that look like names, neighbours joined, outside the spans in `taken`.
 * @param context what the text was written from: indicates the language of a text that is too short
 */
export function namesOf(text: string, taken: readonly Fact[], context = ""): readonly Fact[] {
    const words = wordsAt(text, taken);
    const german = isGerman(text, context);
    const framed = framePositions(text);
    const elsewhere = new Set(
        words.filter((word) => word.isCapital && !word.isInitial && !german && !isShouted(word)).map(({folded}) => folded)
    );
    const titled = titleSpans(text);
    const names = words.filter((word) => {
        if (capitalisedWords.has(word.folded) || word.folded === "i" || /^I['’]/u.test(word.text))
            return framed.some(([from, to]) => word.from >= from && word.to <= to && isInitialLetter(word, text));
        if (framed.some(([from, to]) => word.from >= from && word.to <= to)) return true;
        if (
            firstNames.has(word.folded) ||
            places.has(word.folded) ||
            (firstNames.has(word.folded.replace(/s$/, "")) && word.isCapital && german)
        )
            return true;
        if (title.test(text.slice(Math.max(0, word.from - 12), word.from)) && (word.isCapital || !isEveryday(word.folded))) return true;
        if (!word.isCapital || isShouted(word) || isEveryday(word.folded)) return false;
        if (german || titled.some(([from, to]) => word.from >= from && word.to <= to)) return false;
        return (
            !word.isInitial ||
            elsewhere.has(word.folded) ||
            reporting.test(text.slice(word.from + word.text.replace(/['’]s?$/u, "").length, word.to + 24))
        );
    });
    return joined(names, text);
}

/** Every word of a source, folded, that a name in a draft may come from. */
export function sourceWords(text: string): ReadonlySet<string> {
    const folded = (text.match(/\p{L}[\p{L}'’]*/gu) ?? []).map(foldName);
    // "Juergen" is Jürgen
    return new Set([...folded, ...folded.map((word) => word.replace(/s$/, "")), ...folded.map((word) => word.replace(/([aou])e/g, "$1"))]);
}

/** Whether each part of a name is in the sources, ignoring endings, accents and short forms ("Chris" of "Christopher"). */
export function isKnownName(name: string, known: ReadonlySet<string>): boolean {
    return (name.match(/\p{L}[\p{L}'’]*/gu) ?? []).every((part) => {
        const folded = foldName(part);
        if (known.has(folded) || known.has(folded.replace(/s$/, "")) || (capitalisedWords.has(folded) && folded.length > 1)) return true;
        return (
            folded.length >= 3 &&
            [...known].some(
                (word) =>
                    (word.length >= folded.length + 3 && word.startsWith(folded)) ||
                    (word.length >= 3 && folded.length >= word.length + 3 && folded.startsWith(word))
            )
        );
    });
}

function wordsAt(text: string, taken: readonly Fact[]): readonly Word[] {
    return [...text.matchAll(/(?<!\p{N})\p{L}[\p{L}\p{M}]*(?:['’]\p{L}*)?/gu)].flatMap((match): Word[] => {
        const from = match.index;
        const to = from + match[0].length;
        if (taken.some((fact) => from < fact.to && to > fact.from)) return [];
        const before = text.slice(Math.max(0, from - 16), from);
        return [
            {
                text: match[0],
                from,
                to,
                folded: foldName(match[0]),
                isCapital: /^\p{Lu}/u.test(match[0]),
                isInitial: from === 0 || before.trim() === "" || (opener.test(before) && !abbreviation.test(before))
            }
        ];
    });
}

/** Words of a greeting that are not names. */
const addressing = new Set(
    (
        "mate mates lads guys folks darling darlings love dears sweetheart honey buddy pal team friends colleagues neighbours " +
        "neighbors tenants parents members customers " +
        "ciao bonjour howdy alright ahoy hola salut servus moin gruezi gruss wonderful dearest"
    ).split(" ")
);

/** Positions where only names occur: after a greeting's first word, and in a sign-off. */
function framePositions(text: string): readonly (readonly [number, number])[] {
    const {greeting, signOff} = splitLetter(text);
    const spans: [number, number][] = [];
    if (greeting !== null) {
        const at = text.indexOf(greeting);
        const words = [...greeting.matchAll(/\p{L}[\p{L}'’-]*/gu)];
        for (const [index, match] of words.entries()) {
            const folded = foldName(match[0]);
            // the first word of a longer greeting is a greeting ("Howdy Denise"), unless it is a first name itself ("Denise, Tom")
            if (
                capitalisedWords.has(folded) ||
                isEveryday(folded) ||
                addressing.has(folded) ||
                (index === 0 && words.length > 1 && !firstNames.has(folded))
            )
                continue;
            spans.push([at + match.index, at + match.index + match[0].length]);
        }
    }
    if (signOff !== null) {
        const at = text.lastIndexOf(signOff);
        const name = /(?:^[–—-]{1,2}\s*|\n\s*[–—-]?\s*|^)(\p{L}[\p{L}.'’-]*(?:\s\p{L}[\p{L}.'’-]*)?)[.!]?$/u.exec(signOff)?.[1];
        if (
            name !== undefined &&
            (signOff.includes("\n") || /^[–—-]/.test(signOff) || (!/\s/.test(name) && !capitalisedWords.has(foldName(name))))
        ) {
            spans.push([at + signOff.lastIndexOf(name), at + signOff.lastIndexOf(name) + name.length]);
        }
    }
    return spans;
}

/** "I" below a letter is an initial, inside it a pronoun. */
function isInitialLetter(word: Word, text: string): boolean {
    return word.text.length === 1 && text.slice(word.to).trim().length <= 1;
}

function isShouted(word: Word): boolean {
    return /^\p{Lu}{2,}$/u.test(word.text) && isEveryday(word.folded);
}

/** Lines in which most longer words are capitalised: there a capital indicates nothing. */
function titleSpans(text: string): readonly (readonly [number, number])[] {
    let at = 0;
    return text.split("\n").flatMap((line): (readonly [number, number])[] => {
        const from = at;
        at += line.length + 1;
        const long = line.match(/\p{L}{4,}/gu) ?? [];
        const capital = long.filter((word) => /^\p{Lu}/u.test(word));
        return long.length >= 4 && capital.length > 0.6 * long.length ? [[from, from + line.length]] : [];
    });
}

/** English, German or, from six words without a frequent word of either, another language. Without any indication: English. */
export function writtenLanguage(text: string): "en" | "de" | "other" {
    if (isGerman(text, "")) return "de";
    const words = text.match(/\p{L}+/gu)?.length ?? 0;
    return words >= 6 && (text.match(englishWords) ?? []).length === 0 ? "other" : "en";
}

function isGerman(text: string, context: string): boolean {
    const lead = (part: string) => (part.match(germanWords)?.length ?? 0) - (part.match(englishWords)?.length ?? 0);
    const own = lead(text);
    return own > 1 || (own >= 0 && lead(context) > 0);
}

function joined(words: readonly Word[], text: string): readonly Fact[] {
    const names: Fact[] = [];
    for (const word of words) {
        const last = names.at(-1);
        const plain = word.text.replace(/['’]s?$/u, "");
        const to = word.from + plain.length;
        if (last !== undefined && /^[ -]$/.test(text.slice(last.to, word.from)))
            names[names.length - 1] = {...last, text: text.slice(last.from, to), to};
        else names.push({kind: "name", text: plain, from: word.from, to});
    }
    return names;
}
