import {isEveryday} from "../persona/favourites.ts";
import {splitLetter} from "../persona/letter.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {pattern} from "../text/pattern.ts";
import {notGreeted} from "./greetings-to-others.ts";
import {isAskedFor, saidOfOther, type SpeaksOf} from "./wrong-subject.ts";

/*
 * Notes that a draft turns round: what was to be asked is stated, what was to be promised is asked, and what the recipient was to be asked
 * for is offered to them, or left for them to ask. A small model does so now and then, with all the note's words in place.
 */

const them = "(?: (?:him|her|them|ihn|sie|ihm|ihr))?";
const askedWhether = new RegExp(
    `^\\W*(?:ask|find out|check|enquire|inquire|fragen?|frag)${them},?(?: about)? (?:whether|if|who|what|when|where|why|which` +
        "|how|ob|wer|was|wann|wo|warum|wie|welche\\p{L}*) (.+)$",
    "iu"
);
const askedFor = new RegExp(`^\\W*ask${them} for (.+)$`, "iu");
const askedTo = new RegExp(`^\\W*ask(?: \\p{L}[\\p{L}'’-]*){1,2}? to (.+)$`, "iu");
/** the recipient is permitted to do what the user asked for, or the user does it */
const permitted = pattern("iu")`
    (?<!\p{L})(?:you(?:['’]re| are) (?:welcome|free) to|feel free to|(?<!(?:if|when|that) )you (?:can|may|might)(?! please)
    |(?:i|we)(?:['’]ll| will| can)(?! be (?:glad|happy|grateful)))(?!\p{L})`;

/** what the user says of themselves, or of what they will do */
const ownStatement = pattern("iu")`
    ^\W*(?:(?:i|ich) )?(?:will|won['’]t|['’]ll|am|['’]m|have to|must|can['’]t|cannot|want to|need to|werde|kann
    |komme|bringe|muss|bin|habe)(?!\p{L})(.+)$`;

const asking = pattern("iu")`
    \?|(?<!\p{L})(?:let me know|tell me|wonder\p{L}*|whether|(?:could|can|would|will) you|please (?:say|confirm
    |check)|sag mir|(?:kannst|könntest) du|(?:können|könnten) sie|ob)(?!\p{L})`;
/** the recipient is to have what the user asked for, or to ask for it */
const offered = pattern("iu")`
    (?<!\p{L})(?:(?:could|can|may|might|will|would) you(?: please)? (?:have|receive|like|ask for|get(?! (?:me
    |us)(?!\p{L})))|do you (?:want|need)|please ask for)(?!\p{L})`;

/** the user is who something is done for: "start without me", "call us" */
const towardsUser = /(?<!\p{L})(?:me|us|mich|mir|uns)(?!\p{L})/giu;
const userActs = /(?<!\p{L})(?:(?:i|we)(?:['’]\p{L}+)?|ich|wir)(?!\p{L})/iu;
const towardsReader = /(?<!\p{L})(?:you|dich|dir|euch|ihnen)(?!\p{L})/iu;
/** notes that wish the recipient something, or say goodbye: whoever writes them means the reader */
const wish = pattern("iu")`
    ^\W*(?:get well|get better|take care|enjoy|have (?:a|an|fun|some)|stay (?:safe|warm|well)|keep (?:warm|safe|well)
    |travel safely|safe (?:trip|travels|journey)|gute besserung|viel (?:spaß|erfolg|glück))(?!\p{L})`;
const clauses = /[,;:–—]\s|(?<!\p{L})(?:and|but|or|so|und|aber|oder)(?!\p{L})/iu;

/**
 * The sentence of a draft that turns a note round, or null.
 * @param speaksOf asked of sentences without the note's own words of asking
 * @param message the message that is answered: what it asks for, the note may promise
 */
export function turnedRound(draft: string, note: string, speaksOf: SpeaksOf, message = ""): string | null {
    const sentences = sentencesOf(splitLetter(draft).body);
    const find = (rest: string | undefined, isTurned: (sentence: string) => boolean): string | null =>
        rest === undefined ? null : (sentences.find((sentence) => isTurned(sentence) && speaksOf(sentence, rest)) ?? null);
    return (
        notGreeted(sentences, note) ??
        find(askedWhether.exec(note)?.[1], (sentence) => !asking.test(sentence)) ??
        find(askedFor.exec(note)?.[1], (sentence) => offered.test(sentence)) ??
        find(askedTo.exec(note)?.[1], (sentence) => permitted.test(sentence) && !/[?]|(?<!\p{L})please(?!\p{L})/iu.test(sentence)) ??
        doneForReader(sentences, note, speaksOf) ??
        doneByOther(sentences, note, speaksOf) ??
        promisedInstead(sentences, note, speaksOf, message) ??
        instructionCopied(sentences, note) ??
        saidOfOther(sentences, note, speaksOf) ??
        statedInstead(sentences, note, speaksOf) ??
        (note.includes("?") ? null : askedInstead(sentences, ownStatement.exec(note)?.[1], speaksOf))
    );
}

/** "I'd like to get well", but not "I hope you get well" */
const wantsForSelf = /(?<!\p{L})(?:i|we|ich|wir)(?:['’]\p{L}+)?(?!\p{L})(?!.*(?<!\p{L})(?:you|dir|euch|ihnen)(?!\p{L}))/iu;

/** "I start without you" of "start without me": what was to be done for the user is done by them. */
function doneForReader(sentences: readonly string[], note: string, speaksOf: SpeaksOf): string | null {
    if (wish.test(note)) return sentences.find((sentence) => wantsForSelf.test(sentence) && speaksOf(sentence, note)) ?? null;
    if (note.search(towardsUser) === -1 || userActs.test(note)) return null;
    const rest = note.replace(towardsUser, " ");
    const isTurned = (clause: string): boolean =>
        userActs.test(clause) && towardsReader.test(clause) && clause.search(towardsUser) === -1 && speaksOf(clause, rest);
    return sentences.find((sentence) => sentence.split(clauses).some(isTurned)) ?? null;
}

const actor = pattern("giu")`
    (?<!\p{L})(i|we|you|he|she|they)(?:['’](?:ve|d|ll|m|re|s))?
    (?: (?:have|has|had|will|would|just|already|really|also|only))*\s(\p{L}{4,})(?!\p{L})`;
/** verbs that a clause has whoever acts in it: "do you think that", "as you know" */
const anybodys = new Set(
    "could would should might must have will need want know think hope guess wonder suppose were like agree prefer".split(" ")
);
/** letters at the beginning by which two words are forms of one verb */
const sameVerb = 4;

/** Who does what in a text: "I mentioned", "they ask". */
function actsIn(text: string): readonly {readonly isUser: boolean; readonly verb: string}[] {
    return [...text.matchAll(actor)]
        .map(([, who = "", verb = ""]) => ({isUser: /^(?:i|we)$/iu.test(who), verb: verb.toLowerCase()}))
        .filter(({verb}) => !anybodys.has(verb))
        .map(({isUser, verb}) => ({isUser, verb: verb.slice(0, sameVerb)}));
}

/**
 * "the paper you mentioned" of "here's the paper I mentioned": what the user did is said to have been done by the recipient, or reversed.
 */
function doneByOther(sentences: readonly string[], note: string, speaksOf: SpeaksOf): string | null {
    const acts = actsIn(note);
    const does = (isUser: boolean, verb: string): boolean => acts.some((act) => act.isUser === isUser && act.verb === verb);
    const isTurned = (sentence: string): boolean =>
        speaksOf(sentence, note) && actsIn(sentence).some(({isUser, verb}) => does(!isUser, verb) && !does(isUser, verb));
    return acts.length === 0 ? null : (sentences.find(isTurned) ?? null);
}

/**
 * Verbs with which a note tells the reader to do something, if it begins with one of them: in the letters of `lab/written` that settle it
 * 407 do and 29 promise it ("pay", "leave", "meet" and "swap" are as often promises).
 */
const request =
    /^\W*(bring|come|send|take|call|ring|get|check|collect|keep)(?!\p{L})(?!.*(?:\?|(?<!\p{L})(?:myself|ourselves)(?!\p{L})))/iu;

/** "I'll bring the good cards" of "bring the good cards": what the reader is to do is promised. */
function promisedInstead(sentences: readonly string[], note: string, speaksOf: SpeaksOf, message: string): string | null {
    const first = /^\W*(\p{L}{3,})(?=\s)/u.exec(note)?.[1]?.toLowerCase() ?? "";
    // "print 40" tells whoever asks "how many shall I print?" to print
    const isDecided = first !== "" && !isEveryday(first) && isAskedFor(message, first);
    const verb = isDecided ? first : request.exec(note)?.[1]?.toLowerCase();
    if (verb === undefined || (!isDecided && wordsOf(message.toLowerCase()).some((word) => word.startsWith(verb)))) return null;
    const promise = pattern("iu")`
        (?<!\p{L})(?:i|we)(?:['’](?:ll|m|re|d)(?: like to)?| will| would| am| are| can| would like to| want to)?
        (?: also| gladly| happily)? ${verb.replace(/e$/u, "")}(?:e|ing)?(?!\p{L})`;
    return sentences.find((sentence) => promise.test(sentence) && !sentence.includes("?") && speaksOf(sentence, note)) ?? null;
}

/** what only the assistant can be told to do; "tell Ines" and "say hello" may be meant for the recipient */
const toAssistant =
    /^(?:[Aa]sk(?! \p{Lu})|[Mm]ention|(?:[Tt]ell|[Rr]emind|[Tt]hank) (?:him|her|them)|[Ll]et (?:him|her|them) know)(?!\p{L})/u;
const copiedWords = 4;

/**
 * A sentence that begins as the note to the assistant does: "Ask as soon as possible tomorrow the status of …" tells the recipient to ask.
 */
function instructionCopied(sentences: readonly string[], note: string): string | null {
    const start = (text: string): string => bareWords(text).split(" ").slice(0, copiedWords).join(" ");
    if (!toAssistant.test(note.trim()) || !start(note).includes(" ")) return null;
    return sentences.find((sentence) => toAssistant.test(sentence.trim()) && start(sentence) === start(note)) ?? null;
}

/** a question, or what stands for one: "beer on Friday would be good" */
const proposes =
    /(?<!\p{L})(?:how about|what about|shall we|let['’]?s|would be|would love|hope|if you|fancy|wie wäre|wollen wir|wäre)(?!\p{L})/iu;

/** "It is a beer on Friday." of "beer on Friday?": what the note asks is stated, and asked nowhere. */
function statedInstead(sentences: readonly string[], note: string, speaksOf: SpeaksOf): string | null {
    // "bring the pan?" may offer to; of several sentences only the last one asks
    if (!/\?\s*$/u.test(note) || sentencesOf(note).length > 1 || request.test(note.replace("?", ""))) return null;
    const about = sentences.filter((sentence) => speaksOf(sentence, note));
    return about.some((sentence) => asking.test(sentence) || proposes.test(sentence)) ? null : (about[0] ?? null);
}

/** The question that a statement became. Of "I have mislaid the date; could you send it?" only the last clause asks. */
function askedInstead(sentences: readonly string[], rest: string | undefined, speaksOf: SpeaksOf): string | null {
    if (rest === undefined) return null;
    const asks = (sentence: string): boolean => sentence.endsWith("?") && speaksOf(sentence.split(/[;:]\s|\s[–—]\s/u).at(-1) ?? "", rest);
    return sentences.find(asks) ?? null;
}

/** A sentence that tells the recipient what the note has the user ask of them, as a request: "Please bring the trailer." */
export function asRequest(sentence: string, note: string): string | null {
    const wanted = bareWords(askedTo.exec(note)?.[1] ?? "").split(" ");
    const words = bareWords(sentence).split(" ");
    const isCommand = wanted.length > 1 && words[0] === wanted[0] && words[1] === wanted[1] && !/[?]|please|bitte/iu.test(sentence);
    if (!isCommand) return null;
    const isSmall = /^\P{L}*\p{Ll}/u.test(sentence);
    return sentence.replace(/\p{L}/u, (letter) => `${isSmall ? "please" : "Please"} ${letter.toLowerCase()}`);
}

/** The words of a sentence or note, whatever their case and marks, without "please" before them. */
export function bareWords(text: string): string {
    return wordsOf(text.toLowerCase().replaceAll("’", "'"))
        .join(" ")
        .replace(/^(?:please|bitte) /u, "");
}
