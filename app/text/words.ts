/** Words of any script, with inner apostrophes and hyphens; `3.5` and `1,840` are one each. */
export function wordsOf(text: string): readonly string[] {
    return text.match(/[\p{L}\p{N}]+(?:(?:['’-]|(?<=\p{N})[.,](?=\p{N}))[\p{L}\p{N}]+)*/gu) ?? [];
}

/**
 * Sentences in their order, trimmed. A line break ends a sentence, as greetings, sign-offs and list points have no full stop;
 * an abbreviation before a lower-case letter does not.
 */
export function sentencesOf(text: string): readonly string[] {
    const sentences: string[] = [];
    for (const line of text.split("\n")) {
        let start = 0;
        for (const end of line.matchAll(/(?<![.!?…。！？])[.!?…。！？]+["'”’)\]]*(?=\s+(?!\p{Ll})|$)/gu)) {
            const stop = end.index + end[0].length;
            sentences.push(line.slice(start, stop).trim());
            start = stop;
        }
        sentences.push(line.slice(start).trim());
    }
    return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
