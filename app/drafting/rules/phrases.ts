import {isEveryday} from "../../persona/favourites.ts";
import {closingPattern, hasPostscript, isSignOffLine, splitLetter} from "../../persona/letter.ts";
import {isNegated} from "../../text/negation.ts";
import {wordsOf} from "../../text/words.ts";
import {forbids, phraseSource, quotedPhrases, rule, tidyGaps, type Rule} from "./rule.ts";
import {pattern} from "../../text/pattern.ts";
import {capitalLike} from "../../text/capital.ts";

/* Rules on words: what is always said, never said, replaced by something else, and how a text begins, ends and is signed. */

const signs = pattern("iu")`
    (?<!\p{L})(?:sign(?:ed)?(?: off)?(?: (?:with|as|using|it))?|close with|unterschreibe?(?: (?:mit|als))?
    |signiere?(?: (?:mit|als))?|unterzeichne?(?: (?:mit|als))?)[\s:]+`;
const starts = pattern("iu")`
    (?<!\p{L})(?:start|begin|open|greet|beginne?|starte|fange?)(?: (?:every|each|all|the|jede\p{L}*|die|my|it
    |them|e-?mails?|letters?|texts?|repl(?:y|ies)|people|mails?)){0,4} (?:with|by saying|mit)[\s:]+`;
const ends = pattern("iu")`
    (?<!\p{L})(?:end|finish|conclude|ende|beende?|schließe?)(?: (?:every|each|all|the|jede\p{L}*|die|my|it
    |e-?mails?|letters?|texts?|repl(?:y|ies)|mails?)){0,4} (?:with|on|mit)[\s:]+`;
const includes = pattern("iu")`
    (?<!\p{L})(?:always|must|make sure to|immer|stets|jedes mal)(?!\p{L})|^\W*(?:please )?(?:mention|include
    |erwähne?|nenne?|bring up)(?!\p{L})`;
const saying = pattern("iu")`
    (?<!\p{L})(?:mention|include|say|write|bring up|use the words?|call it|erwähnen?|nennen?|nenne|sagen?|sag
    |schreiben?|schreib|benutze das wort|verwende das wort)\s+(?:the words?\s+|das wort\s+)?`;
const insteadOf = /(?<!\p{L})(?:instead of|rather than|not|and not|statt|anstatt|anstelle von|nicht|never)(?!\p{L})/iu;
/** what follows "mention" or "say" and is not a phrase to look for */
const vague = new Set(
    (
        "in like about more as to with what who how when where why that if on at long short hello goodbye name names greeting " +
        "thanks thank everything anything something nothing things too much it this them " +
        "number phone address date spelling words sentences politely formal formally briefly clearly my me your you reason " +
        "reasons price prices details next steps please mein meine ihr namen grund nichts alles etwas zu"
    ).split(" ")
);

/** The rules on words in one sentence. */
export function phraseRules(sentence: string): readonly Rule[] {
    const quoted = quotedPhrases(sentence);
    const bare = sentence.trim().replace(/[.!]+$/u, "");
    const exchange = exchangeRule(sentence, quoted);
    if (exchange !== null) return [exchange];
    const isForbidden = forbids.test(quoted.reduce((rest, phrase) => rest.replace(phrase, " "), sentence));
    for (const [asks, make] of [
        [signs, signRule],
        [starts, startRule],
        [ends, endRule]
    ] as const) {
        const match = asks.exec(sentence);
        if (match === null) continue;
        const phrase = quoted[0] ?? unquoted(bare.slice(match.index + match[0].length));
        if (phrase !== null && isForbidden) {
            const isClosing = make === signRule ? new RegExp(phraseSource(phrase), "iu") : null;
            return [
                rule(sentence, (text) => !make(sentence, phrase).breaks(text) || isClosing?.test(splitLetter(text).signOff ?? "") === true)
            ];
        }
        if (phrase !== null) return [make(sentence, phrase)];
        if (make === endRule && /question|frage/iu.test(bare))
            return [rule(sentence, (text) => /\?["'”’)\s]*$/u.test(splitLetter(text).body) === isForbidden)];
        return [];
    }
    if (quoted.length > 0 && isForbidden) return quoted.map((phrase) => absenceRule(sentence, phrase));
    if (quoted.length > 0)
        return includes.test(sentence) ||
            /^\W*(?:please )?(?:use|say|write|add|call \p{L}+|benutze?|verwende?|sag|schreibe?|füge?)(?!\p{L})/iu.test(sentence)
            ? quoted.map((phrase) => presenceRule(sentence, phrase))
            : [];
    const said = saying.exec(bare);
    if (said === null || !(isForbidden || includes.test(sentence))) return [];
    const phrase = bare
        .slice(said.index + said[0].length)
        .replace(/^(?:always|immer|stets)\s+/iu, "")
        .replace(/^(?:the|a|an|das|die|der|den|dem|ein|eine|einen)\s+/iu, "")
        .trim();
    const words = wordsOf(phrase.toLowerCase());
    if (words.length === 0 || words.length > 3 || words.some((word) => vague.has(word)) || /[,;:]/.test(phrase)) return [];
    return [isForbidden ? rule(sentence, (text) => has(text, phrase)) : presenceRule(sentence, phrase)];
}

/** Use "bin" instead of "trash": replaces one by the other. */
function exchangeRule(sentence: string, quoted: readonly string[]): Rule | null {
    const [wanted, unwanted] = quoted;
    if (quoted.length !== 2 || wanted === undefined || unwanted === undefined) return null;
    const between = sentence.slice(sentence.indexOf(wanted) + wanted.length, sentence.lastIndexOf(unwanted));
    const before = sentence.slice(0, sentence.indexOf(wanted));
    const turned = /^\W*(?:instead of|rather than|statt|anstatt|anstelle von)/iu.test(sentence) && !insteadOf.test(between);
    if (!turned && (!insteadOf.test(between) || forbids.test(before))) return null;
    const [use, avoid] = turned ? [unwanted, wanted] : [wanted, unwanted];
    return rule(
        sentence,
        (text) => new RegExp(phraseSource(avoid), "iu").test(text),
        (text) => text.replace(new RegExp(phraseSource(avoid), "giu"), (match) => capitalLike(match, use))
    );
}

function presenceRule(sentence: string, phrase: string): Rule {
    return rule(sentence, (text) => !has(text, phrase));
}

/** In any case, and as a plural. */
function has(text: string, phrase: string): boolean {
    return new RegExp(phraseSource(phrase).replace(/\(\?!\[[^\]]*\]\)$/u, "(?:s|es|n|en)?$&"), "iu").test(text);
}

/** Removes a phrase; a word that a sentence depends on, or that negates it, is only flagged. */
function absenceRule(sentence: string, phrase: string): Rule {
    const source = phraseSource(phrase);
    const isJoint = wordsOf(phrase).length <= 1 && (isEveryday(phrase.toLowerCase()) || wordsOf(phrase).length === 0);
    const isNeeded = isJoint || isNegated(phrase);
    return rule(
        sentence,
        (text) => new RegExp(source, "iu").test(text),
        isNeeded
            ? undefined
            : (text) => {
                  const without = tidyGaps(text.replace(new RegExp(`${source}[ \\t]?`, "giu"), ""));
                  // a text of only that phrase would be empty
                  return /[\p{L}\p{N}]/u.test(without) ? without : text;
              }
    );
}

/** Sets the phrase as the last line, or as the whole sign-off if it has a closing word of its own. */
function signRule(sentence: string, phrase: string): Rule {
    const wanted = closingPattern(phrase);
    const flat = (text: string) => text.replace(/\s+/g, " ").trim().replace(/[.!]$/u, "");
    return rule(
        sentence,
        (text) => !new RegExp(`${phraseSource(wanted).replace(/^\(\?<!\[[^\]]*\]\)/u, "(?<![\\p{L}\\p{N}])")}$`, "u").test(flat(text)),
        (text) => {
            if (new RegExp(`${phraseSource(wanted)}$`, "u").test(flat(text))) return text;
            const {signOff} = splitLetter(text);
            if (hasPostscript(signOff)) return text;
            const rest = signOff === null ? text.trimEnd() : text.trimEnd().slice(0, -signOff.length).trimEnd();
            const first = signOff?.split("\n")[0]?.trim() ?? "";
            const isWhole =
                wanted.includes(" ") || signOff === null || !isSignOffLine(first) || (!signOff.includes("\n") && !/[,!]$/u.test(first));
            if (signOff !== null && isSignOffLine(first) && /^thank|^many thanks|^danke/iu.test(first) && isWhole)
                return `${text.trimEnd()}\n${phrase}`;
            return isWhole ? `${rest}\n\n${phrase}` : `${rest}\n\n${first}\n${phrase}`;
        }
    );
}

function startRule(sentence: string, phrase: string): Rule {
    const pattern = new RegExp(`^\\W*${phraseSource(phrase)}`, "iu");
    return rule(sentence, (text) => !pattern.test(text) && !pattern.test(splitLetter(text).body));
}

/** Makes the body or the whole text end with it; a missing phrase is added below the body. */
function endRule(sentence: string, phrase: string): Rule {
    const pattern = new RegExp(`${phraseSource(phrase)}[\\s.!?,"'”’)]*$`, "iu");
    const keeps = (text: string) =>
        pattern.test(text) ||
        pattern.test(splitLetter(text).body) ||
        splitLetter(text).signOff?.toLowerCase().startsWith(phrase.toLowerCase()) === true;
    return rule(
        sentence,
        (text) => !keeps(text),
        (text) => {
            if (keeps(text)) return text;
            const {signOff} = splitLetter(text);
            const rest = signOff === null ? text.trimEnd() : text.trimEnd().slice(0, -signOff.length).trimEnd();
            return [rest, phrase, signOff].filter((part) => part !== null).join("\n\n");
        }
    );
}

/** "sign with jude", "sign as J": a few words that are not a description. */
function unquoted(rest: string): string | null {
    const phrase = rest.trim().replace(/\s+(?:please|always|only|bitte)$/iu, "");
    const words = wordsOf(phrase);
    if (
        words.length === 0 ||
        words.length > 3 ||
        /^(?:a|an|the|my|your|their|his|her|our|ein\p{L}*|de[rnm]|die|das|mein\p{L}*)(?!\p{L})/iu.test(phrase)
    )
        return null;
    return /(?:name|question|thanks to|greeting|joke|sentence|first|off|out|with|in)(?!\p{L})/iu.test(phrase) ? null : phrase;
}
