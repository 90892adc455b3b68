/** Words of any script, with inner apostrophes and hyphens; `3.5` and `1,840` are one each. */
export function wordsOf(text: string): readonly string[] {
    return text.match(/[\p{L}\p{N}]+(?:(?:['’-]|(?<=\p{N})[.,](?=\p{N}))[\p{L}\p{N}]+)*/gu) ?? [];
}

/** Abbreviations that do not end a sentence, even before a capital; lower case, without the last full stop. */
const titles = new Set("mr mrs ms dr prof st hr fr nr vs bzw z.b d.h u.a i.d.r e.g i.e cf vgl inkl zzgl approx".split(" "));
/** These may end a sentence, but not before a lower-case letter. */
const shortened = new Set(
    (
        "etc usw inc ltd dept est fig min max hrs tel ext a.m p.m am pm jan feb mar apr jun jul aug sep sept oct nov dec mon tue " +
        "tues wed thu thur thurs fri sat sun "
    )
        .concat("str abs std mio mrd evtl ggf bspw sog geb verh")
        .split(" ")
);
const monthName = /^\s+(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)/iu;

/**
 * Sentences in their order, trimmed. A line break ends a sentence, as greetings, sign-offs and list points have no full stop. So does a
 * mark before white space, whether a capital follows or not: there are authors who write none. Abbreviations, initials, German day
 * numbers, dots before a small letter and a quotation that its sentence goes on after do not.
 */
export function sentencesOf(text: string): readonly string[] {
    const sentences: string[] = [];
    for (const line of text.split("\n")) {
        let start = 0;
        for (const end of line.matchAll(/(?<![.!?…。！？])[.!?…。！？]+["'”’)\]]*(?=\s|$)/gu)) {
            const stop = end.index + end[0].length;
            if (!endsSentence(line.slice(Math.max(start, end.index - 24), end.index), end[0], line.slice(stop, stop + 24))) continue;
            sentences.push(line.slice(start, stop).trim());
            start = stop;
        }
        sentences.push(line.slice(start).trim());
    }
    return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function endsSentence(before: string, mark: string, after: string): boolean {
    if (after.trim() === "") return true;
    const small = /^\s+["'“„(]?\p{Ll}/u.test(after);
    // "really?" she said; he wrote (late!) that; well... maybe
    if (small && (/["'”’)\]]$/.test(mark) || /^(?:…|\.{2,})/.test(mark))) return false;
    if (!/^\./.test(mark)) return true;
    const word = /[\p{L}\p{N}](?:[\p{L}\p{N}.]*)$/u.exec(before)?.[0] ?? "";
    const lower = word.toLowerCase();
    // "no. 3" and "No. We cannot."
    if (lower === "no" || lower === "ca") return !/^\s+\d/.test(after);
    if (titles.has(lower)) return small && (lower === "st" || lower === "fr");
    // "J. Doe", "z. B. gut"
    if (/^\p{L}$/u.test(word) && word !== "I" && (/^\s+\p{Lu}\./u.test(after) || (/^\p{Lu}/u.test(word) && /^\s+\p{L}/u.test(after))))
        return false;
    if (/^\d{1,2}$/.test(word) && monthName.test(after)) return false;
    return !(small && shortened.has(lower));
}
