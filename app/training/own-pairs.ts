import {reverseNotes} from "../brief/reverse-notes.ts";
import type {Brief} from "../brief/brief.ts";
import type {TurnOptions} from "../drafting/format/turn-text.ts";
import type {HistoryItem} from "../history/item.ts";
import {readSubject} from "../history/subject-line.ts";
import {greetedName, splitLetter} from "../persona/letter.ts";
import {splitMix} from "../text/random.ts";

/** A text by the user with the brief that would have led to it: a training example of a persona. */
export interface OwnPair {
    /** the history item it came from */
    readonly id: string;
    readonly brief: Brief;
    readonly options: TurnOptions;
    /** what the user wrote */
    readonly answer: string;
    /** false: the text was cut, so that its end is not learned */
    readonly isWhole: boolean;
    /** 0 to 1: old texts have less weight */
    readonly weight: number;
    /** texts of one thread or about one title; never on both sides of a split */
    readonly group: string;
    /** ms since 1970; null: unknown */
    readonly time: number | null;
}

/**
 * characters; a longer text is cut at the end of a paragraph or sentence. A style shows in the first page, every token costs time, and the
 * model that ships was trained on texts of these lengths.
 */
const lengths = {letter: 800, message: 700, article: 1100, passage: 700} as const;
/** a text of this age has weight 0.5, of half this age 0.71; never less than `leastWeight` */
const halfLifeMs = 3 * 365.25 * 86_400_000;
const leastWeight = 0.35;
/** every n-th letter also gives an example of its subject line, every n-th article one of continuing its text */
const secondPairEvery = 3;
const leastAnswer = 20;

/**
 * Pairs for training on the user's own history. Texts learned from accepted drafts (weight below 1) are left out: a model that learns from
 * its own output drifts away from the user's style.
 * @param now ms since 1970
 */
export function ownPairs(items: readonly HistoryItem[], now: number): readonly OwnPair[] {
    return items
        .filter(({weight}) => weight >= 1)
        .flatMap((item, index) => {
            const random = splitMix(hash(item.id));
            const time = item.date === null ? null : Date.parse(item.date);
            const age = time === null || Number.isNaN(time) ? halfLifeMs : Math.max(0, now - time);
            const common = {
                id: item.id,
                weight: Math.max(leastWeight, 0.5 ** (age / halfLifeMs)),
                group: groupOf(item),
                time: time === null || Number.isNaN(time) ? null : time
            };
            const isSecond = index % secondPairEvery === 0;
            const pairs =
                item.kind === "email" || item.kind === "reply"
                    ? [letterPair(item, random), isSecond ? subjectPair(item) : null]
                    : item.kind === "headline"
                      ? [headlinePair(item), isSecond ? passagePair(item, random) : null]
                      : [passagePair(item, random)];
            return pairs
                .filter(
                    (pair) =>
                        pair !== null &&
                        pair.answer.length >= (pair.brief.kind === "subject" || pair.brief.kind === "headline" ? 3 : leastAnswer)
                )
                .map((pair) => ({...common, ...(pair as Content)}));
        });
}

type Content = Pick<OwnPair, "brief" | "options" | "answer" | "isWhole">;

function letterPair(item: HistoryItem, random: () => number): Content | null {
    const {greeting, body: whole, signOff} = splitLetter(item.text);
    const body = cutAtSentence(whole, lengths.letter);
    const to = greeting === null ? null : greetedName(greeting);
    const style = random() < 0.6 ? "asked" : random() < 0.5 ? "phrase" : "keywords";
    const notes = reverseNotes(body, {style, name: to, random});
    if (notes.length === 0) return null;
    const isWhole = body === whole;
    const signature = isWhole && signOff !== null ? signOff : null;
    const brief: Brief = {
        kind: item.kind === "reply" && item.message !== null ? "reply" : "email",
        ...(to !== null && {to}),
        ...(item.title !== null && {subject: item.title}),
        notes: notes.join("\n"),
        ...(item.kind === "reply" && item.message !== null && {message: cutAtSentence(item.message, lengths.message)})
    };
    return {
        brief,
        options: {signature: signature?.replace(/\s*\n\s*/g, " ") ?? null},
        answer: [greeting, body, signature].filter(Boolean).join("\n\n"),
        isWhole
    };
}

function subjectPair(item: HistoryItem): Content | null {
    const title = readSubject(item.title).bare;
    return title === null
        ? null
        : {brief: {kind: "subject", text: cutAtSentence(item.text, lengths.letter)}, options: {}, answer: title, isWhole: true};
}

function headlinePair(item: HistoryItem): Content | null {
    return item.title === null
        ? null
        : {
              brief: {kind: "headline", text: cutAtSentence(item.text, lengths.article)},
              options: {},
              answer: item.title.trim(),
              isWhole: true
          };
}

function passagePair(item: HistoryItem, random: () => number): Content | null {
    const text = cutAtSentence(item.text, lengths.passage);
    const at = text.indexOf(" ", Math.floor(text.length * (0.2 + 0.3 * random())));
    if (at === -1) return null;
    const isWhole = text === item.text.trim();
    return {
        brief: {kind: "continue", text: text.slice(0, at), ...(item.title !== null && {subject: item.title})},
        options: {},
        answer: text.slice(at + 1).trim(),
        isWhole
    };
}

/** A text's beginning up to about `limit` characters, cut after a paragraph or a sentence. */
export function cutAtSentence(text: string, limit: number): string {
    const tidy = text.trim();
    if (tidy.length <= limit) return tidy;
    const head = tidy.slice(0, limit);
    const paragraph = head.lastIndexOf("\n\n");
    if (paragraph > limit / 2) return head.slice(0, paragraph).trim();
    const sentence = Math.max(...[". ", "? ", "! ", ".\n", "?\n", "!\n"].map((mark) => head.lastIndexOf(mark)));
    return sentence > limit / 3 ? head.slice(0, sentence + 1) : head.slice(0, head.lastIndexOf(" ") === -1 ? limit : head.lastIndexOf(" "));
}

function groupOf(item: HistoryItem): string {
    const subject = readSubject(item.title).bare?.toLowerCase().replace(/\W+/gu, " ").trim() ?? "";
    return item.kind === "email" || item.kind === "reply" ? (subject === "" ? item.id : `thread ${subject}`) : `document ${item.path}`;
}

/** FNV-1a, 32 bits */
function hash(text: string): number {
    let value = 0x811c9dc5;
    for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    return value;
}
