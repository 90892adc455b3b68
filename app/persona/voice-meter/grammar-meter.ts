import {CharacterView, gramsOfBody} from "./character-view.ts";
import {CopiedRuns, runsOf} from "./copied-runs.ts";
import {Grammar, type Sentences} from "./grammar.ts";
import {countWords} from "./mask.ts";
import {bodyOf, tokenize, type Population} from "./population.ts";
import {grammarOrder, makeReferences, readerGrammar, type References} from "./references.ts";

/** A text of the history in the meter's form, from which it cannot be restored. */
export interface PreparedText {
    readonly sentences: Sentences;
    /** buckets of its 4-grams of characters */
    readonly grams: Uint16Array;
    /** keys of its runs of eight words */
    readonly runs: readonly number[];
    readonly words: number;
}

/** Measurements of a text. */
export type Evidence = Pick<PreparedText, "sentences" | "grams">;

/**
 * λ of a text: how much likelier a token is in the user's grammar than in other people's, in nats, plus the weighted log ratio of its
 * characters.
 */
export interface Likelihood {
    readonly lambda: number;
    readonly tokens: number;
}

/** λ of the user's own held-out texts and of other people's, as reference points. */
export interface Calibration {
    readonly own: number;
    readonly others: number;
    /** variance of a single token's share: λ of n tokens varies by `variance / n` */
    readonly variance: number;
    /**
     * nats a token that the population needs for the user's own texts: 95th percentile, mean, variance over texts, variance times tokens
     */
    readonly readable: {
        readonly percentile: number;
        readonly mean: number;
        readonly spread: number;
        readonly variance: number;
        readonly texts: number;
    };
    /** λ of the own texts that were kept back, ascending */
    readonly ownLambdas: readonly number[];
}

/*
 * What a nat a 4-gram of characters counts beside a nat a token: 3, and more as long as the history is so short that its grammar says
 * little. Set by hand near a logistic regression on training authors (lab/voice_weights.py): 20 for histories of 5 texts (some 500 tokens),
 * 3.6 for 20.
 */
const leastCharacterWeight = 3;
const characterWeightTokens = 6000;
const mostCharacterWeight = 15;
/** number of own texts that are held out one by one */
const keptBack = 60;
/** minimum words of a held-out text: shorter ones are joined to the next, as scored texts have this length */
const leastWords = 40;
/** growth of the history after which references and calibration are recomputed */
const staleGrowth = 1.1;
const referenceGrowth = 1.6;
const seed = 7;
/*
 * Of training authors' own texts one in twenty lies further above the mean than one deviation, where half of the variance over texts counts
 * beside what a text of that length varies by; of salads of their words 93 in 100 do. The 95th percentile of a few texts is the largest of
 * them, which lets every second salad pass: it counts from so many texts on.
 */
const percentileTexts = 30;
const readableDeviations = 1;
const spreadShare = 0.5;

/** The grammar of one person's texts in one language, against a population's (LambdaG, arXiv 2403.08462). */
export class GrammarMeter {
    readonly population: Population;
    readonly #texts = new Map<string, PreparedText>();
    readonly #grammar = new Grammar(grammarOrder);
    readonly #characters: CharacterView;
    readonly #copied = new CopiedRuns();
    readonly #frequencies: Float64Array;
    #reader: Grammar | null = null;
    #references: References | null = null;
    #calibration: {readonly texts: number; readonly value: Promise<Calibration>} | null = null;

    constructor(population: Population) {
        this.population = population;
        this.#characters = new CharacterView(population.characters);
        this.#frequencies = new Float64Array(population.vocabulary.size);
    }

    get size(): number {
        return this.#texts.size;
    }

    get copied(): CopiedRuns {
        return this.#copied;
    }

    text(id: string): PreparedText | undefined {
        return this.#texts.get(id);
    }

    prepare(text: string): PreparedText {
        const body = bodyOf(text);
        return {...this.evidence([body]), runs: runsOf(body), words: countWords(body)};
    }

    /** Some bodies as one text. */
    evidence(bodies: readonly string[]): Evidence {
        return {sentences: bodies.flatMap((body) => tokenize(body, this.population)), grams: gramsOfBody(bodies.join("\n"))};
    }

    /** Adds a text; an existing one stays, as its id comes from its content. */
    add(id: string, text: PreparedText): void {
        if (this.#texts.has(id)) return;
        this.#texts.set(id, text);
        this.#grammar.add(text.sentences);
        this.#characters.add(text.grams);
        this.#copied.add(text.runs);
        this.#countTokens(text, 1);
    }

    remove(id: string): void {
        const text = this.#texts.get(id);
        if (text === undefined) return;
        this.#texts.delete(id);
        this.#grammar.remove(text.sentences);
        this.#characters.remove(text.grams);
        this.#copied.remove(text.runs);
        this.#countTokens(text, -1);
    }

    /** λ over all sentences together, each counted once: repetition is no further evidence. */
    likelihood(evidence: Evidence): Likelihood {
        const {grammar, characters, tokens} = this.views(evidence);
        const forFewTexts = characterWeightTokens / Math.max(1, this.#grammar.tokens);
        const weight = Math.min(mostCharacterWeight, leastCharacterWeight + forFewTexts);
        return {lambda: grammar + weight * characters, tokens};
    }

    /** The two views separately, in nats a token and a gram. */
    views({sentences, grams}: Evidence): {readonly grammar: number; readonly characters: number; readonly tokens: number} {
        const distinct = distinctSentences(sentences);
        const {log, tokens} = this.#grammar.logLikelihood(distinct, this.population.vocabulary.size);
        if (tokens === 0) return {grammar: 0, characters: 0, tokens};
        return {
            grammar: (log - this.#currentReferences().logLikelihood(distinct)) / tokens,
            characters: this.#characters.lambda(grams),
            tokens
        };
    }

    /** Nats a token that the population needs for a text: more for a salad of words. */
    readability(sentences: Sentences): number {
        this.#reader ??= readerGrammar(this.population);
        const {log, tokens} = this.#reader.logLikelihood(sentences, this.population.vocabulary.size);
        return tokens === 0 ? 0 : -log / tokens;
    }

    /** Recomputed after the history has grown by a tenth. Takes some hundred ms, with `pause` between steps. */
    calibrate(pause: () => Promise<void>): Promise<Calibration> {
        const references = this.#currentReferences();
        const known = this.#calibration;
        if (known !== null && isNear(known.texts, this.size, staleGrowth)) return known.value;
        const value = this.#measure(references, pause);
        this.#calibration = {texts: this.size, value};
        return value;
    }

    async #measure(references: References, pause: () => Promise<void>): Promise<Calibration> {
        await pause();
        const own: Likelihood[] = [];
        const readable: Likelihood[] = [];
        for (const texts of this.#sample()) {
            const together = mergeTexts(texts);
            own.push(this.#without(texts, together));
            readable.push({lambda: this.readability(together.sentences), tokens: tokensOf(together.sentences)});
            if (own.length % 4 === 0) await pause();
        }
        const others: Likelihood[] = [];
        for (const text of references.others) {
            others.push(this.likelihood(text));
            if (others.length % 4 === 0) await pause();
        }
        return summarize(own, others, readable);
    }

    /** Texts are scored by a grammar that does not contain them. */
    #without(texts: readonly PreparedText[], together: Evidence): Likelihood {
        for (const {sentences, grams} of texts) {
            this.#grammar.remove(sentences);
            this.#characters.remove(grams);
        }
        try {
            return this.likelihood(together);
        } finally {
            for (const {sentences, grams} of texts) {
                this.#grammar.add(sentences);
                this.#characters.add(grams);
            }
        }
    }

    /** The held-out texts, spread over the history: single texts, or several consecutive short ones. */
    #sample(): readonly (readonly PreparedText[])[] {
        const pieces: PreparedText[][] = [];
        let [piece, words] = [[] as PreparedText[], 0];
        for (const text of this.#texts.values()) {
            piece.push(text);
            words += text.words;
            if (words < leastWords) continue;
            pieces.push(piece);
            [piece, words] = [[], 0];
        }
        const step = Math.max(1, pieces.length / keptBack);
        return Array.from({length: Math.min(keptBack, pieces.length)}, (_, i) => pieces[Math.floor(i * step)] as readonly PreparedText[]);
    }

    #currentReferences(): References {
        const {tokens} = this.#grammar;
        if (this.#references === null || !isNear(this.#references.tokens, tokens, referenceGrowth)) {
            this.#references = makeReferences(this.population, this.#frequencies, tokens, seed);
            this.#calibration = null;
        }
        return this.#references;
    }

    #countTokens({sentences}: PreparedText, by: 1 | -1): void {
        const counts = this.#frequencies;
        for (const token of sentences.flat()) counts[token] = (counts[token] as number) + by;
    }
}

function summarize(own: readonly Likelihood[], others: readonly Likelihood[], readable: readonly Likelihood[]): Calibration {
    const [ownMean, otherMean] = [weightedMean(own), weightedMean(others)];
    const squares = [...own.map((each) => [each, ownMean] as const), ...others.map((each) => [each, otherMean] as const)].map(
        ([{lambda, tokens}, mean]) => tokens * (lambda - mean) ** 2
    );
    const readableMean = weightedMean(readable);
    const ascending = readable.map(({lambda}) => lambda).toSorted((a, b) => a - b);
    return {
        own: ownMean,
        others: otherMean,
        variance: squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length - 2),
        readable: {
            percentile: ascending[Math.ceil(0.95 * ascending.length) - 1] ?? 0,
            mean: readableMean,
            spread: readable.reduce((sum, {lambda}) => sum + (lambda - readableMean) ** 2, 0) / Math.max(1, readable.length - 1),
            variance:
                readable.reduce((sum, {lambda, tokens}) => sum + tokens * (lambda - readableMean) ** 2, 0) /
                Math.max(1, readable.length - 1),
            texts: readable.length
        },
        ownLambdas: own.map(({lambda}) => lambda).toSorted((a, b) => a - b)
    };
}

/**
 * Nats a token that 19 of 20 of the user's own texts of so many tokens stay below; with few texts of history more, as the estimate is
 * unsure.
 */
export function readableLimit({readable: {percentile, mean, spread, variance, texts}}: Calibration, tokens: number): number {
    if (texts < 2) return Number.POSITIVE_INFINITY;
    const ofLength = (variance / Math.max(1, tokens)) * (1 + 1 / texts);
    const estimated = mean + readableDeviations * Math.sqrt(ofLength + spreadShare * spread);
    return texts < percentileTexts ? estimated : Math.max(percentile, estimated);
}

/** tokens of a text, sentence ends included */
export function tokensOf(sentences: Sentences): number {
    return sentences.reduce((sum, sentence) => sum + sentence.length + 1, 0);
}

function mergeTexts(texts: readonly PreparedText[]): Evidence {
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return only;
    const grams = new Uint16Array(texts.reduce((sum, text) => sum + text.grams.length, 0));
    let at = 0;
    for (const text of texts) {
        grams.set(text.grams, at);
        at += text.grams.length;
    }
    return {sentences: texts.flatMap(({sentences}) => sentences), grams};
}

function weightedMean(values: readonly Likelihood[]): number {
    const tokens = values.reduce((sum, each) => sum + each.tokens, 0);
    return tokens === 0 ? 0 : values.reduce((sum, each) => sum + each.lambda * each.tokens, 0) / tokens;
}

function distinctSentences(sentences: Sentences): Sentences {
    const seen = new Set<string>();
    return sentences.filter((sentence) => {
        const key = sentence.join(" ");
        return !seen.has(key) && seen.add(key) !== undefined;
    });
}

function isNear(then: number, now: number, growth: number): boolean {
    return now <= then * growth && then <= now * growth;
}
