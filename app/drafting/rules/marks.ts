import {splitLetter} from "../../persona/letter.ts";
import {expandContractions} from "./contractions.ts";
import {forbids, rule, type Rule} from "./rule.ts";
import {pattern} from "../../text/pattern.ts";

/*
 * Rules that forbid a mark, a form or a part of the letter: "no commas", "keine Ausrufezeichen", "never a capital".
 */

interface MarkForm {
    readonly asks: RegExp;
    readonly pattern: RegExp;
    /** null: a fix would change the content, so it is only flagged */
    readonly replace: ((text: string) => string) | null;
    readonly characters?: readonly (readonly [string, string])[];
}

const emoji = /\s?(?:\p{Extended_Pictographic}\uFE0F?(?:\u200D\p{Extended_Pictographic}\uFE0F?)*|[:;]-?[)(DP](?=\s|$))/gu;
const allCapitals = /(?<!\p{L})\p{Lu}{5,}(?!\p{L})/u;
const listMark = /^[ \t]*(?:[-–*•]|\d{1,2}[.)])[ \t]+(?=\S)/gm;

/** placeholder for a removed dash until the white space around it is removed too */
const dashGone = "\u0001";
const spaceBeforeDash = new RegExp(`(?<!\\s)\\s+(?=${dashGone})`, "g"),
    dashAndSpace = new RegExp(`${dashGone}\\s*`, "g");

const forms: readonly MarkForm[] = [
    {
        asks: /exclamation|ausrufezeichen|["'“„‘‚«]!["'”“’‘»]/iu,
        pattern: /!/,
        characters: [["!", "."]],
        replace: (text) => text.replace(/(?<!!)!*\?[!?]*|\?!+/g, "?").replace(/!+/g, ".")
    },
    {
        asks: /em[- ]?dash|(?<!\p{L})dash|gedankenstrich|["'“„‘‚«][–—]["'”“’‘»]/iu,
        pattern: /[–—]|(?<=\s)--(?=\s)/,
        characters: [
            ["—", ","],
            ["–", ","]
        ],
        replace: (text) =>
            text
                .replace(/^[–—]\s*/gm, "")
                .replace(/(?<=\d)[–—](?=\d)/g, "-")
                .replace(/[–—]|(?<=\s)--(?=\s)/g, dashGone)
                .replace(spaceBeforeDash, "")
                .replace(dashAndSpace, ", ")
    },
    {asks: /emoji|emoticon|smiley/iu, pattern: new RegExp(emoji.source, "u"), replace: (text) => text.replace(emoji, "")},
    {asks: /semi[- ]?colon|strichpunkt|semikolon/iu, pattern: /;/, characters: [[";", ","]], replace: (text) => text.replaceAll(";", ",")},
    {
        asks: /ellips|three dots|auslassungspunkte|drei punkte/iu,
        pattern: /…|\.{3}/,
        characters: [["…", "."]],
        replace: (text) => text.replace(/…|\.{3,}/g, ".")
    },
    {
        asks: /contraction|verkürzung/iu,
        pattern: /\p{L}n['’]t(?!\p{L})|\p{L}['’](?:re|ve|ll|m)(?!\p{L})/iu,
        replace: (text) => expandContractions(text)
    },
    {
        asks: /(?:all|block|full)[- ]?cap|shout|ganz(?:e wörter)? (?:in )?großbuchstaben/iu,
        pattern: allCapitals,
        replace: (text) => text.replace(new RegExp(allCapitals.source, "gu"), (word) => word.charAt(0) + word.slice(1).toLowerCase())
    },
    {asks: /question mark|fragezeichen/iu, pattern: /\?/, characters: [["?", "."]], replace: (text) => text.replace(/\?+/g, ".")},
    {
        asks: pattern("iu")`
            (?<!\p{L})(?:no|without|avoid|never (?:ask|use|write)|don['’]?t (?:ask|use|write)|skip|keine|ohne
            |vermeide) (?:any )?(?:questions?(?!\p{L}| ?mark)|fragen(?!\p{L}))`,
        pattern: /\?/,
        replace: null
    },
    {
        asks: /(?<!semi)(?<!\p{L})commas?(?!\p{L})|(?<!\p{L})kommas?(?!\p{L})|["'“„‘‚«],["'”“’‘»]/iu,
        pattern: /,(?!\d)/,
        replace: withoutCommas
    },
    {asks: /(?<!\p{L}|semi[- ])colons?(?!\p{L})|doppelpunkt/iu, pattern: /:(?=\s|$)/m, replace: null},
    {asks: /bracket|parenthes|klammer/iu, pattern: /[()[\]]/, replace: null},
    {asks: /(?<!\p{L})(?:digits|numerals|numbers)(?!\p{L})|(?<!\p{L})ziffern|(?<!\p{L})zahlen(?!\p{L})/iu, pattern: /\d/, replace: null},
    {asks: /(?<!\p{L})(?:links?|urls?)(?!\p{L})/iu, pattern: /https?:\/\/|www\./i, replace: null},
    {
        asks: /bullet|(?<!\p{L})lists?(?!\p{L})|aufzählung|spiegelstrich/iu,
        pattern: new RegExp(listMark.source, "m"),
        replace: (text) => text.replace(listMark, "")
    }
];

const noCapitals = pattern("iu")`
    (?<!all[- ]|block |full )(?<!\p{L})(?:capitals?|capital letters?|capitali[sz]e|upper[- ]?case|caps
    |großbuchstaben|großschreibung)(?!\p{L})`;
const smallOnly = pattern("iu")`
    (?<!\p{L})(?:(?:all|only|always|everything|just|entirely) (?:in )?lower[- ]?case|lower[- ]?case (?:only
    |always|throughout|letters|everything)|(?:write|keep|use|be)(?: \p{L}+)? (?:in )?lower[- ]?case
    |^lower[- ]?case|alles klein(?:schreiben|geschrieben)?|(?:immer|nur|durchgehend) klein(?:buchstaben
    |schreiben|geschrieben)?|kleinschreibung|nur kleinbuchstaben)(?!\p{L})`;
const links = /(?:https?:\/\/|www\.)\S+|\S+@\S+/giu;

/** The rules on marks and forms in one sentence. */
export function markRules(sentence: string): readonly Rule[] {
    if (
        smallOnly.test(sentence) &&
        !/(?<!\p{L})(?:no|never|not|don['’]?t|avoid|kein\p{L}*|nie(?:mals)?|nicht) (?:\p{L}+ ){0,2}(?:lower|klein)/iu.test(sentence)
    )
        return [smallLetters(sentence)];
    if (!forbids.test(sentence)) return [];
    if (noCapitals.test(sentence) && !/(?<!\p{L})(?:all|block|full)[- ]?cap|shout|ganz/iu.test(sentence)) return [smallLetters(sentence)];
    return [
        ...frameRules(sentence),
        ...forms
            .filter(({asks}) => asks.test(sentence))
            .map((form) => rule(sentence, (text) => form.pattern.test(text), form.replace ?? undefined, new Map(form.characters ?? [])))
    ];
}

function smallLetters(sentence: string): Rule {
    const capitals = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ", (letter) => [letter, letter.toLowerCase()] as const);
    return rule(
        sentence,
        (text) => /\p{Lu}/u.test(text.replace(links, "")),
        (text) => outsideLinks(text, (part) => part.toLowerCase()),
        new Map(capitals)
    );
}

function outsideLinks(text: string, change: (part: string) => string): string {
    let changed = "",
        at = 0;
    for (const match of text.matchAll(links)) {
        changed += change(text.slice(at, match.index)) + match[0];
        at = match.index + match[0].length;
    }
    return changed + change(text.slice(at));
}

const noGreeting = pattern("iu")`
    (?<!\p{L})(?:no|never|without|skip|omit|kein\p{L}*|ohne|nie|don['’]?t
    |leave out) (?:use |write |an? |any |eine? )?(?:greetings?|greet|salutations?|anrede|begrüßung)(?!\p{L})`;

const noSignOff = pattern("iu")`
    (?<!\p{L})(?:no|never|without|skip|omit|kein\p{L}*|ohne|nie|don['’]?t
    |leave out) (?:use |write |an? |any |eine? )?(?:sign[- ]?offs?|sign|signature|closing|grußformel|gruß
    |unterschrift)(?!\p{L})(?! (?:with|as|mit))`;

/** "no greeting", "never sign off". A greeting is removed; other content of a first or last line stays. */
function frameRules(sentence: string): readonly Rule[] {
    const rules: Rule[] = [];
    if (noGreeting.test(sentence)) {
        rules.push(
            rule(
                sentence,
                (text) => splitLetter(text).greeting !== null,
                (text) => {
                    const {greeting} = splitLetter(text);
                    return greeting === null ? text : text.trimStart().slice(greeting.length).trimStart();
                }
            )
        );
    }
    if (noSignOff.test(sentence) && !/["“„«‘‚]/u.test(sentence)) {
        rules.push(
            rule(
                sentence,
                (text) => splitLetter(text).signOff !== null,
                (text) => {
                    const {signOff} = splitLetter(text);
                    return signOff === null ? text : text.trimEnd().slice(0, -signOff.length).trimEnd();
                }
            )
        );
    }
    return rules;
}

/** Removes commas where the words are readable without; in lists "and" replaces them. */
function withoutCommas(text: string): string {
    const joint = /(?<!\p{L})(?:und|ich|nicht|der|die|das)(?!\p{L})/iu.test(text) ? " und " : " and ";
    return text
        .replace(/,(?=[ \t]*$)/gm, "")
        .replace(/,(?=\s+(?:and|but|or|so|because|und|oder|aber|sondern|denn)(?!\p{L}))/giu, "")
        .replace(/(?<=(?:^|\s)[\p{L}\p{N}'’-]{1,30}), (?=[\p{L}\p{N}'’-]{1,30}(?:,| and | und | or | oder ))/gu, joint)
        .replace(/,(?!\d)/g, "");
}
