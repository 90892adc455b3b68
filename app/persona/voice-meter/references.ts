import {splitMix} from "../../text/random.ts";
import {mean} from "../../statistics.ts";
import {Grammar, type Sentences} from "./grammar.ts";
import type {Population, PopulationAuthor} from "./population.ts";

/** Of 3, 4 and 5, the AUC differs by less than .006; four is the smallest that keeps it. */
export const grammarOrder = 4;
/** grammars of the population's authors most similar to the user by token frequencies */
const nearAuthors = 30;
/** of these, the ones that give a text the highest likelihood are used: who could have written it */
const bestAuthors = 10;
/** random samples from the whole population */
const draws = 4;
/** tokens of a sample per token of the user's */
const drawSize = 2;
const mostDrawTokens = 60_000;
/** weight of a similar author's grammar relative to a sample: of 0, 1, 2 and infinity the best on training authors of three lists */
const nearWeight = 2;
/** minimum tokens of a reference, however small the history */
const leastTokens = 1500;
/** texts of authors that define position 0 */
const otherAuthors = 20;
const textsOfOther = 3;

/** References for the user's grammar, for a history of about this many tokens. */
export interface References {
    readonly tokens: number;
    /** log-likelihood of a text under the population, by the similar authors and samples */
    logLikelihood(sentences: Sentences): number;
    /** texts by other people, none of them a reference */
    readonly others: readonly {readonly sentences: Sentences; readonly grams: Uint16Array}[];
}

/** Frequency of each token, the basis of similarity. */
export function frequencies(texts: Iterable<Sentences>, vocabulary: number): Float64Array {
    const counts = new Float64Array(vocabulary);
    for (const sentences of texts) {
        for (const sentence of sentences) for (const token of sentence) counts[token] = (counts[token] as number) + 1;
    }
    return counts;
}

/**
 * References of about the history's size: the same seed and history give the same.
 * @param user the user's count of each token
 */
export function makeReferences(population: Population, user: Float64Array, tokens: number, seed: number): References {
    const size = Math.max(leastTokens, tokens);
    const vocabulary = population.vocabulary.size;
    const random = splitMix(seed);
    const references = population.authors.filter(({role}) => role === "reference");
    const near = nearest(references, user, vocabulary)
        .slice(0, nearAuthors)
        .map(({texts}) => grammarOf(texts, size));
    const sentences = references.flatMap(({texts}) => texts.flat());
    const drawn = Array.from({length: draws}, () => drawGrammar(sentences, Math.min(mostDrawTokens, drawSize * size), random));
    const others = nearest(
        population.authors.filter(({role}) => role === "other"),
        user,
        vocabulary
    );
    return {
        tokens,
        others: others
            .slice(0, otherAuthors)
            .flatMap(({texts, grams}) =>
                texts.slice(0, textsOfOther).map((sentences, i) => ({sentences, grams: grams[i] ?? new Uint16Array()}))
            ),
        logLikelihood: (text) => {
            const log = (grammar: Grammar) => grammar.logLikelihood(text, vocabulary).log;
            const best = near
                .map(log)
                .toSorted((a, b) => b - a)
                .slice(0, bestAuthors);
            return (mean(drawn.map(log)) + nearWeight * mean(best)) / (1 + nearWeight);
        }
    };
}

/** The population as one grammar: measures how readable a text is. */
export function readerGrammar(population: Population, tokens = 250_000): Grammar {
    const grammar = new Grammar(grammarOrder);
    // one text of each author in turn, so that all are represented
    for (let round = 0; grammar.tokens < tokens; round++) {
        const texts = population.authors.flatMap(({role, texts: all}) => (role === "reference" ? all.slice(round, round + 1) : []));
        if (texts.length === 0) break;
        for (const text of texts) grammar.add(text);
    }
    return grammar;
}

/** Writers by the likelihood of the user's tokens under their frequencies, nearest first. */
function nearest(authors: readonly PopulationAuthor[], user: Float64Array, vocabulary: number): readonly PopulationAuthor[] {
    return authors
        .map((author) => {
            const counts = frequencies(author.texts, vocabulary);
            const total = counts.reduce((sum, count) => sum + count, 0) + vocabulary;
            return {author, log: user.reduce((sum, count, token) => sum + count * Math.log(((counts[token] as number) + 1) / total), 0)};
        })
        .toSorted((a, b) => b.log - a.log)
        .map(({author}) => author);
}

function grammarOf(texts: readonly Sentences[], tokens: number): Grammar {
    const grammar = new Grammar(grammarOrder);
    for (const text of texts) {
        if (grammar.tokens >= tokens) break;
        grammar.add(text);
    }
    return grammar;
}

function drawGrammar(sentences: Sentences, tokens: number, random: () => number): Grammar {
    const grammar = new Grammar(grammarOrder);
    while (grammar.tokens < tokens && sentences.length > 0) {
        grammar.add([sentences[Math.floor(random() * sentences.length)] as readonly number[]]);
    }
    return grammar;
}
