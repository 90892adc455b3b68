import {isEveryday} from "../persona/favourites.ts";
import {habitMean, type Habits} from "../persona/habits.ts";
import {closingLines, closingPattern, greetedName, hasPostscript, openingPattern, splitLetter} from "../persona/letter.ts";
import type {HabitName} from "../persona/measures.ts";
import {genderIn, greetingWithName} from "./german-greeting.ts";
import {isNegated} from "../text/negation.ts";
import {sentencesOf, wordsOf} from "../text/words.ts";
import {applyCasing} from "./casing.ts";
import {factsOf} from "./facts.ts";
import {namesOf} from "./name-facts.ts";
import {expandContractions} from "./rules.ts";
import {pattern} from "../text/pattern.ts";
import {capital} from "../text/capital.ts";

/*
 * Changes without a model: they remove, replace or join single words and never change a fact. English only; a text in another language
 * mostly stays as it is.
 */

type Exchange = readonly (readonly [RegExp, string])[];

const fillers: Exchange = [
    [
        pattern("gi")`
            \b(?:I just wanted to|I wanted to|I would like to|I'd like to|I am writing to
            |I'm writing to) (let you know|say|tell you|ask|check|mention)\b(?: that)?`,
        ""
    ],
    [
        pattern("gi")`
            \b(?:please note that|it should be noted that|as you (?:may )?know,?|needless to say,?|in my opinion,?
            |to be honest,?|at the end of the day,?)\s*`,
        ""
    ],
    [/\b(?:really|very|quite|basically|actually|simply|literally|perhaps|somewhat|just)\b\s+/gi, ""],
    [/\bin order to\b/gi, "to"],
    [/\bdue to the fact that\b/gi, "because"],
    [/\bat this point in time\b/gi, "now"],
    [/\ba (?:large|great) number of\b/gi, "many"],
    [/\bin the event that\b/gi, "if"],
    [/\bfor the purpose of\b/gi, "for"],
    [/\bwith regards? to\b/gi, "about"],
    [/\bas well as\b/gi, "and"],
    [/\bthe fact that\b/gi, "that"]
];

const plainWords: Exchange = [
    [/\butili[sz]e(s|d)?\b/gi, "use$1"],
    [/\butili[sz]ing\b/gi, "using"],
    [/\bcommence(s|d)?\b/gi, "start$1"],
    [/\bpurchas(?:e|es)\b/gi, "buy"],
    [/\bassistance\b/gi, "help"],
    [/\bassist\b/gi, "help"],
    [/\bapproximately\b/gi, "about"],
    [/\bregarding\b/gi, "about"],
    [/\bconcerning\b/gi, "about"],
    [/\bsubsequently\b/gi, "later"],
    [/\bprior to\b/gi, "before"],
    [/\bsubsequent to\b/gi, "after"],
    [/\badditional\b/gi, "more"],
    [/\bendeavou?r to\b/gi, "try to"],
    [/\bfacilitate\b/gi, "help"],
    [/\bsufficient\b/gi, "enough"],
    [/\bnumerous\b/gi, "many"],
    [/(?<=^|[.!?]\s+)however,/gim, "but"],
    [/(?<=^|[.!?]\s+)therefore,?/gim, "so"],
    [/(?<=^|[.!?]\s+)(?:furthermore|moreover),?/gim, "also,"],
    [/\bnevertheless,/gi, "still,"],
    [/\bnevertheless\b/gi, "still"],
    [/\bterminate\b/gi, "end"],
    [/\bobtain\b/gi, "get"],
    [/\brequire\b/gi, "need"],
    [/\brequires\b/gi, "needs"],
    [/\bensure that\b/gi, "make sure"],
    [/\bensure\b/gi, "make sure of"],
    [/\binquire\b/gi, "ask"],
    [/\binform you\b/gi, "tell you"],
    [/\bleverage\b/gi, "use"],
    [/\bimplement\b/gi, "carry out"],
    [/\bindicate(s|d)\b/gi, "show$1"],
    [/\bpossess\b/gi, "have"],
    [/\bin accordance with\b/gi, "by"],
    [/\bin the near future\b/gi, "soon"],
    [/\b(?:please )?(?:do not|don['’]t) hesitate to\b/gi, "please"],
    [/\bat your earliest convenience\b/gi, "when you can"],
    [/\bas per\b/gi, "as in"]
];

const warmWords: Exchange = [
    [/^(?:Please )?(?:Send|send) me\b/gm, "Could you send me"],
    [/\bI need you to\b/g, "could you"],
    [/(?<=^|[.!?]\s+)you (?:must|have to)\b(?=\s+\p{Ll})/gimu, "please"],
    [/\bI want\b/g, "I would love"],
    [/\bI require\b/g, "I would be glad of"],
    [/\bThank you\b(?=[.,])/g, "Thank you so much"],
    [/\bThanks\b(?=[.,])/g, "Many thanks"],
    [/\bI received\b/g, "I was glad to get"],
    [/\bUnfortunately,?\s*/g, "I am sorry to say that "],
    [/\bwe cannot\b/gi, "we sadly cannot"],
    [/\bLet me know\b/g, "Do let me know"],
    [/\bRegards,/g, "Warm regards,"],
    [/\bBest,/g, "All the best,"]
];

const firmWords: Exchange = [
    [/\b(?:I was wondering (?:if|whether)|I wonder (?:if|whether)) you (?:could|would|might)\b/gi, "please"],
    [/\b(?:would|do) you mind if I\b/gi, "I will"],
    [/\b(?:could|would|can) you (?:possibly |perhaps |maybe |please )?(?=[^.?!\n]*\?)/gi, "please "],
    [/\b(?:maybe |perhaps )?you (?:could|might)(?: maybe| perhaps)? (?=[^.?!\n]*\?)/gi, "please "],
    [/\b(?:maybe|perhaps|possibly|sort of|kind of|a bit|hopefully|actually|just)\b,?\s*/gi, ""],
    [
        pattern("gi")`
            ,? (?:if (?:that|it)['’]?s (?:ok|okay|all right|alright|possible|convenient)(?: (?:with|for) you)?
            |if you (?:like|want|don['’]t mind|can|get a chance|have (?:the )?time)|when you (?:can|get a chance
            |have (?:a moment|time))|no rush)(?=[.,?!\n]|$)`,
        ""
    ],
    [/\bI (?:think|guess|suppose|feel)(?: that)? /gi, ""],
    [/\bI(?:['’]d| would) like you to\b/gi, "please"],
    [/\bI(?:['’]d| would) like\b/gi, "I want"],
    [/\bI(?:['’]m| am) afraid(?: that)?,? /gi, ""],
    [/(?<=^|[.!?]\s)(?:I(?:['’]m| am) )?(?:so |very )?sorry,? but /gim, ""],
    [/\bit would be (?:great|nice|good|lovely) if you could\b/gi, "please"],
    [/(?<!\p{L})(?:vielleicht|eventuell|eigentlich|vermutlich|irgendwie)(?!\p{L}),?\s*/giu, ""],
    [/,? (?:wenn (?:es|das) (?:für dich |für Sie )?(?:passt|geht|in Ordnung ist)|bei Gelegenheit)(?=[.,?!\n]|$)/giu, ""]
];

/** Without hedges; a question that asks for an action becomes a request. */
export function firmer(text: string): string {
    const firm = exchange(text, firmWords).replace(/(?<=(?:^|[.!?\n]\s*)please [^.?!\n]*)\?/gim, ".");
    return likeOriginal(text, firm.replace(/\b(please),? please\b/gi, "$1"));
}

/** Whether a phrase may be inserted into a text of this author. */
export type UsesPhrase = (phrase: string) => boolean;

/** Only phrases that occur in the author's own texts. */
export function usedIn(texts: readonly string[]): UsesPhrase {
    const all = ` ${texts.map((text) => wordsOf(text.toLowerCase().replaceAll("’", "'")).join(" ")).join(" ")} `;
    return (phrase) => all.includes(` ${wordsOf(phrase.toLowerCase().replaceAll("’", "'")).join(" ")} `);
}

/** Commas and full stops keep their places; brackets and sentences without a name or number are removed. */
export function shorter(text: string): string {
    const open = text.replace(/(?<!\s)\s*\([^()]*\)/g, (bracket) => (saysFact(bracket) ? bracket : ""));
    const lean = likeOriginal(text, exchange(open, fillers));
    if (wordsOf(lean).length <= 0.8 * wordsOf(text).length) return lean;
    return dropSentences(lean);
}

/** exclamation marks per hundred words of an author who uses them habitually */
const exclaiming = 3;

/** Simple words, short sentences, no exclamation marks except in the greeting and for authors who use them everywhere. */
export function plainer(text: string, habits: Pick<Habits, "measures"> | null = null): string {
    const own = habits === null ? 0 : (habitMean(habits, "exclamationMarks") ?? 0);
    const greeting = splitLetter(text).greeting ?? "";
    const split = text
        .replace(/;\s+(\p{L})/gu, (_, letter: string) => `. ${letter.toUpperCase()}`)
        .replace(/!+/g, (marks, at: number) => (own >= exclaiming || at < text.indexOf(greeting) + greeting.length ? marks : "."));
    return likeOriginal(text, exchange(exchange(split, plainWords), fillers.slice(1)));
}

/**
 * Friendlier words; for a whole letter, the author's own greeting and sign-off around it.
 * @param uses phrases that may be inserted, see `usedIn`; closings are always the author's
 */
export function warmer(text: string, habits: Habits, whole: boolean, uses: UsesPhrase = () => true): string {
    const closes = new Set(habits.closings.map((closing) => closing.text.split(/[\s,]*,/u)[0]?.toLowerCase()));
    const words = warmWords.filter(([, warm]) =>
        warm.endsWith(",") ? closes.has(warm.slice(0, -1).toLowerCase()) : uses(warm.replace("$1", ""))
    );
    const warm = likeOriginal(text, exchange(text, words));
    return whole ? applyCasing(frame(warm, habits), habits) : warm;
}

/** Applies the author's habits, as far as rules can: contractions, dashes, exclamation marks, greeting and sign-off. */
export function applyHabits(text: string, habits: Habits, whole: boolean): string {
    const mean = (habit: HabitName) => habitMean(habits, habit);
    const contractions = mean("contractions");
    const exclamations = mean("exclamationMarks");
    const dashes = mean("dashes");
    const semicolons = mean("semicolons");
    let mine = text;
    if (contractions !== null && contractions >= contractionHabit.often) mine = contract(mine);
    if (contractions !== null && contractions <= contractionHabit.seldom) mine = expandContractions(mine);
    if (exclamations === 0) mine = mine.replace(/!+/g, ".");
    if (dashes === 0) mine = mine.replace(/(?<!\s)\s+[–—]\s+/g, ", ");
    if (semicolons === 0)
        mine = likeOriginal(
            mine,
            mine.replace(/;\s+(\p{Ll})/gu, (_, letter: string) => `. ${letter.toUpperCase()}`)
        );
    const capitals = mean("lineCapitals");
    if (capitals !== null && contractions === null) mine = lineCase(mine, capitals, mean("lineLowerCase") ?? 0);
    return applyCasing(whole ? frame(mine, habits) : mine, habits);
}

/** contractions per hundred words that make a habit, or the absence of one */
const contractionHabit = {often: 0.8, seldom: 0.15} as const;

const shortForms: Exchange = [
    [/\b(do|does|did|is|are|was|were|have|has|had|could|should|would) not\b/gi, "$1n't"],
    [/\bcannot\b/gi, "can't"],
    [/\bwill not\b/gi, "won't"],
    [/\b(I) am\b/g, "$1'm"],
    [/\b(you|we|they) are\b/gi, "$1're"],
    [/\b(I|you|we|they) have(?= (?:been|had|got|just|now|never|\p{L}+ed)\b)/giu, "$1've"],
    [/\b(I|you|we|they|he|she|it) will\b/gi, "$1'll"],
    [/\b(it|that|there|here|what) is(?= \p{Ll})/giu, "$1's"],
    [/\blet us\b/gi, "let's"]
];

function contract(text: string): string {
    return exchange(text, shortForms);
}

/** A headline in the author's capitals. */
function lineCase(line: string, capitals: number, lower: number): string {
    if (lower > 0.5) return line.toLowerCase();
    if (capitals > 0.6) return line.replace(/(?<![\p{L}\p{N}'’@./])\p{Ll}(?=\p{L}{3,})/gu, (letter) => letter.toUpperCase());
    const words = wordsOf(line).filter((word) => /\p{L}/u.test(word));
    if (capitals < 0.25 && words.length > 2 && words.slice(0, 3).every((word) => /^\P{L}*\p{Lu}/u.test(word))) {
        const first = line.search(/\p{L}/u);
        return line.replace(/(?<=\s)\p{Lu}(?=\p{Ll})/gu, (letter, at: number) => (at > first ? letter.toLowerCase() : letter));
    }
    return line;
}

/** Puts the author's usual greeting and sign-off around a letter; a name that was greeted stays greeted. */
function frame(text: string, habits: Habits): string {
    const {greeting, body, signOff} = splitLetter(text);
    const opening = habits.openings[0];
    const closing = habits.closings[0];
    const name = greeting === null ? null : greetedName(greeting);
    const ownGreeting =
        opening === undefined || opening.share < frameShare
            ? null
            : opening.text.includes("…")
              ? name === null
                  ? null
                  : greetingWithName(opening.text, name, greeting === null ? null : genderIn(greeting))
              : opening.text;
    // "Moin Heike!!" of an author who otherwise writes "Moin Heike!" is theirs
    const once = (pattern: string): string => pattern.replace(/([!?.,])\1+/g, "$1");
    const keptGreeting =
        greeting !== null && habits.openings.some(({text: known}) => once(known) === once(openingPattern(greeting))) ? greeting : null;
    const isKnownClosing = signOff !== null && habits.closings.some(({text: known}) => known === closingPattern(signOff));
    const keptClosing = isKnownClosing || hasPostscript(signOff) ? signOff : null;
    const ownClosing = closing === undefined || closing.share < frameShare ? null : (closing.lines ?? closingLines(closing.text));
    return [keptGreeting ?? ownGreeting ?? greeting, body, keptClosing ?? ownClosing ?? signOff]
        .filter((part) => part !== null && part !== "")
        .join("\n\n");
}

/** a greeting or sign-off in fewer of the texts is not inserted into others */
const frameShare = 0.3;

/**
 * Removes the sentences of the body with least content, up to a third; names, numbers, negations, questions and the first sentence stay.
 */
function dropSentences(text: string): string {
    const sentences = sentencesOf(text);
    const body = new Set(sentencesOf(splitLetter(text).body));
    const loose = sentences
        .slice(1)
        .filter(
            (sentence) =>
                body.has(sentence) && sentence !== [...body][0] && !sentence.includes("?") && !isNegated(sentence) && !saysFact(sentence)
        );
    const content = (sentence: string) => wordsOf(sentence.toLowerCase()).filter((word) => word.length > 2 && !isEveryday(word)).length;
    return leaveOut(
        text,
        new Set(loose.toSorted((a, b) => content(a) - content(b) || b.length - a.length).slice(0, Math.floor(body.size / 3)))
    );
}

/** A letter without the sentences of its body about something; null if there are none, or nothing would be left. */
export function withoutSentencesOf(text: string, phrase: string): string | null {
    const {body} = splitLetter(text);
    const sentences = sentencesOf(body);
    const wanted = wordsOf(phrase.toLowerCase());
    const about = sentences.filter((sentence) => {
        const words = new Set(wordsOf(sentence.toLowerCase()));
        return wanted.length > 0 && wanted.every((word) => words.has(word));
    });
    return about.length === 0 || about.length === sentences.length ? null : leaveOut(text, new Set(about));
}

function leaveOut(text: string, dropped: Set<string>): string {
    // one that stands twice is left out once
    const places = [...sentencesOf(text).entries()].filter(([, sentence]) => dropped.delete(sentence));
    return withoutSentencesAt(text, new Set(places.map(([place]) => place)));
}

/** A text without some of its sentences, by their places in `sentencesOf`; paragraphs stay apart. */
export function withoutSentencesAt(text: string, places: ReadonlySet<number>): string {
    let kept = "",
        from = 0;
    for (const [place, sentence] of sentencesOf(text).entries()) {
        const at = text.indexOf(sentence, from);
        kept += text.slice(from, at);
        from = at + sentence.length;
        if (!places.has(place)) kept += sentence;
    }
    kept += text.slice(from);
    // if the first sentence of a line is removed, the space after it is, too
    const begun = /^[ \t]/m.test(text) ? kept : kept.replace(/^[ \t]+/gm, "");
    return begun
        .replace(/[ \t]{2,}/g, " ")
        .replace(/(?<! ) +$/gm, "")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
}

/** Whether it contains a name, date, time, number, link or address. */
function saysFact(text: string): boolean {
    const facts = factsOf(text);
    return facts.length > 0 || namesOf(text, facts).length > 0;
}

/**
 * A changed text in its original's casing: if that capitalises no sentences, words that had no capital get none, and "i" stays. A word is
 * doubled only where it was.
 */
function likeOriginal(original: string, changed: string): string {
    const doubled = new Set((original.match(doubledWord) ?? []).map((pair) => pair.toLowerCase()));
    const single = changed.replace(doubledWord, (pair, word: string) => (doubled.has(pair.toLowerCase()) ? pair : word));
    if (sentencesOf(original).some((sentence) => /^\P{L}*\p{Lu}/u.test(sentence)) || /(?<!\p{L})I(?!\p{L})/u.test(original)) return single;
    const capitals = new Set(original.match(/\p{Lu}[\p{L}'’]*/gu) ?? []);
    return single.replace(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’]*/gu, (word) => (capitals.has(word) ? word : word.toLowerCase()));
}

const doubledWord = /(?<![\p{L}'’])(\p{L}+) \1(?![\p{L}'’])/giu;

/** Whether a sentence begins at `offset`: after a mark or a line end and any white space. */
function beginsSentence(text: string, offset: number): boolean {
    let at = offset;
    while (at > 0 && text[at - 1] !== "\n" && /\s/.test(text[at - 1] ?? "")) at--;
    return at === 0 ? offset === 0 : /[.!?\n]/.test(text[at - 1] ?? "");
}

/** marks where a capital was removed with its word */
const capitalGone = "\u0001";

/** Replaces words; a capital at the beginning is kept, and a sentence whose beginning was removed gets one. */
function exchange(text: string, words: Exchange): string {
    const exchanged = words.reduce(
        (changed, [pattern, replacement]) =>
            changed.replace(pattern, (match: string, ...groups: unknown[]) => {
                const plain = replacement.replace("$1", typeof groups[0] === "string" ? groups[0] : "");
                const [offset, whole] = groups.slice(-2) as [number, string];
                if (!/^\p{Lu}/u.test(match) || !beginsSentence(whole, offset)) return plain;
                return plain === "" ? capitalGone : capital(plain);
            }),
        text
    );
    const capitals = exchanged.replace(new RegExp(`${capitalGone}\\s*(\\p{L}?)`, "gu"), (_, letter: string) => letter.toUpperCase());
    return capitals
        .replace(/[ \t]{2,}/g, " ")
        .replace(/ ([,.;:!?])/g, "$1")
        .replace(/^[ \t]+/gm, "");
}
