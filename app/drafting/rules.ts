import {countRules} from "./rules/counts.ts";
import {markRules} from "./rules/marks.ts";
import {phraseRules} from "./rules/phrases.ts";
import {forbids, rule, type Rule} from "./rules/rule.ts";
import {otherSpelling, spelled, type SpellingVariant} from "../text/spelling.ts";

export {expandContractions} from "./rules/contractions.ts";

/*
 * The user's explicit rules, written as sentences. They outrank the learned voice: what can be fixed in the text is fixed, what cannot is
 * reported as broken. A sentence that is not understood affects only models that follow instructions.
 */

/** characters; a longer sentence is not a rule but a text */
const longestRule = 500;

/** The rules that a text breaks. */
export function brokenRules(text: string, rules: readonly string[]): readonly string[] {
    return [
        ...new Set(
            understood(rules)
                .filter((each) => each.breaks(text))
                .map(({sentence}) => sentence)
        )
    ];
}

/** The text with every rule applied that can be without removing content; `brokenRules` reports the rest. */
export function keepRules(text: string, rules: readonly string[]): string {
    return understood(rules).reduce((kept, each) => (each.breaks(kept) ? each.mend(kept) : kept), text);
}

/** Rules that can be applied while a text streams, character by character; the end of the draft applies the rest. */
export function streamRules(rules: readonly string[]): (piece: string) => string {
    const characters = new Map(understood(rules).flatMap((each) => [...each.characters]));
    return (piece) => (characters.size === 0 ? piece : Array.from(piece, (character) => characters.get(character) ?? character).join(""));
}

/** Whether the program checks this rule itself. */
export function isUnderstood(sentence: string): boolean {
    return understood([sentence]).length > 0;
}

function understood(sentences: readonly string[]): readonly Rule[] {
    return sentences.flatMap((sentence) => {
        if (sentence.length > longestRule) return [];
        for (const rulesOf of [spellingRules, countRules, markRules, phraseRules]) {
            const rules = rulesOf(sentence);
            if (rules.length > 0) return rules;
        }
        return [];
    });
}

/** "British spelling", "no American spellings", "amerikanische Schreibweise" */
function spellingRules(sentence: string): readonly Rule[] {
    if (!/spell|orthograph|schreibweise|rechtschreibung|(?:british|american|us|uk) english/iu.test(sentence)) return [];
    const british = /(?<!\p{L})(?:british|uk|english \(uk\)|britisch\p{L}*)(?!\p{L})/iu.test(sentence);
    const american = /(?<!\p{L})(?:american|us|amerikanisch\p{L}*)(?!\p{L})/iu.test(sentence);
    if (!british && !american) return [];
    const named =
        british && american
            ? sentence.search(/brit|uk/iu) < sentence.search(/americ|amerik|(?<!\p{L})us(?!\p{L})/iu)
                ? "british"
                : "american"
            : british
              ? "british"
              : "american";
    const variant: SpellingVariant =
        forbids.test(sentence) && british !== american ? (named === "british" ? "american" : "british") : named;
    return [
        rule(
            sentence,
            (text) => otherSpelling(text, variant).length > 0,
            (text) => spelled(text, variant)
        )
    ];
}
