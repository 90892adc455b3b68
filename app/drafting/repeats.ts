import type {Brief} from "../brief/brief.ts";
import {greetedName, isGreeting, splitLetter} from "../persona/letter.ts";
import {isNegated} from "../text/negation.ts";
import {longestCommonSubsequence} from "../text/overlap.ts";
import {sentencesOf} from "../text/words.ts";
import {contentOf, foldedWords} from "./content-words.ts";
import {factsOf} from "./facts.ts";
import {withoutSentencesAt} from "./rewording.ts";

/*
 * What a small model says in a letter's body though it has no place there: the message that is answered, given back as if it were the
 * answer; a name, or the subject line, with nothing said of it; the same thing twice. A sentence goes only where another one, or nobody,
 * needs it, and one sentence always stays.
 */

/** A letter without what its body repeats of itself or of the message that it answers. */
export function withoutRepeats(letter: string, {to = "", notes = "", message = "", subject = ""}: Brief): string {
    const text = withoutSecondGreeting(letter);
    const {greeting, body} = splitLetter(text);
    const sentences = sentencesOf(body);
    const names = new Set(foldedWords([to, greeting === null ? "" : (greetedName(greeting) ?? "")].join(" ")));
    const noted = new Set(foldedWords(notes));
    const subjectLine = withoutArticle(foldedWords(subject.replace(/^(?:(?:re|fwd?|aw|wg):\s*)+/iu, "")));
    const asked = sentencesOf(message);
    const gone = new Set<number>();
    for (const [i, sentence] of sentences.entries()) {
        const words = foldedWords(sentence);
        const isName = words.length > 0 && words.every((word) => names.has(word) && !noted.has(word));
        const isNoted = isMostly(contentOf(words), noted);
        // a question that nobody noted is not made the user's by the words that answer it
        const isOwn = isNoted && !(sentence.endsWith("?") && !asksSomething.test(notes));
        const isGivenBack = !isOwn && asked.some((other) => isEcho(sentence, other));
        const isSubject = subjectLine !== "" && withoutArticle(words) === subjectLine && !words.every((word) => noted.has(word));
        if (isName || isSubject || isGivenBack || isFormulaAgain(sentences, i)) gone.add(i);
    }
    for (const i of sentences.keys()) {
        const twin = sentences.findIndex((_, j) => j !== i && !gone.has(j) && !gone.has(i) && saysAll(sentences, j, i));
        if (twin !== -1) gone.add(i);
    }
    for (const i of sentences.keys())
        if (
            !gone.has(i) &&
            sentences.some((other, j) => {
                const later = sentences[i] ?? "";
                return j < i && !gone.has(j) && (saysFactsAgain(other, later) || isNearlyTheSame(other, later, noted));
            })
        )
            gone.add(i);
    if (gone.size === 0 || gone.size === sentences.length) return text;
    return text.replace(body, () => withoutSentencesAt(body, gone));
}

/** words that a greeting has at most: "My dear Miss Abara," */
const greetingLength = 6;

/** A letter that was given its greeting, and greets once more in the line below. */
function withoutSecondGreeting(letter: string): string {
    const {greeting, body} = splitLetter(letter);
    const [first = "", ...rest] = body.split("\n");
    const name = foldedWords(greeting === null ? "" : (greetedName(greeting) ?? ""));
    const words = foldedWords(first);
    const greetsAgain = first.trim().endsWith(",") && words.length <= greetingLength && name.every((word) => words.includes(word));
    return name.length > 0 && (isGreeting(first) || greetsAgain) && rest.some((line) => line.trim() !== "")
        ? letter.replace(body, () => rest.join("\n").trimStart())
        : letter;
}

function withoutArticle(words: readonly string[]): string {
    return words.join(" ").replace(/^(?:the|an?|my|our|your|der|die|das|ein|eine) /u, "");
}

/** are at least half of the words, and one, in `known`? */
function isMostly(words: readonly string[], known: ReadonlySet<string>): boolean {
    const found = words.filter((word) => known.has(word)).length;
    return found > 0 && found >= words.length / 2;
}

const firstPerson = /(?<!\p{L})(?:i|i['’](?:m|d|ll|ve)|me|my|mine|ich|mich|mir|mein\p{L}*)(?!\p{L})/iu;
const asksSomething = /\?|(?<!\p{L})(?:ask|find out|check|whether|frag\p{L}*|ob)(?!\p{L})/iu;
/** share of a sentence's words that stand in the same order in the message */
const echoes = 0.75;
/** a sentence with fewer words is an echo only where it is the same */
const fewWords = 4;

/**
 * Is a sentence of the answer one of the message's: the same, the same question, or what its sender says of themselves said by the user of
 * themselves? "I'll bring it" after "could you bring it?" is an answer.
 */
function isEcho(sentence: string, other: string): boolean {
    const [own, theirs] = [foldedWords(sentence), foldedWords(other)];
    if (own.length > 1 && own.join(" ") === theirs.join(" ")) return true;
    if (own.length < fewWords || longestCommonSubsequence(own, theirs) < echoes * own.length) return false;
    const [ownI, theirI] = [firstPerson.test(sentence), firstPerson.test(other)];
    return ownI === theirI && (ownI || (sentence.endsWith("?") && other.endsWith("?")));
}

/** "i'm sorry." behind "sorry for the late answer.": an apology or thanks alone, next to a sentence that has it. */
const formulas: readonly (readonly [RegExp, RegExp])[] = [
    [
        /^(?:i(?:['’]m| am) )?(?:so |very |really )?sorry[.!]*$|^(?:es )?tut mir (?:sehr )?leid[.!]*$/iu,
        /(?<!\p{L})(?:sorry|apologi\p{L}+|leid)(?!\p{L})/iu
    ],
    [
        /^(?:many thanks|thanks|thank you)(?: (?:so|very) much)?[.!]*$|^(?:vielen )?dank(?:e)?[.!]*$/iu,
        /(?<!\p{L})(?:thank\p{L}*|dank\p{L}*)(?!\p{L})/iu
    ]
];

function isFormulaAgain(sentences: readonly string[], i: number): boolean {
    const beside = [sentences[i - 1], sentences[i + 1]].filter((sentence) => sentence !== undefined);
    return formulas.some(
        ([alone, says]) => alone.test(sentences[i] ?? "") && beside.some((other) => !alone.test(other) && says.test(other))
    );
}

/** facts that a sentence has to have in common with an earlier one to be taken for the same */
const sameFacts = 2;
/** words that add nothing to what they connect */
const connecting = new Set(["instead", "anyway", "however", "otherwise", "stattdessen", "jedoch"]);

/**
 * "Can't be there on Thursday, though - Friday's after 5 instead." behind "I can't come on Thursday, so Friday after 5 is the chance.": the
 * days and times of an earlier sentence, and no content that it has not.
 */
function saysFactsAgain(earlier: string, later: string): boolean {
    if (earlier.endsWith("?") !== later.endsWith("?") || isNegated(earlier) !== isNegated(later)) return false;
    const [known, facts] = [new Set(factsOf(earlier).flatMap(({gives}) => gives)), factsOf(later)];
    if (facts.length < sameFacts || !facts.every(({gives}) => gives.some((key) => known.has(key)))) return false;
    const isFact = new Set(facts.flatMap(({text}) => foldedWords(text)));
    const plain = (word: string): string => word.replace(/'s$/u, "");
    const has = new Set(foldedWords(earlier).map(plain));
    return contentOf(foldedWords(later).map(plain)).every((word) => isFact.has(word) || has.has(word) || connecting.has(word));
}

/** words of a sentence that can be nearly another one, and the share of them that stand there in the same order */
const longSentence = 8;
const nearly = 0.7;

/** "… still running on public facing hosts." and "… also running on publicfacing hosts.": what differs is not in the notes. */
function isNearlyTheSame(earlier: string, later: string, noted: ReadonlySet<string>): boolean {
    if (earlier.endsWith("?") !== later.endsWith("?") || isNegated(earlier) !== isNegated(later)) return false;
    const [known, words] = [foldedWords(earlier), foldedWords(later)];
    if (words.length < longSentence || longestCommonSubsequence(known, words) < nearly * Math.max(known.length, words.length)) return false;
    return words.every((word) => known.includes(word) || !noted.has(word));
}

/**
 * Does sentence `a` have every word of sentence `b`, in its own way of saying it (a question, a refusal), and is that more than everyday
 * words?
 */
function saysAll(sentences: readonly string[], a: number, b: number): boolean {
    const [longer, shorter] = [sentences[a] ?? "", sentences[b] ?? ""];
    if (longer.endsWith("?") !== shorter.endsWith("?") || isNegated(longer) !== isNegated(shorter)) return false;
    const [all, some] = [new Set(foldedWords(longer)), foldedWords(shorter)];
    // of two that say the same, the first stays
    if (some.length < 2 || contentOf(some).length === 0 || (all.size === new Set(some).size && b < a)) return false;
    if (!some.every((word) => all.has(word))) return false;
    // "Tom pays Bob" and "Bob pays Tom" have the same words
    return all.size > new Set(some).size || longestCommonSubsequence(foldedWords(longer), some) >= echoes * some.length;
}
