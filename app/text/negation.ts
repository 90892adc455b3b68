/**
 * Words that negate a sentence, English and German, each as a part of a regular expression; to be matched as whole words whatever their
 * case.
 */
const words = [
    "no|nope|none|not|never|nothing|nobody",
    // contractions, and what people type for them
    "cannot|cant|\\p{L}+n['’]t",
    "without|unable",
    "nein|nee|nicht|nichts|nie|kein\\p{L}*|ohne"
].join("|");

/*
 * One list for every rule that has to know whether a sentence is negated: which notes a draft contradicts, which of two sentences is a
 * repetition, which sentence a shorter text may omit, and whether a change turned a statement into its opposite. If these rules had lists
 * of their own, one of them could remove or accept a negation that another one had counted.
 */
const negation = new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "giu");

/** How many negating words a text has. */
export function negationsIn(text: string): number {
    return text.match(negation)?.length ?? 0;
}

export function isNegated(text: string): boolean {
    return negationsIn(text) > 0;
}
