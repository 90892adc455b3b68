/**
 * Phrases that a draft is to hold, for a model too small to keep a whole brief in mind: what would begin or go on with one gets likelier until it is
 * said. The idea is Keyword2Text's (Pascual et al. 2021, arXiv 2109.09707), on tokens that are copied instead of on words alike in meaning.
 */
import type {Token} from "node-llama-cpp";
import type {PromptTokens} from "./prompt-tokens.ts";

/** nats that the first token of the next phrase gains where a line or a sentence begins: at once, more with each token since the last phrase, and at most */
const OPENING = {first: 14, each: 0.15, most: 17};
/** the same where the draft begins: with a greeting, perhaps */
const BEGINNING = 6;
/** nats that a full stop gains inside a sentence that says none of the phrases: with each token beyond the first few, and at most */
const ENDING = {free: 8, each: 0.2, most: 4};
/** nats that the next token of a phrase gains whose first token stands at the end, by chance perhaps */
const CONTINUE = 1;
/** nats, from the second token on, or where a line or a sentence began with the first */
const CONTINUE_SURELY = 10;
/** the same where that token goes on with a word: "s" is to become "sail", not "sadly" */
const CONTINUE_WORD = 16;
/** nats that a full stop gains after a phrase */
const STOP = 7;
/** the same for a question mark: what is a question to the model by half a nat is one */
const ASK = 6.5;
/** the same for a comma or dash, if another phrase is to follow */
const JOIN = 6;
/** nats that a token loses which would make another word or number of a phrase's last one: "at 3" is not to become "at 3:30" */
const LENGTHEN = 8;
/** nats that another sentence in the same line loses when all is said: a small model invents the rest */
const ENOUGH = 6;

type WantedTokens = Pick<PromptTokens, "ofText" | "pieceOf" | "caseMarks" | "capital" | "joins" | "sentenceEnds" | "sentenceBreaks" | "connectives">;

/** One way to write a phrase: words without case marks, and the mark that each has in front, if any. A phrase is said in capitals or without them. */
interface Wording {
    readonly words: readonly Token[];
    readonly marks: readonly (Token | null)[];
}

export class WantedPhrases {
    readonly #prompts: WantedTokens;
    readonly #begun: readonly Token[];
    /** after a space and, with other tokens, at a line's beginning */
    readonly #phrases: readonly (readonly [Wording, Wording])[];

    /**
     * @param phrases in the order they are to be said in; each may also be said early
     * @param begun what the draft begins with already, a greeting perhaps
     */
    constructor(prompts: WantedTokens, phrases: readonly string[], begun: readonly Token[] = []) {
        this.#prompts = prompts;
        this.#begun = begun;
        this.#phrases = phrases.map((phrase) => [this.#wording(prompts.ofText(` ${phrase}`)), this.#wording(prompts.ofText(phrase))]);
    }

    /** What to add to which tokens' logits after `written`, in nats. */
    biases(written: readonly Token[]): ReadonlyMap<Token, number> {
        const {words} = this.#wording(written);
        const biases = new Map<Token, number>();
        const ends = this.#phrases.map((phrase) => Math.max(...phrase.map((wording) => endOf(wording.words, words))));
        const unsaid = this.#phrases.filter((_, i) => ends[i]! < 0);
        const next = unsaid[0];
        if (words.length > 0 && ends.includes(words.length)) {
            for (const token of this.#prompts.joins) biases.set(token, -LENGTHEN);
            for (const token of this.#prompts.sentenceEnds) biases.set(token, this.#prompts.pieceOf(token).startsWith("?") ? ASK : STOP);
            if (next != null && next[0].marks[0] == null)
                for (const token of this.#prompts.connectives) biases.set(token, JOIN);
        }
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
        if (next == null || begun.length > 0)
            return biases;
        const since = words.length - Math.max(0, ...ends);
        if (place.opens || ends.includes(words.length - 1) && this.#prompts.connectives.includes(words.at(-1)!)) {
            const {first, each, most} = OPENING;
            favour(next[place.line ? 1 : 0], 0, this.#isFirst(written) ? BEGINNING : Math.min(most, first + each * since));
        } else if (since > ENDING.free)
            for (const token of this.#prompts.sentenceEnds) biases.set(token, Math.min(ENDING.most, ENDING.each * (since - ENDING.free)));
        return biases;
    }

    /** Is any phrase not said yet? */
    areLeft(written: readonly Token[]): boolean {
        const {words} = this.#wording(written);
        return this.#phrases.some((phrase) => phrase.every((wording) => endOf(wording.words, words) < 0));
    }

    /** Is all said, and a sentence or line at its end? Never where there are no phrases. */
    areSaid(written: readonly Token[]): boolean {
        return this.#phrases.length > 0 && !this.areLeft(written)
            && /(\n|[.!?]["”’)]*)[↑⇑⇧]?$/u.test(this.#tail(written));
    }

    /** Is nothing written yet, but for a case mark? */
    #isFirst(written: readonly Token[]): boolean {
        return [...this.#begun, ...written].every((token) => this.#prompts.caseMarks.has(token));
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
        return [...this.#begun, ...written].slice(-PLACE_TOKENS).map((token) => this.#prompts.pieceOf(token)).join("");
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
