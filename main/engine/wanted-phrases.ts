/**
 * Phrases that a draft is to hold, for a model too small to keep a whole brief in mind: what would begin or go on with one gets likelier until it is
 * said. The idea is Keyword2Text's (Pascual et al. 2021, arXiv 2109.09707), on tokens that are copied instead of on words alike in meaning.
 */
import type {Token} from "node-llama-cpp";
import type {PromptTokens} from "./prompt-tokens.ts";

/** nats that the first token of the next phrase gains, where no phrase is being said: at once, more with each token since the last one, and at most */
const BEGIN = {first: 1, each: 0.25, most: 6};
/** nats that the next token of a phrase gains whose first token stands at the end, by chance perhaps */
const CONTINUE = 2.5;
/** nats, from the second token on */
const CONTINUE_SURELY = 5;

/** One way to write a phrase: words without case marks, and the mark that each has in front, if any. A phrase is said in capitals or without them. */
interface Wording {
    readonly words: readonly Token[];
    readonly marks: readonly (Token | null)[];
}

export class WantedPhrases {
    readonly #marks: ReadonlySet<Token>;
    /** inside a line and, with other tokens, at its beginning */
    readonly #phrases: readonly (readonly Wording[])[];

    /** @param phrases in the order they are to be said in; each may also be said early */
    constructor(prompts: Pick<PromptTokens, "ofText" | "caseMarks">, phrases: readonly string[]) {
        this.#marks = prompts.caseMarks;
        this.#phrases = phrases.map((phrase) => [` ${phrase}`, phrase].map((text) => this.#wording(prompts.ofText(text))));
    }

    /** What to add to which tokens' logits after `written`, in nats; nothing once all phrases are said. */
    biases(written: readonly Token[]): ReadonlyMap<Token, number> {
        const {words} = this.#wording(written);
        const afterMark = this.#marks.has(written.at(-1)!);
        const biases = new Map<Token, number>();
        const favour = (wording: Wording, place: number, nats: number): void => {
            const mark = wording.marks[place];
            const token = mark == null || afterMark ? wording.words[place]! : mark;
            biases.set(token, Math.max(nats, biases.get(token) ?? 0));
        };
        const ends = this.#phrases.map((phrase) => Math.max(...phrase.map((wording) => endOf(wording.words, words))));
        const unsaid = this.#phrases.filter((_, i) => ends[i]! < 0);
        for (const wording of unsaid.flat()) {
            const said = lengthSaid(wording.words, words);
            if (said > 0) favour(wording, said, said === 1 ? CONTINUE : CONTINUE_SURELY);
        }
        const next = unsaid[0]?.[0];
        const since = words.length - Math.max(0, ...ends);
        if (next != null && biases.size === 0) favour(next, 0, Math.min(BEGIN.most, BEGIN.first + BEGIN.each * since));
        return biases;
    }

    #wording(tokens: readonly Token[]): Wording {
        const words: Token[] = [], marks: (Token | null)[] = [];
        let mark: Token | null = null;
        for (const token of tokens) {
            if (this.#marks.has(token)) {
                mark = token;
                continue;
            }
            words.push(token);
            marks.push(mark);
            mark = null;
        }
        return {words, marks};
    }
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
