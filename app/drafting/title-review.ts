import {isLineKind} from "../persona/habits.ts";
import {f1, sharedWords} from "../text/overlap.ts";
import {wordsOf} from "../text/words.ts";
import {contentIn, contentOf, foldedWords, sharesContent} from "./content-words.ts";
import type {Reviewer} from "./review.ts";

/*
 * Chooses among several titles of one text. A small model's titles scatter: some name the subject, some a detail, some are a sentence of
 * the text. The best of four by what they have in common and by how often the text has their words is nearer to the title that the author
 * gave: docs/decisions/0101.
 */

/** candidates of a first title; each further title of a request chooses among those that are left and one more */
export const titleCandidates = 4;

/** weight of the text's frequent words against what the candidates have in common (F1 of shared words, 0 to 1) */
const frequencyWeight = 0.15;
const faultWeight = 0.5;
/** a title of fewer words of content says nothing: "In the Congress" */
const fewContent = 2;
/** a run of the text's words that is no longer a name */
const copiedWords = 8;
/** words from which on a title is too long, and how many more count as one fault */
const [longWords, perFault] = [14, 10];

/** Prefers the title that has most in common with the others and with the text, and no faults. */
export const titleReviewer: Reviewer = {
    name: "title",
    judges: "preference",
    penalty({text}, {brief, pool = []}) {
        if (!isLineKind(brief.kind)) return 0;
        const source = brief.text ?? "";
        // less the title itself; one that came twice has itself in common
        const shared = pool.reduce((sum, other) => sum + overlap(text, other), 0) - 1;
        const common = pool.length < 2 ? 1 : shared / (pool.length - 1);
        return faultWeight * titleFaults(text, source) - common - frequencyWeight * frequency(text, source);
    }
};

/** F1 of the words that two titles share, in any script. */
function overlap(a: string, b: string): number {
    const [first, second] = [foldedWords(a), foldedWords(b)];
    return f1(sharedWords(first, second), first.length, second.length);
}

/** Faults of a title, a fault being about 1: words that the text does not have, words said twice, too few, too many, or copied. */
export function titleFaults(title: string, source: string): number {
    const words = foldedWords(title);
    const content = contentIn(title);
    const known = contentIn(source);
    const unknown = content.length === 0 ? 1 : content.filter((word) => !sharesContent([word], known)).length / content.length;
    const pairs = words.slice(1).map((word, i) => `${words[i] ?? ""} ${word}`);
    const own = contentOf(words);
    const twice = pairs.length - new Set(pairs).size + (own.length - new Set(own).size) / 2;
    const isCopied = words.length >= copiedWords && ` ${foldedWords(source).join(" ")} `.includes(` ${words.join(" ")} `);
    const tooLong = Math.max(0, wordsOf(title).length - longWords) / perFault;
    return unknown + twice + Number(content.length < fewContent) + Number(isCopied) + tooLong;
}

/** How often the text has the title's words: the sum of log(1 + count) over the root of their number. */
function frequency(title: string, source: string): number {
    const counts = Map.groupBy(contentIn(source), (word) => word);
    const content = [...new Set(contentIn(title))];
    const sum = content.reduce((total, word) => total + Math.log1p(counts.get(word)?.length ?? 0), 0);
    return content.length === 0 ? 0 : sum / Math.sqrt(content.length);
}
