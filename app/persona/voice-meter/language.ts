import {runWords} from "./copied-runs.ts";

/** minimum share of function words of its language; in English and German prose about a half */
const leastShare = 0.28;

/** The language whose function words a text has most of, or "other". */
export function languageOf(text: string, languages: ReadonlyMap<string, ReadonlySet<string>>): string {
    const words = runWords(text);
    let [best, most] = ["other", leastShare];
    for (const [language, functionWords] of languages) {
        const share = words.filter((word) => functionWords.has(word)).length / Math.max(1, words.length);
        if (share > most) [best, most] = [language, share];
    }
    return best;
}
