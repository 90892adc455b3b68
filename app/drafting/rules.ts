/*
 * The user's explicit rules, written as sentences. They outrank the learned voice: what can be mended in the text is mended, what
 * cannot is named as broken. A sentence that is not understood binds only models that follow instructions.
 */

/** One rule as the program can hold it. */
interface Rule {
    /** the user's own words */
    readonly sentence: string;
    readonly breaks: (text: string) => boolean;
    /** the text with the rule kept; may leave it broken where no mending is safe */
    readonly mend: (text: string) => string;
    /** characters to replace while the text still streams */
    readonly characters: ReadonlyMap<string, string>;
}

interface RuleForm {
    readonly asks: RegExp;
    readonly pattern: RegExp;
    readonly replace: (text: string) => string;
    readonly characters?: readonly (readonly [string, string])[];
}

const forbids = /\b(?:never|no|not|don['’]?t|do not|avoid|without|stop|nie(?:mals)?|kein[ens]*|ohne|nicht|vermeide)(?!\p{L})/iu;

const emoji = /\s?(?:\p{Extended_Pictographic}\uFE0F?(?:\u200D\p{Extended_Pictographic}\uFE0F?)*|[:;]-?[)(DP](?=\s|$))/gu;

/** stands where a dash went, until the white space around it has gone too */
const dashGone = "\u0001";
const spaceBeforeDash = new RegExp(`(?<!\\s)\\s+(?=${dashGone})`, "g"), dashAndSpace = new RegExp(`${dashGone}\\s*`, "g");

const forms: readonly RuleForm[] = [
    {
        asks: /exclamation|ausrufezeichen|["'“„]!["'”“]/iu, pattern: /!/, characters: [["!", "."]],
        replace: (text) => text.replace(/(?<!!)!*\?[!?]*|\?!+/g, "?").replace(/!+/g, "."),
    },
    {
        asks: /em[- ]?dash|\bdash|gedankenstrich|["'“„][–—]["'”“]/iu, pattern: /[–—]|(?<=\s)--(?=\s)/, characters: [["—", ","], ["–", ","]],
        replace: (text) => text.replace(/^[–—]\s*/gm, "").replace(/(?<=\d)[–—](?=\d)/g, "-")
            .replace(/[–—]|(?<=\s)--(?=\s)/g, dashGone).replace(spaceBeforeDash, "").replace(dashAndSpace, ", "),
    },
    {asks: /emoji|emoticon|smiley/iu, pattern: new RegExp(emoji.source, "u"), replace: (text) => text.replace(emoji, "")},
    {asks: /semicolon|strichpunkt|semikolon/iu, pattern: /;/, characters: [[";", ","]], replace: (text) => text.replaceAll(";", ",")},
    {asks: /ellips|three dots|auslassungspunkte/iu, pattern: /…|\.{3}/, characters: [["…", "."]], replace: (text) => text.replace(/…|\.{3,}/g, ".")},
    {
        asks: /contraction/iu, pattern: /\p{L}n['’]t(?!\p{L})|\p{L}['’](?:re|ve|ll|m)(?!\p{L})/iu,
        replace: (text) => expandContractions(text),
    },
    {
        asks: /(?:all|block|full)[- ]?cap|upper[- ]?case|shout|großbuchstaben|capitals/iu, pattern: /(?<!\p{L})\p{Lu}{5,}(?!\p{L})/u,
        replace: (text) => text.replace(/(?<!\p{L})\p{Lu}{5,}(?!\p{L})/gu, (word) => word.charAt(0) + word.slice(1).toLowerCase()),
    },
    {asks: /question mark|fragezeichen/iu, pattern: /\?/, characters: [["?", "."]], replace: (text) => text.replace(/\?+/g, ".")},
];

/** The sentences among `rules` that a text breaks. */
export function brokenRules(text: string, rules: readonly string[]): readonly string[] {
    return [...new Set(understood(rules).filter((rule) => rule.breaks(text)).map(({sentence}) => sentence))];
}

/** The text with every rule kept that can be kept without rewriting. */
export function keepRules(text: string, rules: readonly string[]): string {
    return understood(rules).reduce((kept, rule) => rule.mend(kept), text);
}

/** What can be kept while a text streams, character by character; the end of the draft brings the rest. */
export function streamRules(rules: readonly string[]): (piece: string) => string {
    const characters = new Map(understood(rules).flatMap((rule) => [...rule.characters]));
    return (piece) => (characters.size === 0 ? piece : Array.from(piece, (character) => characters.get(character) ?? character).join(""));
}

/** Is the sentence one that the program can hold itself? */
export function isUnderstood(sentence: string): boolean {
    return understood([sentence]).length > 0;
}

function understood(sentences: readonly string[]): readonly Rule[] {
    return sentences.flatMap((sentence) => {
        if (!forbids.test(sentence)) return [];
        const marks = forms.filter(({asks}) => asks.test(sentence)).map((form): Rule => ({
            sentence, breaks: (text) => form.pattern.test(text), mend: form.replace, characters: new Map(form.characters ?? []),
        }));
        return marks.length > 0 ? marks : quotedPhrases(sentence).map((phrase) => phraseRule(sentence, phrase));
    });
}

/** characters; what is longer is no phrase, and too long for a pattern */
const longestPhrase = 200;

/** Never use "synergy" or 'touch base': what stands in quotation marks is not to be written. */
function quotedPhrases(sentence: string): readonly string[] {
    return [...sentence.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|(?<!\p{L})['‘‚]([^'’‘‚]+)['’‘](?!\p{L})/gu)].map((match) => (match[1] ?? match[2] ?? "").trim())
        .filter((phrase) => phrase !== "" && phrase.length <= longestPhrase);
}

function phraseRule(sentence: string, phrase: string): Rule {
    const source = `(?<![\\p{L}\\p{N}])${phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+")}(?![\\p{L}\\p{N}])`;
    return {
        sentence,
        breaks: (text) => new RegExp(source, "iu").test(text),
        mend: (text) => tidyGaps(text.replace(new RegExp(`${source}[ \\t]?`, "giu"), "")),
        characters: new Map(),
    };
}

/** After words were taken out: no doubled spaces or commas, no space before a full stop, a capital at a sentence's start. */
function tidyGaps(text: string): string {
    return text.replace(/[ \t]{2,}/g, " ").replace(/,\s*,/g, ",").replace(/([.!?])\s*,\s*/g, "$1 ").replace(/(?<![ \t])[ \t]+(?=[,.!?;:])/g, "").replace(/^[ \t,]+/gm, "")
        .replace(/(^|[.!?]\s+)(\p{Ll})/gu, (match, before: string, letter: string) => (text.startsWith(match) ? match : before + letter.toUpperCase()));
}

const longForms: readonly (readonly [RegExp, string])[] = [
    [/\bwon['’]t\b/gi, "will not"], [/\bcan['’]t\b/gi, "cannot"], [/\bshan['’]t\b/gi, "shall not"], [/n['’]t\b/gi, " not"],
    [/['’]re\b/gi, " are"], [/['’]ve\b/gi, " have"], [/['’]ll\b/gi, " will"], [/\bI['’]m\b/g, "I am"], [/\bi['’]m\b/g, "i am"],
    [/\b(it|that|there|here|he|she|what|who|where)['’]s\b/gi, "$1 is"], [/\blet['’]s\b/gi, "let us"],
];

/** don't → do not, and so on; the first letter's case is kept. */
export function expandContractions(text: string): string {
    return longForms.reduce((expanded, [pattern, long]) => expanded.replace(pattern, (match: string, ...groups: unknown[]) => {
        const plain = typeof groups[0] === "string" ? long.replace("$1", groups[0]) : long;
        return /^\p{Lu}/u.test(match) && /^\p{Ll}/u.test(plain) ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain;
    }), text);
}
