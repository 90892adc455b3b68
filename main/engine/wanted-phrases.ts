/**
 * Phrases that a draft is to hold, for a model too small to keep a whole brief in mind: what would begin or go on with one gets likelier until it is
 * said. The idea is Keyword2Text's (Pascual et al. 2021, arXiv 2109.09707), on tokens that are copied instead of on words alike in meaning.
 */
import type {Token} from "node-llama-cpp";
import type {PromptTokens} from "./prompt-tokens.ts";

/** nats that the first token of the next phrase gains where a line or a sentence begins: at once, more with each token since the last phrase, and at most */
const OPENING = {first: 8, each: 0.15, most: 11};
/** the same inside a sentence, and where the draft begins: with a greeting, perhaps */
const INSIDE = {first: 0, each: 0.1, most: 3};
/** nats that the next token of a phrase gains whose first token stands at the end, by chance perhaps */
const CONTINUE = 5;
/** nats, from the second token on, or where a line or a sentence began with the first */
const CONTINUE_SURELY = 8;
/** the same where that token goes on with a word: "s" is to become "sail", not "sadly" */
const CONTINUE_WORD = 16;
/** nats that a full stop gains after a phrase */
const STOP = 4;
/** nats that a token loses which would make another word or number of a phrase's last one: "at 3" is not to become "at 3:30" */
const LENGTHEN = 5;
/** nats that another sentence in the same line loses when all is said: a small model invents the rest */
const ENOUGH = 3;
/** tokens that a draft may go on for when all is said, a closing line perhaps; then the next end of a sentence or line is its own */
const CLOSING = 16;

type WantedTokens = Pick<PromptTokens, "ofText" | "pieceOf" | "caseMarks" | "capital" | "joins" | "fullStops" | "sentenceBreaks">;

/** One way to write a phrase: words without case marks, and the mark that each has in front, if any. A phrase is said in capitals or without them. */
interface Wording {
    readonly words: readonly Token[];
    readonly marks: readonly (Token | null)[];
}

export class WantedPhrases {
    readonly #prompts: WantedTokens;
    /** after a space and, with other tokens, at a line's beginning */
    readonly #phrases: readonly (readonly [Wording, Wording])[];

    /** @param phrases in the order they are to be said in; each may also be said early */
    constructor(prompts: WantedTokens, phrases: readonly string[]) {
        this.#prompts = prompts;
        this.#phrases = phrases.map((phrase) => [this.#wording(prompts.ofText(` ${phrase}`)), this.#wording(prompts.ofText(phrase))]);
    }

    /** What to add to which tokens' logits after `written`, in nats. */
    biases(written: readonly Token[]): ReadonlyMap<Token, number> {
        const {words} = this.#wording(written);
        const biases = new Map<Token, number>();
        const ends = this.#phrases.map((phrase) => Math.max(...phrase.map((wording) => endOf(wording.words, words))));
        if (words.length > 0 && ends.includes(words.length))
            for (const [tokens, nats] of [[this.#prompts.joins, -LENGTHEN], [this.#prompts.fullStops, STOP]] as const)
                for (const token of tokens) biases.set(token, nats);

        const unsaid = this.#phrases.filter((_, i) => ends[i]! < 0);
        if (this.#phrases.length > 0 && unsaid.length === 0)
            for (const token of this.#prompts.sentenceBreaks) biases.set(token, (biases.get(token) ?? 0) - ENOUGH);
        const place = this.#placeAfter(written);
        const favour = (wording: Wording, at: number, nats: number): void => {
            const mark = wording.marks[at] ?? (at === 0 && place.opens ? this.#prompts.capital : null);
            const token = mark == null || place.marked ? wording.words[at]! : mark;
            biases.set(token, Math.max(nats, biases.get(token) ?? 0));
        };
        const begun = unsaid.flat().map((wording) => [wording, lengthSaid(wording.words, words)] as const).filter(([, said]) => said > 0);
        for (const [wording, said] of begun) {
            const isSure = said > 1 || this.#lastWordOpens(written);
            const isInWord = !/^\s/.test(this.#prompts.pieceOf(wording.words[said]!));
            favour(wording, said, !isSure ? CONTINUE : isInWord ? CONTINUE_WORD : CONTINUE_SURELY);
        }
        const next = unsaid[0];
        if (next == null || begun.length > 0)
            return biases;
        const since = words.length - Math.max(0, ...ends);
        const {first, each, most} = place.opens && words.length > 0 ? OPENING : INSIDE;
        favour(next[place.line ? 1 : 0], 0, Math.min(most, first + each * since));
        return biases;
    }

    /** Is all said, some time ago, and a sentence or line at its end? Never where there are no phrases. */
    isOver(written: readonly Token[]): boolean {
        const {words} = this.#wording(written);
        const ends = this.#phrases.map((phrase) => Math.max(...phrase.map((wording) => endOf(wording.words, words))));
        return ends.length > 0 && !ends.includes(-1) && words.length - Math.max(...ends) >= CLOSING
            && /(\n|[.!?]["”’)]*)[↑⇑⇧]?$/u.test(this.#tail(written));
    }

    #wording(tokens: readonly Token[]): Wording {
        const words: Token[] = [], marks: (Token | null)[] = [];
        let mark: Token | null = null;
        for (const token of tokens) {
            if (this.#prompts.caseMarks.has(token)) {
                mark = token;
                continue;
            }
            words.push(token);
            marks.push(mark);
            mark = null;
        }
        return {words, marks};
    }

    #placeAfter(written: readonly Token[]): Place {
        const [, before = "", mark = ""] = /^(.*?)([↑⇑⇧]?)$/su.exec(this.#tail(written)) ?? [];
        const line = before.endsWith("\n");
        // a sentence that goes on after its mark begins with a capital; a line and the draft may do without
        return {line, opens: line || before === "" || mark !== "" && /[.!?]["”’)]*$/.test(before), marked: mark !== ""};
    }

    #tail(written: readonly Token[]): string {
        return written.slice(-PLACE_TOKENS).map((token) => this.#prompts.pieceOf(token)).join("");
    }

    #lastWordOpens(written: readonly Token[]): boolean {
        const last = written.findLastIndex((token) => !this.#prompts.caseMarks.has(token));
        return this.#placeAfter(written.slice(0, last)).opens;
    }
}

/** tokens at the end that say where in a text one is */
const PLACE_TOKENS = 4;

interface Place {
    /** a line begins that is not the draft's first */
    readonly line: boolean;
    /** a line, a sentence or the draft begins */
    readonly opens: boolean;
    /** a case mark stands there already */
    readonly marked: boolean;
}

/** Where `words` end in `written`, or −1 if they do not stand there. */
function endOf(words: readonly Token[], written: readonly Token[]): number {
    const start = written.findIndex((_, i) => startsAt(written, i, words, words.length));
    return start < 0 ? -1 : start + words.length;
}

/** The length of the longest beginning of `words`, not all of them, that `written` ends with. */
function lengthSaid(words: readonly Token[], written: readonly Token[]): number {
    for (let length = Math.min(words.length - 1, written.length); length > 0; length--)
        if (startsAt(written, written.length - length, words, length)) return length;
    return 0;
}

function startsAt(written: readonly Token[], start: number, words: readonly Token[], length: number): boolean {
    for (let i = 0; i < length; i++) if (written[start + i] !== words[i]) return false;
    return true;
}
