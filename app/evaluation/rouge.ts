import {f1, longestCommonSubsequence, sharedWords} from "../text/overlap.ts";

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
