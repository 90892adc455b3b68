import {CountTable} from "./count-table.ts";

/** length of a run of words that nobody writes twice by chance */
const copiedRun = 8;
/** a run in this many texts is a set phrase of the author, not a copied passage */
const setPhrase = 3;

/** The runs of eight words in all texts of a history, as 53-bit keys. */
export class CopiedRuns {
    readonly #texts = new CountTable();

    add(runs: readonly number[]): void {
        for (const run of runs) this.#texts.add(run, 1);
    }

    remove(runs: readonly number[]): void {
        for (const run of runs) this.#texts.add(run, -1);
    }

    /** The first run of eight words of a text that the history has too, or null. */
    find(text: string): string | null {
        const words = runWords(text);
        for (let i = 0; i + copiedRun <= words.length; i++) {
            const run = words.slice(i, i + copiedRun);
            const count = this.#texts.get(runKey(run));
            if (count > 0 && count < setPhrase) return run.join(" ");
        }
        return null;
    }
}

/** The sentences and lines of all texts of a history, as 53-bit keys: an author's earlier sentences are no evidence for a new text. */
export class KnownSentences {
    readonly #texts = new CountTable();

    add(text: string): void {
        for (const sentence of sentencesOf(text)) this.#texts.add(sentenceKey(sentence), 1);
    }

    remove(text: string): void {
        for (const sentence of sentencesOf(text)) this.#texts.add(sentenceKey(sentence), -1);
    }

    /** The text without the sentences that the history contains literally. */
    without(text: string): string {
        const sentences = sentencesOf(text);
        const others = sentences.filter((sentence) => this.#texts.get(sentenceKey(sentence)) <= 0);
        return others.length === sentences.length ? text : others.join("\n");
    }
}

function sentencesOf(text: string): readonly string[] {
    return text.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => sentence.trim() !== "");
}

function sentenceKey(sentence: string): number {
    const hashes = runWords(sentence).map(wordHash);
    return keyOf(hashes, 0, hashes.length);
}

/** Keys of a text's runs, each once. */
export function runsOf(text: string): readonly number[] {
    const words = runWords(text);
    const hashes = words.map(wordHash);
    const keys = new Set<number>();
    for (let i = 0; i + copiedRun <= words.length; i++) keys.add(keyOf(hashes, i));
    return [...keys];
}

/** Share of a text's runs of `size` words that another text has too, 0 to 1. */
export function sharedRuns(text: string, other: string, size: number): number {
    const runs = (words: readonly string[]) => {
        const starts = words.slice(0, Math.max(0, words.length - size + 1));
        return starts.map((_, i) => words.slice(i, i + size).join(" "));
    };
    const own = runs(runWords(text));
    const theirs = new Set(runs(runWords(other)));
    return own.length === 0 ? 0 : own.filter((run) => theirs.has(run)).length / own.length;
}

export function runWords(text: string): readonly string[] {
    return (
        text
            .toLowerCase()
            .replaceAll("’", "'")
            .match(/\p{L}+(?:'\p{L}+)*|\p{N}+/gu) ?? []
    );
}

function runKey(words: readonly string[]): number {
    return keyOf(words.map(wordHash), 0);
}

/** FNV-1a */
function wordHash(word: string): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    return hash;
}

/** Two polynomial hashes of some words, 32 and 20 bits. */
function keyOf(hashes: readonly number[], start: number, count = copiedRun): number {
    let [low, high] = [17, 31];
    for (let i = start; i < start + count; i++) {
        low = Math.imul(low, 0x01000193) ^ (hashes[i] as number);
        high = Math.imul(high, 0x2c1b3c6d) ^ (hashes[i] as number);
    }
    return (low >>> 0) + (high >>> 12) * 2 ** 32;
}
