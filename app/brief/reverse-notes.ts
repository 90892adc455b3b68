import {fillers, keptInPhrases, noteRules, smallWords} from "./note-rules.ts";
import {pattern} from "../text/pattern.ts";

/*
 * Notes that would have led to a text: what its author could have told an assistant to get it. Used for examples in prompts, for training
 * on the user's own history, and by the lab. "Reverse instructions" as in Panza (arXiv 2407.10994), by rules instead of by a model.
 */

/**
 * `asked`: as said to an assistant ("ask them to …"); `phrase`: the same without articles and auxiliaries; `keywords`: content words only;
 * `clause`: the sentence's own words.
 */
export type NoteStyle = "asked" | "phrase" | "keywords" | "clause";

export interface NoteOptions {
    /** one style for the whole text; default `asked` */
    readonly style?: NoteStyle;
    /** the recipient's name: notes then say "ask Tom to …" as well as "ask them to …" */
    readonly name?: string | null;
    /** uniform numbers from 0 to 1, which choose among wordings; default: always the first */
    readonly random?: () => number;
}

/** The sentences of a letter's body, trimmed; a line break inside a paragraph does not end a sentence. */
export function sentencesIn(body: string): readonly string[] {
    return body
        .split(/\n\s*\n/)
        .flatMap((paragraph) =>
            paragraph
                .replace(/\s*\n\s*/g, " ")
                .trim()
                .split(sentenceEnd)
        )
        .map((sentence) => sentence.trim())
        .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/**
 * after ". ! ?" and a space, except after an abbreviation or an initial; before any letter or digit, as some people never write a capital
 */
const sentenceEnd =
    /(?<=[.!?…]["”’)]?)(?<!\b(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|prof|st|no|approx|dept|inc|co|[a-z])\.)\s+(?=["“(]?[\p{L}\p{N}<])/iu;

/** One note for each sentence of a body that has content. */
export function reverseNotes(body: string, options: NoteOptions = {}): readonly string[] {
    return sentencesIn(body).flatMap((sentence) => noteOf(sentence, options) ?? []);
}

/** The note for one sentence, or null for one that is only politeness. */
export function noteOf(sentence: string, {style = "asked", name = null, random = first}: NoteOptions = {}): string | null {
    const said = sentence.trim().replace(fillers, "");
    if (!/[\p{L}\p{N}]/u.test(said) || emptyPhrases.test(said)) return null;
    if (style === "clause") return tidy(lowerFirst(said));
    const note = named(tidy(asNote(said, random)), name, random);
    if (style === "asked") return note;
    const short = telegraphic(note, style);
    return tidy(style === "keywords" ? short.replace(/^(?:say|tell them|mention|note) (?:I |we )?/u, "") : short);
}

/** A note without articles and auxiliaries; `keywords`: without any small words. */
export function telegraphic(note: string, style: "phrase" | "keywords" = "phrase"): string {
    const kept = note.split(" ").filter((word, index) => {
        const bare = word.toLowerCase().replace(/[^\p{L}]/gu, "");
        return !smallWords.has(bare) || (style === "phrase" && (index === 0 || keptInPhrases.has(bare)));
    });
    return kept.length === 0 ? note : kept.join(" ");
}

/** Sentences that a letter may contain or not, whatever its notes. */
const emptyPhrases = pattern("iu")`
    ^(?:(?:I )?hope (?:this|that|it) helps?|hope (?:you are|you're) (?:doing )?well|how are you(?: doing)?|hth
    |fyi|you're welcome|no problem|just my (?:2|two) cents)[.!?\s]*$`;

function asNote(sentence: string, random: () => number): string {
    for (const {pattern, notes, verbFirst} of noteRules) {
        const match = pattern.exec(sentence);
        if (match === null) continue;
        const template = pick(notes, random);
        const groups = match.map((group) => lowerFirst(fromWritersSide(group ?? "")));
        if (verbFirst === true && groups[1] !== undefined) groups[1] = groups[1].charAt(0).toLowerCase() + groups[1].slice(1);
        return template.replace(
            /\$(\d)/g,
            (_, index: string) => (index === "0" ? groups[0]?.replace(/[?\s]+$/u, "") : groups[Number(index)]) ?? ""
        );
    }
    const statement = lowerFirst(fromWritersSide(sentence));
    const templates = /^I(?:'| |$)/u.test(statement)
        ? ["say $", "tell them $", "$", "mention that $"]
        : ["tell them $", "say that $", "$", "say $", "mention that $", "let them know $"];
    return pick(templates, random).replace("$", () => statement);
}

const youAsObject = pattern("giu")`
    \byou\b(?=[.,;:!?)]|$|\s+(?:to|for|with|at|on|in|about|and|by|the|a|an|my|our|some|this|that|all|again|soon
    |tomorrow|today|know|as|if|when|is|are|was|were)\b)`;

/** Converts what is said to "you" to a statement about "them". */
export function fromWritersSide(text: string): string {
    return text
        .replace(/\b(you)r(s?)\b(?!')/giu, (_, __, plural: string) => (plural === "" ? "their" : "theirs"))
        .replace(/\byourself\b|\byourselves\b/giu, "themselves")
        .replace(/\byou(?=['’](?:re|ve|ll|d)\b)/giu, "they")
        .replace(/\b(let|letting|lets|help|helping|make|making|makes|made|see|seeing|hear)(\s+)you\b/giu, "$1$2them")
        .replace(objectYou, "$1them")
        .replace(youAsObject, (word, offset: number, whole: string) =>
            /^\s+(?:know|are|were)\b/iu.test(whole.slice(offset + word.length)) || isClauseStart(whole, offset) ? "they" : "them"
        )
        .replace(/\byou\b/giu, "they");
}

/** "you" behind a preposition or a verb that takes a person */
const objectYou = new RegExp(
    "\\b((?:to|for|with|from|of|about|by|at|on|between|behind|like|than|send|sent|give|gave|given|tell|told|let|help|helped|see" +
        "|seen|saw|thank|ask|asked|show|" +
        "call|called|meet|met|contact|email|e-mail|remind|wish|forward|forwarded|join|owe|get|got|bring|brought|keep|kept|pay" +
        "|paid|offer|offered|teach|allow|want|need|miss|love|invite|" +
        "invited|cc|copy|bother|disturb|update|inform|assure|hear|heard|find|found|reach|visit|pick|advise|give|lend|buy|make" +
        "|made|drive|trust|refer|provide|provided|hope)\\s+)you\\b" +
        "(?!\\s+(?:can|could|will|would|have|had|do|did|don't|are|were|want|need|like|find|know|get|see|think|should|might|may" +
        "|must|use|got|made)\\b)",
    "giu"
);

const clauseOpening = pattern("iu")`
    (?:^|[,;:.(]\s*|\b(?:that|if|when|what|how|where|why|who|which|whether|because|as|and|but|or|while|until
    |unless|since|so|think|hope|believe|sure|know)\s+)$`;

function isClauseStart(text: string, offset: number): boolean {
    return clauseOpening.test(text.slice(Math.max(0, offset - 24), offset));
}

/** Replaces "them" directly after the first verb by a name, "him" or "her", as people use all of them. */
function named(note: string, name: string | null, random: () => number): string {
    if (name === null || !/^(?:ask|tell|thank|congratulate|wish|give) them\b/u.test(note)) return note;
    const chance = random();
    if (chance < 0.45) return note;
    const word = chance < 0.75 ? name : chance < 0.88 ? "her" : "him";
    return note.replace("them", word);
}

function tidy(note: string): string {
    return note
        .replace(/\s+/g, " ")
        .replace(/\s+([,.;:!?])/g, "$1")
        .replace(/[;\s]*[.!…;,:]+\s*$/u, "")
        .replace(/;/g, ",")
        .trim();
}

/** Lower-case first letter, except for "I" and words that look like a name or an acronym. */
function lowerFirst(text: string): string {
    return /^(?:I\b|\p{Lu}{2}|\p{Lu}\p{L}*\s+\p{Lu})/u.test(text) || !startsOrdinary.test(text)
        ? text
        : text.charAt(0).toLowerCase() + text.slice(1);
}

/** words at the beginning of a sentence that are not names */
const startsOrdinary = new RegExp(
    "^(?:the|a|an|this|that|these|those|it|its|there|here|we|our|my|they|their|he|she|his|her|you|your|if|when|what|where|why" +
        "|how|who|which|as|at|in|on|" +
        "for|from|to|of|with|without|by|after|before|since|until|while|because|although|though|one|two|three|some|any|all|both" +
        "|each|most|many|more|no|not|nothing|" +
        "everything|something|please|thanks|thank|sorry|let|can|could|would|will|should|is|are|was|were|do|does|did|have|has" +
        "|had|yes|ok|sure|just|also|only|maybe|" +
        "perhaps|hope|hopefully|looking|attached|enclosed|now|then|so|but|and|or|once|see|try|use|using|make|take|give|get|good" +
        "|great|nice|happy|glad|don't|doesn't|" +
        "didn't|isn't|can't|won't|it's|that's|there's|what's|let's|they're|we're|you're|we'll|you'll|we've|you've)\\b",
    "iu"
);

function pick<T>(values: readonly T[], random: () => number): T {
    return values[Math.min(values.length - 1, Math.floor(random() * values.length))] as T;
}

function first(): number {
    return 0;
}
