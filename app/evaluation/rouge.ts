import {f1, sharedWords} from "../text/overlap.ts";

/**
 * ROUGE-1 and ROUGE-L as the package rouge_score computes them without stemming, which is what LaMP reports through Hugging
 * Face's `evaluate`.
 */
export interface Rouge {
    readonly rouge1: number;
    readonly rougeL: number;
}

/** F1 of shared words and of the longest common subsequence; 0 where either side has no word. */
export function rouge(prediction: string, reference: string): Rouge {
    const predicted = tokens(prediction);
    const wanted = tokens(reference);
    return {
        rouge1: f1(sharedWords(predicted, wanted), predicted.length, wanted.length),
        rougeL: f1(longestCommonSubsequence(predicted, wanted), predicted.length, wanted.length)
    };
}

/** rouge_score's tokenizer: lower case, everything but a–z and 0–9 separates. */
function tokens(text: string): readonly string[] {
    return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
    // one row of the table: lengths[j] is the longest for a's beginning so far and b's first j tokens
    const lengths = new Uint32Array(b.length + 1);
    for (const token of a) {
        let diagonal = 0;
        for (let j = 1; j <= b.length; j++) {
            const above = lengths[j] as number;
            lengths[j] = token === b[j - 1] ? diagonal + 1 : Math.max(above, lengths[j - 1] as number);
            diagonal = above;
        }
    }
    return lengths[b.length] as number;
}
