import {isEveryday} from "../persona/favourites.ts";
import {splitLetter} from "../persona/letter.ts";
import {firstNames, foldName} from "../text/known-names.ts";
import {isNegated} from "../text/negation.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {factsOf, type KeyedFact} from "./facts.ts";
import {turnedRound} from "./turned-notes.ts";
import {isKnownName, namesOf, sourceWords} from "./name-facts.ts";
import {pattern} from "../text/pattern.ts";

/*
 * Which of a brief's notes a draft mentions. A note's facts and names must be in the draft; of its other words a share must be, in any
 * form. For what a note asks the assistant to do ("thank them", "ask whether", "say no"), the usual phrases are looked for.
 */

export interface SaidNote {
    readonly note: string;
    readonly said: boolean;
    /** share of the note's content, 0 to 1 */
    readonly share: number;
}

/** share of a note's content that must be in the draft */
const enough = 0.5;

/** What a note asks for, and the usual phrases for it. */
const intents: readonly (readonly [RegExp, RegExp])[] = [
    [
        /(?<!\p{L})(?:thanks?|thank (?:them|you|him|her)|danke?n?|bedank\p{L}*)(?!\p{L})/iu,
        /(?<!\p{L})(?:thank\p{L}*|thx|grateful|appreciat\p{L}*|cheers|ta|kind of you|dank\p{L}*|merci)(?!\p{L})/iu
    ],
    [
        /(?<!\p{L})(?:sorry|apologi[sz]e|apology|regret|entschuldig\p{L}*)(?!\p{L})/iu,
        /(?<!\p{L})(?:sorry|apolog\p{L}*|forgive|regret\p{L}*|afraid|entschuldig\p{L}*|leid)(?!\p{L})/iu
    ],
    [
        pattern("iu")`
            ^\W*(?:say |answer |reply |sag )?(?:no|nope|nein|decline|refuse|turn (?:it|them|him|her) down|absagen)
            (?!\p{L})|(?<!\p{L})(?:decline|refuse|say no|can['’]?t|cannot|not coming|ablehnen)(?!\p{L})`,
        pattern("iu")`
            (?<!\p{L})(?:no|nope|not|cannot|can['’]?t|won['’]?t|unable|unfortunately|afraid|sadly|decline
            |have to pass|\p{L}+n['’]t|nein|nicht|leider|kein\p{L}*)(?!\p{L})`
    ],
    [
        pattern("iu")`
            ^\W*(?:say |answer |reply |sag )?(?:yes|yep|ja|ok|okay|fine|agree|accept|confirm|zusagen)(?!\p{L})|
            (?<!\p{L})(?:agree|accept|say yes|zustimmen)(?!\p{L})`,
        pattern("iu")`
            (?<!\p{L})(?:yes|yep|yeah|ok|okay|fine|sure|agree\p{L}*|accept\p{L}*|happy to|glad to|gladly|of course
            |works|good|great|lovely|perfect|confirm\p{L}*|ja|gerne?|passt|klar|einverstanden)(?!\p{L})`
    ],
    [
        /^\W*(?:ask|find out|check|enquire|inquire|frage?n?)(?!\p{L})/iu,
        pattern("iu")`
            \?|(?<!\p{L})(?:could you|can you|would you|please|let me know|tell me|wonder\p{L}*|whether|bitte
            |sag mir|kannst du|könnt\p{L}*)(?!\p{L})`
    ],
    [
        /^\W*(?:suggest|propose|offer|invite|vorschlagen|einladen)(?!\p{L})/iu,
        pattern("iu")`
            \?|(?<!\p{L})(?:how about|what about|shall we|why don['’]t|let['’]?s|could|would|suggest\p{L}*
            |propos\p{L}*|offer\p{L}*|happy to|if you|maybe|perhaps|join|wie wäre|wollen wir|vielleicht|lass\p{L}*)
            (?!\p{L})`
    ]
];

/** thanks and apologies are what a reader looks for: other words of the note do not stand for them */
const courtesies = intents.slice(0, 2);

/** Words of an instruction that do not appear in the letter itself. */
const instructing = new Set(
    (
        "tell ask say thank thanks suggest propose offer invite mention remind let know them him her they he she his their " +
        "that whether if instead decline refuse accept agree confirm politely kindly " +
        "briefly firmly answer reply write add explain apologise apologize sorry yes no ok okay fine find check please still " +
        "need needs want wants able sag sage sagen frag frage fragen bitte danke danken ob dass ihm ihr ihnen vorschlagen " +
        "einladen bedanken entschuldigen absagen zusagen nein ja höflich"
    ).split(" ")
);

/** A note about tone ("short!", "be kind about it", "don't sound annoyed") or an omission: nothing to look for. */
const manners = new Set(
    (
        "short shorter brief briefly kind kindly firm firmly polite politely friendly warm gentle gently light lightly formal " +
        "informal casual tactful apologetic annoyed harsh pushy cross rude angry cheerful " +
        "funny serious humble humorous stiff grovelling tone mood style kurz freundlich höflich bestimmt herzlich"
    ).split(" ")
);
const mannerFrames = new Set(
    (
        "be it keep make don't dont sound too but and not very in a the please about that this with is as no so quite bit more " +
        "less one sentence line only just bitte nicht zu"
    ).split(" ")
);
const omission = /(?<!\p{L})(?:leave (?:that|it|this) out|don['’]t mention|do not mention|without mentioning|nicht erwähnen)(?!\p{L})/iu;
const refusal =
    /(?<!\p{L})(?:no|nope|cannot|can['’]?t|won['’]?t|unable|unfortunately|afraid|sadly|decline|have to pass|nein|leider)(?!\p{L})/iu;
/** a note that is nothing but a yes, which people say in many ways */
const bareYes = /^\W*(?:say |answer |reply |sag )?(?:yes|yep|yeah|ja|ok|okay|fine|sure)(?:,? (?:please|bitte|gerne?))?\W*$/iu;
const bareNo = /^\W*(?:say |answer |reply |sag )?(?:no|nope|nein)(?:,? (?:thanks|thank you|danke|sorry))?\W*$/iu;
/** a sentence that says yes */
const acceptance = /^\W*(?:yes|yep|yeah|sure|of course|gladly|happy to|i['’]d love to|ja|gerne?|klar|natürlich)(?!\p{L})/iu;
/** a note that asks somebody by name for something, or tells them */
const toSomebody = /^\W*(?:please )?(ask|tell|remind|invite|thank|frag|sag|erinner)\p{L}* (\p{L}[\p{L}'’-]+)/iu;

/**
 * Whether a note is only a yes and the draft has none of the usual words. It may still be one: a draft that accepts counts as mentioning
 * it.
 */
export function isYesUnspoken(draft: string, note: string): boolean {
    return bareYes.test(note) && !intents.some(([asks, says]) => asks.test(note) && says.test(draft));
}

function asksForManner(note: string): boolean {
    const words = wordsOf(note.toLowerCase()).map((word) => word.replace(/’/g, "'"));
    return (
        omission.test(note) ||
        (words.some((word) => manners.has(word)) && words.every((word) => manners.has(word) || mannerFrames.has(word)))
    );
}

/** The notes of a brief one by one, without list marks. */
export function notesOf(notes: string): readonly string[] {
    return notes
        .split(/[;\n]/)
        .map((note) => note.replace(/^\s*(?:[-–—*•]|\d{1,2}[.)](?=\s))\s*/u, "").trim())
        .filter((note) => /[\p{L}\p{N}]/u.test(note));
}

/**
 * For each note of `notes`: does the draft mention it?
 * @param message the message that is answered
 */
export function saidNotes(draft: string, notes: string, message = ""): readonly SaidNote[] {
    const facts = new Set(factsOf(draft).flatMap(({gives}) => gives));
    const known = sourceWords(draft);
    const stems = [
        ...new Set(
            wordsOf(draft)
                .flatMap((word) => word.split("-"))
                .map(stem)
        )
    ];
    const all = notesOf(notes);
    // "home" of "home at 6" may be there for "left the keys at home"
    const isOfThis = (word: string, note: string): boolean =>
        !all.some((other) => other !== note && wordsOf(other).some((theirs) => isSameStem(stem(theirs), stem(word))));
    return all.map((note) => {
        if (asksForManner(note) || (bareYes.test(note) && !refusal.test(draft))) return {note, share: 1, said: true};
        const wanted = factsOf(note);
        const facted = wanted.map(({needs}) => needs.every((group) => group.some((key) => facts.has(key) || hasCode(key, draft))));
        const named = namesOf(note, wanted)
            .filter((name) => firstNames.has(foldName(name.text.split(" ")[0] ?? "")) || name.from > 0 || /\s/.test(name.text))
            .map(({text}) => isKnownName(text, known));
        const content = contentWords(note, wanted).map(
            (word) => stems.some((other) => isSameStem(stem(word), other)) && (isOfThis(word, note) || isBesideFact(draft, word, wanted))
        );
        // "i don't know" is no refusal
        const meant = bareNo.test(note) ? draft.replace(noNegation, " ") : draft;
        const asked = intents.filter(([asks]) => asks.test(note)).map(([, says]) => says.test(meant));
        const isCourteous = courtesies.every(([asks, says]) => !asks.test(note) || says.test(draft));
        if (!saysTo(draft, note, stems)) return {note, share: 0, said: false};
        // what is denied has to be denied somewhere, in whatever words; "6 not 4" may be "6 instead of 4"
        if (deniesOrDeclines(note) && !instead.test(note) && !deniesOrDeclines(draft) && !refusal.test(draft))
            return {note, share: 0, said: false};
        const parts = [...facted, ...named, ...content, ...asked];
        const share = parts.length === 0 ? Number(saysWords(note, draft)) : parts.filter(Boolean).length / parts.length;
        const contentShare = content.length === 0 ? 1 : content.filter(Boolean).length / content.length;
        const hasFacts = [...facted, ...named].every(Boolean);
        // if the facts of a note are there, one of its other words may differ
        const isFacted = facted.length + named.length > 0 && hasFacts;
        const isContentSaid = contentShare >= enough || (isFacted && content.length > 1 && content.filter((said) => !said).length <= 1);
        const isAllThere =
            isCourteous && (share >= enough || isFacted) && isContentSaid && hasFacts && (content.length > 0 || asked.every(Boolean));
        // a "no" that another note asks for is no refusal of a "yes"
        const isNoAsked = bareYes.test(note) && all.some((other) => other !== note && refusal.test(other));
        return {note, share, said: isAllThere && (isNoAsked || contradictedBy(draft, note, message) === null)};
    });
}

/** Whether a sentence of the draft has the word and one of the facts; without a fact the word may stand anywhere. */
function isBesideFact(draft: string, word: string, facts: readonly KeyedFact[]): boolean {
    const keys = new Set(facts.flatMap(({gives}) => gives));
    return (
        keys.size === 0 ||
        sentencesOf(draft).some(
            (sentence) =>
                factsOf(sentence).some(({gives}) => gives.some((key) => keys.has(key))) &&
                wordsOf(sentence).some((other) => isSameStem(stem(other), stem(word)))
        )
    );
}

/** "ask marcus what it costs", in a letter to somebody else: the letter has to ask, or tell, and not only to name him. */
function saysTo(draft: string, note: string, stems: readonly string[]): boolean {
    const [, verb = "", name = ""] = toSomebody.exec(note) ?? [];
    const {greeting} = splitLetter(draft);
    if (!firstNames.has(foldName(name)) || greeting === null) return true;
    const isGreeted = wordsOf(greeting).some((word) => foldName(word) === foldName(name));
    return isGreeted || stems.some((other) => other === stem(verb) || other.startsWith(verb.toLowerCase()));
}

/** refusals without a negating word */
const declining =
    /(?<!\p{L})(?:declin(?:e|ing)|refus(?:e|ing)|have to (?:pass|miss)|(?:run|ran|running|sold) out|out of|lost|leider)(?!\p{L})/iu;
/** what has a negating word and negates nothing */
const noNegation = pattern("giu")`
    (?<!\p{L})(?:no (?:problem|worries|need to (?:worry|apologi[sz]e)|later than|earlier than|longer than
    |more than|less than)|not only|why (?:not|don['’]t)|can['’]?t wait|don['’]?t (?:forget|worry|hesitate|know)
    |not sure|no idea|weiß (?:es |noch )?nicht|nicht (?:nur|vergessen)|kein problem)(?!\p{L})`;
/** share of a note's words that a clause has to have to speak of it */
const speaksOf = 0.6;

/**
 * The sentence of a draft that says the opposite of a note, "can't do Sunday at 10" of "could do Sunday at 10", turns it round, "the hall
 * is free" of "ask whether the hall is free", or null. Only notes of one sentence with a fact, or with two words of content, can be told to
 * be denied; questions deny nothing.
 */
export function contradictedBy(draft: string, note: string, message = ""): string | null {
    const answers = sentencesOf(splitLetter(draft).body).map((sentence) => [sentence, sentence.replace(noNegation, " ")] as const);
    if (bareYes.test(note)) return answers.find(([, plain]) => refusal.test(plain))?.[0] ?? null;
    if (bareNo.test(note)) return answers.find(([, plain]) => acceptance.test(plain))?.[0] ?? null;
    const sides = instead.exec(note);
    if (sides !== null) return answers.find(([answer]) => isSwapped(answer, sides))?.[0] ?? null;
    return deniedBy(draft, note) ?? turnedRound(draft, note, speaksOfRest, message);
}

/** "we're 6, not 4", "Friday not Saturday": denies the second and nothing else */
const instead = /(?<![\p{L}\p{N}])(\p{N}[\p{L}\p{N}]*|\p{Lu}\p{L}+),? (?:not|nicht) (\p{N}[\p{L}\p{N}]*|\p{Lu}\p{L}+)(?![\p{L}\p{N}])/u;

/** Whether a sentence has the two sides of a note's "6 not 4" the other way round. */
function isSwapped(sentence: string, [, right, wrong]: readonly string[]): boolean {
    const [, first, second] = instead.exec(sentence) ?? [];
    return first === wrong && second === right;
}

/** Has a clause the facts of what is left of a note, and most of its other words, or all of them where none has content? */
function speaksOfRest(clause: string, rest: string): boolean {
    const wanted = factsOf(rest);
    const facts = new Set(factsOf(clause).flatMap(({gives}) => gives));
    if (!wanted.every(({needs}) => needs.every((group) => group.some((key) => facts.has(key))))) return false;
    const content = contentWords(rest, wanted).map(stem);
    const stems = wordsOf(clause)
        .flatMap((word) => word.split("-"))
        .map(stem);
    if (content.length === 0) return wordsOf(rest).every((word) => stems.some((other) => isSameStem(stem(word), other)));
    return content.filter((word) => stems.some((other) => isSameStem(word, other))).length >= speaksOf * content.length;
}

function deniedBy(draft: string, note: string): string | null {
    if (/^\W*(?:ask|find out|check|enquire|inquire|wonder|frage?n?|say no|decline|refuse)(?!\p{L})/iu.test(note) || note.includes("?"))
        return null;
    const wanted = factsOf(note);
    const content = contentWords(note, wanted).map(stem);
    const isNo = deniesOrDeclines(note);
    // "komme nicht", "no milk", "can't come Friday": with little content, all that is denied has to be there, and to be said nowhere
    const isShort = isNo && content.length + Math.min(wanted.length, 1) < 2;
    const denied = isShort ? plainWords(note, wanted).map(stem) : [];
    if ((wanted.length === 0 && content.length < 2 && denied.length === 0) || sentencesOf(note).length !== 1) return null;
    let opposite: string | null = null;
    for (const sentence of sentencesOf(splitLetter(draft).body)) {
        if (sentence.includes("?")) continue;
        for (const clause of sentence.split(/[,;:–—]\s|(?<!\p{L})(?:but|and|or|aber|und|oder|sondern)(?!\p{L})/iu)) {
            const facts = new Set(factsOf(clause).flatMap(({gives}) => gives));
            const stems = wordsOf(clause)
                .flatMap((word) => word.split("-"))
                .map(stem);
            const about =
                wanted.every(({needs}) => needs.every((group) => group.some((key) => facts.has(key)))) &&
                denied.every((word) => stems.some((other) => isSameStem(word, other))) &&
                content.filter((word) => stems.some((other) => isSameStem(word, other))).length >= speaksOf * content.length;
            if (about && isShort && deniesOrDeclines(sentence) === isNo) return null;
            if (about && deniesOrDeclines(clause) !== isNo && deniesOrDeclines(sentence) !== isNo) opposite ??= sentence;
        }
    }
    return opposite;
}

/** words that a sentence has whatever it is about */
const grammatical = new Set(
    (
        "i i'm we we're you it it's he she they me us is are was were be been am do does did have has had can could will would " +
        "shall should may might must to the a an at on in of for and or my our your this that there any so very really sorry please " +
        "ich du wir sie er es bin ist sind war habe hab hat kann können werde wird muss zu der die das den dem ein eine am im um und " +
        "mein meine dein deine leider bitte"
    ).split(" ")
);

/** What a note speaks of, everyday words included, without its facts and its negation. */
function plainWords(note: string, facts: readonly {readonly from: number; readonly to: number}[]): readonly string[] {
    return wordsOf(withoutSpans(note, facts).toLowerCase().replaceAll("’", "'")).filter(
        (word) => !grammatical.has(word) && !isNegated(word)
    );
}

function deniesOrDeclines(text: string): boolean {
    const plain = text.replace(noNegation, " ");
    return isNegated(plain) || declining.test(plain);
}

/**
 * Whether the draft, without greeting and sign-off, is only the notes with other capitals and marks. Notes of one or two words may be
 * repeated as they are.
 */
export function isNotesRepeated(draft: string, notes: string): boolean {
    const bare = (text: string) =>
        wordsOf(text)
            .map((word) => word.toLowerCase().replace(/’/g, "'"))
            .filter((word) => word !== "and" && word !== "und")
            .join(" ");
    const wanted = bare(notes);
    return wanted.split(" ").length > 2 && (bare(splitLetter(draft).body) === wanted || bare(draft) === wanted);
}

/** "don't forget the kettle" is about the kettle. */
const reminding = /(?<!\p{L})(?:don['’]?t|do not) forget(?: to)?(?!\p{L})|(?<!\p{L})nicht (?:zu )?vergessen(?!\p{L})/giu;

function withoutSpans(text: string, spans: readonly {readonly from: number; readonly to: number}[]): string {
    let open = "",
        at = 0;
    for (const {from, to} of spans) {
        open += text.slice(at, from) + " ";
        at = to;
    }
    return open + text.slice(at);
}

/** "we're", "it's": no content, in any spelling */
const contraction = /^(?:i|we|you|he|she|it|they|that|there|who|what)['’]/u;

/** The words of a note that a draft has to have in some form; a negation may be worded in any way. */
function contentWords(note: string, facts: readonly {readonly from: number; readonly to: number}[]): readonly string[] {
    return [
        ...new Set(
            wordsOf(withoutSpans(note, facts).replace(reminding, " "))
                .flatMap((word) => word.split("-"))
                .map((word) => word.toLowerCase().replace(/['’]s$/u, ""))
        )
    ].filter(
        (word) =>
            word.length > 2 &&
            !instructing.has(word) &&
            !isEveryday(word) &&
            !contraction.test(word) &&
            !isNegated(word) &&
            !firstNames.has(foldName(word))
    );
}

/** A note of everyday words only must be there word by word. */
function saysWords(note: string, draft: string): boolean {
    const words = new Set(wordsOf(draft.toLowerCase()));
    const wanted = wordsOf(note.toLowerCase());
    return wanted.filter((word) => words.has(word)).length >= enough * wanted.length;
}

function stem(word: string): string {
    const lower = foldName(word);
    const cut = lower.replace(/(?:ings?|edly|ed|es|ers?|ies|ied|ly|s|e|en|er|ern|y)$/u, "");
    return cut.length >= 3 ? cut.replace(/([bdgklmnprt])\1$/u, "$1") : lower;
}

function isSameStem(a: string, b: string): boolean {
    if (a === b) return true;
    const shorter = Math.min(a.length, b.length);
    return (
        shorter >= 4 && Math.abs(a.length - b.length) <= 4 && a.slice(0, Math.max(4, shorter - 1)) === b.slice(0, Math.max(4, shorter - 1))
    );
}

function hasCode(key: string, draft: string): boolean {
    const plain = draft.toLowerCase().replace(/[ -]/g, "");
    if (key.startsWith("code:")) return plain.includes(key.slice("code:".length));
    return key.startsWith("digits:") && plain.replace(/\D/g, "").includes(key.slice("digits:".length));
}
